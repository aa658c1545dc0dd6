"""The top left of the sheet: who issues, and who stands above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.clean import comparison_form, one_line
from extractors.places import find_units, title_case
from extractors.sheet_words import is_capitals
from extractors.toneless import bare
from extractors.worn_words import LONG, Worn, put_right, same_letters, worn_lead
from models.source import Doubt, Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript


_NO_VOWEL = re.compile(r"(?<!\w)[b-df-hj-np-tv-xzđ&]{2,}(?!\w)")
"""An abbreviation: letters that no syllable is made of ("ptnt", "gd&đt")."""
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap\W{1,3}tu do|dang cong san viet nam")
LEAST_FIELD = 6
"""Letters and blanks of the words of a field that are known again."""


@dataclass(frozen=True)
class HeadLine:
    """A line of the head with its place."""

    text: str
    span: Span
    left: bool


class Body(NamedTuple):
    """A body as the letterhead names it, written out."""

    name: str
    span: Span
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class _Words:
    heads: tuple[str, ...]
    head_names: tuple[str, ...]
    of_a_unit: tuple[str, ...]
    fields: tuple[str, ...]
    large: tuple[str, ...]
    written_out: dict[str, str]
    party: tuple[str, ...]
    levels: tuple[str, ...]
    unit_levels: tuple[str, ...]
    not_levels: tuple[str, ...]
    field_words: tuple[str, ...]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table: dict[str, Any] = lexicon.table("letterheads")
    return _Words(
        heads=tuple(bare(word) for word in table["heads"]),
        head_names=tuple(sorted(table["heads"], key=len, reverse=True)),
        of_a_unit=tuple(bare(word) for word in table["of_a_unit"]),
        fields=tuple(bare(word) for word in table["of_a_field"]),
        large=tuple(sorted(table["large"], key=len, reverse=True)),
        written_out=table["written_out"],
        party=tuple(table["party"]),
        levels=tuple(table["levels"]),
        unit_levels=tuple(table["unit_levels"]),
        not_levels=tuple(bare(word) for word in table["not_levels"]),
        field_words=tuple(word for word in (*table["large"], *table["small"]) if len(word) >= LEAST_FIELD),
    )


def head_lines(transcript: Transcript, start: int, end: int, page: int) -> list[HeadLine]:
    """Collect the lines above a document's type, on its page or the page before it."""
    found = []
    for block in transcript.blocks:
        if start <= block.span.start < end and block.kind != "table_row" and block.page == page:
            text = transcript.slice(block.span)
            joined = block.kind == "paragraph" and _motto_at(text) > 0
            left = block.kind == "left" or joined or (block.kind == "paragraph" and block.box.center[0] < 260)
            found.append(HeadLine(text, block.span, left))
    return found


def _motto_at(text: str) -> int:
    """Offset of the motto in a line: a reader may join the right column to the left one; -1 where it has none."""
    found = _MOTTO.search(bare(text))
    return found.start() if found else -1


def read_bodies(lines: list[HeadLine], lexicon: Lexicon, mend: bool) -> list[Body]:
    """Read the bodies in the top left, the upper one first, written out ("Ủy ban nhân dân huyện Tuy An")."""
    words = _words(lexicon)
    groups: list[list[HeadLine]] = []
    for line in (line for line in lines if line.left):
        text = re.split(r"\s(?=S[ốôóổ]\s*:)", line.text)[0]
        motto = _motto_at(text)  # "HUYỆN TUY ANCỘNG HÒA XÃ HỘI …"
        text = text[:motto].rstrip() if motto > 0 else text
        cut = HeadLine(text, Span(start=line.span.start, end=line.span.start + len(text)), True)
        text = _put_right(text, words) if mend and not (groups and _awaits_name(groups[-1], words)) else text
        folded = bare(text).strip(" *_-.")
        # Below the number stand "V/v …" and the stamps of those who received it.
        if groups and (re.match(r"s[o06]\s*[:.;]|v/v", folded) or "/" in folded):
            break
        if re.match(r"s[o06]\s*[:.;]|v/v|cong hoa|doc lap", folded) or "/" in folded:
            continue
        if sum(char.isalpha() for char in folded) < 2 or re.search(r"cong va\w den|van den", folded):
            continue
        if not is_capitals(text, 0.75):
            continue
        begins = any(re.match(rf"{head}(?!\w)", folded) for head in words.heads)
        needs_unit = bool(groups) and bare(one_line(_put_right(groups[-1][-1].text, words))) in words.of_a_unit
        if begins and not (needs_unit and folded.startswith(("thanh pho", "xa", "phuong"))):
            groups.append([cut])
        elif groups:
            groups[-1].append(cut)
    return [_body(group, lexicon, mend) for group in groups]


def _awaits_name(group: list[HeadLine], words: _Words) -> bool:
    """Whether a body's lines end with a level ("… THỊ TRẤN"): the next one is its name, be it like a body's head."""
    folded = bare(group[-1].text).rstrip(" .-_*")
    return any(re.search(rf"(?<!\w){bare(level)}$", folded) for level in words.unit_levels)


def _body(group: list[HeadLine], lexicon: Lexicon, mend: bool) -> Body:
    """Write a body out of its lines; where letters were put right a doubt says so, for marks and blanks none does."""
    words = _words(lexicon)
    span = Span(start=group[0].span.start, end=group[-1].span.end)
    read = one_line(" ".join(line.text for line in group))
    if not mend:
        return Body(write_out(read, lexicon, mend), span)
    lines = [
        line.text if place and _awaits_name(group[:place], words) else _put_right(line.text, words)
        for place, line in enumerate(group)
    ]
    mended = _worn_body(one_line(" ".join(lines)), words)
    name = write_out(mended, lexicon, mend)
    doubts = () if same_letters(read, mended) else (Doubt(code="issuer_mended", detail=f"{read} → {name}"),)
    return Body(name, span, doubts)


def _put_right(text: str, words: _Words) -> str:
    return _worn_line(_apart(text, words), words)


def _worn_line(text: str, words: _Words) -> str:
    """Put right the head of a body at the beginning of a line ("ỦV BAN NHÂN DÂN"); a level's name begins no body."""
    folded = bare(text).lstrip(" *_-.")
    known = (*words.heads, *(bare(level) for level in words.levels), "cong hoa", "doc lap", "so")
    glued = any(folded.startswith(bare(level)) for level in words.levels if len(level) > 2)
    if glued or any(re.match(rf"{head}(?!\w)", folded) for head in known):
        return text
    start = len(text) - len(text.lstrip(" *_-."))
    worn = worn_lead(text[start:], [head for head in words.head_names if len(head) >= LONG or head.isupper()])
    return put_right(text, worn, start) if worn else text


def _worn_body(text: str, words: _Words) -> str:
    """Put right a body's head, and behind it the level of its unit or the words of its field."""
    head = next((h for h in words.head_names if bare(h) in words.of_a_unit and _opens(bare(h), bare(text))), "")
    if not head:
        worn = worn_lead(text, [h for h in words.head_names if bare(h) in words.of_a_unit])
        head, text = (worn.form, put_right(text, worn)) if worn else ("", text)
    if head:
        return _worn_level(_mend_head(text, words), len(head) + 1, words)
    return _worn_fields(text, words) if re.match(rf"(?:{'|'.join(words.fields)})\s", bare(text)) else text


def _opens(form: str, folded: str) -> bool:
    return folded.startswith(form) and not folded[len(form) : len(form) + 1].isalnum()


def _worn_level(text: str, start: int, words: _Words) -> str:
    """Put right the level behind the head of a committee: nothing but a level can stand there."""
    rest = text[start:]
    exact = next((level for level in words.unit_levels if _opens(bare(level), bare(rest))), None)
    if exact or not rest or bare(rest).split()[0] in words.not_levels:
        return text
    worn = worn_lead(rest, words.unit_levels)
    if worn is None and bare(rest).startswith("xa") and rest[2:3].isalpha():
        worn = Worn("xã", 2, 0)
    return put_right(text, worn, start) if worn else text


def _worn_fields(text: str, words: _Words) -> str:
    """Put right the words of a department's field, each long enough to be no other ("SỞ NỘI VỤ")."""
    place = text.index(" ") + 1
    while 0 < place < len(text):
        worn = worn_lead(text[place:], words.field_words) if text[place].isalpha() else None
        following = text.find(" ", place) + 1
        # What begins a word later with fewer letters off is meant there ("VÀ TRUYỀN THÔNG").
        later = worn_lead(text[following:], [worn.form]) if worn and following else None
        if worn and not (later and later.off < worn.off):
            text = put_right(text, worn, place)
            following = text.find(" ", place + len(worn.form)) + 1
        place = following
    return text


def _apart(text: str, words: _Words) -> str:
    """Part a body's head from the field that a reader joined to it ("SỞGIAO THÔNG VẬN TẢI")."""
    large = "|".join(re.escape(bare(name)) for name in words.large)
    glued = re.match(rf"({'|'.join(words.fields)})(?:{large})(?!\w)", bare(text))
    return f"{text[: glued.end(1)]} {text[glued.end(1) :]}" if glued else text


def write_out(text: str, lexicon: Lexicon, mend: bool) -> str:
    """Write a body's name out in small letters, with abbreviations opened and names of places large.

    Bodies that issue together are parted by a dash ("SỞ Y TẾ - CÔNG AN TỈNH"): each is written by itself.
    """
    words = _words(lexicon)
    text = one_line(text).strip(" .,-*_")
    heads = "|".join(re.escape(head) for head in words.heads)
    joined = re.search(rf"\s[-–]\s(?=(?:{heads})(?!\w))", bare(text))
    if joined:
        sides = (text[: joined.start()], text[joined.end() :])
        return " - ".join(write_out(side, lexicon, mend) for side in sides)
    for short, full in words.written_out.items():
        text = re.sub(rf"(?<!\w){short}(?!\w)\.?", full.upper() if text.isupper() else full, text)
    if mend:
        text = _mend_level(_mend_head(text, words), words)
    units = find_units(text, lexicon, mend=mend)
    body = text
    if is_capitals(text, 0.75):
        body = _NO_VOWEL.sub(lambda match: match.group().upper(), text.lower())
        for name in words.large:
            body = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, body)
        party = next((head for head in words.party if bare(body).startswith(f"{bare(head)} ")), None)
        if party:
            body = party + title_case(text[len(party) :])
    for unit in units[::-1]:
        body = body[: unit.span.start] + f"{unit.word} {unit.name}" + body[unit.span.end :]
    field = re.match(rf"(?:{'|'.join(words.fields)})\s", bare(body))
    if field:
        body = body[: field.end()] + body[field.end() :][:1].upper() + body[field.end() :][1:]
    body = _new_tones(body)
    return body[:1].upper() + body[1:]


def _mend_head(text: str, words: _Words) -> str:
    """Give the head of a body's name its marks back ("ỦY BAN NHẬN DÂN")."""
    folded = bare(text)
    for head in words.head_names:
        form = bare(head)
        if folded.startswith(form) and not folded[len(form) : len(form) + 1].isalnum():
            return (head.upper() if text[: len(form)].isupper() else head) + text[len(form) :]
    return text


def _mend_level(text: str, words: _Words) -> str:
    """Give the level behind a body's head the letter or mark that a reader got wrong ("TỈÍNH ĐẮK NÔNG").

    Behind a head of a field stands that field: "PHÒNG KINH TẾ" names no "tỉnh", "BAN THƯỜNG TRỰC" no "phường".
    """
    head = next((head for head in words.head_names if bare(text).startswith(bare(head) + " ")), None)
    if head is None or bare(head) in words.fields:
        return text
    start = len(head) + 1
    printed, _, rest = text[start:].partition(" ")
    if bare(printed) in words.not_levels:
        return text
    whole = bare(head) in words.of_a_unit
    for level in words.levels:
        alike = Levenshtein.distance(bare(printed), bare(level)) == 1 or (whole and bare(printed) == bare(level))
        if rest and alike and comparison_form(printed) != level and (len(level) > 3 or bare(printed) == bare(level)):
            return f"{text[:start]}{level.upper() if printed.isupper() else level} {rest}"
    return text


def _new_tones(text: str) -> str:
    """Write "Uỷ ban" with the new place of the tone ("Ủy ban"), letter case kept."""
    form = comparison_form(text)
    return "".join(
        new.upper() if old.isupper() else new if old.lower() != new and bare(old) == bare(new) else old
        for old, new in zip(text, form, strict=True)
    )
