"""How often facts turn out wrong: by family, by what speaks against them, by confidence where nothing does.

Fitted on judged facts (the maker's plans for the file that ships, an office's own reviewed facts for `kehoach learn`).
The curve over confidence is isotonic (Ayer et al. 1955, "An empirical distribution function for sampling with
incomplete information"): a surer fact is never called likelier wrong.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from models.review import Family
from models.source import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHIPPED = Path(__file__).with_name("error_rates.toml")
ADOPTED = Path("learn") / "error_rates.toml"
"""Where an office's own rates lie, below its data folder."""
PRIOR_SEEN = 8.0
"""Facts that a rate is worth before any was judged: few counts are drawn to the family's own rate."""
UNKNOWN_SIGNAL = 0.25
"""Share of errors among facts with a doubt that no judged fact had."""
STEP = 0.02


class Observed(NamedTuple):
    """A judged fact: its family, its confidence, the signals against it, whether it was wrong."""

    family: Family
    confidence: float
    signals: tuple[str, ...]
    wrong: bool


class Rate(Frozen):
    """Errors among facts seen."""

    wrong: float
    seen: float

    def share(self, prior: float) -> float:
        """Share of errors, drawn to `prior` where little was seen."""
        return (self.wrong + prior * PRIOR_SEEN) / (self.seen + PRIOR_SEEN)


class CurvePoint(Frozen):
    """Facts of a confidence up to `confidence` (and above the point before)."""

    confidence: float
    wrong: float
    seen: float


class ErrorRates(Frozen):
    """What is known of errors. `omitted` counts facts that were missing and that nothing pointed at, per facts read."""

    families: dict[Family, Rate]
    curves: dict[Family, tuple[CurvePoint, ...]]
    signals: dict[str, Rate]
    omitted: dict[Family, Rate]

    def probability(self, family: Family, confidence: float, signals: Sequence[str]) -> float:
        """Probability that a fact is wrong: by the worst signal against it, else by its confidence."""
        base = self.families[family].share(0.05) if family in self.families else UNKNOWN_SIGNAL
        if signals:
            return max(self._signal(family, code, base) for code in signals)
        for point in self.curves.get(family, ()):
            if confidence <= point.confidence:
                return Rate(wrong=point.wrong, seen=point.seen).share(base)
        return max(1 - confidence, base)

    def _signal(self, family: Family, code: str, base: float) -> float:
        rate = self.signals.get(f"{family}.{code}")
        return rate.share(max(base, UNKNOWN_SIGNAL)) if rate else UNKNOWN_SIGNAL


NOTHING_KNOWN = ErrorRates(families={}, curves={}, signals={}, omitted={})


def fit_rates(observed: Iterable[Observed], before: ErrorRates = NOTHING_KNOWN) -> ErrorRates:
    """Count errors by family and signal, and fit the curve of facts without a signal; counts of `before` go on."""
    families: dict[Family, list[float]] = _counts(before.families)
    signals: dict[str, list[float]] = _counts(before.signals)
    plain: dict[Family, list[CurvePoint]] = defaultdict(list)
    for family, points in before.curves.items():
        plain[family] += points
    for one in observed:
        held = [families[one.family], *(signals[f"{one.family}.{code}"] for code in one.signals)]
        for count in held:
            count[0] += one.wrong
            count[1] += 1
        if not one.signals:
            plain[one.family].append(CurvePoint(confidence=one.confidence, wrong=one.wrong, seen=1))
    return ErrorRates(
        families={family: Rate(wrong=count[0], seen=count[1]) for family, count in sorted(families.items())},
        curves={family: isotonic(points) for family, points in sorted(plain.items())},
        signals={code: Rate(wrong=count[0], seen=count[1]) for code, count in sorted(signals.items())},
        omitted=before.omitted,
    )


K = TypeVar("K")


def _counts(rates: Mapping[K, Rate]) -> dict[K, list[float]]:
    return defaultdict(lambda: [0.0, 0.0], {key: [rate.wrong, rate.seen] for key, rate in rates.items()})


def isotonic(points: Iterable[CurvePoint]) -> tuple[CurvePoint, ...]:
    """Pool adjacent violators: errors never rise with confidence. Confidences are taken in steps of 0.02."""
    steps: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for point in points:
        held = steps[min(1.0, round(ceil(round(point.confidence / STEP, 6)) * STEP, 2))]
        held[0] += point.wrong
        held[1] += point.seen
    pooled: list[tuple[float, float, float]] = []
    for upto, (bad, count) in sorted(steps.items()):
        pooled.append((upto, bad, count))
        while len(pooled) > 1 and pooled[-1][1] * pooled[-2][2] > pooled[-2][1] * pooled[-1][2]:
            (_, few, first), (last, more, others) = pooled[-2:]
            pooled[-2:] = [(last, few + more, first + others)]
    return tuple(CurvePoint(confidence=upto, wrong=wrong, seen=seen) for upto, wrong, seen in pooled)


@cache
def shipped_rates() -> ErrorRates:
    """Read the rates that come with the program."""
    return read_rates(SHIPPED)


def rates_for(data: Path) -> ErrorRates:
    """Rates that an office adopted (`kehoach learn --adopt`), else those that ship."""
    own = data / ADOPTED
    return read_rates(own) if own.exists() else shipped_rates()


def read_rates(path: Path) -> ErrorRates:
    """Read rates as `rates_to_toml` wrote them.

    Raises:
        OSError: no such file.
        pydantic.ValidationError: another file.
    """
    return ErrorRates.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def rates_to_toml(rates: ErrorRates, comment: str) -> str:
    """Write rates as TOML, one count a line."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for name in ("families", "signals", "omitted"):
        lines += ["", f"[{name}]"]
        for key, rate in getattr(rates, name).items():
            lines.append(f'"{key}" = {{ wrong = {rate.wrong:g}, seen = {rate.seen:g} }}')
    lines += ["", "[curves]"]
    for family, points in rates.curves.items():
        listed = [f"  {{ confidence = {p.confidence:g}, wrong = {p.wrong:g}, seen = {p.seen:g} }}," for p in points]
        lines += [f'"{family}" = [', *listed, "]"]
    return "\n".join(lines) + "\n"
