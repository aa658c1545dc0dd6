"""What the beginning of a line may mean as a label: I. 1. 1.1. a) and their misreadings, each with its cost.

A cost is roughly a negative log-probability: 0 for a label that reads as it is printed. Misreadings are offered only
where the page was read by OCR; which reading holds is decided by the sequence (`extractors.numbering`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.clean import UPPER
from extractors.label_readings import CARDINALS, ORDINALS, ROMANS, Reading, Style
from extractors.worded_labels import MARKS_LOST, with_marks

_PARTS: dict[str, Style] = {"phần": "part", "chương": "chapter", "mục": "clause"}

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters in the order of Vietnamese lists (a b c d đ e g h …; f, j, w, z are not used)."""

CAPITALS = "ABCDĐEGH"
"""Capitals of parts in the same order; who leaves out Đ counts E the fifth, and F the sixth."""

_STAINS = " \f*_'`´‘’.,:;~^°¬|\\=<>«»"
"""What a stain before a label is read as; a bullet (-, +) is none."""
_BULLET = re.compile(r"[-–+]\s+|[-–](?=\d{1,2}[.,]\d{1,2}\.\s)")
_COMMA_DOTTED = re.compile(rf"\d{{1,2}}(?:[.,]\d{{1,2}}){{1,3}}\.\s+(?=[{UPPER}])")
_LIKE_LETTERS = {"d": "đ", "đ": "d", "c": "e", "e": "c", "g": "q", "q": "g", "h": "b", "b": "h", "l": "i", "i": "l"}
_SAME_SHAPE = frozenset("c")
"""Small letters of the shape of a capital that labels a part: before a title in capitals they are it."""
_STROKES = str.maketrans({c: "I" for c in "1lí|!ijJTtÍÌỊỈ[]"} | {"Y": "V", "Ỵ": "V", "v": "V", "x": "X"})
_DOUBLED = {"H": "II", "U": "II", "N": "II", "M": "III"}
_QUOTES = "“”\"'‘«("
"""What may stand before the first capital of a title."""
_ROMAN = re.compile(
    r"([IVX]{1,5})(?:\s?(?:[.):]|/(?!\d))\s?[-–]?|\s?[-–](?=\s|[^\W\d_]{2}))\s*|([IVX]{1,5})\s+(?=[^\W\d_]{2})"
)
_JOINED = re.compile(
    r"([IVX]{1,5}|[A-H]|[a-zđ])\s?(?:\.\s?|(?=\d{1,2}\s?[).]\s))(\d{1,2}(?:\s?\.\s?\d{1,2}){0,2})"
    r"(?:\s?[.):]\s*(?=\S)|\s?[-–]\s+(?=[^\W\d_])|\s+(?=[^\W\d_]))(?![\d%])"
)
"""A numeral or letter and a number in one label: "II.1.", "II.1- ", "a.1)", "a1)"."""
_ROMAN_LIKE = re.compile(
    r"([IVXLHUNMYTJÍÌỊỈỴ1lí|!ijtvx\[\]]{1,5})(?:\s?[.,:)]{1,2}(?:\s?[-–](?=\s?[^\W\d_]))?|\s?/(?=\s|[^\W\d_]{2})|\s?[-–](?=\s|[^\W\d_]{2}))\s*(?=\S)"
)
_ARABIC = re.compile(r"(\d{1,2})\s?(?P<mark>[.)]\s?[-–]?|/(?=\s)|[-–:/](?=\s?[^\W\d_]))(?!\d)\s*(?=\S)")
_ARABIC_LIKE = re.compile(r"([lI|!íOoSZ\d]{1,2})\s?[.,]{1,2}(?!\d)\s*(?=\S)")
_DOTTED = re.compile(
    r"(\d{1,2}(?:\s?\.\s?\d{1,2}){1,3})(?:(\s?(?:[.):]|/(?!\d)|[-–](?=\s?[^\W\d_]))(?:\s?[-–/)](?=\s?[^\W\d_]))?\s*(?=\S)"
    r"|\s+(?=[^\W\d_]))(?![\d%])"
    r"|(\s?[.)]\s)(?=\d)(?!(?:19|20)\d\d(?!\d|\.\d)))"
)
"""A label "2.1" before words (its mark may be double: "2.1.- "), or with a mark of its own before a number that is no
year ("3.2. 100% công chức")."""
_ONE_LIKE = re.compile(r"([tlIi|!í])\s?([.)/])\s*(?=[^\W\d_])")
"""What a scan makes of the narrow "1)" that opens a list."""
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[^\W\d_]{2})")
"""A number whose mark a scan lost ("4/", "4)")."""
_RUN_TOGETHER = re.compile(r"([1-9])([1-9])(?P<more>\.\d{1,2})?\s?(?:[.,)/:]{1,2}|[-–](?=\s?[^\W\d_]))(?!\d)\s*(?=\S)")
"""A point lost between two digits: "22." may have been "2.2.", "22.1- " have been "2.2.1- "."""
_DOTTED_LIKE = re.compile(
    r"([\dlI|!íOo]{1,2}(?:(?:\s?[.,]\s?|\s)[\dlI|!íOo]{1,2}){1,3})(?:\s?[.,:]{1,2}\s*|\s*)(?=[^\W\d_])"
)
_LETTER = re.compile(r"([a-zđ])\s?([).]|[/:-](?=\s?[^\W\d_]))\s*(?=\S)")
_BRACKET = re.compile(r"\(?(\d{1,2})\)\s*(?=\S)")
_CAPITAL = re.compile(r"([A-HĐ])(?P<mark>\s?[.)/:]\s?[-–]?\s*|\s?[-–]\s*|\s+)(?=[^\W\d_]{2})")
_PART = re.compile(
    rf"(?P<word>phần|chương|mục)\s+(?:thứ\s+)?(?P<n>[IVX]{{1,5}}|\d{{1,2}}|(?<=thứ\s)(?:{'|'.join(ORDINALS)})"
    rf"|(?:{'|'.join(CARDINALS)})(?=\s*(?:[.:–-]|$))|(?-i:[A-H](?=\s*(?:[.:–-]|$)|\s+[{UPPER}]{{2}})))"
    r"\b\s?[.:–-]?\s*",
    re.IGNORECASE,
)
"""A part by its numeral, number, ordinal or capital: "Phần II", "Chương 3", "Phần thứ nhất", "PHẦN MỘT", "PHẦN A"."""
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3})\s?[.:]\s*")


def says(reading: Reading) -> bool:
    """Whether a label is read as it is printed, but for its mark."""
    return reading.printed.rstrip(" .):/-–,") == reading.text


def roman(text: str) -> int | None:
    """Value of a Roman numeral up to XX, None for what is none (IIII, VX)."""
    return ROMANS.index(text) + 1 if text in ROMANS else None


def read_label(text: str, ocr: bool) -> tuple[Reading, ...]:
    """Read the label that opens a line, every way it can be read; empty where none stands.

    Args:
        text: The line, from its first character.
        ocr: Whether misreadings are to be thought of.
    """
    lead = len(text) - len(text.lstrip(_STAINS if ocr else " \f*_"))
    line = text[lead:]
    exact = _exact(line, lead)
    if ocr and not exact and (bullet := _BULLET.match(line)):
        return _behind_bullet(line[bullet.end() :], lead + bullet.end())
    if not ocr:
        return tuple(exact)
    if not exact and (marked := with_marks(line)) != line:
        worded = _exact(marked, lead)
        return tuple(replace(reading, printed=text[lead : reading.end].strip(), cost=MARKS_LOST) for reading in worded)
    readings = [_past_stains(reading, text) for reading in (*exact, *_misread(line, lead), *_alike_letters(line, lead))]
    best: dict[tuple[Style, tuple[int, ...]], Reading] = {}
    for reading in readings:
        key = (reading.style, reading.numbers)
        if key not in best or reading.cost < best[key].cost:
            best[key] = reading
    return tuple(best.values())


def _behind_bullet(line: str, lead: int) -> tuple[Reading, ...]:
    """Read the label behind a stain that was read as a bullet ("- 2. Yêu cầu", "-2,5. Thanh tra")."""
    point = _COMMA_DOTTED.match(line)
    line = f"{point.group().replace(',', '.')}{line[point.end() :]}" if point else line
    behind = [reading for reading in _exact(line, lead) if reading.style in ("arabic", "dotted", "roman")]
    return tuple(replace(reading, cost=0.3) for reading in behind)


def _past_stains(reading: Reading, text: str) -> Reading:
    """Begin the title behind what a stain after the label was read as ("III., NHIỆM VỤ")."""
    title = text[reading.end :]
    return replace(reading, end=len(text) - len(title.lstrip(_STAINS)))


def _exact(line: str, lead: int) -> list[Reading]:
    """Read what is printed as a label of some style ("V/v" is none)."""
    style: Style
    if line[:3].lower() == "v/v":
        return []
    if match := _ARTICLE.match(line):
        return [Reading("article", (int(match[1]),), f"Điều {match[1]}", lead + match.end(), match.group().strip())]
    if (match := _PART.match(line)) and (value := _part_number(match["n"])):
        worded = match["n"].lower() in {*ORDINALS, *CARDINALS}
        number = match["n"].lower() if worded else match["n"]
        number = f"thứ {number}" if worded and re.search(r"\sthứ\s", match.group().lower()) else number
        text = f"{match['word'].capitalize()} {number}"
        style = _PARTS[match["word"].lower()]
        return [Reading(style, (value,), text, lead + match.end(), match.group().strip())]
    if match := _DOTTED.match(line):
        numbers = tuple(int(number) for number in re.split(r"\s?\.\s?", match[1]))
        marked = (match[2] or match[3]).strip() not in ("", "-", "–") or line[match.end() :][:1].isupper()
        if 0 not in numbers and marked:
            text = re.sub(r"\s", "", match[1])
            return [Reading("dotted", numbers, text, lead + match.end(), match.group().strip())]
    if (match := _JOINED.match(line)) and line[match.end() :][:1].isupper():
        above = roman(match[1]) or (LETTERS.find(match[1]) + 1 if match[1].islower() else ord(match[1][0]) - 64)
        below = [int(number) for number in re.split(r"\s?\.\s?", match[2])]
        text = re.sub(r"\s|[.):]+\s*$", "", match.group().rstrip(" .):-–"))
        if 0 not in below and above and (roman(match[1]) or len(match[1]) == 1):
            return [Reading("dotted", (above, *below), text, lead + match.end(), match.group().strip())]
    if match := _ROMAN.match(line):
        token = match[1] or match[2]
        value = roman(token)
        # Without a point only a title in capitals makes it a label ("I MỤC ĐÍCH", not "V chuyển sang").
        if value and (match[1] or line[match.end() : match.end() + 8].isupper()):
            return [Reading("roman", (value,), token, lead + match.end(), match.group().strip())]
    if (match := _CAPITAL.match(line)) and _is_part(match, line):
        return [
            Reading("capital", (value,), match[1], lead + match.end(), match.group().strip())
            for value in _ranks(match[1], CAPITALS)
        ]
    if match := _ARABIC.match(line):
        style = "bracket" if ")" in match.group() else "arabic"
        usual = match["mark"].strip() in (".", ")") or (match["mark"] == "/" and match.group().endswith(" "))
        if int(match[1]) and (usual or line[match.end() :].lstrip(_QUOTES)[:1].isupper()):
            return [Reading(style, (int(match[1]),), match[1], lead + match.end(), match.group().strip())]
    if match := _BRACKET.match(line):
        return [Reading("bracket", (int(match[1]),), match[1], lead + match.end(), match.group().strip())]
    if (
        (match := _LETTER.match(line))
        and (match[1] in LETTERS or match[1] == "f")
        and (match[2] == ")" or line[match.end() :][:1].isupper() or re.match(r"[a-zđ]\s?\.\s\d", line))
    ):
        return [
            Reading("letter", (value,), match[1], lead + match.end(), match.group().strip())
            for value in _ranks(match[1], LETTERS)
        ]
    return []


def _ranks(letter: str, order: str) -> tuple[int, ...]:
    """Places that a letter may have in a list: without Đ, E is the fifth and F the sixth; from G on both are one."""
    if letter in "Ff":
        return (6,)
    place = order.index(letter) + 1
    return (place - 1, place) if letter in "Ee" else (place,)


def _is_part(match: re.Match[str], line: str) -> bool:
    """Whether a capital opens a part ("A. MỤC TIÊU", "B. Nhiệm vụ"), not a word or a name ("A Lưới", "B-40")."""
    title = line[match.end() :]
    marked = match["mark"].strip() not in ("", "-", "–")
    return title[:2].isupper() or (marked and title[:1].isupper() and match["mark"].endswith(" "))


def _part_number(text: str) -> int | None:
    """Number of "Phần II", "Chương 3", "Phần thứ nhất", "Phần một", "Phần B"."""
    for names in (ORDINALS, CARDINALS):
        if text.lower() in names:
            return names.index(text.lower()) + 1
    if text.isdigit():
        return int(text) or None
    return roman(text) or ("ABCDEFGH".find(text) + 1 or None)


def _misread(line: str, lead: int) -> list[Reading]:
    """Read what the label may have been before OCR saw it."""
    found: list[Reading] = []
    if (match := _ROMAN_LIKE.match(line)) and line[:3].lower() != "v/v":
        title = line[match.end() :]
        strokes = match[1].translate(_STROKES)
        tokens = {"".join(_DOUBLED.get(char, char) for char in form) for form in (strokes, strokes.replace("N", "V"))}
        if title[:1].isupper() and all(set(token) <= set("IVX") for token in tokens):
            seen = 0.0 if roman(match[1]) else 0.4
            for rank, text in enumerate(ROMANS[:15], start=1):
                edits, token = min((_edits(form, text), form) for form in tokens)
                if edits <= 2:
                    cost = seen + 0.9 * edits if _same_but_strokes(token, text) else seen + 2.5 * edits
                    found.append(Reading("roman", (rank,), text, lead + match.end(), match.group().strip(), cost))
    if match := _DOTTED_LIKE.match(line):
        text = _digits(re.sub(r"\s?[.,]\s?|\s", ".", match[1]))
        title = line[match.end() :]
        if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", text) and re.search(r"\d", match[1]) and title[:1].isupper():
            numbers = tuple(int(number) for number in text.split("."))
            cost = 0.0 if text == match[1] else 0.3
            found.append(Reading("dotted", numbers, text, lead + match.end(), match.group().strip(), cost))
    elif match := _ARABIC_LIKE.match(line):
        text = _digits(match[1])
        if text.isdigit() and int(text) > 0 and line[match.end() : match.end() + 1].isupper():
            cost = 0.0 if text == match[1] and "," not in match.group() else 0.3 if match[1] != "I" else 1.0
            # Two strokes are rather a numeral than eleven.
            cost += 1.2 if len(match[1]) == 2 and not re.search(r"\d", match[1]) else 0.0
            found.append(Reading("arabic", (int(text),), text, lead + match.end(), match.group().strip(), cost))
    if match := _RUN_TOGETHER.match(line):
        text = f"{match[1]}.{match[2]}{match['more'] or ''}"
        numbers = tuple(int(number) for number in text.split("."))
        found.append(Reading("dotted", numbers, text, lead + match.end(), match.group().strip(), 0.6))
    if (match := _BARE_NUMBER.match(line)) and line[match.end()].isupper() and int(match[1]):
        number = (int(match[1]),), str(int(match[1])), lead + match.end(), match[1], 0.5
        found += [Reading("arabic", *number), Reading("bracket", *number)]
    if (match := _ONE_LIKE.match(line)) and line[match.end()].isupper():
        style: Style = "bracket" if match[2] == ")" else "arabic"
        found.append(Reading(style, (1,), "1", lead + match.end(), match.group().strip(), 0.5))
    return found


def _alike_letters(line: str, lead: int) -> list[Reading]:
    """Read a list's letter as one that it is often taken for (d, đ; c, e), or as the capital of its shape (c, C)."""
    match = _LETTER.match(line)
    if match is None:
        return []
    end, printed, title = lead + match.end(), match.group().strip(), line[match.end() :]
    like = _LIKE_LETTERS.get(match[1], "") if match[2] == ")" else ""
    found = [Reading("letter", (LETTERS.index(char) + 1,), char, end, printed, 0.6) for char in like]
    if match[1] in _SAME_SHAPE and title[:2].isupper() and len(title) > 2:
        capital = match[1].upper()
        found.append(Reading("capital", (ord(capital) - 64,), capital, end, printed, 0.3))
    return found


def _digits(text: str) -> str:
    return text.translate(str.maketrans("lI|!íOoSZ", "111110052"))


def _same_but_strokes(one: str, other: str) -> bool:
    """Whether two numerals differ in the count of their strokes alone (I, II, III; V, VI, VII)."""
    return one.rstrip("I") == other.rstrip("I")


def _edits(one: str, other: str) -> int:
    """Levenshtein distance of two short numerals."""
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, against in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (char != against))
    return row[-1]
