"""Fits what turns the net's chances into shares that hold, on made lines that training never saw.

The weights go into the model's card data.

python -m training.calibrate build/lines/aside build/lines/held
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from pipeline.ocr.recogniser import MODEL, MOST_LOGIT, FramePath, LineRecogniser, line_doubts
from training.lines import Lines, read_shards

Numbers = NDArray[np.float64]


def fitted(features: Numbers, right: Numbers, rounds: int = 50) -> Numbers:
    """Logistic regression by Newton's steps with a slight pull to nothing; features N × K with a column of ones."""
    weights = np.zeros(features.shape[1])
    for _ in range(rounds):
        chances = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (right - chances) - 1e-3 * weights
        bend = (features * (chances * (1 - chances))[:, None]).T @ features + 1e-3 * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights + np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def letters_right(read: str, want: str) -> list[bool]:
    """For each character read: does it stand so in the text?"""
    right = [False] * len(read)
    for op in Levenshtein.opcodes(read, want):
        if op.tag == "equal":
            right[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
    return right


def paths_of(recogniser: LineRecogniser, lines: Lines, most: int, chunk: int = 512) -> list[FramePath]:
    """Reads the first `most` lines, some at a time."""
    paths: list[FramePath] = []
    count = min(most, len(lines.texts))
    for start in range(0, count, chunk):
        paths += recogniser.paths([lines.image(index) for index in range(start, min(start + chunk, count))])
    return paths


def samples(recogniser: LineRecogniser, lines: Lines, most: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Chances of characters and whether each is right; doubts of lines (N × 2) and whether each is right."""
    chances, held, doubts, whole = [], [], [], []
    for path, want in zip(paths_of(recogniser, lines, most), lines.texts, strict=False):
        text = "".join(recogniser.charset[k - 1] for k in path.classes)
        chances.append(path.chances)
        held += letters_right(text, want)
        doubts.append(line_doubts(path.chances, path.gaps))
        whole.append(text == want)
    return (
        np.concatenate(chances),
        np.array(held, dtype=np.float64),
        np.array(doubts),
        np.array(whole, dtype=np.float64),
    )


def calibrate(recogniser: LineRecogniser, sets: list[Lines], most: int = 4000) -> dict[str, list[float]]:
    """The weights of `pipeline.ocr.recogniser.Calibration`."""
    parts = [samples(recogniser, lines, most) for lines in sets]
    chances, held, doubts, whole = (np.concatenate([part[k] for part in parts]) for k in range(4))
    floor = np.exp(-MOST_LOGIT)
    clipped = np.clip(chances, floor, 1 - floor)
    logits = np.log(clipped / (1 - clipped))
    characters = fitted(np.stack([np.ones_like(logits), logits], axis=1), held)
    lines = fitted(np.column_stack([np.ones(len(doubts)), doubts]), whole)
    return {"character": [round(float(w), 5) for w in characters], "line": [round(float(w), 5) for w in lines]}


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of lines that training never saw")
    parser.add_argument("--most", type=int, default=4000, help="lines of each folder")
    parser.add_argument("--model", type=Path, default=MODEL)
    chosen = parser.parse_args()
    recogniser = LineRecogniser(model=chosen.model)
    card_file = chosen.model.with_suffix(".json")
    card = json.loads(card_file.read_text(encoding="utf-8"))
    card["calibration"] = calibrate(recogniser, [read_shards(folder) for folder in chosen.folders], chosen.most)
    card_file.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(card["calibration"])


if __name__ == "__main__":
    main()
