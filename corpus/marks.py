"""What offices put on paper by hand: seal, signature, incoming stamp, drawn into a picture of the page.

Pictures are RGB arrays (height x width x 3, uint8); places are in points and scaled by `scale` (pixels a point).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus import ink
from corpus.fonts import DEFAULT, font_path

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from corpus.sheets import SealPlace

SEAL_RADIUS = 50.0
"""Points: the seal of a People's Committee is 36 mm wide (Nghị định 30/2020, Nghị định 99/2016)."""


def multiply(page: NDArray[np.uint8], cover: NDArray[np.float32], x: int, y: int, colour: tuple[int, int, int]) -> None:
    """Lay ink over the page as ink does: `cover` (0 to 1) times colour, multiplied with what is below."""
    high, wide = cover.shape
    top, left = max(0, y), max(0, x)
    bottom, right = min(page.shape[0], y + high), min(page.shape[1], x + wide)
    if top >= bottom or left >= right:
        return
    part = cover[top - y : bottom - y, left - x : right - x, None]
    tint = 1.0 - part * (1.0 - np.asarray(colour, dtype=np.float32) / 255.0)
    page[top:bottom, left:right] = (page[top:bottom, left:right] * tint).astype(np.uint8)


def uneven(noise: np.random.Generator, shape: tuple[int, int], least: float) -> NDArray[np.float32]:
    """Return a soft field between `least` and 1: pressure and ink differ over a stamp."""
    coarse = noise.random((max(2, shape[0] // 40), max(2, shape[1] // 40)), dtype=np.float32)
    soft = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    fine = noise.random(shape, dtype=np.float32)
    field = least + (1 - least) * np.clip(soft * 1.3, 0, 1)
    return np.asarray(np.clip(field * (0.75 + 0.35 * fine), 0, 1), dtype=np.float32)


def draw_seal(rng: random.Random, noise: np.random.Generator, ring: str, scale: float) -> NDArray[np.float32]:
    """Draw a round seal: two rings, the name on its arc, a star in a wreath; returns its cover."""
    radius = SEAL_RADIUS * scale * 2
    side = int(radius * 2 + 8)
    image = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(image)
    middle = side / 2

    def circle(share: float, width: float) -> None:
        r = radius * share
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=255, width=max(1, int(width * radius)))

    circle(0.98, 0.035)
    circle(0.92, 0.012)
    circle(0.58, 0.014)
    _arc_text(image, ring, middle, radius * 0.70, radius * 0.155)
    points = []
    for index in range(10):
        angle = math.pi * (index / 5 - 0.5)
        r = radius * (0.30 if index % 2 == 0 else 0.12)
        points.append((middle + r * math.cos(angle), middle - radius * 0.06 + r * math.sin(angle)))
    draw.polygon(points, fill=235)
    for index in range(14):
        angle = math.pi * (0.12 + 0.76 * index / 13)
        x, y = middle + radius * 0.46 * math.cos(angle), middle + radius * 0.46 * math.sin(angle)
        r = radius * 0.045
        draw.ellipse((x - r, y - r, x + r, y + r), fill=220)
    turned = image.rotate(rng.uniform(-14, 14), resample=Image.Resampling.BICUBIC)
    small = turned.resize((side // 2, side // 2), Image.Resampling.LANCZOS)
    cover = np.asarray(small, dtype=np.float32) / 255.0
    return cover * uneven(noise, cover.shape, 0.35)


def _arc_text(image: Image.Image, text: str, middle: float, radius: float, size: float) -> None:
    font = ImageFont.truetype(str(font_path(DEFAULT, bold=True)), int(size))
    span = min(1.75 * math.pi, len(text) * size * 0.72 / radius)
    for index, char in enumerate(text):
        angle = -math.pi / 2 - span / 2 + span * (index + 0.5) / len(text)
        side = int(size * 1.8)
        glyph = Image.new("L", (side, side), 0)
        ImageDraw.Draw(glyph).text((side / 2, side / 2), char, fill=255, font=font, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle + math.pi / 2), resample=Image.Resampling.BICUBIC)
        x, y = middle + radius * 1.08 * math.cos(angle), middle + radius * 1.08 * math.sin(angle)
        image.paste(255, (int(x - side / 2), int(y - side / 2)), glyph)


def draw_strokes(
    page: NDArray[np.uint8], strokes: list[ink.Stroke], scale: float, weight: float, colour: tuple[int, int, int]
) -> None:
    """Draw pen strokes into the page."""
    cover = np.zeros(page.shape[:2], dtype=np.uint8)
    for stroke in strokes:
        points = np.asarray([(x * scale * 8, y * scale * 8) for x, y in stroke], dtype=np.int32)
        cv2.polylines(cover, [points], False, 255, max(1, round(weight * scale)), cv2.LINE_AA, 3)
    multiply(page, cover.astype(np.float32) / 255.0 * 0.9, 0, 0, colour)


def sign_and_seal(
    page: NDArray[np.uint8], place: SealPlace, scale: float, rng: random.Random, noise: np.random.Generator
) -> None:
    """Sign above the name and press the seal over a third of the signature, a little over the name."""
    pen = rng.choice(((35, 50, 150), (25, 35, 120), (40, 70, 190), (30, 30, 45)))
    draw_strokes(page, ink.sign(rng, place.x + rng.uniform(-5, 20), place.y, rng.uniform(75, 115)), scale, 1.3, pen)
    if not place.ring:
        return
    cover = draw_seal(rng, noise, place.ring, scale)
    x = (place.x - rng.uniform(20, 52)) * scale - cover.shape[1] / 2
    y = (place.y + rng.uniform(-6, 16)) * scale - cover.shape[0] / 2
    red = (rng.randrange(185, 225), rng.randrange(20, 60), rng.randrange(35, 75))
    multiply(page, cover, int(x), int(y), red)


def initial(page: NDArray[np.uint8], scale: float, rng: random.Random) -> None:
    """Put the drafter's small initial at the foot of the page."""
    x, y = rng.uniform(430, 540), page.shape[0] / scale - rng.uniform(40, 75)
    draw_strokes(page, ink.sign(rng, x, y, rng.uniform(10, 20)), scale, 0.9, (50, 70, 170))


def seal_edge(
    page: NDArray[np.uint8], ring: str, scale: float, high: float, rng: random.Random, noise: np.random.Generator
) -> None:
    """Press the slice of a seal over the right edge, as on every sheet of a document that is sealed across its leaves.

    `high`: where its middle stands, as a share of the page's height: the same on all sheets of one document.
    """
    cover = draw_seal(rng, noise, ring, scale)
    slice_wide = rng.uniform(9, 24) * scale
    red = (rng.randrange(185, 225), rng.randrange(20, 60), rng.randrange(35, 75))
    multiply(page, cover, int(page.shape[1] - slice_wide), int(page.shape[0] * high - cover.shape[0] / 2), red)


def stamp_incoming(page: NDArray[np.uint8], scale: float, rng: random.Random, noise: np.random.Generator) -> None:
    """Stamp "CÔNG VĂN ĐẾN" with a handwritten number and day on the left below the letterhead."""
    wide, high = int(128 * scale), int(58 * scale)
    image = Image.new("L", (wide, high), 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((2, 2, wide - 3, high - 3), outline=255, width=max(1, int(1.2 * scale)))
    big = ImageFont.truetype(str(font_path(DEFAULT, bold=True)), int(11 * scale))
    small = ImageFont.truetype(str(font_path(DEFAULT)), int(9 * scale))
    draw.text((wide / 2, 12 * scale), "CÔNG VĂN ĐẾN", fill=255, font=big, anchor="mm")
    draw.text((8 * scale, 22 * scale), "Số:................", fill=255, font=small)
    draw.text((8 * scale, 39 * scale), "Ngày:.....................", fill=255, font=small)
    turned = image.rotate(rng.uniform(-5, 5), resample=Image.Resampling.BICUBIC, expand=True)
    cover = np.asarray(turned, dtype=np.float32) / 255.0
    cover = cover * uneven(noise, cover.shape, 0.6)
    x, y = rng.uniform(20, 70), rng.uniform(118, 150)
    colour = rng.choice(((190, 40, 60), (60, 60, 160), (120, 40, 120)))
    multiply(page, cover, int(x * scale), int(y * scale), colour)
    day = f"{rng.randrange(1, 29):02d}"
    strokes = ink.write_digits(rng, str(rng.randrange(12, 990)), x + 40, y + 32, 11.0)
    strokes += ink.write_digits(rng, day, x + 44, y + 49, 11.0)
    draw_strokes(page, strokes, scale, 0.9, (30, 40, 130))
