"""What the tables show of a plan.json, checked as it is read.

`PlanDocument` makes ten thousand objects of a plan, most of them for what no table shows; an archive of thousands of
plans is read two and a half times as fast as plain dictionaries of these shapes. Fields that no table shows are not
looked at; those that one shows are held to the same types and closed lists.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Generic, Literal, NotRequired, TypeVar

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from models.plan import Change, Comparator, Domain, NumberKind, PlanDocument, Role, Scope, Status
from models.table import CellKind, DeadlineKind

T = TypeVar("T")
Sure = Annotated[float, Field(ge=0.0, le=1.0)]


class ShownDoubt(TypedDict):
    """`models.source.Doubt`."""

    code: str
    detail: str


class ShownBox(TypedDict):
    """`models.source.Box`."""

    x0: float
    y0: float
    x1: float
    y1: float


class ShownFound(TypedDict, Generic[T]):
    """`models.source.Found` without its place in the text."""

    value: T
    quote: str
    page: int
    box: ShownBox | None
    confidence: Sure
    doubts: list[ShownDoubt]


class ShownField(TypedDict, Generic[T]):
    """A field of the front matter: `Found`, or `Absent`, which has no value."""

    value: NotRequired[T]


class ShownFront(TypedDict):
    """`models.plan.FrontMatter`, as far as a table holds it."""

    doc_type: ShownField[str]
    number: ShownField[str]
    issue_date: ShownField[date]
    issue_place: ShownField[str]
    issuer: ShownField[str]
    unit_name: ShownField[str]
    unit_level: ShownField[str]
    district: ShownField[str]
    province: ShownField[str]
    title: ShownField[str]
    period_start: ShownField[int]
    period_end: ShownField[int]
    signer_name: ShownField[str]
    signer_title: ShownField[str]
    wrapper_type: ShownField[str]
    wrapper_number: ShownField[str]


class ShownQuantity(TypedDict):
    """`models.plan.Quantity`."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    comparator: Comparator
    change: Change


class ShownTarget(TypedDict):
    """`models.plan.Target`."""

    target_id: str
    quantity: ShownQuantity
    subject: str
    scope: Scope
    year: int | None
    baseline: str
    recurring: bool
    section_path: str
    section_role: Role | Literal[""]
    domain: Domain
    indicator_id: str
    indicator_name: str
    source: Literal["body", "table"]


class ShownSection(TypedDict):
    """`models.plan.Section`."""

    path: str
    label: str
    heading: str
    level: Annotated[int, Field(ge=1)]
    role: Role


class ShownCommitment(TypedDict):
    """`models.plan.Commitment`."""

    section_path: str
    kind: Literal["rank", "zero", "all"]
    subject: str
    scope: Scope
    year: int | None


class ShownDeadline(TypedDict):
    """`models.table.Deadline`."""

    kind: DeadlineKind
    last_day: date | None


class ShownTask(TypedDict):
    """`models.table.Task`."""

    table: int
    row: int
    group_label: str
    group: str
    number: str
    task: str
    lead: str
    support: str
    output: str
    deadline_text: str
    deadlines: list[ShownDeadline]
    lead_agencies: list[str]
    support_agencies: list[str]
    page_end: int


class ShownCell(TypedDict):
    """`models.table.Cell`."""

    row: int
    column: int
    row_span: int
    col_span: int
    kind: CellKind
    text: str
    page: int
    box: ShownBox
    confidence: float


class ShownTable(TypedDict):
    """`models.table.Table`."""

    number: int
    cells: list[ShownCell]


class ShownRef(TypedDict):
    """`models.plan.LegalRef`."""

    symbol: str
    type: str
    issued: date | None
    issuer: str


class ShownNumber(TypedDict):
    """`models.plan.NumberRead`."""

    text: str
    kind: NumberKind
    target_id: str
    readings: list[str]


class ShownPage(TypedDict):
    """`models.transcript.PageInfo`."""

    number: int
    width: float
    height: float
    source: Literal["text_layer", "ocr", "none"]
    turn: int
    skew: float


class ShownSource(TypedDict):
    """`models.source.SourceDocument`."""

    sha256: str
    file_name: str


class ShownPlan(TypedDict):
    """`models.plan.PlanDocument`, as far as a table holds it."""

    doc_id: str
    plan_id: str
    source: ShownSource
    status: Status
    front: ShownFront
    pages: list[ShownPage]
    failures: list[object]
    sections: list[ShownFound[ShownSection]]
    targets: list[ShownFound[ShownTarget]]
    commitments: list[ShownFound[ShownCommitment]]
    tables: list[ShownTable]
    tasks: list[ShownFound[ShownTask]]
    legal_refs: list[ShownFound[ShownRef]]
    numbers: list[ShownFound[ShownNumber]]
    confidence: Sure
    doubts: list[ShownDoubt]


_SHOWN = TypeAdapter(ShownPlan)


def read_shown(content: bytes) -> ShownPlan:
    """Read a plan.json.

    One of another form (an older program left out what it did not know) is read as the `PlanDocument` that it is.

    Raises:
        ValidationError: it is no plan.
    """
    try:
        return _SHOWN.validate_json(content)
    except ValidationError:
        return shown(PlanDocument.model_validate_json(content))


def shown(plan: PlanDocument) -> ShownPlan:
    """Return what the tables show of a plan at hand."""
    return _SHOWN.validate_json(plan.model_dump_json())
