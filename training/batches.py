"""Batches of lines of like width, slightly changed at every visit, so that a kept line is never seen twice alike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import torch
from torch import Tensor

from pipeline.ocr.line_image import HEIGHT
from training.charset import encoded
from training.net import frames_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.lines import Grey, Lines

COLUMNS = 16_000  # px of width in one batch, paper included
STEP = 64  # widths are rounded up to this: fewer shapes, fewer plans of computation to keep


@dataclass(frozen=True)
class Batch:
    """Strips N × 1 × 40 × W (0 to 1), the frames of each, all targets after one another, the length of each."""

    strips: Tensor
    frames: Tensor
    targets: Tensor
    lengths: Tensor
    indices: list[int]


def changed(image: Grey, rng: random.Random) -> Grey:
    """A little wider or narrower, higher or lower, fainter or stronger."""
    if rng.random() < 0.6:
        width = max(8, round(image.shape[1] * rng.uniform(0.92, 1.09)))
        image = np.asarray(cv2.resize(image, (width, HEIGHT), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    if rng.random() < 0.4:
        image = np.roll(image, rng.choice((-1, 1)), axis=0)
    if rng.random() < 0.4:
        curve = (np.arange(256) / 255) ** rng.uniform(0.65, 1.5) * 255
        image = np.asarray(cv2.LUT(image, curve.astype(np.uint8)), dtype=np.uint8)
    return image


def packed(lines: Lines, indices: list[int], rng: random.Random | None) -> Batch:
    """One batch of these lines; `rng` changes them, None leaves them."""
    images = [lines.image(index) for index in indices]
    if rng is not None:
        images = [changed(image, rng) for image in images]
    targets = [encoded(lines.texts[index]) for index in indices]
    # CTC needs a frame for every character and one between twins; a line that has fewer is left for wider paper.
    widths = [max(image.shape[1], 4 * (len(target) + 2)) for image, target in zip(images, targets, strict=True)]
    width = -(-max(widths) // STEP) * STEP
    strips = np.zeros((len(images), 1, HEIGHT, width), dtype=np.float32)
    for row, image in enumerate(images):
        strips[row, 0, :, : image.shape[1]] = image * np.float32(1 / 255)
    return Batch(
        torch.from_numpy(strips),
        torch.tensor([frames_of(w) for w in widths]),
        torch.tensor([index for target in targets for index in target], dtype=torch.long),
        torch.tensor([len(target) for target in targets]),
        indices,
    )


def grouped(lines: Lines, indices: list[int], rng: random.Random) -> list[list[int]]:
    """Groups of lines of like width, each of about `COLUMNS`, in random order."""
    order = sorted(indices, key=lambda index: float(lines.widths[index]) * rng.uniform(0.9, 1.1))
    groups: list[list[int]] = []
    group: list[int] = []
    widest = 0
    for index in order:
        width = -(-int(lines.widths[index] * 1.09) // STEP) * STEP
        if group and (max(widest, width) * (len(group) + 1) > COLUMNS or len(group) == 160):
            groups.append(group)
            group, widest = [], 0
        group.append(index)
        widest = max(widest, width)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def endless(lines: Lines, indices: list[int], seed: int) -> Iterator[Batch]:
    """Training batches without end."""
    rng = random.Random(seed)
    while True:
        for group in grouped(lines, indices, rng):
            yield packed(lines, group, rng)
