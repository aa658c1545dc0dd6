"""What was promised, by whom, where on paper: one promise a target that measures an indicator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from models.plan import Change, Comparator, Scope, UnitLevel
from models.source import Frozen
from pipeline.compare.places import Place, find_place, province_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.export.selection import Selection
    from pipeline.queries import Tables

PROMISES = """
SELECT target_id, doc_id, file_name, plan_id, indicator_id, scope, year, value, value_max, unit, comparator, change,
       baseline, recurring, section_path, subject, quote, page, bbox, confidence, review, doubts
FROM consolidated WHERE doc_id IN (SELECT doc_id FROM plans) AND review <> 'rejected'
ORDER BY file_name, doc_id, page, target_id
"""
PLANS = """
SELECT doc_id, file_name, plan_id, province, district, unit_name, unit_level, issuer, issue_date, period_start,
       period_end, title, status, confidence FROM plans ORDER BY province, district, unit_name, period_start, file_name
"""


class Plan(Frozen):
    """A plan by the document that stands for it."""

    doc_id: str
    file_name: str
    plan_id: str
    place: Place
    period_start: int | None
    period_end: int | None
    issue_date: date | None
    title: str
    status: str
    confidence: float

    @property
    def period(self) -> str:
        """Years of the plan: "2022", "2021-2025", "2019-" for an open period."""
        if self.period_start is None:
            return ""
        if self.period_start == self.period_end:
            return str(self.period_start)
        return f"{self.period_start}-{self.period_end or ''}"

    @property
    def label(self) -> str:
        """Unit and years."""
        return f"{self.place.label or self.file_name} {self.period}".strip()


class Promise(Frozen):
    """One target, with all that a comparison asks."""

    target_id: str
    doc_id: str
    file_name: str
    plan_id: str
    indicator_id: str
    scope: Scope
    year: int | None
    value: Decimal
    value_max: Decimal | None
    unit: str
    comparator: Comparator
    change: Change
    baseline: str
    recurring: bool
    section_path: str
    subject: str
    quote: str
    page: int
    bbox: str
    confidence: float
    review: str
    doubts: str

    @property
    def amount(self) -> str:
        """Comparator, value and unit as a person writes them ("≥ 80 %", "↓ ≥ 10 %")."""
        sign = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}[self.comparator]
        turn = {"increase": "↑ ", "decrease": "↓ ", "": ""}[self.change]
        top = f"–{plain(self.value_max)}" if self.value_max is not None else ""
        return f"{turn}{sign}{plain(self.value)}{top}{'%' if self.unit == '%' else ' ' + self.unit}"


class Holdings(NamedTuple):
    """All plans and promises, and how many targets fit no indicator."""

    plans: tuple[Plan, ...]
    promises: tuple[Promise, ...]
    unlinked: int
    targets: int


def plain(value: Decimal) -> str:
    """Write a number without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_promises(tables: Tables, selection: Selection) -> Holdings:
    """Read plans and promises as the selection narrows them; a second scan of a plan is not among them."""
    plans = tuple(plan for plan in _plans(tables) if _holds(plan, selection))
    chosen = {plan.doc_id for plan in plans}
    answer = tables.query(PROMISES)
    targets = [
        facts
        for row in answer.rows
        if (facts := dict(zip(answer.columns, row, strict=True)))["doc_id"] in chosen
        and facts["confidence"] >= selection.min_confidence
        and (not selection.accepted_only or facts["review"] in ("accepted", "corrected"))
    ]
    linked = [facts for facts in targets if facts["indicator_id"]]
    wanted = [facts for facts in linked if not selection.indicators or facts["indicator_id"] in selection.indicators]
    return Holdings(plans, tuple(_promise(facts) for facts in wanted), len(targets) - len(linked), len(targets))


def _holds(plan: Plan, selection: Selection) -> bool:
    wanted = {province_key(name) for name in selection.provinces}
    if wanted and not {province_key(plan.place.province), province_key(plan.place.province_now)} & wanted:
        return False
    if selection.year is None:
        return True
    start, end = plan.period_start, plan.period_end
    return start is not None and start <= selection.year <= (end or selection.year)


def _plans(tables: Tables) -> Sequence[Plan]:
    answer = tables.query(PLANS)
    found = []
    for row in answer.rows:
        facts = dict(zip(answer.columns, row, strict=True))
        level: UnitLevel = facts.pop("unit_level") or ""
        names = [facts.pop(name) or "" for name in ("province", "district", "unit_name", "issuer")]
        place = find_place(names[0], names[1], names[2], level, names[3], facts["issue_date"])
        found.append(Plan(**{**facts, "title": facts["title"] or ""}, place=place))
    order = ("tỉnh", "huyện", "xã", "")
    return sorted(found, key=lambda plan: order.index(plan.place.level))


def _promise(facts: dict[str, object]) -> Promise:
    value, top = facts["value"], facts["value_max"]
    texts = ("scope", "change", "baseline", "section_path", "quote", "bbox", "doubts")
    return Promise.model_validate(
        {
            **facts,
            **{name: facts[name] or "" for name in texts},
            "value": Decimal(repr(value)),
            "value_max": None if top is None else Decimal(repr(top)),
            "recurring": bool(facts["recurring"]),
        }
    )
