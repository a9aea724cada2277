"""The calendar of a person: what is in it, and a secret address to follow it in a calendar program."""
