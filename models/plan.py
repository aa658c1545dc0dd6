"""A plan as structured facts: what `plan.json` holds and every other program reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.page import PageFailure
from models.source import Absent, Doubt, Found, Frozen, SourceDocument, Span
from models.table import Table, Task
from models.transcript import PageInfo

Comparator = Literal[">=", ">", "=", "<=", "<"]
Change = Literal["", "increase", "decrease"]
Scope = Literal["", "cấp tỉnh", "cấp huyện", "cấp xã"]
UnitLevel = Literal["", "tỉnh", "huyện", "xã"]
Role = Literal[
    "purpose", "requirements", "purpose_requirements", "targets", "tasks", "solutions", "tasks_solutions",
    "budget", "organization", "appendix", "mixed", "other",
]  # fmt: skip
Domain = Literal[
    "", "direction", "institutions", "procedures", "organization", "civil_service", "finance", "digital", "other"
]
NumberKind = Literal[
    "target", "label", "date", "year", "legal_symbol", "standard", "document_number", "money", "count", "page",
    "phone", "other",
]  # fmt: skip
Status = Literal["read", "partial", "quarantined"]


class FrontMatter(Frozen):
    """Whose plan, of when, signed by whom (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Every field is a `Found` text or `Absent` with its reason. The plan's own facts come first; `wrapper_*` are those
    of the decision that issues it. `superior` is the body printed above the issuer.
    """

    doc_type: Found[str] | Absent = Absent()
    number: Found[str] | Absent = Absent()
    issue_date: Found[date] | Absent = Absent()
    issue_place: Found[str] | Absent = Absent()
    issuer: Found[str] | Absent = Absent()
    superior: Found[str] | Absent = Absent()
    unit_name: Found[str] | Absent = Absent()
    unit_level: Found[str] | Absent = Absent()
    district: Found[str] | Absent = Absent()
    province: Found[str] | Absent = Absent()
    title: Found[str] | Absent = Absent()
    period_start: Found[int] | Absent = Absent()
    period_end: Found[int] | Absent = Absent()
    signer_name: Found[str] | Absent = Absent()
    signer_title: Found[str] | Absent = Absent()
    wrapper_type: Found[str] | Absent = Absent()
    wrapper_number: Found[str] | Absent = Absent()
    wrapper_date: Found[date] | Absent = Absent()


class Section(Frozen):
    """A headed part. `path` joins the labels from the top ("II/5").

    `span` runs from its label to the next heading of its own level or above, so it covers its children.
    """

    path: str
    label: str
    heading: str
    level: int = Field(ge=1)
    role: Role
    domain: Domain = ""
    span: Span


class Item(Frozen):
    """A labelled paragraph without a title of its own: it deepens the path of what stands in it, but is no section."""

    path: str
    label: str
    span: Span


class Quantity(Frozen):
    """A comparator, a number and what is counted. `text` is the number as printed.

    `base_value`, `base_value_max` and `base_unit` say the same in the unit that values are compared in (đồng, ha, tấn).
    """

    value: Decimal
    value_max: Decimal | None = None
    unit: str
    comparator: Comparator = "="
    change: Change = ""
    text: str = ""
    base_value: Decimal | None = None
    base_value_max: Decimal | None = None
    base_unit: str = ""


class Target(Frozen):
    """A number that the document commits to reach or keep, with what it measures (golden/GUIDELINES.md)."""

    target_id: str = ""
    quantity: Quantity
    subject: str
    scope: Scope = ""
    year: int | None = None
    baseline: str = ""
    recurring: bool = False
    condition: str = ""
    section_path: str = ""
    section_role: Role | Literal[""] = ""
    domain: Domain = ""
    indicator_id: str = ""
    indicator_name: str = ""
    link_confidence: float = Field(default=0.0, ge=0.0, le=1.0, description="that the indicator is the right one")
    source: Literal["body", "table"] = "body"
    deadline: date | None = Field(
        default=None, description="last day allowed: a day that the clause names, else the year's"
    )
    promise_id: str = Field(default="", description="target_id of the first mention of the same promise")
    mentions: int = Field(default=1, ge=1, description="how often the document makes this promise")
    number_spans: tuple[Span, ...] = Field(default=(), description="the digits themselves, inside the quote")


class Commitment(Frozen):
    """A promise without a number: a rank, a zero ("không để …"), an all ("toàn bộ …")."""

    section_path: str = ""
    kind: Literal["rank", "zero", "all"]
    subject: str
    scope: Scope = ""
    year: int | None = None


class LegalRef(Frozen):
    """A cited document. Keyed by symbol and date: one symbol may name two documents of different years."""

    symbol: str
    type: str = ""
    issued: date | None = None
    issuer: str = ""


class NumberRead(Frozen):
    """A run of digits, or a Roman label, with the reason why it is there."""

    text: str
    kind: NumberKind
    target_id: str = ""
    readings: tuple[str, ...] = ()


class Versions(Frozen):
    """What made this file: an upgrade re-reads only what it touches."""

    program: str
    extractors: str
    lexicon: str
    engine: str
    model: str = ""


class PlanDocument(Frozen):
    """One document, read."""

    doc_id: str
    plan_id: str
    source: SourceDocument
    status: Status
    versions: Versions
    front: FrontMatter = FrontMatter()
    pages: tuple[PageInfo, ...] = ()
    failures: tuple[PageFailure, ...] = ()
    sections: tuple[Found[Section], ...] = ()
    items: tuple[Item, ...] = ()
    targets: tuple[Found[Target], ...] = ()
    commitments: tuple[Found[Commitment], ...] = ()
    tables: tuple[Table, ...] = ()
    tasks: tuple[Found[Task], ...] = ()
    legal_refs: tuple[Found[LegalRef], ...] = ()
    numbers: tuple[Found[NumberRead], ...] = ()
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    doubts: tuple[Doubt, ...] = ()
