"""Numbers in letters, as offices repeat them in brackets: "15 (mười lăm) xã"."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell_out(number: int) -> str:
    """Return a number from 1 to 999 in letters.

    Raises:
        ValueError: the number is out of these bounds.
    """
    if not 0 < number < 1000:
        raise ValueError(f"no letters for {number}")
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    start = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return start
    return f"{start} linh {_DIGITS[rest]}" if rest < 10 else f"{start} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    start = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{start} {last}".rstrip()
