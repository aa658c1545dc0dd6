"""Two readings of one number: which is right, and how surely (a logistic model fitted on made scans).

The model's weights lie in models/readings.json and are made by `python -m training.readings`. What it weighs: how sure
each reader was, whether they agree, whether they differ in nothing but thin marks, and whether each reading has a form
in which numbers are written; where the net was asked again (`third_look`), how many of its looks say the one or the
other. Neither reader's sureness alone holds: the net drops a worn slash at 0.99, and Tesseract misreads clean figures
when it sees three words of a line.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.ocr.number_forms import JOINTS, well_formed, without_joints

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = Path(__file__).parent / "models" / "readings.json"
CLEAR = 0.9
"""A second reader this sure has seen the ink plainly."""
LEAST, MOST = 1e-3, 1 - 1e-4
"""Sureness is taken between these: beyond them readers no longer measure anything."""


class Chances(NamedTuple):
    """How likely each reading is right; the rest is that neither is."""

    first: float
    second: float


def _logit(chance: float) -> float:
    kept = min(max(chance, LEAST), MOST)
    return math.log(kept / (1 - kept))


def agreed_features(text: str, first: float, second: float) -> tuple[float, ...]:
    """What is weighed where both readers read `text`: sureness of both, and its form."""
    return (1.0, _logit(first), _logit(second), float(not well_formed(text)))


def differing_features(one: str, first: float, two: str, second: float) -> tuple[float, ...]:
    """What is weighed where one reader read `one` and the other `two`."""
    thin = without_joints(one) == without_joints(two)
    marks_one, marks_two = (sum(text.count(mark) for mark in JOINTS) for text in (one, two))
    return (
        1.0,
        _logit(first),
        _logit(second),
        float(well_formed(one)),
        float(well_formed(two)),
        float(thin and marks_two > marks_one),
        float(thin and marks_one > marks_two),
        float(one.casefold() == two.casefold()),
        float(second >= CLEAR),
        float(not thin and well_formed(one) and well_formed(two)),
    )


def again_features(one: str, first: float, two: str, second: float, again: Sequence[str]) -> tuple[float, ...]:
    """The same, and the shares of the first reader's other looks (one at least) that say the one and the other."""
    shares = (sum(text == read for text in again) / len(again) for read in (one, two))
    return (*differing_features(one, first, two, second), *shares)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))["weights"]
    return {name: tuple(values) for name, values in stored.items()}


def _score(name: str, features: tuple[float, ...]) -> float:
    return sum(weight * feature for weight, feature in zip(_weights()[name], features, strict=True))


def chance_agreed(text: str, first: float, second: float) -> float:
    """Chance that a number is right that both readers read alike, sure of it `first` and `second`."""
    return 1 / (1 + math.exp(-_score("agreed", agreed_features(text, first, second))))


def chances_differing(one: str, first: float, two: str, second: float, again: Sequence[str] = ()) -> Chances:
    """Chances of two readings that differ, as sure as told; `again`: the first reader's other looks."""
    features = again_features(one, first, two, second, again) if again else differing_features(one, first, two, second)
    names = ("first_again", "second_again") if again else ("first", "second")
    odds = [math.exp(min(_score(name, features), 30.0)) for name in names]
    return Chances(odds[0] / (1 + sum(odds)), odds[1] / (1 + sum(odds)))
