"""Fits which of two readings of a number is right, on made scans whose text is known.

Record pages first, then fit; the weights go into pipeline/ocr/models/readings.json:

    kehoach sample made --count 50 --profile poor --split train && kehoach run made --data D
    python -m training.readings D made [--more D2 made2] [--write [--only first_again second_again]] [--test D3 made3]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.page import SURE, Page, Reading
from pipeline.ocr.broken_numbers import GRAMMAR
from pipeline.ocr.weigh_readings import (
    MODEL,
    again_features,
    agreed_features,
    chance_agreed,
    chances_differing,
    differing_features,
)
from pipeline.scores.reading import fold, trim
from pipeline.store import Store
from training.calibrate import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.page import Word

Numbers = NDArray[np.float64]
DIGIT = re.compile(r"\d")
LIKE, LONG = 85.0, 8
"""A shorter block, or one of which less than this share (in percent) is found on its page, says nothing of readers."""


class Case(NamedTuple):
    """Two readings of a number, what the paper says, and what the first reader's other looks saw (none: not asked)."""

    first: Reading
    second: Reading
    printed: str
    again: tuple[str, ...] = ()


def cases_of(data: Path, made: Path) -> Iterator[Case]:
    """Every number that was read twice on the recorded pages of a store, with its printed text."""
    store = Store(data)
    for record in store.records():
        truth = made / "truth" / "pages" / (record.source.file_name.split(".")[0] + ".json")
        if not record.doc_id or not truth.exists():
            continue
        reader = store.plan(record.doc_id).versions.engine
        for number, blocks in enumerate(json.loads(truth.read_text(encoding="utf-8"))["pages"], 1):
            page = store.read_page(record, number, reader)
            if isinstance(page, Page) and page.source == "ocr":
                yield from _cases_on(page, [fold(block) for block in blocks])


def _cases_on(page: Page, blocks: Sequence[str]) -> Iterator[Case]:
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    words = [word for line in lines for word in line.words if fold(word.text)]
    text, owners = "", list[int]()
    for k, word in enumerate(words):
        shown = ("" if not text else " ") + fold(word.text).replace(" ", "")
        text, owners = text + shown, owners + [k] * len(shown)
    for block in blocks:
        if DIGIT.search(block) and len(block) >= LONG:
            yield from _cases_in(block, text, owners, words)


def _cases_in(block: str, text: str, owners: Sequence[int], words: Sequence[Word]) -> Iterator[Case]:
    place = fuzz.partial_ratio_alignment(block, text)
    if place is None or place.score < LIKE:
        return
    low, high = place.dest_start, place.dest_end
    while low and text[low - 1] != " ":
        low -= 1
    while high < len(text) and text[high] != " ":
        high += 1
    read = [(match[0], owners[low + match.start()]) for match in re.finditer(r"\S+", text[low:high])]
    want = block.split()
    for code in Levenshtein.opcodes(want, [token for token, _ in read]):
        if code.tag == "equal" or (code.tag == "replace" and _alike(code)):
            for step in range(code.src_end - code.src_start):
                word = words[read[code.dest_start + step][1]]
                if DIGIT.search(want[code.src_start + step]) and _read_twice(word):
                    again = tuple(look.text for look in word.looks)
                    yield Case(word.readings[0], word.readings[1], trim(want[code.src_start + step]), again)


def _read_twice(word: Word) -> bool:
    """Two readers of ink; a slash that grammar put back is no reading."""
    return len(word.readings) == 2 and GRAMMAR not in {reading.reader for reading in word.readings}


def _alike(code: object) -> bool:
    """As many words read as printed: else nobody knows which is which."""
    return code.src_end - code.src_start == code.dest_end - code.dest_start  # type: ignore[attr-defined]


def fit(cases: Sequence[Case]) -> dict[str, list[float]]:
    """Weights of the models: agreed right; first right, second right against neither, without and with other looks."""
    agreed = [case for case in cases if case.first.text == case.second.text]
    differing = [case for case in cases if case.first.text != case.second.text]
    rows = np.array([agreed_features(c.first.text, c.first.confidence, c.second.confidence) for c in agreed])
    right = np.array([trim(c.first.text) == c.printed for c in agreed], dtype=np.float64)
    weights = {"agreed": fitted(rows, right).round(4).tolist()}
    weights |= fit_differing(differing, "", _differing)
    return weights | fit_differing([case for case in differing if case.again], "_again", _again)


def fit_differing(
    cases: Sequence[Case], ending: str, features: Callable[[Case], tuple[float, ...]]
) -> dict[str, list[float]]:
    """Weights of the first reading's and the second's chance, under their names with this ending."""
    if not cases:
        return {}
    first = np.array([trim(c.first.text) == c.printed for c in cases], dtype=np.float64)
    second = np.array([trim(c.second.text) == c.printed for c in cases], dtype=np.float64)
    one, two = _fit_both(np.array([features(case) for case in cases]), first, second)
    return {f"first{ending}": one.round(4).tolist(), f"second{ending}": two.round(4).tolist()}


def _differing(case: Case) -> tuple[float, ...]:
    return differing_features(case.first.text, case.first.confidence, case.second.text, case.second.confidence)


def _again(case: Case) -> tuple[float, ...]:
    return again_features(case.first.text, case.first.confidence, case.second.text, case.second.confidence, case.again)


def _fit_both(rows: Numbers, first: Numbers, second: Numbers, rounds: int = 20000) -> tuple[Numbers, Numbers]:
    """Multinomial logistic regression with `neither` as the ground, by plain descent with a slight pull to nothing."""
    weights = np.zeros((2, rows.shape[1]))
    wanted = np.stack([first, second])
    pull = 1.0 / len(rows)
    for _ in range(rounds):
        odds = np.exp(np.clip(weights @ rows.T, -30, 30))
        chances = odds / (1 + odds.sum(axis=0))
        weights += 0.05 * ((wanted - chances) @ rows / len(rows) - pull * weights)
    return weights[0], weights[1]


def report(name: str, cases: Sequence[Case]) -> None:
    """Print what the weights in force make of cases, beside the first reader alone."""
    total = len(cases)
    right = doubted = silent = alone = 0
    for case in cases:
        text, chance = judged(case)
        correct = trim(text) == case.printed
        right += correct
        alone += trim(case.first.text) == case.printed
        doubted += chance < SURE
        silent += chance >= SURE and not correct
    shares = {"first alone": alone, "right": right, "doubted": doubted, "silent": silent}
    sys.stdout.write(f"{name}: {total} numbers; " + ", ".join(f"{k} {v / total:.2%}" for k, v in shares.items()) + "\n")


def judged(case: Case) -> tuple[str, float]:
    """The likelier reading and its chance."""
    one, two = case.first, case.second
    if one.text == two.text:
        return one.text, chance_agreed(one.text, one.confidence, two.confidence)
    chances = chances_differing(one.text, one.confidence, two.text, two.confidence, case.again)
    return (one.text, chances.first) if chances.first >= chances.second else (two.text, chances.second)


def main() -> None:
    """Fit, write on demand, and say what it gains on pages kept aside."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("made", type=Path)
    parser.add_argument("--more", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--test", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], metavar="MODEL", help="the weights to write; all by default")
    asked = parser.parse_args()
    cases = [case for data, made in [(asked.data, asked.made), *asked.more] for case in cases_of(data, made)]
    if asked.write:
        record = json.loads(MODEL.read_text(encoding="utf-8"))
        fitted_now = {name: row for name, row in fit(cases).items() if not asked.only or name in asked.only}
        record["weights"] |= fitted_now
        record["numbers"] |= dict.fromkeys(fitted_now, len(cases))
        record["fingerprint"] = hashlib.sha256(json.dumps(record["weights"]).encode()).hexdigest()[:12]
        MODEL.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    report("fitted on", cases)
    for data, made in asked.test:
        report(made.name, list(cases_of(data, made)))


if __name__ == "__main__":
    main()
