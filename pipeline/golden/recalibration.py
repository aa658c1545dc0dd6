"""Error rates learned from an office's own reviews: fitted, and held against those in use before anyone adopts them."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from pipeline.files import write_atomic
from pipeline.golden.audit import was_wrong
from pipeline.golden.error_rates import ADOPTED, Observed, fit_rates, rates_to_toml, shipped_rates
from pipeline.golden.promise import COUNTED
from pipeline.golden.signals import codes, signals_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.review import ReviewedFact, ReviewedPlan
    from pipeline.golden.error_rates import ErrorRates

LEAST = 0.005
"""No fact is called surer than this: one surprise must not cost everything."""


class Fit(NamedTuple):
    """How well probabilities of error foresee what reviews found: mean log loss and Brier score, smaller is better."""

    facts: int
    log_loss: float
    brier: float


class Recalibration(NamedTuple):
    """New rates with their fit to plans that they were not fitted on, beside the fit of the rates in use."""

    rates: ErrorRates
    facts: int
    wrong: int
    plans: int
    now: Fit
    new: Fit

    @property
    def better(self) -> bool:
        """Whether the new rates foresee more than those in use."""
        return self.new.log_loss < self.now.log_loss


def observed_in(plan: ReviewedPlan) -> tuple[Observed, ...]:
    """List the facts of a plan that a person settled: what the program thought of each, and whether it was wrong."""
    signals = signals_of(plan)
    return tuple(
        Observed(fact.family, fact.confidence, codes(signals.get((fact.family, fact.key), ())), was_wrong(fact))
        for fact in plan.facts
        if fact.family in COUNTED and fact.state != "unreviewed" and fact.index >= 0 and _stated(fact)
    )


def _stated(fact: ReviewedFact) -> bool:
    return fact.read.get("state", "stated") == "stated"


def recalibrate(plans: Sequence[ReviewedPlan], in_use: ErrorRates) -> Recalibration | None:
    """Fit rates on all settled facts over those that ship; judge them plan by plan on plans left out of the fit.

    None where fewer than two plans have settled facts: nothing could be judged.
    """
    held = [found for plan in plans if (found := observed_in(plan))]
    if len(held) < 2:
        return None
    shipped = shipped_rates()
    foreseen: list[tuple[float, float, bool]] = []
    for number, left_out in enumerate(held):
        others = [one for place, found in enumerate(held) if place != number for one in found]
        trial = fit_rates(others, shipped)
        for one in left_out:
            asked = (one.family, one.confidence, one.signals)
            foreseen.append((in_use.probability(*asked), trial.probability(*asked), one.wrong))
    everything = [one for found in held for one in found]
    return Recalibration(
        rates=fit_rates(everything, shipped),
        facts=len(everything),
        wrong=sum(one.wrong for one in everything),
        plans=len(held),
        now=_fit([(now, wrong) for now, _, wrong in foreseen]),
        new=_fit([(new, wrong) for _, new, wrong in foreseen]),
    )


def _fit(foreseen: Sequence[tuple[float, bool]]) -> Fit:
    bounded = [(min(1 - LEAST, max(LEAST, share)), wrong) for share, wrong in foreseen]
    loss = -sum(log(share if wrong else 1 - share) for share, wrong in bounded) / len(bounded)
    brier = sum((share - wrong) ** 2 for share, wrong in bounded) / len(bounded)
    return Fit(len(bounded), round(loss, 5), round(brier, 5))


def adopt(found: Recalibration, data: Path) -> Path:
    """Write the new rates as the office's own and return the file.

    Raises:
        OSError: it could not be written; the old ones then stand.
    """
    path = data / ADOPTED
    comment = f"Counted on what ships and {found.facts} facts that persons settled in {found.plans} plans."
    write_atomic(path, rates_to_toml(found.rates, comment).encode())
    return path
