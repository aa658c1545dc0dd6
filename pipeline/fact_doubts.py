"""Doubts of facts whose tables have no column for them: they stand with the document and the numbers they touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.plan import FrontMatter
from models.source import Doubt, Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import LegalRef, NumberRead, Section
    from models.transcript import Transcript

GUESSED = frozenset(["role_unsure"])
"""Doubts of what a program concludes and no paper says: they stay with the section (plan.json)."""
_LABEL = "label_"
_UNREADABLE = frozenset(["number_unreadable", "date_unreadable"])
_SYMBOL = frozenset(["symbol_mended", "symbol_unusual", "type_disagrees"])


def document_doubts(transcript: Transcript, front: FrontMatter) -> tuple[Doubt, ...]:
    """Say what a person should know before trusting any fact of this document."""
    doubts = [
        Doubt(code="page_unread", detail=f"page {failure.number}: {failure.reason}") for failure in transcript.failures
    ]
    for page in transcript.pages:
        doubts += [Doubt(code=doubt.code, detail=f"page {page.number}: {doubt.detail}") for doubt in page.doubts]
    for grid in transcript.grids:
        doubts += [Doubt(code=doubt.code, detail=f"page {grid.page}: {doubt.detail}") for doubt in grid.doubts]
    for name in FrontMatter.model_fields:
        field = getattr(front, name)
        doubts += [Doubt(code=doubt.code, detail=f"{name}: {doubt.detail}") for doubt in field.doubts]
    return tuple(doubts)


def citation_doubts(legal_refs: Sequence[Found[LegalRef]]) -> tuple[Doubt, ...]:
    """Say which citations were mended or read doubtfully."""
    return tuple(
        Doubt(code=doubt.code, detail=f"citation, page {found.page}: {doubt.detail}")
        for found in legal_refs
        for doubt in found.doubts
    )


def section_doubts(sections: Sequence[Found[Section]]) -> tuple[Doubt, ...]:
    """Say which labels and headings were mended, or look like the author's slip."""
    return tuple(
        Doubt(code=doubt.code, detail=f"section {found.value.path}: {doubt.detail}")
        for found in sections
        for doubt in found.doubts
        if doubt.code not in GUESSED
    )


def doubted_numbers(
    numbers: Sequence[Found[NumberRead]],
    front: FrontMatter,
    sections: Sequence[Found[Section]],
    legal_refs: Sequence[Found[LegalRef]],
) -> tuple[Found[NumberRead], ...]:
    """Give the numbers in a doubted label, symbol or date the doubt of the fact that they are part of."""
    doubted: list[tuple[Span, tuple[Doubt, ...]]] = []
    for section in sections:
        of_label = tuple(doubt for doubt in section.doubts if doubt.code.startswith(_LABEL))
        if of_label and section.spans:
            start = section.spans[0].start
            doubted.append((Span(start=start, end=start + len(section.value.label)), of_label))
    for ref in legal_refs:
        of_symbol = tuple(doubt for doubt in ref.doubts if doubt.code in _SYMBOL)
        doubted += [(span, of_symbol) for span in ref.spans if of_symbol]
    return tuple(_doubted(number, doubted) for number in _with_unreadable(numbers, front))


def _with_unreadable(numbers: Sequence[Found[NumberRead]], front: FrontMatter) -> list[Found[NumberRead]]:
    """The numbers, those of a document's own number and date doubted where a pen's hand made these unreadable."""
    out = list(numbers)
    for field in (front.number, front.wrapper_number, front.issue_date):
        if isinstance(field, Found):
            continue
        for doubt in (doubt for doubt in field.doubts if doubt.code in _UNREADABLE):
            seen = {found[0] for text in doubt.detail.split(" / ") if (found := re.findall(r"\d+", text))}
            for k, number in enumerate(out):
                first = re.match(r"\d+", number.value.text)
                # The letterhead stands first on its page.
                if number.page == field.page and first and first[0] in seen:
                    out[k] = number.model_copy(update={"doubts": (*number.doubts, doubt)})
                    break
    return out


def _doubted(number: Found[NumberRead], doubted: Sequence[tuple[Span, tuple[Doubt, ...]]]) -> Found[NumberRead]:
    if not number.spans or number.value.kind not in ("label", "legal_symbol"):
        return number
    mine = number.spans[0]
    held = [doubt for span, doubts in doubted if mine.start < span.end and span.start < mine.end for doubt in doubts]
    return number.model_copy(update={"doubts": (*number.doubts, *held)}) if held else number
