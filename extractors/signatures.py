"""The foot of the sheet: who signs, and the title above the name (the last one: "PHÓ CHỦ TỊCH" under "KT. CHỦ TỊCH").

A seal covers a third of the signature, so the name is asked to look like one; what does not is doubted or not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from extractors.clean import one_line
from extractors.sheet_words import is_capitals
from extractors.signer_names import illegible, is_name_word, name_in_capitals, read_name
from extractors.text_witness import SAME_SHAPE
from extractors.toneless import bare
from extractors.zones import opens_foot
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

_WORN_CHAIR = re.compile(r"[\W\d]*(?P<deputy>p\w{1,2}\s+)?\W*\w{0,5}u\s+tich\W*")
"""What a seal's ring leaves of "CHỦ TỊCH" ("IỦ TỊCH", "5\"77 IỦ TỊCH"), the deputy's word before it or not."""
LIKE = 80
"""Likeness (0-100) from which capitals over a name are read as a known title."""
ASIDE = 15.0
"""Points by which a line below the columns may begin left of theirs."""
LIKE_PART = 78
"""The same for a part of a line under a line with that title."""


@dataclass(frozen=True)
class Signature:
    """Signer and title of one document of the file."""

    name: Found[str] | Absent
    title: Found[str] | Absent


@dataclass(frozen=True)
class _Words:
    titles: dict[str, str]
    title: re.Pattern[str]
    behind: re.Pattern[str]
    marks: tuple[str, ...]
    delegating: tuple[str, ...]
    """Marks before the title of who is signed for ("KT. CHỦ TỊCH"): it is not the signer's."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table: dict[str, Any] = lexicon.table("doc_types")
    titles = {bare(title): title.upper() for title in table["signature"]["titles"]}
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(titles, key=len, reverse=True))
    behind = "|".join(re.escape(bare(word)) for word in sorted(table["signature"]["behind"], key=len, reverse=True))
    return _Words(
        titles=titles,
        title=re.compile(rf"(?<!\w)(?:{either})(?!\w)"),
        behind=re.compile(rf"(?:\s+(?:{behind})(?!\w))+"),
        marks=tuple(bare(mark) for mark in table["signature"]["marks"]),
        delegating=tuple(bare(mark) for mark in table["signature"]["delegating"]),
    )


def read_signature(transcript: Transcript, lexicon: Lexicon, foot: int, end: int) -> Signature:
    """Read signer and title between the foot of a document and its end.

    Args:
        transcript: The file.
        lexicon: Titles and family names.
        foot: Offset where recipients or signature begin.
        end: Offset where the document ends.

    Returns:
        Both `Absent("not_stated")` where the document has no foot at all, "not_found" where one could not be read.
    """
    pieces = _signature_pieces(transcript, lexicon, foot, end)
    if not pieces:
        return Signature(Absent(), Absent())
    title: Found[str] | Absent = Absent(why="not_found")
    name: Found[str] | Absent = Absent(why="not_found")
    delegated = ""
    for span in pieces:
        text = transcript.slice(span)
        above, below = _part_name(text)
        if above.strip():
            place = Span(start=span.start, end=span.start + len(above))
            delegated = _delegated_title(transcript, lexicon, place) or delegated
            found = _read_title(transcript, lexicon, place) if isinstance(name, Absent) else None
            if found is not None:
                above_title = title.value if isinstance(title, Found) else ""
                title = _below_delegated(found, delegated or above_title, lexicon)
            elif isinstance(title, Found) and _repeats(title.value, above):
                title = _below_delegated(title, title.value, lexicon)
            elif isinstance(title, Found) and isinstance(name, Absent):
                name = _capital_name(transcript, lexicon, place) or name
                title = _above_illegible(title, above) if isinstance(name, Absent) else title
        if below.strip() and isinstance(name, Absent):
            start = span.start + text.rindex(below)
            place = Span(start=start, end=start + len(below))
            name = read_name(transcript, lexicon, place) or illegible(transcript, place) or name
    return Signature(_doubted(name, "name_not_found", title), _doubted(title, "title_not_found", name))


def _doubted(field: Found[str] | Absent, code: str, beside: Found[str] | Absent) -> Found[str] | Absent:
    """Doubt what a signature must have and the page does not tell: a name may stand in a picture, or under the seal."""
    if isinstance(field, Found) or field.doubts:
        return field
    detail = f"beside {beside.value}" if isinstance(beside, Found) else ""
    return field.model_copy(update={"doubts": (Doubt(code=code, detail=detail),)})


def _delegated_title(transcript: Transcript, lexicon: Lexicon, span: Span) -> str:
    """Title of the one who is signed for ("KT. CHỦ TỊCH" alone on its line)."""
    words = _words(lexicon)
    folded = bare(transcript.slice(span))
    found = words.title.findall(folded)
    return words.titles[one_line(found[0])] if len(found) == 1 and folded.lstrip().startswith(words.delegating) else ""


def _below_delegated(found: Found[str], delegated: str, lexicon: Lexicon) -> Found[str]:
    """A deputy signs for his superior: the same title again has lost its "PHÓ"."""
    deputy = f"PHÓ {delegated}"
    if found.value != delegated or deputy not in _words(lexicon).titles.values():
        return found
    doubt = Doubt(code="title_mended", detail=f"{found.value} → {deputy}")
    return found.model_copy(update={"value": deputy, "confidence": 0.7, "doubts": (doubt,)})


def _above_illegible(title: Found[str], text: str) -> Found[str]:
    """A title over capitals that cannot be read may be that of the one who is signed for."""
    capitals = sum(char.isupper() for char in text)
    if capitals < 5 or any(doubt.code == "title_unsure" for doubt in title.doubts):
        return title
    doubt = Doubt(code="title_unsure", detail=f"below it {one_line(text)}")
    return title.model_copy(update={"confidence": 0.6, "doubts": (*title.doubts, doubt)})


def _repeats(title: str, text: str) -> bool:
    """Whether most of a title's letters stand in a line again."""
    likeness = fuzz.partial_ratio(bare(title), bare(text))
    return sum(char.isalpha() for char in text) >= len(title) - 2 and likeness >= LIKE_PART


def _signature_pieces(transcript: Transcript, lexicon: Lexicon, foot: int, end: int) -> list[Span]:
    """Lines of the signature: the right column of the foot, else what follows its authority or title line."""
    blocks = [b for b in transcript.blocks if foot <= b.span.start < end and b.kind != "table_row"]
    right = [b for b in blocks if b.kind == "right"]
    if right:
        # Where a seal broke the columns the name stands below them, still on the right.
        left = min(b.box.x0 for b in right) - ASIDE
        below = [
            b for b in blocks if b.kind == "paragraph" and b.span.start > right[-1].span.start and b.box.x0 >= left
        ]
        return [b.span for b in (*right, *(b for b in below if b.page == right[-1].page))]
    for place, block in enumerate(blocks):
        if _opens_signature(transcript.slice(block.span), lexicon):
            following = [b.span for b in blocks[place:] if b.page <= block.page + 1]
            return following[:8]
    return []


def _opens_signature(text: str, lexicon: Lexicon) -> bool:
    folded = bare(one_line(text))
    if folded.startswith("noi nhan"):
        return False
    capitals = is_capitals(text[:12], 0.7)
    titled = any(re.match(rf"{title}(?!\w)", folded) for title in _words(lexicon).titles)
    return capitals and (opens_foot(text, lexicon) or titled)


def _capital_name(transcript: Transcript, lexicon: Lexicon, span: Span) -> Found[str] | None:
    """Read a name in capitals, unless it is a field or a body."""
    field = _words(lexicon).behind.match(f" {bare(one_line(transcript.slice(span)))}")
    return None if field else name_in_capitals(transcript, lexicon, span)


def _part_name(text: str) -> tuple[str, str]:
    """Part capitals at the head of a line (authority, titles) from a name in mixed case behind them."""
    words = list(re.finditer(r"[^\s-]+", text))
    for place, word in enumerate(words):
        mark = len(word.group()) <= 3 and word.group().endswith(".") and is_capitals(text[word.end() :].strip())
        if is_name_word(word.group()) and not mark:
            before = re.sub(r"\W", "", words[place - 1].group()) if place else ""
            # A scan may have made the family name's first letter small ("chu Quốc Phát"), or lost it ("rần Ngọc Lâm").
            alone = place and not any(char.isalpha() for char in text[: words[place - 1].start()])
            tail = 2 <= len(before) <= 6 and before.isalpha() and place + 1 < len(words)
            small = alone and before.islower() and (before[0] in SAME_SHAPE or tail)
            lone = (len(before) == 1 and before.isupper()) or small
            start = words[place - 1].start() if lone else word.start()
            return text[:start], text[start:]
    return text, ""


def _read_title(transcript: Transcript, lexicon: Lexicon, span: Span) -> Found[str] | None:
    """Read the last known title in capitals of a line; the authority ("TM. ỦY BAN NHÂN DÂN") is none."""
    folded = bare(transcript.slice(span))
    words = _words(lexicon)
    found = list(words.title.finditer(folded))
    if len(found) == 1 and folded.lstrip().startswith(words.delegating):
        return None
    if found:
        return _whole_title(transcript, span, found[-1], words)
    if any(folded.lstrip().startswith(mark) for mark in words.marks) or len(folded.split()) > 5:
        return None
    near = process.extractOne(one_line(folded), list(words.titles), scorer=fuzz.ratio, score_cutoff=LIKE)
    form = near[0] if near else _tail_of_title(one_line(folded), words)
    if form is None:
        return None
    doubt = Doubt(code="title_misread", detail=one_line(transcript.slice(span)))
    return transcript.found(words.titles[form], span, confidence=0.7, doubts=(doubt,))


def _tail_of_title(folded: str, words: _Words) -> str | None:
    """Title of two words whose beginning a seal hides ("772NHỦ TỊCH")."""
    if worn := _WORN_CHAIR.fullmatch(folded):
        form = "pho chu tich" if worn["deputy"] else "chu tich"
        return form if form in words.titles else None
    short = [form for form in words.titles if len(form.split()) == 2 and len(form) >= 7]
    return next((form for form in short if fuzz.ratio(folded[-len(form) :], form) >= LIKE), None)


def _whole_title(transcript: Transcript, span: Span, title: re.Match[str], words: _Words) -> Found[str]:
    """Take a title with the "Q." (acting) before it and the body or field behind it ("TRƯỞNG PHÒNG NỘI VỤ")."""
    text = transcript.slice(span)
    acting = re.search(r"(?<!\w)Q\s?\.\s*$", text[: title.start()])
    begin = acting.start() if acting else title.start()
    more = words.behind.match(bare(text), title.end())
    field = text[title.end() : more.end()] if more else ""
    field = field if is_capitals(field) else ""
    value = f"{'Q. ' if acting else ''}{words.titles[one_line(title.group())]} {one_line(field)}".strip()
    place = Span(start=span.start + begin, end=span.start + title.end() + len(field))
    before = bare(text[:begin]).strip(" .-_")
    known = (
        not before or words.title.search(before) or before.startswith(tuple(mark.rstrip(" .,") for mark in words.marks))
    )
    # Letters that are no mark before a title may be what a seal left of "PHÓ".
    hidden = not known and sum(char.isalnum() for char in before) > 0
    doubts = (Doubt(code="title_unsure", detail=one_line(text)),) if hidden else ()
    return transcript.found(value, place, confidence=0.7 if doubts else 1.0, doubts=doubts)
