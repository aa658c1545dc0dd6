"""Many yeses at once, from the terminal: each a line of the journal, then the golden file anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.golden.accept import ReadGoldenStands, write_accepted
from pipeline.golden.deciding import decide
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.files import read_golden_file
from pipeline.golden.overlay import apply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.record import DocumentRecord
    from models.review import ReviewedFact
    from pipeline.store import Store

SURE = 0.6
"""Below this nobody says yes to many facts at once."""


class Acceptance(NamedTuple):
    """Facts accepted now, settled before, and left because something speaks against them; where golden was written."""

    accepted: int
    settled: int
    left: int
    path: Path | None
    read_golden: bool


def accept_facts(
    store: Store,
    record: DocumentRecord,
    golden: Path,
    chosen: Callable[[ReviewedFact], bool],
    *,
    who: str,
    doubted: bool = False,
) -> Acceptance:
    """Accept the chosen facts of a document as they were read.

    What a person settled before stays as it is. What is doubted, contested or read poorly is left unless `doubted`.
    A front-matter field without a value is never accepted at once: that a paper does not state it takes a look.

    Raises:
        BrokenFile: the golden file or the journal that is there cannot be read; nothing was recorded.
        OSError: the journal or the golden file could not be written.
    """
    plan, log, held = store.plan(record.doc_id), DecisionLog(golden), golden / f"{record.plan_id}.json"
    if held.exists():
        read_golden_file(held)  # a broken one stops it before the journal takes a yes
    counts = {"accepted": 0, "settled": 0, "left": 0}
    for fact in apply(plan, log.load(record.plan_id)).facts:
        if not chosen(fact) or (fact.family == "field" and fact.read.get("state") != "stated"):
            continue
        if fact.conflicts or fact.doubtful or (not doubted and _doubted(fact)):
            counts["left"] += 1
        elif fact.state != "unreviewed":
            counts["settled"] += 1
        else:
            log.record(decide(plan, fact, "accepted", who=who), fact.revision)
            counts["accepted"] += 1
    try:
        written, stands = write_accepted(plan, golden).path, False
    except ReadGoldenStands:
        written, stands = None, True
    return Acceptance(**counts, path=written, read_golden=stands)


def _doubted(fact: ReviewedFact) -> bool:
    return fact.state == "unreviewed" and (bool(fact.doubts) or fact.confidence < SURE)
