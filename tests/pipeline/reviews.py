"""A person at work on the made plan: decisions in one line each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from models.plan import PlanDocument
from models.review import Decision, Family, ReviewedFact, ReviewedPlan, Verdict
from pipeline.golden.deciding import decide
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.overlay import apply

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Reviewer:
    """Somebody with a journal: looks at a reading, says something of its facts."""

    def __init__(self, golden: Path, plan: PlanDocument, who: str = "Lan") -> None:
        self.log, self.plan, self.who, self.golden = DecisionLog(golden), plan, who, golden
        self.clock = START

    def look(self, plan: PlanDocument | None = None) -> ReviewedPlan:
        return apply(plan or self.plan, self.log.load(self.plan.plan_id))

    def fact(self, family: Family, number: int = 0) -> ReviewedFact:
        return self.look().of(family)[number]

    def line(self, fact: ReviewedFact, verdict: Verdict = "accepted", **wanted: str) -> Decision:
        self.clock += timedelta(minutes=1)
        return decide(self.plan, fact, verdict, wanted, who=self.who, when=self.clock)

    def say(self, family: Family, number: int = 0, verdict: Verdict = "accepted", **wanted: Any) -> Decision:
        fact = self.fact(family, number)
        return self.log.record(self.line(fact, verdict, **wanted), fact.revision)
