"""Why a value cannot be taken over."""


class CellError(ValueError):
    """The value of one cell cannot be used; the message says why, `item` which of a list of values it is."""

    def __init__(self, reason: str, *, item: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.item = item
