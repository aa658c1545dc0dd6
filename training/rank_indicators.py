"""Train the weights by which indicators are ranked, from subjects labelled by hand (`indicator_pairs.txt`).

`python -m training.rank_indicators [OUT]` writes `extractors/lexicon/indicator_ranker.json` and prints, by five-fold
cross-validation, how many links are right and how well the probabilities are calibrated.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extractors.indicator_ranker import SIGNS, signs_of
from extractors.indicators import domain_of_indicator
from extractors.lexicon import load_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRS = Path(__file__).parent / "indicator_pairs.txt"
OUT = Path(__file__).parents[1] / "extractors" / "lexicon" / "indicator_ranker.json"
FOLDS, STEPS, RATE, PENALTY = 5, 1500, 0.3, 0.003
NONE = "-"


class Example(NamedTuple):
    """Candidates of one subject: their signs, and which of them is right (-1: none)."""

    signs: NDArray[np.float64]
    right: int


def read_pairs(path: Path = PAIRS) -> list[tuple[str, str, str]]:
    """Read labelled subjects: words, unit, indicator id or "-"."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return [(parts[0], parts[1], parts[2]) for line in lines if (parts := [part.strip() for part in line.split("|")])]


def examples(pairs: list[tuple[str, str, str]]) -> list[list[Example]]:
    """Each subject twice: under the heading of its field, and under none."""
    lexicon = load_lexicon()
    made = []
    for subject, unit, wanted in pairs:
        field = "other" if wanted == NONE else domain_of_indicator(wanted, lexicon)
        variants = []
        for domain in ("", field):
            found = signs_of(subject, unit, domain, lexicon)  # type: ignore[arg-type]
            ids = [indicator.id for indicator, _ in found]
            signs = np.array([signs for _, signs in found], dtype=float).reshape(len(found), len(SIGNS))
            variants.append(Example(signs, ids.index(wanted) if wanted in ids else -1))
        made.append(variants)
    return made


def _probabilities(example: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each candidate and, last, of none."""
    scores = np.append(example.signs @ weights, 0.0)
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum(), dtype=float)


def train(data: list[Example]) -> NDArray[np.float64]:
    """Weights that make the right candidates likeliest (conditional logit with a quadratic penalty)."""
    weights = np.zeros(len(SIGNS))
    for _ in range(STEPS):
        gradient = PENALTY * weights
        for example in data:
            share = _probabilities(example, weights)
            share[example.right] -= 1.0
            gradient += example.signs.T @ share[:-1] / len(data)
        weights -= RATE * gradient
    return weights


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: how far probabilities stand from shares of right answers, by tenths."""
    tenth = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[tenth == b].mean() - right[tenth == b].mean()) * (tenth == b).mean() for b in set(tenth.tolist())]
    return float(sum(gaps))


def cross_validate(data: list[list[Example]]) -> tuple[float, float]:
    """Share of right answers ("none" included) and calibration error on subjects that training did not see."""
    order = np.random.default_rng(7).permutation(len(data))
    sure, right = [], []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        weights = train([one for i, variants in enumerate(data) if i not in held for one in variants])
        for one in (one for i in held for one in data[i]):
            share = _probabilities(one, weights)
            best = int(share.argmax())
            sure.append(float(share[best]))
            right.append(best == (one.right if one.right >= 0 else len(share) - 1))
    return float(np.mean(right)), calibration_error(np.array(sure), np.array(right))


def main(out: Path = OUT) -> None:
    """Train on all pairs, write the weights, print what cross-validation says."""
    data = examples(read_pairs())
    right, gap = cross_validate(data)
    weights = train([one for variants in data for one in variants])
    named = {name: round(float(weight), 4) for name, weight in zip(SIGNS, weights, strict=True)}
    out.write_text(json.dumps({"weights": named}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(data)} subjects · right {right:.3f} · ECE {gap:.3f} (five folds)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
