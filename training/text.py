"""Makes the text of one line: pseudo-sentences, headings, lists, cells, names, codes.

Pure: a random generator in, a string out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from training import numerals
from training.words import LETTERS, LISTS, VIETNAMESE, Vocabulary, old_tone_place

if TYPE_CHECKING:
    import random

SURNAMES = LISTS["surnames"]
GIVEN = LISTS["given"]
# Words of office that news seldom holds, as any handbook of official style lists them.
OFFICE = LISTS["office"]
OTHER_MARKS = list("§≥≤°²³×±½+=<>&*#@$_[]!?")
EVERY_LETTER = "".join(sorted(LETTERS)) + VIETNAMESE.upper() + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ENDS = (" ", ", ", "; ", ". ", ": ", " - ", "/", "... ", "… ", "! ", "? ")
ENDS_WEIGHTS = (86, 7, 2, 2.4, 0.6, 0.8, 0.4, 0.2, 0.2, 0.05, 0.1)
CASES = ("as it is", "capitals", "title")


def word(rng: random.Random, vocabulary: Vocabulary) -> str:
    """One token of running text."""
    draw = rng.random()
    if draw < 0.13:
        return numerals.special(rng)
    if draw < 0.16:
        return numerals.code(rng)
    if draw < 0.24:
        return rng.choice(OFFICE)
    if draw < 0.66:
        chosen = vocabulary.frequent(rng)
    elif draw < 0.86:
        chosen = rng.choice(vocabulary.entries)
    else:
        chosen = rng.choice(vocabulary.syllables)
    return old_tone_place(chosen) if rng.random() < 0.25 else chosen


def quoted(rng: random.Random, text: str) -> str:
    """Now and then a word stands in quotes or brackets."""
    draw = rng.random()
    if draw < 0.975:
        return text
    return rng.choice(
        (
            f"({text})",
            f"({text})",
            f'"{text}"',
            f"“{text}”",
            f"'{text}'",
            f"‘{text}’",
            f"[{text}]",
            f"({text};",
            f"{text})",
            f"(“{text}”)",
        )
    )


def sentence(rng: random.Random, vocabulary: Vocabulary, most: int) -> str:
    """A run of tokens of up to `most` characters, cut anywhere between tokens as a typesetter cuts lines."""
    parts: list[str] = []
    length = 0
    start = rng.random() < 0.3
    while True:
        token = quoted(rng, word(rng, vocabulary))
        if start:
            token, start = token[:1].upper() + token[1:], False
        end = rng.choices(ENDS, ENDS_WEIGHTS)[0]
        start = end == ". "
        if length + len(token) > most and parts:
            break
        parts += [token, end]
        length += len(token) + len(end)
    text = "".join(parts).rstrip()
    return text + rng.choice((".", ";", ",", ":")) if rng.random() < 0.15 and text[-1].isalnum() else text


def person(rng: random.Random) -> str:
    """A made name of a person."""
    return " ".join([rng.choice(SURNAMES), *(rng.choice(GIVEN) for _ in range(rng.randint(1, 3)))])


def single(rng: random.Random) -> str:
    """What stands alone in a cell or a margin."""
    return rng.choice(
        (
            "-",
            "+",
            "1",
            "I",
            str(rng.randint(1, 9)),
            str(rng.randint(10, 60)),
            numerals.roman_label(rng),
            numerals.roman_label(rng) + ".",
            numerals.label(rng),
            "x",
            "X",
            "nt",
            '"',
            rng.choice("abcdđ") + ")",
            "%",
            numerals.number(rng),
            numerals.percentage(rng),
            "•",
            "Có",
            "Không",
            "TT",
            "STT",
            rng.choice(EVERY_LETTER),
            rng.choice(EVERY_LETTER) + ".",
        )
    )


def cell(rng: random.Random, vocabulary: Vocabulary) -> str:
    """A short line of a table cell."""
    draw = rng.random()
    if draw < 0.3:
        return numerals.special(rng)
    if draw < 0.4:
        return f"{numerals.number(rng)} {rng.choice(LISTS['units'])}"
    if draw < 0.55:
        return rng.choice(OFFICE)
    return sentence(rng, vocabulary, rng.randint(3, 24))


def listed(rng: random.Random, vocabulary: Vocabulary, most: int) -> str:
    """An item of a list: its mark, then text."""
    mark = rng.choices(("- ", "+ ", "• ", "* ", "-", "– ", "o ", "— "), (14, 4, 2, 1, 2, 4, 0.3, 1))[0]
    return mark + sentence(rng, vocabulary, most)


def soup(rng: random.Random) -> str:
    """Tokens that no language helps with: codes, symbols, letters of all kinds."""
    tokens = []
    for _ in range(rng.randint(1, 7)):
        draw = rng.random()
        if draw < 0.45:
            tokens.append(numerals.code(rng))
        elif draw < 0.65:
            tokens.append(numerals.legal_symbol(rng))
        elif draw < 0.8:
            tokens.append("".join(rng.choice(EVERY_LETTER) for _ in range(rng.randint(1, 6))))
        elif draw < 0.9:
            tokens.append(rng.choice(OTHER_MARKS) + numerals.number(rng))
        else:
            tokens.append(rng.choice(OTHER_MARKS))
    return " ".join(tokens)


def cased(rng: random.Random, text: str) -> str:
    """The text as it is, in capitals, or with every word's first letter capital."""
    how = rng.choices(CASES, (84, 12, 4))[0]
    if how == "capitals":
        return text.upper()
    return " ".join(part[:1].upper() + part[1:] for part in text.split(" ")) if how == "title" else text


def make_text(rng: random.Random, vocabulary: Vocabulary) -> str:
    """The text of one line, of 0 to about 100 characters."""
    draw = rng.random()
    most = rng.choices((rng.randint(60, 100), rng.randint(20, 60), rng.randint(5, 20)), (5, 4, 2))[0]
    if draw < 0.015:
        return ""
    if draw < 0.44:
        text = cased(rng, sentence(rng, vocabulary, most))
    elif draw < 0.52:
        text = listed(rng, vocabulary, most)
    elif draw < 0.64:
        text = f"{numerals.label(rng)} {cased(rng, sentence(rng, vocabulary, most))}"
        text = text + rng.choice(("...", "....................", "…………")) if rng.random() < 0.03 else text
    elif draw < 0.72:
        text = single(rng)
    elif draw < 0.82:
        text = cell(rng, vocabulary)
    elif draw < 0.86:
        text = rng.choice(
            (
                person(rng),
                rng.choice(vocabulary.places),
                f"{rng.choice(vocabulary.places)}, {numerals.date(rng)}",
                f"- {rng.choice(vocabulary.places)};",
            )
        )
    elif draw < 0.95:
        text = soup(rng)
    else:
        text = " ".join(numerals.special(rng) for _ in range(rng.randint(2, 6)))
    return text.upper() if text[:1].isalpha() and rng.random() < 0.02 else text
