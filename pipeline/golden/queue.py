"""What to look at first.

A look is worth what it is expected to put right: the probability that the fact is wrong times what hangs on it. A
figure in the comparison comes before a comma in a title. A missed target has no confidence of its own: so numbers that
look like a target and are none are asked for too, tables that gave no task, and a random sample of what nobody doubts
(`pipeline.golden.audit`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.review import QueueItem
from pipeline.golden.audit import audit_sample
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.diff import diff_plan
from pipeline.golden.error_rates import rates_for, shipped_rates
from pipeline.golden.files import read_golden
from pipeline.golden.overlay import apply
from pipeline.golden.regression import golden_of
from pipeline.golden.signals import EN, VI, codes, page_signals, signals_of, unclaimed_numbers
from pipeline.scores.cases import make_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from models.golden import GoldenPlan
    from models.plan import PlanDocument
    from models.report import FactDiff
    from models.review import Family, ReasonCode, ReviewedFact, ReviewedPlan
    from models.source import Box
    from pipeline.code_words import CodeWords
    from pipeline.golden.error_rates import ErrorRates
    from pipeline.golden.signals import Key, Signal
    from pipeline.store import Store

ASKED_FROM = 0.15
"""A fact that is likelier wrong than this is asked for even where no signal speaks against it."""
WEIGHTS: dict[Family, float] = {
    "target": 5.0, "field": 1.0, "task": 2.0, "section": 1.0, "commitment": 1.0, "legal_ref": 0.5, "number": 5.0,
    "cell": 0.2,
}  # fmt: skip
"""What hangs on a fact, by family."""
COMPARED = 10.0
"""A target in the comparison: it stands beside other districts and the national line."""
IDENTITY = frozenset(["unit_name", "unit_level", "district", "province", "period_start", "period_end"])
"""Fields that say where and when every target of the plan counts."""
REGISTERED = frozenset(["number", "issue_date", "doc_type", "issuer"])
CONFLICT = 0.5
"""Probability that something is wrong where a person's word and the reading disagree, or two persons do."""
AUDIT_WEIGHT = 0.02
"""Share of errors for which the sample is asked: behind what is doubted, before nothing."""
_FAMILIES: dict[str, Family] = {
    "targets": "target", "sections": "section", "tasks": "task", "legal_refs": "legal_ref",
    "commitments": "commitment", "document": "field",
}  # fmt: skip


class Ask(NamedTuple):
    """Why a fact is asked for, how likely it is wrong, and what to tell the person."""

    reason: ReasonCode
    wrong: float
    vi: str
    en: str


def review_queue(
    store: Store, golden: Path, doc_ids: Sequence[str] = (), rates: ErrorRates | None = None
) -> tuple[QueueItem, ...]:
    """List what to look at, heaviest first, of all documents or of those named.

    Args:
        store: where the plans lie.
        golden: folder of golden files and decisions.
        doc_ids: documents to ask for; none asks for all.
        rates: how often facts are wrong; those of the office where nothing is said.

    Raises:
        ValueError: a journal holds a line that is no decision.
    """
    log, said, rates = DecisionLog(golden), read_from_paper(golden), rates or rates_for(store.data)
    items: list[QueueItem] = []
    for record in store.records():
        if record.status in ("read", "partial") and (not doc_ids or record.doc_id in doc_ids):
            plan = store.plan(record.doc_id)
            diffs = golden_diffs(plan, golden_of(record, said), golden)
            items += document_queue(apply(plan, log.load(record.plan_id)), rates, diffs)
    return in_order(items)


def read_from_paper(golden: Path) -> tuple[GoldenPlan, ...]:
    """Golden that a person read from the paper (what was accepted from a reading shows as conflicts)."""
    return tuple(plan for plan in read_golden(golden) if plan.origin == "read")


def golden_diffs(plan: PlanDocument, said: GoldenPlan | None, golden: Path) -> tuple[FactDiff, ...]:
    """Differences of a plan from what a person read; none where nobody did."""
    return diff_plan(plan, said, make_resolver(golden)) if said is not None else ()


def in_order(items: Sequence[QueueItem]) -> tuple[QueueItem, ...]:
    """Sort heaviest first, in a stable order."""
    return tuple(sorted(items, key=lambda item: (-item.weight, item.doc_id, item.page, item.family, item.key)))


def document_queue(
    reviewed: ReviewedPlan, rates: ErrorRates | None = None, diffs: Sequence[FactDiff] = ()
) -> tuple[QueueItem, ...]:
    """List what to look at in one document, heaviest first.

    Args:
        reviewed: the plan as it stands.
        rates: how often facts are wrong; those that ship where nothing is said.
        diffs: differences from golden that a person read from the paper.
    """
    rates = rates or shipped_rates()
    signals = signals_of(reviewed)
    asked = dict(_asked(reviewed, signals, rates))
    for key in audit_sample(reviewed, frozenset(asked)):
        asked.setdefault(key, _AUDIT)
    doc_id = reviewed.plan.doc_id
    facts = {(fact.family, fact.key): fact for fact in reviewed.facts}
    items = [
        _item(doc_id, facts[key], ask) for key, ask in asked.items() if _open(facts[key]) or ask.reason == "conflict"
    ]
    items += _places(reviewed, rates)
    items += [_golden_item(doc_id, diff) for diff in diffs]
    return in_order(items)


def asked_of(reviewed: ReviewedPlan, rates: ErrorRates) -> frozenset[Key]:
    """Facts that something speaks against, whether settled by now or not."""
    return frozenset(key for key, _ in _asked(reviewed, signals_of(reviewed), rates))


_AUDIT = Ask(
    "audit", AUDIT_WEIGHT, "Mẫu ngẫu nhiên trong những điều không ai nghi ngờ.", "Random sample of what nobody doubts."
)


def _open(fact: ReviewedFact) -> bool:
    return fact.state == "unreviewed"


def _asked(
    reviewed: ReviewedPlan, signals: Mapping[Key, Sequence[Signal]], rates: ErrorRates
) -> Iterator[tuple[Key, Ask]]:
    """Facts that something speaks against, settled ones included (they are no part of the random sample)."""
    for fact in reviewed.facts:
        against = signals.get((fact.family, fact.key), ())
        key = (fact.family, fact.key)
        if fact.conflicts:
            vi, en = (_sides_told(fact, words) for words in (VI, EN))
            yield key, Ask("conflict", CONFLICT, f"Khác điều đã duyệt. {vi}", f"Not as it was accepted. {en}")
        elif fact.doubtful:
            note = fact.decision.note if fact.decision else ""
            yield key, Ask("person_doubts", CONFLICT, f"Có người còn nghi ngờ. {note}", f"A person doubts it. {note}")
        elif fact.family in ("number", "cell"):
            continue
        elif against:
            wrong = rates.probability(fact.family, fact.confidence, codes(against))
            first = against[0]
            vi, en = (" ".join(dict.fromkeys(getattr(one, lang) for one in against)) for lang in ("vi", "en"))
            yield key, Ask(first.reason, wrong, vi, en)
        elif fact.index >= 0 and fact.read.get("state", "stated") == "stated":
            wrong = rates.probability(fact.family, fact.confidence, ())
            if wrong >= ASKED_FROM:
                vi, en = (words.number(fact.confidence, 2) for words in (VI, EN))
                yield key, Ask("low_confidence", wrong, f"Độ tin cậy {vi}.", f"Confidence {en}.")


def _sides_told(fact: ReviewedFact, words: CodeWords) -> str:
    """Both sides of what does not agree, field by field."""
    sides = [(name, pair) for conflict in fact.conflicts for name, pair in conflict.fields.items()]
    return "; ".join(
        f"{words.named('field', name)}: {words.value(fact.family, name, one) or '–'} / "
        f"{words.value(fact.family, name, other) or '–'}"
        for name, (one, other) in sides
    )


def importance(fact: ReviewedFact) -> float:
    """What hangs on a fact."""
    if fact.family == "target" and fact.fields.get("indicator_id"):
        return COMPARED
    if fact.family == "field":
        return 6.0 if fact.key in IDENTITY else 2.0 if fact.key in REGISTERED else WEIGHTS["field"]
    return WEIGHTS[fact.family]


def _item(doc_id: str, fact: ReviewedFact, ask: Ask) -> QueueItem:
    weight = ask.wrong * importance(fact)
    return _queue_item(doc_id, fact.family, fact.key, ask, weight, fact.page, fact.box)


def _queue_item(
    doc_id: str, family: Family, key: str, ask: Ask, weight: float, page: int, box: Box | None
) -> QueueItem:
    return QueueItem.model_construct(
        doc_id=doc_id, family=family, key=key, reason=ask.reason, weight=round(weight, 4), page=page, box=box,
        message_vi=ask.vi.strip(), message_en=ask.en.strip(),
    )  # fmt: skip


def _places(reviewed: ReviewedPlan, rates: ErrorRates) -> Iterator[QueueItem]:
    """Places where a fact may be missing."""
    doc_id = reviewed.plan.doc_id
    for fact, signal in unclaimed_numbers(reviewed):
        if _open(fact):
            wrong = rates.probability("number", 1.0, (signal.code,))
            ask = Ask(signal.reason, wrong, signal.vi, signal.en)
            yield _queue_item(doc_id, "number", fact.key, ask, wrong * WEIGHTS["number"], fact.page, fact.box)
    for place in page_signals(reviewed.plan):
        ask = Ask(place.signal.reason, CONFLICT, place.signal.vi, place.signal.en)
        yield _queue_item(doc_id, place.family, place.key, ask, CONFLICT * COMPARED, place.page, None)


def _golden_item(doc_id: str, diff: FactDiff) -> QueueItem:
    family = _FAMILIES[diff.family]
    vi, en = (_difference_told(diff, family, words) for words in (VI, EN))
    ask = Ask("golden_differs", CONFLICT, f"Khác tệp chuẩn. {vi}", f"Differs from golden. {en}")
    key = diff.key if family == "field" else ""
    return _queue_item(doc_id, family, key, ask, CONFLICT * WEIGHTS[family], diff.page, None)


def _difference_told(diff: FactDiff, family: Family, words: CodeWords) -> str:
    what = words.named("field", diff.key) if family == "field" else f"{words.named('family', family)} {diff.key}"
    field = f", {words.named('field', diff.field)}" if diff.field and family != "field" else ""
    sides = (words.value(family, diff.field, text) or "–" for text in (diff.expected, diff.actual))
    return f"{what}{field}: {' / '.join(sides)}"
