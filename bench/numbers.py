"""How often a number is wrong in silence, over so many numbers of plans that nobody tuned for.

    python -m bench.numbers                              # 10,000 numbers a profile, kept in build/numbers (slow)
    python -m bench.numbers --numbers 1000 --profiles poor
    python -m bench.numbers --lots 2                     # in pieces: the first two lots now, more of them another time

Plans of the held split, many of them in typefaces that the recogniser never saw, are made and read until a profile has
so many numbers. Told are the shares right, wrong and doubted, wrong in silence (no doubt, confidence of 0.9 or more)
with their 95 % intervals (Wilson, "Probable inference", JASA 1927), the share of all numbers that is doubted, and what
stays wrong when a person checks the least sure first. Totals alone: the split is sealed.

What is made and read stays in the build folder: a run that was stopped goes on where it was, and only what a change of
the reading code touches is read again. 10,000 numbers are about 100 plans, 750 pages a profile: on two free cores a
quarter of an hour for office, forty minutes for poor (three quarters of it the making of worn copies).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scipy.stats import binomtest

from corpus.make import make_samples
from pipeline.scores.calibration import Sure, calibrate
from pipeline.scores.cases import Case, find_cases
from pipeline.scores.evaluate import judge_numbers
from pipeline.scores.reading import SURE, Counts, count_reading, sure_numbers
from pipeline.store import Store

if TYPE_CHECKING:
    from models.plan import PlanDocument

ROOT = Path(__file__).resolve().parent.parent
LOT = 12
"""Plans made and read at a time."""
FIRST_SEED = 5000


def read_lot(profile: str, seed: int, build: Path) -> list[Case]:
    """Make and read a lot of plans, unless they are there."""
    folder, data = build / f"{profile}-{seed}", build / f"{profile}-{seed}.data"
    # A plan's layout is written last: without it the maker was stopped before the lot was whole.
    if len(list((folder / "truth" / "layout").glob("*.json"))) < LOT:
        make_samples(folder, count=LOT, seed=seed, profile=profile, split="held")
    command = [sys.executable, "-m", "kehoach", "run", str(folder), "--stale", "--data", str(data)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return find_cases({"held": folder}, [Store(data)], [])


def doubted(plan: PlanDocument) -> int:
    """Numbers of a plan that are not stated in silence."""
    return sum(bool(found.doubts) or found.confidence < SURE for found in plan.numbers)


def measure(profile: str, wanted: int, build: Path, lots: int | None = None) -> list[str]:
    """Lines of the report on one profile, of so many lots at most."""
    counts, facts, unsure, stated, plans, seed = Counts(), list[Sure](), 0, 0, 0, FIRST_SEED
    while counts.numbers < wanted and (lots is None or seed < FIRST_SEED + lots):
        start = time.monotonic()
        for case in read_lot(profile, seed, build):
            counts = counts.plus(count_reading(case.blocks or (), case.pages, sure_numbers(case.plan)))
            facts += judge_numbers(case)
            unsure, stated, plans = unsure + doubted(case.plan), stated + len(case.plan.numbers), plans + 1
        seed += 1
        took = time.monotonic() - start
        print(f"{profile}: {counts.numbers} of {wanted} numbers, the lot {took:.0f} s", file=sys.stderr, flush=True)
    wrong = counts.numbers - counts.numbers_right - counts.numbers_silent
    curve = calibrate("number", facts)
    assert curve is not None, "a plan without numbers was counted"
    points = ", ".join(f"{point.checked:.0%} {point.risk:.2%}" for point in curve.curve)
    return [
        f"| {profile} | {plans} | {share(counts.numbers_right, counts.numbers)} | {share(wrong, counts.numbers)} "
        f"| {share(counts.numbers_silent, counts.numbers)} | {share(unsure, stated)} |",
        f"{profile}: checked, then still wrong: {points}",
    ]


def share(part: int, whole: int) -> str:
    """A share with its 95 % interval and its counts."""
    low, high = binomtest(part, whole).proportion_ci(0.95, "wilson")
    return f"{part / whole:.2%} ({low:.2%} to {high:.2%}; {part}/{whole})"


def main() -> None:
    """Measure, print a table and the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=10_000)
    parser.add_argument("--profiles", default="office,poor")
    parser.add_argument("--lots", type=int, help="stop after so many lots a profile, however few numbers they hold")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "numbers")
    asked = parser.parse_args()
    told = [measure(profile, asked.numbers, asked.build, asked.lots) for profile in asked.profiles.split(",")]
    print("| profile | plans | right | wrong, doubted | wrong in silence | doubted of all |\n|---|---|---|---|---|---|")
    print("\n".join(row for row, _ in told))
    print("\n".join(curve for _, curve in told))


if __name__ == "__main__":
    main()
