"""Makes finished training lines: what the net sees, and the text it is to write.

Many are kept in one file, made by several processes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.line_image import ABOVE_EM, BELOW_EM, HEIGHT, cut_strip, net_input
from training import printed
from training.charset import folded
from training.damage import Device, Noise, choose_device, scanned, thin_strokes
from training.fonts import Family, installed_families
from training.text import make_text
from training.words import Vocabulary, read_vocabulary

Grey = NDArray[np.uint8]


HAIR_SHARE = 0.15  # lines whose hair strokes fade


@dataclass(frozen=True)
class Studio:
    """All that line making draws on; one a process."""

    rng: random.Random
    noise: Noise
    vocabulary: Vocabulary
    families: list[Family]


def open_studio(seed: int, held: bool = False) -> Studio:
    """Reads words and typefaces; `held` takes the typefaces that training never sees."""
    return Studio(random.Random(seed), Noise(seed), read_vocabulary(), installed_families(held))


def type_size(rng: random.Random, device: Device) -> float:
    """The type size in px: most text is 13 or 14 pt, tables 9 to 12.

    Below 10 px marks cannot be told apart by anyone.
    """
    points = rng.choices((rng.uniform(12.5, 14.5), rng.uniform(9, 12.5), rng.uniform(14, 18)), (6, 4, 1))[0]
    return max(11.0, points * device.dpi / 72)


def leaning(
    sheet: printed.Sheet, ink: NDArray[np.float32], em: float, slope: float, wave: float, rng: random.Random
) -> tuple[NDArray[np.float32], float, float]:
    """The sheet at the scan's resolution, leaning by `slope` and waving by `wave` px.

    Gives the ink, the scale and the y of the baseline at x = 0.
    """
    scale = em / sheet.em
    width = max(8, round(ink.shape[1] * scale))
    room = abs(slope) * width
    shift = max(0.0, -slope * width)
    height = int(ink.shape[0] * scale + room) + 2
    if scale < 0.9:
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.42 / scale), dtype=np.float32)
    stretch = width / ink.shape[1]
    if wave > 0.2:
        xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        offset = wave * np.sin(xs * (2 * np.pi / (em * rng.uniform(8, 40))) + rng.uniform(0, 6.3)).astype(np.float32)
        lean = cv2.remap(ink, xs / stretch, (ys - slope * xs - shift - offset) / scale, cv2.INTER_LINEAR)
    else:
        move = np.array([[stretch, 0, 0], [slope * stretch, scale, shift]], dtype=np.float64)
        lean = cv2.warpAffine(ink, move, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(lean, dtype=np.float32), scale, sheet.baseline * scale + shift


def cut_as_found(
    picture: Grey, sheet: printed.Sheet, scale: float, level: float, slope: float, rng: random.Random
) -> Grey:
    """Cuts the strip with the errors that a layout finder makes in the line's size, height, lean and ends."""
    em = sheet.em * scale
    found = em * float(np.exp(rng.gauss(0, 0.06 if rng.random() < 0.8 else 0.14)))
    # A seventh of the lines has more paper than text needs, or is cut close.
    left = sheet.left * scale - em * (rng.uniform(0.1, 0.5) if rng.random() < 0.85 else rng.uniform(0.0, 1.5))
    right = sheet.right * scale + em * (rng.uniform(0.1, 0.5) if rng.random() < 0.85 else rng.uniform(0.0, 1.5))
    left, right = max(0.0, left), max(left + 3, min(float(picture.shape[1]), right))
    tilt = slope + rng.gauss(0, 0.05 * em) / max(right - left, 4 * em)
    y = level + slope * left + rng.gauss(0, 0.025 if rng.random() < 0.8 else 0.06) * em
    return cut_strip(
        picture,
        (left, y, right, y + tilt * (right - left)),
        found,
        ABOVE_EM + rng.gauss(0, 0.03),
        BELOW_EM + rng.gauss(0, 0.025),
    )


def make_line(studio: Studio) -> tuple[Grey, str]:
    """One line: the net's input (40 × W) and its text."""
    rng = studio.rng
    text = make_text(rng, studio.vocabulary)
    family = rng.choices(studio.families, [family.weight for family in studio.families])[0]
    device = choose_device(rng)
    em = type_size(rng, device)
    near = (make_text(rng, studio.vocabulary)[:70], make_text(rng, studio.vocabulary)[:70])
    sheet_em = round(em) if em > 30 else round(em * rng.uniform(1.8, 2.3))
    sheet, text, pen = printed.print_line(text, near, family, sheet_em, rng)
    stretch = rng.uniform(0.76, 1.14) if rng.random() < 0.3 else 1.0
    ink = sheet.ink.astype(np.float32) * np.float32(1 / 255)
    if stretch != 1.0:  # narrow and wide cuts of a typeface
        ink = np.asarray(cv2.resize(ink, (max(8, round(ink.shape[1] * stretch)), ink.shape[0])), dtype=np.float32)
        pen = None
        sheet = printed.Sheet(sheet.ink, sheet.em, sheet.baseline, sheet.left * stretch, sheet.right * stretch)
    if rng.random() < HAIR_SHARE:
        ink = thin_strokes(ink, sheet.em, rng)
    if pen is not None:
        ink = np.maximum(ink, pen.astype(np.float32) * np.float32(rng.uniform(0.25, 1.0) / 255))
    slope = rng.choice((0.0, 0.0, rng.gauss(0, 0.006), rng.gauss(0, 0.012), rng.uniform(-0.03, 0.03)))
    wave = em * rng.uniform(0.0, 0.05) if rng.random() < 0.12 else 0.0
    lean, scale, level = leaning(sheet, ink, em, slope, wave, rng)
    behind = (
        np.asarray(cv2.GaussianBlur(np.roll(lean[:, ::-1], round(em), axis=0), (0, 0), 0.06 * em), dtype=np.float32)
        if rng.random() < 0.1
        else None
    )
    picture = scanned(lean, em, device, studio.noise, rng, behind)
    return net_input(cut_as_found(picture, sheet, scale, level, slope, rng)), folded(text)


def make_shard(seed: int, count: int, out: Path, held: bool) -> int:
    """Makes `count` lines into `out`.u8 (columns of 40 bytes, line by line) and `out`.jsonl (width, text)."""
    cv2.setNumThreads(1)
    studio = open_studio(seed, held)
    with out.with_suffix(".u8").open("wb") as pixels, out.with_suffix(".jsonl").open("w", encoding="utf-8") as labels:
        for _ in range(count):
            image, text = make_line(studio)
            pixels.write(np.ascontiguousarray(image.T).tobytes())
            labels.write(json.dumps([image.shape[1], text], ensure_ascii=False) + "\n")
    return count


def make_shards(folder: Path, count: int, seed: int, processes: int, held: bool = False) -> None:
    """Makes `count` lines in shards of `processes` processes.

    The same seed gives the same lines whatever their number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = 5000
    jobs = [
        (seed * 10_000 + index, min(size, count - index * size), folder / f"{index:04d}", held)
        for index in range((count + size - 1) // size)
    ]
    with ProcessPoolExecutor(processes) as pool:
        for _ in pool.map(make_shard, *zip(*jobs, strict=True)):
            pass


@dataclass(frozen=True)
class Lines:
    """Lines in memory: all columns after one another (N × 40), where each line starts, how wide it is, what it says."""

    columns: NDArray[np.uint8]
    starts: NDArray[np.int64]
    widths: NDArray[np.int64]
    texts: list[str]

    def image(self, index: int) -> Grey:
        """Line `index` as 40 × W."""
        start = self.starts[index]
        return np.ascontiguousarray(self.columns[start : start + self.widths[index]].T)


def read_shards(folder: Path) -> Lines:
    """Reads all shards of a folder."""
    labels = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    columns = np.concatenate([np.fromfile(path, dtype=np.uint8) for path in sorted(folder.glob("*.u8"))]).reshape(
        -1, HEIGHT
    )
    widths = np.array([label[0] for label in labels], dtype=np.int64)
    return Lines(columns, np.concatenate([[0], np.cumsum(widths)[:-1]]), widths, [label[1] for label in labels])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--held", action="store_true", help="typefaces that training never sees")
    chosen = parser.parse_args()
    started = time.monotonic()
    make_shards(chosen.folder, chosen.count, chosen.seed, chosen.processes, chosen.held)
    print(f"{chosen.count} lines in {time.monotonic() - started:.0f} s")
