"""Zones of the sheet: where a document begins, its type and title, its body, its foot; what is attached to it.

A file may hold a decision, the plan it issues and appendices: each is a `Part`. Forms: Nghị định 30/2020/NĐ-CP,
Phụ lục I, and the older Thông tư 01/2011/TT-BNV, which places the same things alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from extractors.labels import read_label
from extractors.sheet_words import SheetWords, is_capitals, sheet_words
from extractors.titles import find_title
from extractors.toneless import bare
from extractors.type_words import type_at, worn_type
from models.source import Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Block, Transcript


OPENING_STYLES = ("part", "chapter", "clause", "capital", "roman")
"""Labels that open the body of a plan."""
WORN = 12
"""Letters that are left of a worn "PHỤ LỤC III" at most."""


@dataclass(frozen=True)
class Part:
    """One document of a file: `document` the first, `attachment` one that it issues, `appendix` an annex.

    `start` to `title[0]` is its head, `body` to `foot` its text, `foot` to `end` recipients and signature. `note` is
    the bracket that ties an attachment to its decision. Offsets are of the transcript.
    """

    kind: Literal["document", "attachment", "appendix"]
    doc_type: str
    label: Span
    title: tuple[Span, ...]
    note: Span | None
    start: int
    body: int
    foot: int
    end: int


def find_parts(transcript: Transcript, lexicon: Lexicon) -> tuple[Part, ...]:
    """Find the documents of a file in order. A file in which no type is legible is one part without a type."""
    blocks = transcript.blocks
    heads = [place for place, _ in enumerate(blocks) if _begins_part(transcript, lexicon, place)]
    first = _first_type(transcript, lexicon)
    unnamed: list[int] = []
    if first is not None:
        worn = _worn_annexes(transcript, lexicon, first)
        others = [place for place in heads if place > first and _is_new_part(transcript, lexicon, first, place)]
        heads = [first, *sorted({*others, *(place for place in worn if not {place, place + 1} & set(others))})]
        unnamed = _unnamed_attachment(transcript, lexicon, heads)
        heads = sorted({*heads, *unnamed})
    else:
        heads = [place for place in heads if _is_appendix(transcript, lexicon, place)]
    parts = []
    if first is None and (not heads or heads[0] > 0):
        end = blocks[heads[0]].span.start if heads else len(transcript.text)
        parts.append(_untyped(transcript, lexicon, "document", 0, end))
    for rank, place in enumerate(heads):
        end = blocks[heads[rank + 1]].span.start if rank + 1 < len(heads) else len(transcript.text)
        if place in unnamed:
            parts.append(_untyped(transcript, lexicon, "attachment", blocks[place].span.start, end))
            continue
        parts.append(_part(transcript, lexicon, place, 0 if not parts else blocks[place].span.start, end, not parts))
    return tuple(parts)


def _unnamed_attachment(transcript: Transcript, lexicon: Lexicon, heads: list[int]) -> list[int]:
    """Find the page on which a plan begins whose type is illegible: behind a decision's foot, with a first label.

    None where a decision's plan has been found, or where the file holds no decision.
    """
    blocks, first = transcript.blocks, heads[0]
    typed = type_at(_text(transcript, blocks[first]), lexicon)
    later = [place for place in heads[1:] if type_at(_text(transcript, blocks[place]), lexicon)]
    if typed is None or typed[0] not in sheet_words(lexicon).issuing or later:
        return []
    stop = heads[1] if len(heads) > 1 else len(blocks)
    inside = [place for place in range(first + 1, stop) if blocks[place].kind != "table_row"]
    foot = next((place for place in inside if opens_foot(_text(transcript, blocks[place]), lexicon)), None)
    behind = [place for place in inside if foot is not None and blocks[place].page > blocks[foot].page]
    for place in behind:
        labels = read_label(_text(transcript, blocks[place]), ocr=False)
        if any(label.style in OPENING_STYLES and label.value == 1 for label in labels):
            return [next(other for other in behind if blocks[other].page == blocks[place].page)]
    return []


def _text(transcript: Transcript, block: Block) -> str:
    return transcript.slice(block.span)


def _begins_part(transcript: Transcript, lexicon: Lexicon, place: int) -> bool:
    block = transcript.blocks[place]
    if block.kind != "paragraph":
        return False
    return type_at(_text(transcript, block), lexicon) is not None or _is_appendix(transcript, lexicon, place)


def _first_type(transcript: Transcript, lexicon: Lexicon) -> int | None:
    """Place of the first type on the first two pages (a cover letter's scan may begin with a blank)."""
    for place, block in enumerate(transcript.blocks):
        if block.page > 2:
            break
        if block.kind == "paragraph" and type_at(_text(transcript, block), lexicon):
            return place
    return _first_worn_type(transcript, lexicon)


def _first_worn_type(transcript: Transcript, lexicon: Lexicon) -> int | None:
    """Place of a worn type on the first page of a scan; a right one that stands anywhere else is preferred to it."""
    if not any(page.source == "ocr" for page in transcript.pages[:1]):
        return None
    for place, block in enumerate(transcript.blocks):
        if block.page == 1 and block.kind == "paragraph" and block.centred and _worn_at(transcript, lexicon, place):
            return place
    return None


def _worn_at(transcript: Transcript, lexicon: Lexicon, place: int) -> bool:
    return worn_type(_text(transcript, transcript.blocks[place]), lexicon) is not None


def _is_appendix(transcript: Transcript, lexicon: Lexicon, place: int) -> bool:
    """An annex begins with "Phụ lục" alone, numbered, or before a title in capitals; never inside a sentence."""
    block = transcript.blocks[place]
    if block.kind != "paragraph":
        return False
    text = _text(transcript, block)
    match = appendix_label(text, lexicon)
    if match is None:
        return False
    rest = text[match.end :].strip(" .:-–\f")
    return not rest or is_capitals(rest.split("(")[0], 0.7) or (block.centred and len(rest.split()) <= 30)


def _worn_annexes(transcript: Transcript, lexicon: Lexicon, first: int) -> list[int]:
    """Find where a scan left pieces of "PHỤ LỤC": alone atop a page, behind a signature, over a title and a table."""
    blocks, signed, found = transcript.blocks, False, []
    for place in range(first + 1, len(blocks) - 2):
        block, title = blocks[place], blocks[place + 1]
        signed = signed or (block.kind != "table_row" and opens_foot(_text(transcript, block), lexicon))
        page = block.page
        scanned = 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"
        if not (signed and scanned and page > blocks[place - 1].page and block.kind == title.kind == "paragraph"):
            continue
        capitals = title.centred and is_capitals(_text(transcript, title), 0.7)
        table = any(later.kind == "table_row" for later in blocks[place + 2 : place + 5])
        if capitals and table and len(_text(transcript, block)) <= WORN and title.page == page:
            found.append(place)
    return found


def appendix_label(text: str, lexicon: Lexicon) -> Span | None:
    """Return the label of an annex at the start of a text ("PHỤ LỤC", "Phụ lục II", "PHỤ LỤC SỐ 01")."""
    match = sheet_words(lexicon).appendix_label.match(bare(text))
    return Span(start=0, end=match.end()) if match else None


def _is_new_part(transcript: Transcript, lexicon: Lexicon, first: int, place: int) -> bool:
    """Tell an issued plan or an annex from a line of the body that happens to be in capitals."""
    before = _text(transcript, transcript.blocks[place - 1])
    label = appendix_label(before, lexicon)
    if label is not None and not before[label.end :].strip(" .:-"):
        return False
    if _is_appendix(transcript, lexicon, place):
        return True
    blocks = transcript.blocks
    typed = type_at(_text(transcript, blocks[place]), lexicon)
    main = type_at(_text(transcript, blocks[first]), lexicon)
    around = " ".join(bare(_text(transcript, block)) for block in blocks[place : place + 6])
    tied = any(re.search(rf"\([^()]{{0,20}}{word}", around) for word in sheet_words(lexicon).attachment)
    tied = tied or _is_issued(transcript, lexicon, first, place)
    opens = blocks[place].page > blocks[place - 1].page or (place >= 2 and blocks[place].page > blocks[place - 2].page)
    issued = main is not None and main[0] in sheet_words(lexicon).issuing and blocks[place].page > blocks[first].page
    return typed is not None and (tied or (opens and issued))


def _is_issued(transcript: Transcript, lexicon: Lexicon, first: int, place: int) -> bool:
    """Whether a type stands as a title behind the articles or the foot of a decision.

    Neither a bracket nor a new page is needed: a letterhead may stand between, the bracket may be left out.
    """
    main = type_at(_text(transcript, transcript.blocks[first]), lexicon)
    text = _text(transcript, transcript.blocks[place])
    typed = type_at(text, lexicon)
    issuing = sheet_words(lexicon).issuing
    if main is None or typed is None or main[0] not in issuing or typed[0] in issuing:
        return False
    rest = text[typed[1] :].split("(")[0].strip(" .:-–\f")
    if rest and not is_capitals(rest):
        return False
    before = (_text(transcript, b) for b in transcript.blocks[first + 1 : place] if b.kind != "table_row")
    return any(opens_foot(line, lexicon) or _is_article(line) for line in before)


def _is_article(text: str) -> bool:
    return any(label.style == "article" for label in read_label(text, ocr=False))


def _part(transcript: Transcript, lexicon: Lexicon, place: int, start: int, end: int, first: bool) -> Part:
    blocks, block = transcript.blocks, transcript.blocks[place]
    text = _text(transcript, block)
    typed = type_at(text, lexicon)
    if typed is None and first and not _is_appendix(transcript, lexicon, place):
        typed = worn_type(text, lexicon)
    if typed and not first and typed[0] in sheet_words(lexicon).lists:
        typed = None
        appendix: Span | None = Span(start=0, end=0)
    else:
        worn = Span(start=0, end=len(text)) if len(text) <= WORN and not first else None
        appendix = (appendix_label(text, lexicon) or worn) if typed is None else None
    label = Span(start=0, end=typed[1]) if typed else (appendix or Span(start=0, end=0))
    title, note, last = find_title(transcript, lexicon, place, label.end, end)
    body = blocks[last + 1].span.start if last + 1 < len(blocks) else end
    body = min(body, end)
    return Part(
        kind="appendix" if typed is None else "document" if first else "attachment",
        doc_type=typed[0] if typed else "",
        label=Span(start=block.span.start, end=block.span.start + label.end),
        title=title,
        note=note,
        start=start,
        body=body,
        foot=_foot(transcript, lexicon, body, end),
        end=end,
    )


def _untyped(
    transcript: Transcript, lexicon: Lexicon, kind: Literal["document", "attachment"], start: int, end: int
) -> Part:
    foot = _foot(transcript, lexicon, start, end)
    return Part(kind, "", Span(start=start, end=start), (), None, start, start, foot, end)


def _foot(transcript: Transcript, lexicon: Lexicon, body: int, end: int) -> int:
    """Offset where recipients or signature begin, the end where neither stands."""
    inside = (block for block in transcript.blocks if body <= block.span.start < end and block.kind != "table_row")
    return min((b.span.start for b in inside if opens_foot(_text(transcript, b), lexicon)), default=end)


def _names_recipients(text: str, words: SheetWords) -> bool:
    """Whether "Nơi nhận" opens a line as a title; a sentence may begin so ("Nơi nhận hồ sơ …")."""
    folded = bare(text)
    opening = re.match(rf"[ *_./-]*(?:{'|'.join(words.recipients)})\s*", folded)
    if opening is None:
        return False
    behind = text[opening.end() :]
    return not behind[:1].isalnum() or is_capitals(behind[:20], 0.7)


def opens_foot(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is "Nơi nhận:" or the authority over a signature ("TM. …", "KT. …")."""
    words = sheet_words(lexicon)
    folded = bare(text).lstrip(" *_-./")
    likely = len(folded) <= 12 and max(fuzz.ratio(folded.rstrip(" :"), word) for word in words.recipients) >= 80
    return likely or _names_recipients(text, words) or (folded.startswith(words.marks) and is_capitals(text[:20], 0.7))
