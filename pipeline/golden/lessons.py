"""All that reviews teach, gathered once: wordings, lines, cases, error rates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from extractors.lexicon import load_lexicon
from pipeline.files import write_atomic
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.error_rates import rates_for
from pipeline.golden.overlay import apply
from pipeline.golden.recalibration import recalibrate
from pipeline.golden.synonyms import propose_wordings
from pipeline.golden.training_lines import FOLDER, write_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.review import ReviewedPlan
    from pipeline.golden.recalibration import Recalibration
    from pipeline.golden.synonyms import Wording
    from pipeline.store import Store

CASES = "cases.jsonl"


class Lessons(NamedTuple):
    """What was learned: proposals, files written below `<data>/learn`, and the rates that may be adopted."""

    plans: int
    decided: int
    wordings: tuple[Wording, ...]
    lines: int
    cases: int
    recalibration: Recalibration | None


def learn(store: Store, golden: Path, overlay: Path) -> Lessons:
    """Gather what reviews teach; write lines and cases below `<data>/learn`, adopt nothing.

    Raises:
        OSError: a file could not be written.
        ValueError: a journal holds a line that is no decision.
    """
    plans = settled_plans(store, golden)
    folder = store.data / "learn"
    return Lessons(
        plans=len(plans),
        decided=sum(fact.decision is not None for plan in plans for fact in plan.facts),
        wordings=propose_wordings(plans, load_lexicon(overlay)),
        lines=write_lines(store, plans, folder / FOLDER),
        cases=write_cases(plans, folder / CASES),
        recalibration=recalibrate(plans, rates_for(store.data)),
    )


def settled_plans(store: Store, golden: Path) -> tuple[ReviewedPlan, ...]:
    """Every document read on whose plan somebody decided something, as it stands."""
    log = DecisionLog(golden)
    known = set(log.plan_ids())
    records = [one for one in store.records() if one.status in ("read", "partial") and one.plan_id in known]
    return tuple(apply(store.plan(one.doc_id), log.load(one.plan_id)) for one in records)


def write_cases(plans: Sequence[ReviewedPlan], path: Path) -> int:
    """Write each correction as a case: the words, what was read in them, what is right; return how many there are."""
    lines = []
    for plan in plans:
        for fact in plan.facts:
            if fact.decision is None or fact.state not in ("corrected", "rejected"):
                continue
            case = {
                "plan_id": plan.plan.plan_id,
                "doc_id": plan.plan.doc_id,
                "family": fact.family,
                "page": fact.page,
                "quote": fact.read.get("quote") or fact.fields.get("quote", ""),
                "read": fact.read,
                "right": {} if fact.state == "rejected" else fact.fields,
            }
            lines.append(json.dumps(case, ensure_ascii=False, sort_keys=True) + "\n")
    write_atomic(path, "".join(lines).encode())
    return len(lines)
