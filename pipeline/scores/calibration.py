"""Whether confidences may be believed: expected calibration error and risk against coverage.

ECE: Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, with bins of equal
width. Risk-coverage: El-Yaniv and Wiener, "On the foundations of noise-free selective classification", JMLR 2010; here
a person checks the facts that are least sure first and mends what is wrong, so risk is what stays wrong among all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from models.report import Bin, Calibration, Point

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10
SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
"""Shares of facts checked at which the curve is told."""

Sure = tuple[float, bool, bool]
"""A fact's confidence, whether it carries a doubt, whether it is right."""


def calibrate(family: str, facts: Sequence[Sure]) -> Calibration | None:
    """Judge the confidences of a family; None where nothing was read."""
    if not facts:
        return None
    wrong = sum(not right for *_, right in facts)
    bins = _bins(facts)
    ece = sum(one.count * abs(one.confidence - one.right) for one in bins) / len(facts)
    return Calibration(
        family=family, count=len(facts), wrong=wrong, ece=round(ece, 5), bins=bins, curve=_curve(facts)
    )  # fmt: skip


def _bins(facts: Sequence[Sure]) -> tuple[Bin, ...]:
    held: dict[int, list[Sure]] = {}
    for fact in facts:
        held.setdefault(min(BINS - 1, int(fact[0] * BINS)), []).append(fact)
    return tuple(
        Bin(
            count=len(group),
            confidence=round(sum(one[0] for one in group) / len(group), 4),
            right=round(sum(one[2] for one in group) / len(group), 4),
        )
        for _, group in sorted(held.items())
    )


def _curve(facts: Sequence[Sure]) -> tuple[Point, ...]:
    """What stays wrong when the least sure are checked, those with a doubt before those without.

    Among facts that are told apart by nothing, errors are spread evenly: the order of a list earns nothing.
    """
    groups: dict[tuple[bool, float], list[bool]] = {}
    for confidence, doubted, right in facts:
        groups.setdefault((not doubted, confidence), []).append(right)
    edges = [(0.0, float(sum(not right for *_, right in facts)))]
    for _, rights in sorted(groups.items()):
        checked, left = edges[-1]
        edges.append((checked + len(rights), left - sum(not right for right in rights)))
    return tuple(Point(checked=share, risk=round(_left(edges, share * len(facts)) / len(facts), 5)) for share in SHARES)


def _left(edges: Sequence[tuple[float, float]], checked: float) -> float:
    for (from_, before), (to, after) in pairwise(edges):
        if checked <= to:
            return before + (after - before) * (checked - from_) / (to - from_)
    return edges[-1][1]
