"""Amounts in euros."""

NO_BREAK_SPACE = "\u00a0"


def euros(amount: int) -> str:
    """Write an amount as "€ 3.483.000", with a space that does not break."""
    return f"€{NO_BREAK_SPACE}{amount:,}".replace(",", ".")
