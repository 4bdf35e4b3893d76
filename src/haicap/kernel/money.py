"""Money is integer đồng. Nothing here rounds silently."""


def dong(amount_vnd: int) -> str:
    """`1234567` as Vietnamese officials write it: `1.234.567 đ`."""
    return f"{amount_vnd:,}".replace(",", ".") + " đ"
