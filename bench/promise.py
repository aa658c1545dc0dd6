"""Does the review keep its promise? `python -m bench.promise DATA FOLDER [RESAMPLINGS]` on made plans; totals alone.

Plans are drawn with replacement, the random sample is drawn anew each time, a reviewer who knows the truth settles what
the queue asks for; then what is left wrong or missing is held against the promise.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

from pipeline.golden.error_rates import shipped_rates
from pipeline.golden.promise import promise
from training.judged_facts import Judged, judged_plans
from training.reviewer import review


class Outcome(NamedTuple):
    """One resampling: facts, looked at, promised bound, expectation, true error of the rest."""

    facts: int
    looked: int
    bound: float
    expected: float
    true: float

    @property
    def kept(self) -> bool:
        """Whether the truth lies within the promise."""
        return self.true <= self.bound


def resample(plans: list[Judged], rng: random.Random, number: int) -> Outcome:
    drawn = [rng.choice(plans) for _ in plans]
    rates = shipped_rates()
    left = [review(one, rates, f"{one.plan.doc_id}-{number}-{place}") for place, one in enumerate(drawn)]
    said = promise([one.reviewed for one in left], rates)
    wrong = sum(one.wrong.total() for one in left)
    missing = sum(one.missing.total() for one in left)
    rest = sum(one.rest.total() for one in left)
    return Outcome(said.facts, said.settled, said.error_high, said.error, (wrong + missing) / max(1, rest + missing))


def main() -> None:
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    plans, rng = judged_plans(data, folder), random.Random(9)
    outcomes = [resample(plans, rng, number) for number in range(times)]
    kept = sum(one.kept for one in outcomes)
    middle = sorted(outcomes, key=lambda one: one.true)[times // 2]
    worst = max(outcomes, key=lambda one: one.true - one.bound)
    print(f"{len(plans)} plans, {times} resamplings: promise kept in {kept}")
    for name, one in (("median", middle), ("worst", worst)):
        print(
            f"{name}: {one.looked} of {one.facts} facts looked at; promised under {one.bound:.2%} "
            f"(expected {one.expected:.2%}), true {one.true:.2%}"
        )


if __name__ == "__main__":
    main()
