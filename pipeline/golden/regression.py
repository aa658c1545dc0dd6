"""The documents of a store against their golden, with the cause of each difference: the regression report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.golden.causes import baseline_of, with_causes
from pipeline.golden.diff import diff_plan
from pipeline.previous import read_previous

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.golden import GoldenPlan
    from models.plan import PlanDocument
    from models.record import DocumentRecord
    from models.report import FactDiff
    from pipeline.golden.causes import Baseline
    from pipeline.golden.fact_matching import Resolve
    from pipeline.store import Store

READ = ("read", "partial")


class Compared(NamedTuple):
    """A document, the golden that speaks for it, and where the two differ."""

    record: DocumentRecord
    golden: GoldenPlan
    diffs: tuple[FactDiff, ...]


def golden_of(record: DocumentRecord, golden: Iterable[GoldenPlan]) -> GoldenPlan | None:
    """Return the golden that speaks for a document: it names the file, else the plan."""
    stem, by_plan = Path(record.source.file_name).stem, None
    for plan in golden:
        if stem in plan.applies_to:
            return plan
        if plan.plan_id == record.plan_id:
            by_plan = plan
    return by_plan


def compare_with_golden(
    store: Store, golden: Sequence[GoldenPlan], resolve: Resolve, doc_ids: Sequence[str] = ()
) -> tuple[Compared, ...]:
    """Hold every document that has a golden against it, by file name; those named alone, where any are."""
    records = sorted(store.records(), key=lambda record: (record.source.file_name, record.source.sha256))
    compared = []
    for record in records:
        if record.status not in READ or (doc_ids and record.doc_id not in doc_ids):
            continue
        said = golden_of(record, golden)
        if said is not None:
            compared.append(Compared(record, said, _diffs(store, record, said, resolve, records)))
    return tuple(compared)


def _diffs(
    store: Store, record: DocumentRecord, golden: GoldenPlan, resolve: Resolve, records: Sequence[DocumentRecord]
) -> tuple[FactDiff, ...]:
    plan = store.plan(record.doc_id)
    found = diff_plan(plan, golden, resolve)
    if not found:
        return ()
    earlier = _earlier(store, record, golden, resolve, records)
    return with_causes(found, plan, golden, earlier, store.transcript_text(record.doc_id))


def _earlier(
    store: Store, record: DocumentRecord, golden: GoldenPlan, resolve: Resolve, records: Sequence[DocumentRecord]
) -> Baseline | None:
    """A reading to measure from: the one before this, else that of the plan's first scan."""
    plan: PlanDocument | None = read_previous(store.plans / record.doc_id)
    if plan is None:
        scans = [one for one in records if one.plan_id == record.plan_id and one.status in READ]
        first = min(scans, key=lambda one: (one.archived, one.source.sha256))
        if first.doc_id == record.doc_id:
            return None
        plan = store.plan(first.doc_id)
    return baseline_of(plan, diff_plan(plan, golden, resolve))
