"""The papers of a file: the plan, the document that issues it, and the lines of each one's head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.labels import read_label
from extractors.letterheads import head_lines, read_bodies
from extractors.zones import find_parts

if TYPE_CHECKING:
    from extractors.letterheads import HeadLine
    from extractors.lexicon import Lexicon
    from extractors.zones import Part
    from models.transcript import Transcript

PARAGRAPH = 15
"""Words that no line of a head has."""


@dataclass(frozen=True)
class Papers:
    """What a file holds: the plan and what issues it (the plan itself where nothing does), with their heads."""

    transcript: Transcript
    lexicon: Lexicon
    plan: Part
    wrapper: Part
    plan_head: list[HeadLine]
    wrapper_head: list[HeadLine]
    notes: list[Part]
    """Parts whose bracket names an issuing document."""

    @property
    def wrapped(self) -> bool:
        """Whether the document that issues the plan stands in the file."""
        return self.plan is not self.wrapper


def find_papers(transcript: Transcript, lexicon: Lexicon) -> Papers:
    """Tell the plan of a file from the document that issues it, and collect the lines of their heads."""
    parts = find_parts(transcript, lexicon)
    attached = set(lexicon.table("doc_types")["attached"])
    wrapper = parts[0]
    issued = (p for p in parts[1:] if p.kind == "attachment" and p.doc_type and p.doc_type not in attached)
    plan = next(issued, wrapper)
    return Papers(
        transcript,
        lexicon,
        plan,
        wrapper,
        plan_head=_head(transcript, plan, wrapper),
        wrapper_head=_head(transcript, wrapper, wrapper),
        notes=[part for part in parts if part.note is not None],
    )


def has_scanned_head(papers: Papers, lines: list[HeadLine]) -> bool:
    """Whether a scan shows a letterhead; one that belongs to a bracket's decision ("Kèm theo …") has no number."""
    scanned = any(page.source == "ocr" for page in papers.transcript.pages[:1])
    return scanned and bool(read_bodies(lines, papers.lexicon, mend=True))


def _head(transcript: Transcript, part: Part, wrapper: Part) -> list[HeadLine]:
    """Lines over the type; a head alone on the page before belongs to it."""
    page = transcript.page_at(part.label.start)
    if not part.doc_type and part.kind == "document":
        return _untyped_head(transcript)
    found = head_lines(transcript, part.start, part.label.start, page)
    if not found and part.kind == "document" and page > 1:
        found = head_lines(transcript, 0, part.label.start, page - 1)
    if part.kind == "attachment" and page == transcript.page_at(wrapper.label.start):
        return []  # The head of this page is the decision's.
    if part.kind == "attachment":
        return [line for line in _above(transcript, part, page) if line.span.end <= part.label.start]
    return found


def _untyped_head(transcript: Transcript) -> list[HeadLine]:
    """Lines of the first page down to its first paragraph or label: the head of a sheet whose type is not legible."""
    for block in transcript.blocks:
        text = transcript.slice(block.span)
        if block.page > 1 or (
            block.kind == "paragraph" and (len(text.split()) >= PARAGRAPH or read_label(text, False))
        ):
            return head_lines(transcript, 0, block.span.start, 1)
    return []


def _above(transcript: Transcript, part: Part, page: int) -> list[HeadLine]:
    """Lines on an attachment's first page before its type (its own head, where it has one)."""
    first = min((block.span.start for block in transcript.blocks if block.page == page), default=part.start)
    return head_lines(transcript, first, part.label.start, page)
