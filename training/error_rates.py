"""Fit the error rates that ship: `python -m training.error_rates DATA FOLDER [DATA FOLDER …]`.

DATA is a data folder in which the plans were read that `kehoach sample` wrote into FOLDER. What it counts depends on
the readers: it is run again when they change much.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.numbers import parse_number
from pipeline.files import write_atomic
from pipeline.golden.error_rates import SHIPPED, ErrorRates, Observed, Rate, fit_rates, rates_to_toml
from pipeline.golden.overlay import apply
from pipeline.golden.promise import COUNTED
from pipeline.golden.signals import codes, signals_of, unclaimed_numbers
from training.judged_facts import judged_plans
from training.reviewer import review

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.review import Family
    from training.judged_facts import Judged


def observe(judged: Judged) -> Iterator[Observed]:
    """List the facts of a judged plan with what speaks against them."""
    reviewed = apply(judged.plan, ())
    signals = signals_of(reviewed)
    for fact in reviewed.facts:
        against = codes(signals.get((fact.family, fact.key), ()))
        stated = fact.family != "field" or fact.read.get("state") == "stated"
        if fact.family in COUNTED and (stated or against):
            yield Observed(fact.family, fact.confidence, against, (fact.family, fact.index) in judged.wrong)
    missed = Counter(judged.missing_values)
    for fact, signal in unclaimed_numbers(reviewed):
        number = parse_number(fact.read["text"])
        is_target = number is not None and missed[number.value] > 0
        if is_target and number is not None:
            missed[number.value] -= 1
        yield Observed("number", 1.0, (signal.code,), is_target)


def fit(plans: Sequence[Judged]) -> ErrorRates:
    """Fit rates, then count what a review by them would leave missing."""
    rates = fit_rates(one for judged in plans for one in observe(judged))
    missing: Counter[Family] = Counter()
    rest: Counter[Family] = Counter()
    for judged in plans:
        left = review(judged, rates)
        missing.update(left.missing)
        rest.update(left.rest)
    omitted = {family: Rate(wrong=missing[family], seen=rest[family]) for family in sorted(COUNTED) if rest[family]}
    return rates.model_copy(update={"omitted": omitted})


def main() -> None:
    """Write the file that ships."""
    folders = [Path(name) for name in sys.argv[1:]]
    plans = [one for data, made in zip(folders[::2], folders[1::2], strict=True) for one in judged_plans(data, made)]
    comment = (
        f"How often facts turn out wrong, counted on {len(plans)} made plans (training.error_rates).\n"
        "`signals` are what speaks against a fact, `curves` confidence where nothing does, `omitted` what was missing."
    )
    write_atomic(SHIPPED, rates_to_toml(fit(plans), comment).encode())


if __name__ == "__main__":
    main()
