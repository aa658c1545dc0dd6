"""What to look at first, and what may be promised of the rest.

A look is worth what it is expected to put right: the probability that the fact is wrong times what hangs on it. A
figure in the comparison comes before a comma in a title. A missed target has no confidence of its own: so numbers that
look like a target and are none are asked for too, and a random sample of what nobody doubts keeps the promise honest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.review import QueueItem, ReviewPromise
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.overlay import apply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.review import Family, ReviewedFact, ReviewedPlan
    from pipeline.store import Store

WEIGHTS: dict[Family, float] = {
    "target": 5.0, "field": 3.0, "task": 2.0, "section": 1.0, "commitment": 1.0, "legal_ref": 0.5, "number": 2.0,
    "cell": 0.2,
}  # fmt: skip
SURE = 0.9


def review_queue(store: Store, golden: Path, doc_ids: Sequence[str] = ()) -> tuple[QueueItem, ...]:
    """List what to look at, heaviest first, of all documents or of those named."""
    log = DecisionLog(golden)
    items = [
        item
        for record in store.records()
        if record.status in ("read", "partial") and (not doc_ids or record.doc_id in doc_ids)
        for item in document_queue(apply(store.plan(record.doc_id), log.load(record.plan_id)))
    ]
    return tuple(sorted(items, key=lambda item: (-item.weight, item.doc_id, item.page, item.key)))


def document_queue(reviewed: ReviewedPlan) -> tuple[QueueItem, ...]:
    """List what to look at in one document, heaviest first."""
    items = [item for fact in reviewed.facts if (item := _item(reviewed.plan.doc_id, fact)) is not None]
    return tuple(sorted(items, key=lambda item: (-item.weight, item.page, item.key)))


def _item(doc_id: str, fact: ReviewedFact) -> QueueItem | None:
    if fact.conflicts:
        reason, vi, en = "conflict", "Nay đọc khác với điều đã duyệt.", "Now reads otherwise than what was accepted."
    elif fact.state != "unreviewed":
        return None
    elif fact.doubtful:
        reason, vi, en = "person_doubts", "Có người còn nghi ngờ.", "A person doubts it."
    elif any(doubt.code == "readings_differ" for doubt in fact.doubts):
        detail = next(doubt.detail for doubt in fact.doubts if doubt.code == "readings_differ")
        reason, vi, en = "readings_differ", f"Hai cách đọc: {detail}", f"Two readings: {detail}"
    elif fact.doubts:
        detail = "; ".join(str(doubt) for doubt in fact.doubts)
        reason, vi, en = "doubt", f"Nghi ngờ: {detail}", f"Doubt: {detail}"
    elif fact.confidence < SURE and fact.family not in ("number", "cell"):
        reason, vi, en = "low_confidence", f"Độ tin cậy {fact.confidence:.2f}", f"Confidence {fact.confidence:.2f}"
    else:
        return None
    wrong = 1.0 if reason == "conflict" else max(0.05, 1 - fact.confidence)
    return QueueItem.model_validate(
        {
            "doc_id": doc_id, "family": fact.family, "key": fact.key, "reason": reason,
            "weight": round(wrong * WEIGHTS[fact.family], 4), "page": fact.page, "box": fact.box, "message_vi": vi,
            "message_en": en,
        }
    )  # fmt: skip


def promise(reviewed: Sequence[ReviewedPlan], queue: Sequence[QueueItem]) -> ReviewPromise:
    """Say what is expected of the facts that nobody will have looked at once the queue is settled."""
    asked = {(item.doc_id, item.family, item.key) for item in queue if item.key}
    counted = [
        (plan.plan.doc_id, fact) for plan in reviewed for fact in plan.facts if fact.family not in ("number", "cell")
    ]
    settled = [fact for _, fact in counted if fact.state != "unreviewed"]
    rest = [
        fact for doc_id, fact in counted if fact.state == "unreviewed" and (doc_id, fact.family, fact.key) not in asked
    ]
    error = sum(1 - fact.confidence for fact in rest) / len(rest) if rest else 0.0
    return ReviewPromise(
        facts=len(counted),
        settled=len(settled),
        to_review=len(counted) - len(settled) - len(rest),
        error=error,
        error_high=min(1.0, error + (3 / len(rest) if rest else 0.0)),
        omitted=0.0,
        omitted_high=0.0,
    )
