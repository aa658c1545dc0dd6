"""Reads the text of one line: the project's own net, run by onnxruntime.

Cutting and the net's view of a line are in `line_image`; the net comes from `training`, its figures stand in
docs/model-card.md.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from pipeline.ocr.line_image import HEIGHT, crop_left, cut_line, cut_strip, net_input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.ocr.language import Rivals

__all__ = ["LineReading", "LineRecogniser", "crop_left", "cut_line", "cut_strip"]

MODEL = Path(__file__).parent / "models" / "line.onnx"
FRAME_PX = 4  # px of the strip, at the net's height, that one frame stands for
# A strip's paper on the right is filled up to a multiple of this: the width depends on the line alone, so a line
# reads the same in any company.
WIDTH_STEP = 64
BATCH_COLUMNS = 8192  # px of width read at once: more saves no time and costs memory
SURE, MOST_RIVALS, LEAST_LOG = 0.997, 4, -6.0  # chance from which a character has no rivals; how many, how likely
MOST_LOGIT = 14.0  # chances nearer to 0 or 1 than float32 can tell
# Widths of letters by eye, in tenths of an em: where two letters meet between the middles of both.
NARROW, WIDE = frozenset("iíìỉĩịIÍÌỈĨỊljtfr.,:;'!|()[]/-° 1"), frozenset("mwMWƯƠ%@—…½≥≤")


@dataclass(frozen=True, eq=False)
class LineFrames:
    """What the net saw along a line."""

    log_chances: NDArray[np.float32]  # frames × classes, class 0 the blank, class k the charset's k-th character
    runs: tuple[tuple[int, int], ...]  # for each character its first frame, and the first behind it
    chances: tuple[float, ...]  # the net's own chance of each character
    width: float  # px of the crop that a frame stands for


@dataclass(frozen=True)
class LineReading:
    """What one line says, and how surely. Lengths in px of the crop that was given."""

    text: str
    confidence: float  # chance that the whole line is right
    char_confidences: tuple[float, ...]  # chance of each character of the text
    char_x: tuple[tuple[float, float], ...]  # left and right of each character
    rivals: tuple[Rivals, ...] = ()  # what else may stand in each character's place
    frames: LineFrames | None = None


@dataclass(frozen=True)
class Calibration:
    """Turns the net's chances into shares that hold; fitted by `training.calibrate`."""

    character: tuple[float, float]  # logit of a character = a + b · logit of the net's chance
    line: tuple[
        float, float, float
    ]  # logit of the line = a + b · log doubt of its characters + c · log doubt of its gaps

    def of_characters(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Chances of the net → calibrated chances, same shape."""
        floor = np.exp(-MOST_LOGIT)
        clipped = np.clip(chances, floor, 1 - floor)
        return squashed(self.character[0] + self.character[1] * np.log(clipped / (1 - clipped)))

    def of_line(self, chances: NDArray[np.float64], gaps: float) -> float:
        """Calibrated chance of a line from the chances of its characters and the doubt of its gaps."""
        a, b, c = self.line
        ink, between = line_doubts(chances, gaps)
        return float(squashed(np.asarray(a + b * ink + c * between)))


@dataclass(frozen=True)
class FramePath:
    """The best path through one line's frames.

    A class, its chance, its middle and its rivals (class, logarithm of the chance beside the best one's) for each
    character, the doubt of the gaps; the frames themselves, and those of each character.
    """

    classes: NDArray[np.int64]
    chances: NDArray[np.float64]
    middles: NDArray[np.float64]
    gaps: float
    rivals: tuple[tuple[tuple[int, float], ...], ...]
    frames: NDArray[np.float32]
    runs: tuple[tuple[int, int], ...]


def squashed(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float64)


def line_doubts(chances: NDArray[np.float64], gaps: float) -> tuple[float, float]:
    """Logarithms of the doubts of a line: that a character is another one, that a gap hides one."""
    ink = -float(np.log(np.clip(chances, 1e-9, 1)).sum()) if len(chances) else 0.0
    return float(np.log(ink + 1e-6)), float(np.log(gaps + 1e-6))


def best_path(log_chances: NDArray[np.float32]) -> FramePath:
    """Frames × classes → the best path: twins merged, blanks (class 0) dropped."""
    best = log_chances.argmax(axis=1)
    top = np.exp(log_chances[np.arange(len(best)), best]).astype(np.float64)
    begins = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(begins[1:], len(best))
    kept = best[begins] > 0
    begins, ends = begins[kept], ends[kept]
    chances = np.array([top[a:b].max() for a, b in zip(begins, ends, strict=True)], dtype=np.float64)
    weights = (
        np.concatenate([[0.0], np.cumsum(top)]),
        np.concatenate([[0.0], np.cumsum(top * (np.arange(len(top)) + 0.5))]),
    )
    middles = (weights[1][ends] - weights[1][begins]) / np.maximum(weights[0][ends] - weights[0][begins], 1e-9)
    rivals = tuple(
        rivals_of(log_chances[a:b], int(best[a])) if chance < SURE else ()
        for a, b, chance in zip(begins, ends, chances, strict=True)
    )
    runs = tuple(zip(begins.tolist(), ends.tolist(), strict=True))
    return FramePath(best[begins], chances, middles, gap_doubt(log_chances, best), rivals, log_chances, runs)


def rivals_of(frames: NDArray[np.float32], own: int) -> tuple[tuple[int, float], ...]:
    """The likeliest other classes in one character's frames."""
    beside = frames.max(axis=0)
    beside = beside - beside[own]
    beside[[0, own]] = -np.inf
    likeliest = np.argsort(-beside)[:MOST_RIVALS]
    return tuple((int(k), float(beside[k])) for k in likeliest if beside[k] > LEAST_LOG)


def gap_doubt(log_chances: NDArray[np.float32], best: NDArray[np.int64]) -> float:
    """How much speaks for a character where the path has none.

    Summed over blank frames, the chance of a class that neither neighbour has.
    """
    blank = np.flatnonzero(best == 0)
    if not len(blank):
        return 0.0
    rivals = log_chances[blank, 1:].copy()
    index = np.arange(len(best))
    before = np.maximum.accumulate(np.where(best > 0, index, -1))[blank]
    after = np.minimum.accumulate(np.where(best > 0, index, len(best))[::-1])[::-1][blank]
    rows = np.arange(len(blank))
    for neighbour, there in ((before, before >= 0), (after, after < len(best))):
        rivals[rows[there], best[neighbour[there]] - 1] = -np.inf
    return float(np.exp(rivals.max(axis=1)).sum())


def edges(text: str, middles: NDArray[np.float64], strip: NDArray[np.uint8]) -> list[tuple[float, float]]:
    """Left and right of each character in px of the strip.

    Between the middles of neighbours, at a space where the paper begins and ends.
    """
    if not text:
        return []
    middles = middles * FRAME_PX
    sizes = np.array([2.2 if c in NARROW else 6.0 if c in WIDE else 4.0 for c in text])
    bounds = middles[:-1] + np.diff(middles) * sizes[:-1] / (sizes[:-1] + sizes[1:])
    ink = strip.max(axis=0) > 96
    columns = np.flatnonzero(ink)
    first, last = (float(columns[0]), float(columns[-1] + 1)) if len(columns) else (0.0, float(strip.shape[1]))
    reach = 4.0 * sizes  # no letter reaches further from its middle than this
    lefts = np.concatenate([[max(min(first, middles[0]), middles[0] - reach[0])], bounds])
    rights = np.concatenate([bounds, [min(max(last, middles[-1]), middles[-1] + reach[-1])]])
    for k, character in enumerate(text):
        if character == " " and 0 < k < len(text) - 1:
            left, right = widest_paper(ink, middles[k - 1], middles[k + 1])
            if right > left:
                rights[k - 1] = lefts[k] = left
                rights[k] = lefts[k + 1] = right
    return list(zip(lefts.tolist(), rights.tolist(), strict=True))


def widest_paper(ink: NDArray[np.bool_], left: float, right: float) -> tuple[float, float]:
    """The widest run of columns without ink between two x."""
    start = max(0, int(left))
    window = np.concatenate([[True], ink[start : int(right) + 1], [True]])
    marks = np.flatnonzero(window)
    widest = int(np.diff(marks).argmax())
    return float(start + marks[widest]), float(start + marks[widest + 1] - 1)


class LineRecogniser:
    """Reads crops of lines. One object a process; not to be shared between threads."""

    name = "kehoach-line"

    def __init__(self, threads: int = 1, model: Path = MODEL) -> None:
        content = model.read_bytes()
        card = json.loads(model.with_suffix(".json").read_text(encoding="utf-8"))
        self.sha256 = hashlib.sha256(content).hexdigest()
        if card["sha256"] != self.sha256:
            raise ValueError(f"{model.name} is not the model that {model.stem}.json describes")
        self.version = self.sha256[:12]
        self.charset: str = card["charset"]
        fitted = card["calibration"]
        self.calibration = Calibration(tuple(fitted["character"]), tuple(fitted["line"]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[LineReading]:
        """Reads grey crops (H × W, any size) cut as by `cut_line`; readings come in the order of the crops."""
        strips = [net_input(crop) for crop in crops]
        paths = self.paths(strips)
        return [
            self.reading(path, strip, crop.shape[-1]) for path, strip, crop in zip(paths, strips, crops, strict=True)
        ]

    def paths(self, strips: Sequence[NDArray[np.uint8]]) -> list[FramePath]:
        """Best paths of strips (40 × W), run through the net in batches of one padded width."""
        found: list[FramePath | None] = [None] * len(strips)
        by_width: dict[int, list[int]] = {}
        for index, strip in enumerate(strips):
            by_width.setdefault(-(-strip.shape[1] // WIDTH_STEP) * WIDTH_STEP, []).append(index)
        for width, indices in by_width.items():
            size = max(1, BATCH_COLUMNS // width)
            for start in range(0, len(indices), size):
                batch = indices[start : start + size]
                stack = np.zeros((len(batch), 1, HEIGHT, width), dtype=np.float32)
                for row, index in enumerate(batch):
                    stack[row, 0, :, : strips[index].shape[1]] = strips[index] * np.float32(1 / 255)
                log_chances = self.session.run(None, {"strips": stack})[0]
                for row, index in enumerate(batch):
                    found[index] = best_path(log_chances[row, : -(-strips[index].shape[1] // FRAME_PX)])
        return [path for path in found if path is not None]

    def reading(self, path: FramePath, strip: NDArray[np.uint8], width: int) -> LineReading:
        """A path becomes a reading of a crop of that width."""
        text = "".join(self.charset[k - 1] for k in path.classes)
        scale = width / strip.shape[1]
        confidences = self.calibration.of_characters(path.chances)
        places = tuple((left * scale, right * scale) for left, right in edges(text, path.middles, strip))
        rivals = tuple(tuple((self.charset[k - 1], chance) for k, chance in other) for other in path.rivals)
        line = self.calibration.of_line(path.chances, path.gaps)
        frames = LineFrames(path.frames, path.runs, tuple(path.chances.tolist()), FRAME_PX * scale)
        return LineReading(text, line, tuple(confidences.tolist()), places, rivals, frames)
