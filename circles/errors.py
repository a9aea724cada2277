"""What a verb of a circle raises."""


class CircleStateError(Exception):
    """Something cannot be done as things stand now. The text is for people."""
