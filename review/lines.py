"""A fact as one line of a list: its mark, what leads, what follows, where it stands."""

from __future__ import annotations

import hashlib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from pipeline.phrasebook import SIGNS

if TYPE_CHECKING:
    from models.review import Family, Fields, ReviewedFact
    from models.source import Box
    from review.looks import Look
    from review.words import Words

Mark = Literal["unreviewed", "accepted", "corrected", "rejected", "doubtful", "conflict", "added", "page"]
GLYPHS: dict[str, str] = {
    "unreviewed": "○", "accepted": "✓", "corrected": "✎", "rejected": "✕", "doubtful": "?", "conflict": "≠",
    "added": "+", "page": "▭",
}  # fmt: skip
"""A sign of its own for each state: colour only repeats it."""


class Line(NamedTuple):
    """A fact as the list shows it. `name` tells it within its document: family and key; `card` asks for its card."""

    name: str
    family: Family
    mark: Mark
    lead: str
    text: str
    where: str
    page: int
    box: str
    confidence: float
    doubted: bool
    why: str = ""
    card: str = ""
    indent: int = 0

    @property
    def id(self) -> str:
        """Name in the page: letters and digits only."""
        return "f" + hashlib.sha1(self.name.encode(), usedforsecurity=False).hexdigest()[:12]

    @property
    def glyph(self) -> str:
        """Sign of the state."""
        return GLYPHS[self.mark]


def name_of(family: Family, key: str) -> str:
    """Address of a fact within its document."""
    return f"{family}:{key}"


def mark_of(fact: ReviewedFact) -> Mark:
    """State of a fact as one sign: what is open goes before what is settled."""
    if fact.conflicts:
        return "conflict"
    if fact.doubtful:
        return "doubtful"
    return "added" if fact.added and fact.state != "rejected" else fact.state


def box_text(box: Box | None) -> str:
    """Edges of a box in points, empty without one."""
    return "" if box is None else f"{box.x0:.1f},{box.y0:.1f},{box.x1:.1f},{box.y1:.1f}"


def card_address(doc_id: str, name: str) -> str:
    """Where the card of a fact is asked for."""
    return f"/doc/{doc_id}/card?fact={quote(name, safe='')}"


def fact_line(doc_id: str, fact: ReviewedFact, words: Words, why: str = "") -> Line:
    """Put a fact on a line; `why` says why it is asked for."""
    lead, text, where = told(fact.family, fact.fields, words)
    name = name_of(fact.family, fact.key)
    return Line(
        name=name,
        family=fact.family,
        mark=mark_of(fact),
        lead=lead,
        text=text,
        where=where,
        page=fact.page,
        box=box_text(fact.box),
        confidence=fact.confidence,
        doubted=bool(fact.doubts),
        why=why,
        card=card_address(doc_id, name),
        indent=min(4, int(fact.fields["level"]) - 1) if fact.family == "section" else 0,
    )


def page_line(doc_id: str, look: Look, words: Words) -> Line:
    """Put what concerns a whole page on a line."""
    return Line(
        name=look.name,
        family="number",
        mark="page",
        lead=words("doc.page", number=look.page) if look.page else words("doc.somewhere"),
        text=look.told(words),
        where="",
        page=look.page,
        box=box_text(look.box),
        confidence=1.0,
        doubted=False,
        card=card_address(doc_id, look.name),
    )


def amount(fields: Fields, words: Words) -> str:
    """Write what a target promises: "≥ 80 %", "↓ 10 %", "> 305,5 tỷ đồng"."""
    turn = {"increase": "↑ ", "decrease": "↓ "}.get(fields.get("change", ""), "")
    top = f"–{figure(fields['value_max'], words)}" if fields.get("value_max") else ""
    sign = SIGNS.get(fields.get("comparator", "="), "")
    return f"{turn}{sign}{figure(fields.get('value', ''), words)}{top} {fields.get('unit', '')}".strip()


def figure(text: str, words: Words) -> str:
    """Write a plain number as the language does; what is no number stays."""
    try:
        return words.figure(Decimal(text)) if text else ""
    except InvalidOperation:
        return text


def told(family: Family, fields: Fields, words: Words) -> tuple[str, str, str]:
    """Say what leads, what follows and where a fact belongs."""
    if family == "target":
        return amount(fields, words), fields["subject"], fields["section_path"]
    if family == "field":
        state = fields["state"]
        return (
            words.named("field", fields["name"]),
            words.value(family, fields["name"], fields["value"]) if state == "stated" else words.named("absent", state),
            "",
        )
    if family == "section":
        return fields["path"], fields["heading"], words.named("role", fields["role"])
    if family == "task":
        label = "/".join(part for part in (fields["group_label"], fields["number"]) if part) or fields["row"]
        agency = fields["lead"] or fields["support"]
        return label, fields["task"], " · ".join(part for part in (agency, fields["deadline_text"]) if part)
    if family == "legal_ref":
        return (
            fields["symbol"],
            " · ".join(part for part in (fields["type"], fields["issuer"]) if part),
            words.days(fields["issued"]),
        )
    if family == "commitment":
        return words.named("kind", fields["kind"]), fields["subject"], fields["section_path"]
    if family == "cell":
        return "", fields["text"], words("doc.cell", table=fields["table"], row=fields["row"], column=fields["column"])
    return fields["text"], words.named("number", fields["kind"]), ""
