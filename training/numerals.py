"""Numbers, dates, symbols and labels as administrative papers write them, in every shape.

Each function gives one at random.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from training.words import LISTS

if TYPE_CHECKING:
    import random

KINDS = LISTS["kinds"]
ISSUERS = LISTS["issuers"]
ABBREVIATIONS = LISTS["abbreviations"]
TENS, ONES = ("", "X", "XX"), ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ROMANS = [tens + ones for tens in TENS for ones in ONES]
CODE_LETTERS = string.ascii_letters + string.digits + "ĐƯƠÔÊđư" + "-/.,_"


def digits(rng: random.Random, least: int, most: int) -> str:
    """A run of digits, without a leading zero."""
    return str(rng.randint(1, 9)) + "".join(rng.choice(string.digits) for _ in range(rng.randint(least, most) - 1))


def grouped(rng: random.Random) -> str:
    """1.234.567 and the wrong shapes that are met: 1,234 or 1 234."""
    mark = rng.choices((".", ",", " "), (86, 10, 4))[0]
    return digits(rng, 1, 3) + "".join(
        mark + f"{rng.randint(0, 999):03d}" for _ in range(rng.choices((1, 2, 3), (5, 4, 2))[0])
    )


def number(rng: random.Random) -> str:
    """A number of any shape."""
    shape = rng.randrange(9)
    if shape < 3:
        return digits(rng, 1, rng.choice((1, 2, 2, 3, 4, 6)))
    if shape == 3:
        return f"0{rng.randint(1, 9)}"
    if shape < 6:
        return grouped(rng)
    if shape < 8:
        return f"{digits(rng, 1, 3)},{digits(rng, 1, 2)}"
    return f"{digits(rng, 1, 2)}.{digits(rng, 1, 2)}"


def year(rng: random.Random) -> str:
    """A year, most often of the last decades."""
    return str(rng.randint(2005, 2035) if rng.random() < 0.9 else rng.randint(1930, 2099))


def percentage(rng: random.Random) -> str:
    """80%, 12,5 %, 60-70%, 100%."""
    gap = rng.choices(("", " "), (5, 1))[0]
    shape = rng.randrange(8)
    if shape < 2:
        return f"100{gap}%"
    if shape < 5:
        return f"{rng.randint(1, 99)}{gap}%"
    if shape == 5:
        return f"{rng.randint(1, 100)}%{rng.choice(('-', ' - ', ' đến '))}{rng.randint(1, 100)}%"
    return f"{rng.randint(0, 99)}{rng.choice(',,,.')}{digits(rng, 1, 2)}{gap}%"


def date(rng: random.Random) -> str:
    """A day, a month or a span, in words or with slashes; blanks for the hand are left as papers leave them."""
    day, month, when = rng.randint(1, 31), rng.randint(1, 12), year(rng)
    return rng.choice(
        (
            f"{day:02d}/{month:02d}/{when}",
            f"{day}/{month}/{when}",
            f"{day:02d}-{month:02d}-{when}",
            f"{day}.{month}.{when}",
            f"ngày {day:02d} tháng {month:02d} năm {when}",
            f"ngày {day} tháng {month} năm {when}",
            f"ngày     tháng {month:02d} năm {when}",
            f"tháng {month}/{when}",
            f"Quý {rng.choice(ROMANS[:4])}/{when}",
            f"quý {rng.choice(ROMANS[:4])} năm {when}",
            f"năm {when}",
            f"{when}-{when[:2]}{rng.randint(10, 40)}",
            f"{when} - {when[:2]}{rng.randint(10, 40)}",
            f"trước ngày {day:02d}/{month:02d}",
            f"ngày {day:02d} hàng tháng",
            f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}",
            f"{rng.randint(6, 17)}h{rng.choice(('00', '30', ''))}",
        )
    )


def legal_symbol(rng: random.Random) -> str:
    """27/KH-UBND, 76/NQ-CP, 03/2014/TT-BTTTT and their kin."""
    first = f"{rng.randint(1, 99):02d}" if rng.random() < 0.5 else digits(rng, 1, 4)
    kind, issuer = rng.choice(KINDS), rng.choice(ISSUERS)
    shape = rng.randrange(10)
    if shape < 5:
        return f"{first}/{kind}-{issuer}"
    if shape < 8:
        return f"{first}/{year(rng)}/{kind}-{issuer}"
    if shape == 8:
        return f"{first}/{year(rng)}/QH{rng.randint(10, 16)}"
    return rng.choice(
        (
            f"/{kind}-{issuer}",
            f"{first}-{kind}/{issuer}",
            f"{first} /{kind}-{issuer}",
            f"{first}/{issuer}-{rng.choice(ISSUERS)}",
        )
    )


def roman_label(rng: random.Random) -> str:
    """A Roman numeral to XXX; the short ones, which are misread most, more often."""
    return rng.choices(ROMANS, [6] * 3 + [4] * 9 + [1] * 18)[0]


def label(rng: random.Random) -> str:
    """The label of a heading or of a list item."""
    shape = rng.randrange(12)
    if shape < 4:
        return roman_label(rng) + rng.choices((".", "", "-", "/", ")", " -"), (12, 2, 1, 1, 1, 1))[0]
    if shape < 6:
        return str(rng.randint(1, 30)) + rng.choices((".", ")", "/", ".-", ""), (8, 2, 1, 1, 2))[0]
    if shape < 8:
        return (
            ".".join(str(rng.randint(1, 12)) for _ in range(rng.randint(2, 4)))
            + rng.choice((".", "."))[: rng.randint(0, 1)]
        )
    if shape < 10:
        return rng.choice("abcdđeghiklmnopq") + rng.choices((")", ".", "/", ""), (6, 2, 1, 1))[0]
    return rng.choice(
        (
            f"Điều {rng.randint(1, 40)}.",
            f"Chương {roman_label(rng)}",
            f"Phần {roman_label(rng)}",
            f"Mục {rng.randint(1, 9)}.",
            f"Phụ lục {rng.randint(1, 20):02d}",
            f"PHỤ LỤC {roman_label(rng)}",
            f"Bảng {rng.randint(1, 20)}.",
            f"{rng.choice('ABCDE')}.",
            f"({rng.randint(1, 20)})",
            f"({rng.choice('abcdđe')})",
            f"Biểu số {rng.randint(1, 12):02d}",
            f"Điểm {rng.choice('abcdđ')} Khoản {rng.randint(1, 9)} Điều {rng.randint(1, 90)}",
        )
    )


def code(rng: random.Random) -> str:
    """A run that no language predicts: without such the net learns words and fails on codes."""
    shape = rng.randrange(6)
    if shape == 0:
        return "".join(rng.choice(CODE_LETTERS) for _ in range(rng.randint(2, 12)))
    if shape == 1:
        return "".join(rng.choice(string.ascii_uppercase + "ĐƯƠ") for _ in range(rng.randint(2, 7)))
    if shape == 2:
        return "".join(rng.choice("Il1iLtjJrfT7") for _ in range(rng.randint(1, 6)))
    if shape == 3:
        return rng.choice(
            (
                f"{rng.randint(1000000, 9999999)}",
                f"0{digits(rng, 8, 10)}",
                f"{digits(rng, 2, 3)}.{digits(rng, 3, 3)}.{digits(rng, 3, 4)}",
            )
        )
    if shape == 4:
        name = "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(3, 9)))
        site = f"{name}.{rng.choice(('gov.vn', 'vn', 'com', 'edu.vn'))}"
        return rng.choice(
            (site, f"www.{site}", f"https://{site}/", f"{digits(rng, 1, 2)}{name}@{site}", f"{name}@{site}")
        )
    return "".join(rng.choice(string.digits + ".,%/-") for _ in range(rng.randint(2, 9)))


def special(rng: random.Random) -> str:
    """A number, percentage, date, symbol or abbreviation inside a sentence."""
    make = rng.choices((number, percentage, date, legal_symbol, year), (5, 4, 4, 4, 1))[0]
    return rng.choice(ABBREVIATIONS) if rng.random() < 0.25 else make(rng)
