"""What the site keeps of the person who looks, and what they can do about it."""
