"""What printing, copying and scanning do to a line.

Images are H × W float32 ink maps, 0 paper to 1 ink, until they become grey pictures (uint8, 255 paper).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import random

Ink = NDArray[np.float32]
Grey = NDArray[np.uint8]
PAPERS = ("clean", "grey", "bitonal")
PAPER_WEIGHTS = (10, 42, 48)


class Noise:
    """Normal noise from a bank that is drawn once: drawing anew costs more than all the rest of a line."""

    def __init__(self, seed: int) -> None:
        self.generator = np.random.default_rng(seed)
        self.bank = self.generator.standard_normal(1 << 22, dtype=np.float32)

    def plane(self, shape: tuple[int, ...]) -> Ink:
        """Independent normal noise of that shape, σ = 1."""
        size = shape[0] * shape[1]
        start = int(self.generator.integers(0, len(self.bank) - size)) if size < len(self.bank) else 0
        return np.resize(self.bank[start : start + size], shape)

    def smooth(self, shape: tuple[int, ...], sigma: float) -> Ink:
        """Noise blurred by `sigma` px and brought back to σ ≈ 1."""
        if sigma < 0.3:
            return self.plane(shape)
        field = cv2.GaussianBlur(self.plane(shape), (0, 0), sigma)
        return np.asarray(field * (2.0 * np.sqrt(np.pi) * sigma), dtype=np.float32)

    def slow(self, shape: tuple[int, ...], cell_px: float) -> Ink:
        """A field that changes over `cell_px`: light, toner, pressure."""
        rows, columns = max(2, round(shape[0] / cell_px) + 1), max(2, round(shape[1] / cell_px) + 1)
        grid = self.generator.standard_normal((rows, columns), dtype=np.float32)
        return np.asarray(cv2.resize(grid, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


@dataclass(frozen=True)
class Device:
    """How the sheet was scanned: dots an inch, kind of picture."""

    kind: str
    dpi: int


def choose_device(rng: random.Random) -> Device:
    """Draws a device; low resolutions belong to grey pictures mostly."""
    kind = rng.choices(PAPERS, PAPER_WEIGHTS)[0]
    if kind == "bitonal":
        return Device(
            kind, round(rng.choices((rng.uniform(110, 170), 200, rng.uniform(170, 240), 300), (15, 40, 20, 25))[0])
        )
    if kind == "grey":
        return Device(
            kind,
            round(rng.choices((rng.uniform(72, 130), 150, 200, rng.uniform(130, 300), 300), (38, 16, 20, 14, 12))[0]),
        )
    return Device(kind, round(rng.choice((100, 150, 200, 300))))


def thin_strokes(ink: Ink, em: float, rng: random.Random) -> Ink:
    """Hair strokes of display faces and light cuts: what is thin fades first (bars, slashes, tops of letters)."""
    across, along = round(em * rng.uniform(0.015, 0.045)), round(em * rng.uniform(0.0, 0.025))
    worn = cv2.erode(ink, np.ones((max(1, across), max(1, along)), np.uint8))
    return np.asarray(ink + (worn - ink) * np.float32(rng.uniform(0.5, 1.0)), dtype=np.float32)


def blurred(ink: Ink, sigma: float) -> Ink:
    """Gaussian blur; below a quarter of a pixel it is the same image."""
    return ink if sigma < 0.25 else np.asarray(cv2.GaussianBlur(ink, (0, 0), sigma), dtype=np.float32)


def compressed(picture: Grey, quality: int) -> Grey:
    """Through JPEG and back."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8) if done else picture


def specks(shape: tuple[int, ...], noise: Noise, rng: random.Random, em: float) -> NDArray[np.bool_]:
    """Scattered dots of a few pixels."""
    field = noise.smooth(shape, max(0.35, em * rng.uniform(0.008, 0.028)))
    return np.asarray(field > rng.uniform(2.9, 4.2))


def copied(ink: Ink, em: float, noise: Noise, rng: random.Random, wear: float) -> Ink:
    """One pass through a copier that knows black and white alone: blur, uneven threshold, ragged edges, holes."""
    sigma = em * rng.uniform(0.008, 0.03)
    soft = blurred(ink, sigma)
    level = (
        0.44
        + 0.1 * wear * rng.gauss(0, 1)
        + wear * rng.uniform(0.0, 0.2) * noise.slow(ink.shape, em * rng.uniform(0.8, 5.0))
    )
    level = np.clip(level, 0.1, 0.66)
    if rng.random() < 0.7:
        level = level + wear * rng.uniform(0.0, 0.22) * noise.smooth(ink.shape, rng.uniform(0.3, max(0.4, em * 0.03)))
    out = soft > level
    if rng.random() < 0.35 * wear:  # toner that did not hold
        out &= ~(noise.smooth(ink.shape, max(0.35, em * rng.uniform(0.01, 0.035))) > rng.uniform(1.6, 3.0))
    if rng.random() < 0.5:
        out |= specks(ink.shape, noise, rng, em)
    return np.asarray(out, dtype=np.float32)


def streaked(ink: Ink, rng: random.Random) -> Ink:
    """Upright white or black lines of a dirty drum or glass."""
    ink = ink.copy()
    for _ in range(rng.randint(1, 3)):
        x = rng.randrange(ink.shape[1])
        ink[:, x : x + rng.choice((1, 1, 2))] = float(rng.random() < 0.4)
    return ink


def bitonal(ink: Ink, em: float, noise: Noise, rng: random.Random) -> Grey:
    """A photocopy, or a scan in black and white; worn ones went through more than once."""
    wear = rng.choices((0.25, 0.7, 1.0, 1.3), (3, 4, 4, 2))[0]
    for _ in range(rng.choices((1, 2), (4, 1))[0]):
        ink = copied(ink, em, noise, rng, wear)
    draw = rng.random()
    if draw < 0.08:
        ink = np.asarray(cv2.dilate(ink, np.ones(rng.choice(((2, 1), (1, 2), (2, 2))), np.uint8)), dtype=np.float32)
    elif draw < 0.12 and em > 34:
        ink = np.asarray(cv2.erode(ink, np.ones(rng.choice(((2, 1), (1, 2))), np.uint8)), dtype=np.float32)
    if rng.random() < 0.1:
        ink = streaked(ink, rng)
    picture = np.asarray(255 * (1 - ink), dtype=np.uint8)
    if rng.random() < 0.15:  # a black-and-white scan inside a grey picture
        picture = compressed(
            np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.8)), dtype=np.uint8), rng.randint(30, 90)
        )
    return picture


def grey(ink: Ink, em: float, noise: Noise, rng: random.Random, dpi: int, behind: Ink | None) -> Grey:
    """A grey scan: tone of paper and ink, light, blur, noise, JPEG."""
    low = dpi < 135
    soft = blurred(ink, em * rng.uniform(0.0, 0.03) + (0.0 if rng.random() < 0.5 else rng.uniform(0.0, 0.5)))
    paper, black = rng.uniform(0.72, 1.0), rng.uniform(0.0, 0.3)
    if rng.random() < 0.12:
        black = rng.uniform(0.3, 0.55)
    soft = (
        soft * np.clip(1.0 - rng.uniform(0.0, 0.25) * np.abs(noise.slow(ink.shape, em * rng.uniform(1, 6))), 0.3, 1.0)
        if rng.random() < 0.35
        else soft
    )
    light = paper + rng.uniform(0.0, 0.05) * noise.slow(ink.shape, em * 8)
    if behind is not None:
        light = light - rng.uniform(0.03, 0.16) * behind
    picture = light - (paper - black) * soft
    grain = rng.uniform(0.0, 0.02) if rng.random() < 0.6 else rng.uniform(0.02, 0.07)
    picture = picture + grain * noise.smooth(ink.shape, rng.choice((0.0, 0.0, 0.6, 0.9)))
    if rng.random() < 0.35:
        picture = np.where(specks(ink.shape, noise, rng, em), black + 0.1, picture)
    out = np.asarray(np.clip(picture, 0, 1) * 255, dtype=np.uint8)
    if rng.random() < 0.2:  # sharpened by the scanner
        out = np.asarray(cv2.addWeighted(out, 1.8, cv2.GaussianBlur(out, (0, 0), 1.0), -0.8, 0), dtype=np.uint8)
    if rng.random() < 0.85:
        quality = rng.randint(25, 88) if low else rng.randint(22, 92)
        out = compressed(out, quality)
    return out


def scanned(ink: Ink, em: float, device: Device, noise: Noise, rng: random.Random, behind: Ink | None) -> Grey:
    """The picture that the device gives of the ink."""
    if device.kind == "bitonal":
        return bitonal(ink, em, noise, rng)
    if device.kind == "grey":
        return grey(ink, em, noise, rng, device.dpi, behind)
    return np.asarray(255 * (1 - blurred(ink, rng.uniform(0, 0.5))), dtype=np.uint8)
