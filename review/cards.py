"""The card of one fact: the paper around it, what was read, what is doubted, what others said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.compare.yardstick import read_indicators
from pipeline.doubt_words import tell_doubt
from pipeline.golden.fact_view import EDITABLE
from review.crops import Crop, crop_of, lens_of
from review.lines import GLYPHS, box_text, fact_line, mark_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from models.review import FactConflict, Family, Fields, ReviewedFact
    from models.transcript import PageInfo
    from review.desk import Opened
    from review.looks import Look
    from review.words import Words

LEADING = frozenset(
    ["value", "value_max", "unit", "comparator", "change", "subject", "heading", "path", "text", "state"]
)
"""Fields that a card says in its large lines."""


TOLD: dict[Family, frozenset[str]] = {
    "legal_ref": frozenset(["symbol"]), "field": frozenset(["state"]), "task": frozenset(["task"]),
    "target": frozenset(["section_path"]), "commitment": frozenset(["kind", "section_path"]),
    "number": frozenset(["kind"]), "section": frozenset(["role"]),
}  # fmt: skip
"""Fields that a family's card says elsewhere."""
UNSURE: frozenset[Family] = frozenset(["cell", "number"])
"""Families whose confidence is that of their letters alone."""
IDLE = frozenset(["", "false", "body"])
"""Values that say nothing: what holds of most facts."""


ASKED = frozenset(["year", "scope"])
"""Fields of which a person wants to see that they are empty."""


class Row(NamedTuple):
    """A field of a card: `was` is what stood before, None where nothing changed."""

    label: str
    value: str
    was: str | None = None


def page_info(opened: Opened, number: int) -> PageInfo | None:
    """What is known of a page, None where it was not read."""
    return next((page for page in opened.read.pages if page.number == number), None)


def fact_card(opened: Opened, fact: ReviewedFact, words: Words) -> dict[str, Any]:
    """Everything that the template of a fact's card asks for."""
    line = fact_line(opened.doc_id, fact, words)
    look = look_of(opened, line.name)
    before = fact_line(opened.doc_id, fact.model_copy(update={"fields": fact.read}), words) if fact.read else line
    decision = fact.decision
    why = look.told(words) if look and not fact.conflicts else ""
    told_doubts = [tell_doubt(doubt, words) for doubt in fact.doubts]
    return {
        "name": line.name,
        "page": fact.page,
        "box": line.box,
        "mark": line.mark,
        "glyph": line.glyph,
        "kind": words(f"family.{fact.family}"),
        "where": line.where if fact.family in ("target", "commitment", "section", "cell") else "",
        "said": f"{decision.who}, {moment(decision.when)}" if decision else "",
        "confidence": round(100 * fact.confidence) if fact.index >= 0 and fact.family not in UNSURE else None,
        "why": why,
        "reason": look.reason if look else "",
        "crops": _crops(opened, fact),
        "lenses": _lenses(opened, fact),
        "lead": line.lead,
        "lead_was": before.lead if before.lead != line.lead else "",
        "text": line.text,
        "rows": [*_rows(opened, fact, words), *_readings(opened, fact, words)],
        "doubts": [told for told in told_doubts if str(told) not in why],
        "conflicts": [_conflict(fact, conflict, words) for conflict in fact.conflicts],
        "revision": fact.revision,
        "settleable": True,
        "markable": fact.spans[0] if fact.family == "number" and fact.spans else None,
        "say": f"/doc/{opened.doc_id}/say",
        "edit": f"/doc/{opened.doc_id}/edit?fact={line.card.partition('fact=')[2]}",
    }


def page_card(opened: Opened, look: Look, words: Words) -> dict[str, Any]:
    """Card of what concerns a whole page: nothing can be settled there, only looked at and added."""
    return {
        "name": look.name, "page": look.page, "box": box_text(look.box), "mark": "page", "glyph": GLYPHS["page"],
        "kind": words("doc.page", number=look.page) if look.page else words("doc.somewhere"), "where": "", "said": "",
        "confidence": None, "why": look.told(words), "reason": look.reason, "crops": [], "lenses": [], "lead": "",
        "lead_was": "", "text": "", "rows": [], "doubts": [], "conflicts": [], "revision": "", "settleable": False,
        "markable": None, "say": f"/doc/{opened.doc_id}/say", "edit": "",
    }  # fmt: skip


def look_of(opened: Opened, name: str) -> Look | None:
    """Why a fact is asked for, None where it is not."""
    return next((look for look in opened.looks if look.name == name), None)


def moment(when: datetime) -> str:
    """Write a moment in the reader's own time, to the minute."""
    return f"{when.astimezone():%d/%m/%Y %H:%M}"


def _rows(opened: Opened, fact: ReviewedFact, words: Words) -> Iterator[Row]:
    """Fields that the large lines leave out, and every field that a person changed."""
    changes = fact.changes if fact.read else {}
    for name in EDITABLE[fact.family]:
        value = fact.fields.get(name, "")
        if name == "indicator_id":
            value = indicator_name(value, words, opened.overlay)
        if name in changes:
            was, now = (words.value(fact.family, name, text) for text in changes[name])
            yield Row(words.named("field", name), now, was)
        elif name not in LEADING | TOLD.get(fact.family, frozenset()) and (value not in IDLE or name in ASKED):
            yield Row(words.named("field", name), words.value(fact.family, name, value))


def indicator_name(indicator_id: str, words: Words, overlay: Path) -> str:
    """Name of an indicator as people know it; the id where the taxonomy has it no more."""
    found = read_indicators(overlay if overlay.is_dir() else None).get(indicator_id)
    return found.name(words.lang) if found else indicator_id


def _readings(opened: Opened, fact: ReviewedFact, words: Words) -> Iterator[Row]:
    if fact.family == "number" and fact.index >= 0:
        readings = opened.reviewed.plan.numbers[fact.index].value.readings
        if len(set(readings)) > 1:
            yield Row(words("card.readings"), " / ".join(readings))


def _crops(opened: Opened, fact: ReviewedFact) -> list[Crop]:
    info = page_info(opened, fact.page)
    if info is None or fact.box is None:
        return []
    return [crop_of(opened.doc_id, info, fact.box, fact.fields.get("quote", ""))]


def _lenses(opened: Opened, fact: ReviewedFact) -> list[Crop]:
    """The digits of a target, each number once."""
    info = page_info(opened, fact.page)
    if info is None or not fact.spans or fact.family != "target":
        return []
    digits = [
        number
        for number in opened.read.numbers
        if number.value.kind == "target"
        and number.box is not None
        and number.page == fact.page
        and any(span.covers(number.spans[0]) for span in fact.spans if number.spans)
        and _same_figure(number.value.text, fact.read or fact.fields)
    ]
    return [lens_of(opened.doc_id, info, one.box, one.value.text) for one in digits[:2] if one.box is not None]


def _same_figure(text: str, fields: Fields) -> bool:
    """Whether printed digits are a target's own value ("1.600" is 1600, "05" is 5)."""
    plain = text.replace(".", "").replace(",", ".").rstrip("%").lstrip("0") or "0"
    return plain in (fields.get("value", ""), fields.get("value_max", "")) or text == fields.get("value", "")


def _conflict(fact: ReviewedFact, conflict: FactConflict, words: Words) -> dict[str, Any]:
    """A disagreement with both sides, and what to send to take the other one."""
    two = conflict.kind == "two_people"
    fields = {name: theirs for name, (_, theirs) in conflict.fields.items() if name in EDITABLE[fact.family]}
    told = ""
    if conflict.when is not None:
        told = words("conflict.told_two" if two else "conflict.told", who=conflict.who, when=moment(conflict.when))
    return {
        "title": words(f"conflict.{conflict.kind}"),
        "told": told,
        "ours": words("conflict.ours"),
        "theirs": words("conflict.theirs" if two else "conflict.theirs_read"),
        "rows": [
            Row(
                words.named("field", name),
                words.value(fact.family, name, theirs),
                words.value(fact.family, name, ours),
            )
            for name, (ours, theirs) in conflict.fields.items()
        ],
        "keep": words("conflict.keep"),
        "take": json.dumps(fields, ensure_ascii=False) if fields else "",
        "take_label": words("conflict.take" if two else "conflict.take_read"),
    }


def names_of(opened: Opened) -> dict[str, ReviewedFact]:
    """Every fact by its name."""
    return {name_of(fact.family, fact.key): fact for fact in opened.reviewed.facts}


def open_mark(fact: ReviewedFact) -> bool:
    """Whether a fact still waits for a word."""
    return mark_of(fact) in ("unreviewed", "doubtful", "conflict")
