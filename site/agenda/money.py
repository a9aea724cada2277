"""Amounts in euros."""

NO_BREAK_SPACE = "\u00a0"


def euros(amount: int) -> str:
    """Write an amount as "€ 3.483.000", with a space that does not break."""
    return f"€{NO_BREAK_SPACE}{amount:,}".replace(",", ".")


def millions(amount: int) -> str:
    """Write a number of millions as "€ 250 miljoen"."""
    return f"{euros(amount)}{NO_BREAK_SPACE}miljoen"
