"""The person behind an account: what they do, where they work, and what others may see of that."""
