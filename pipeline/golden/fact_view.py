"""The facts of a plan in one form: family, key, fields as plain text, place on the paper.

A key names a fact by what it says, for people and for `git diff`; two facts that say the same get `~2` and so on. It
is no identity over readings: who meets a fact again pairs it by its content (`pipeline.golden.overlay`).
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from models.plan import FrontMatter, NumberRead, Quantity, Target
from models.source import Found
from pipeline.golden.fact_fields import deadline_date, deadline_kind, plain
from pipeline.identity import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.plan import Commitment, LegalRef, PlanDocument, Section
    from models.review import Decision, Family, Fields
    from models.source import Absent, Box, Doubt, Span
    from models.table import Cell, Table, Task

QUANTITY_FIELDS = ("value", "value_max", "unit", "comparator", "change")
TARGET_FIELDS = (
    "subject", "scope", "year", "baseline", "recurring", "section_path", "domain", "indicator_id", "source",
)  # fmt: skip
SECTION_FIELDS = ("path", "heading", "level", "role")
TASK_FIELDS = ("table", "row", "group_label", "number", "task", "lead", "support", "output", "deadline_text")
LEGAL_REF_FIELDS = ("symbol", "issued", "type", "issuer")
COMMITMENT_FIELDS = ("kind", "subject", "scope", "year", "section_path")
CELL_FIELDS = ("table", "row", "column", "kind", "text")
EDITABLE: dict[Family, tuple[str, ...]] = {
    "target": (*QUANTITY_FIELDS, *TARGET_FIELDS),
    "field": ("state", "value"),
    "section": SECTION_FIELDS,
    "task": (*TASK_FIELDS, "deadline_kind", "deadline_date"),
    "legal_ref": LEGAL_REF_FIELDS,
    "commitment": COMMITMENT_FIELDS,
    "number": ("text", "kind"),
    "cell": ("text",),
}
"""Fields that a person may correct, by family. `quote` stays as read, always."""
PROSE = frozenset(
    ["subject", "heading", "task", "lead", "support", "output", "deadline_text", "baseline", "text", "value", "quote"]
)
"""Fields in words, where two readings may differ in a letter (a `value` only where it holds no figure)."""
_WORDS_OF_KEY = 48


class Fact(NamedTuple):
    """A fact as it was read; `at` is its place in the plan's tuple of the family."""

    family: Family
    key: str
    at: int
    fields: Fields
    page: int
    box: Box | None
    spans: tuple[Span, ...]
    confidence: float
    doubts: tuple[Doubt, ...]


def facts_of(plan: PlanDocument) -> tuple[Fact, ...]:
    """List every fact of a plan, family by family, in the order of the paper."""
    used: Counter[tuple[Family, str]] = Counter()
    listed = []
    for fact in _all(plan):
        used[fact.family, fact.key] += 1
        times = used[fact.family, fact.key]
        listed.append(fact if times == 1 else fact._replace(key=f"{fact.key}~{times}"))
    return tuple(listed)


def key_of(family: Family, fields: Fields, page: int = 0) -> str:
    """Name a fact by what it says ("II/5:>=95%:ho-so-tra-dung-han"); field names are their own keys."""
    if family == "target":
        sign = "" if fields["comparator"] == "=" else fields["comparator"]
        return f"{fields['section_path']}:{sign}{fields['value']}{_unit(fields['unit'])}:{_short(fields['subject'])}"
    if family == "section":
        return f"{fields['path']}:{_short(fields['heading'])}"
    if family == "task":
        number = "/".join(part for part in (fields["group_label"], fields["number"]) if part)
        return f"t{fields['table']}:{number}:{_short(fields['task'])}"
    if family == "legal_ref":
        return ":".join(part for part in (fields["symbol"], fields["issued"]) if part)
    if family == "commitment":
        return f"{fields['section_path']}:{fields['kind']}:{_short(fields['subject'])}"
    if family == "number":
        return f"p{page}:{fields['text']}"
    if family == "cell":
        return f"t{fields['table']}:r{fields['row']}:c{fields['column']}"
    return fields["name"]


def _unit(unit: str) -> str:
    return unit if unit == "%" else f"-{slug(unit)}" if unit else ""


def _short(text: str) -> str:
    return slug(text)[:_WORDS_OF_KEY].rstrip("-")


def _all(plan: PlanDocument) -> Iterator[Fact]:
    for index, name in enumerate(FrontMatter.model_fields):
        yield _field(name, index, getattr(plan.front, name))
    for index, section in enumerate(plan.sections):
        yield _fact("section", index, section, section_fields(section.value))
    for index, target in enumerate(plan.targets):
        yield _fact("target", index, target, target_fields(target.value))
    for index, task in enumerate(plan.tasks):
        yield _fact("task", index, task, task_fields(task.value))
    for index, commitment in enumerate(plan.commitments):
        yield _fact("commitment", index, commitment, commitment_fields(commitment.value))
    for index, ref in enumerate(plan.legal_refs):
        yield _fact("legal_ref", index, ref, legal_ref_fields(ref.value))
    for index, number in enumerate(plan.numbers):
        yield _fact("number", index, number, number_fields(number.value))
    cells = [(table, cell) for table in plan.tables for cell in table.cells]
    for index, (table, cell) in enumerate(cells):
        yield _cell(table, cell, index)


def _fact(family: Family, index: int, found: Found[Any], fields: Fields) -> Fact:
    key = key_of(family, fields, found.page)
    fields = {**fields, "quote": " ".join(found.quote.split())}
    return Fact(family, key, index, fields, found.page, found.box, found.spans, found.confidence, found.doubts)


def _field(name: str, index: int, read: Found[Any] | Absent) -> Fact:
    if isinstance(read, Found):
        fields = {"name": name, "state": "stated", "value": plain(read.value), "quote": " ".join(read.quote.split())}
        return Fact("field", name, index, fields, read.page, read.box, read.spans, read.confidence, read.doubts)
    fields = {"name": name, "state": read.why, "value": "", "quote": ""}
    return Fact("field", name, index, fields, read.page, read.box, (), 1.0, read.doubts)


def _cell(table: Table, cell: Cell, index: int) -> Fact:
    fields = {"table": str(table.number), "row": str(cell.row), "column": str(cell.column), "kind": cell.kind}
    fields |= {"text": cell.text, "quote": cell.text}
    return Fact(
        "cell", key_of("cell", fields), index, fields, cell.page, cell.box, cell.spans, cell.confidence, ()
    )  # fmt: skip


def target_fields(target: Target) -> Fields:
    """Fields of a target as plain text."""
    amount = {name: plain(getattr(target.quantity, name)) for name in QUANTITY_FIELDS}
    return amount | {name: plain(getattr(target, name)) for name in TARGET_FIELDS}


def section_fields(section: Section) -> Fields:
    """Fields of a section as plain text."""
    return {name: plain(getattr(section, name)) for name in SECTION_FIELDS}


def task_fields(task: Task) -> Fields:
    """Fields of a task as plain text, with the deadline that decides."""
    fields = {name: plain(getattr(task, name)) for name in TASK_FIELDS}
    return fields | {"deadline_kind": deadline_kind(task), "deadline_date": plain(deadline_date(task))}


def legal_ref_fields(ref: LegalRef) -> Fields:
    """Fields of a citation as plain text."""
    return {name: plain(getattr(ref, name)) for name in LEGAL_REF_FIELDS}


def commitment_fields(commitment: Commitment) -> Fields:
    """Fields of a promise without a number as plain text."""
    return {name: plain(getattr(commitment, name)) for name in COMMITMENT_FIELDS}


def number_fields(number: NumberRead) -> Fields:
    """Fields of a number as plain text."""
    return {"text": number.text, "kind": number.kind}


EMPTY: dict[Family, Fields] = {
    "target": target_fields(Target(quantity=Quantity(value=Decimal(0), unit=""), subject="")) | {"value": ""},
    "section": {"path": "", "heading": "", "level": "1", "role": "other"},
    "task": {**dict.fromkeys(EDITABLE["task"], ""), "table": "1", "row": "1"},
    "legal_ref": dict.fromkeys(EDITABLE["legal_ref"], ""),
    "commitment": {**dict.fromkeys(EDITABLE["commitment"], ""), "kind": "all"},
    "number": {"text": "", "kind": "other"},
}
"""What a person fills in to add a fact, by family."""


def content_of(decision: Decision) -> Fields:
    """Return a fact as a person left it, every field of its family named."""
    return {**EMPTY.get(decision.family, {}), **decision.fields}
