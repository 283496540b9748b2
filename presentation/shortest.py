"""Numbers as files hold them."""

LONGEST_WHOLE = 1e15  # larger numbers are written with an exponent


def number(value: float | None) -> str:
    """The shortest way to write a number: 12.5 rather than 12.50, 3 rather than 3.0; "" where there is none."""
    if value is None:
        return ""
    return str(int(value)) if abs(value) < LONGEST_WHOLE and value == int(value) else repr(float(value))
