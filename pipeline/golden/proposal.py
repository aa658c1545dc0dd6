"""What the program would read in words that a person marked: a first draft of a target that it missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lexicon import load_lexicon
from models.source import Found
from pipeline.assemble import read_promise
from pipeline.golden.fact_fields import plain
from pipeline.golden.fact_view import EMPTY

if TYPE_CHECKING:
    from pathlib import Path

    from models.plan import PlanDocument
    from models.review import Fields
    from models.source import Span
    from models.transcript import Transcript


def propose_target(plan: PlanDocument, transcript: Transcript, span: Span, overlay: Path) -> Fields:
    """Fill in the fields of a target from its words, its section and the plan's period.

    Args:
        plan: the reading that lacks it.
        transcript: its text.
        span: the words that were marked.
        overlay: folder of the office's own words, there or not.

    Returns:
        Fields as plain text; what the words do not say is empty and left to the person.
    """
    quote = " ".join(transcript.slice(span).split())
    fields = dict(EMPTY["target"])
    fields["subject"] = quote
    read = read_promise(quote, load_lexicon(overlay if overlay.is_dir() else None))
    if read is not None:
        quantity, subject = read
        for name in ("value", "value_max", "unit", "comparator"):
            fields[name] = plain(getattr(quantity, name))
        fields["subject"] = subject or quote
    inside = [section.value for section in plan.sections if section.value.span.covers(span)]
    items = [item for item in plan.items if item.span.covers(span)]
    if inside or items:
        held = [(one.span.start, one.path) for one in inside] + [(one.span.start, one.path) for one in items]
        fields["section_path"] = max(held)[1]
    if inside:
        fields["domain"] = max(inside, key=lambda section: section.span.start).domain
    years = [field.value for field in (plan.front.period_end, plan.front.period_start) if isinstance(field, Found)]
    fields["year"] = plain(years[0]) if years else ""
    fields["source"] = "table" if _in_table(transcript, span) else "body"
    return fields


def _in_table(transcript: Transcript, span: Span) -> bool:
    return any(cell.span.overlaps(span) for grid in transcript.grids for cell in grid.cells)
