"""What copiers and scanners do to a page: paper, light, skew, noise, holes, bitonal wear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


def skew(page: Picture, degrees: float, fill: int) -> Picture:
    """Turn the page by a small angle, keeping its size; positive is counter-clockwise."""
    high, wide = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    border = (fill, fill, fill) if page.ndim == 3 else fill
    turned = cv2.warpAffine(page, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=border)
    return np.asarray(turned, dtype=np.uint8)


def field(
    noise: np.random.Generator, shape: tuple[int, ...], cell: int, low: float, high: float
) -> NDArray[np.float32]:
    """Return a soft random field between two values that changes over about `cell` pixels."""
    coarse = noise.random((shape[0] // cell + 2, shape[1] // cell + 2), dtype=np.float32)
    soft = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(low + (high - low) * np.clip(soft, 0, 1), dtype=np.float32)


def paper_and_light(page: Picture, noise: np.random.Generator, rng: random.Random, strength: float) -> Picture:
    """Give the page paper tone, uneven light, softness and grain."""
    soft = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.35, 0.55 + 0.5 * strength)).astype(np.float32)
    black = rng.uniform(10, 30 + 40 * strength)
    soft = black + soft * (255 - black) / 255
    high, wide = page.shape[:2]
    light = field(noise, (high, wide), max(high, wide) // 2, 1.0 - 0.09 * strength, 1.0)
    if rng.random() < 0.4 * strength:
        x = np.linspace(0, 1, wide, dtype=np.float32)
        edge = x if rng.random() < 0.5 else 1 - x
        light = light * (1 - 0.22 * strength * np.exp(-edge * rng.uniform(14, 30)))[None, :]
    white, yellow = rng.uniform(245, 254), rng.choice((rng.uniform(0, 3), rng.uniform(0, 14)))
    tone = np.asarray([white, white - 0.35 * yellow, white - yellow], dtype=np.float32) / 255
    grain = noise.normal(0, 1.2 + 2.6 * strength, (high, wide)).astype(np.float32)
    if page.ndim == 3:
        result = soft * light[..., None] * tone + grain[..., None]
    else:
        result = soft * light * float(tone.mean()) + grain
    return np.asarray(np.clip(result, 0, 255), dtype=np.uint8)


def clear_paper(page: Picture, white: int) -> Picture:
    """Stretch the tones so that paper of this shade and lighter is white, as drivers of office scanners do."""
    table = np.clip((np.arange(256) - 12) * 255.0 / (white - 12), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(page, table), dtype=np.uint8)


def punch_holes(page: Picture, scale: float, rng: random.Random) -> None:
    """Darken two round holes near the left edge."""
    high = page.shape[0]
    radius = int(8.2 * scale)
    x = int(rng.uniform(18, 30) * scale)
    shade = rng.randrange(90, 170)
    for share in (0.36, 0.63):
        y = int(high * share + rng.uniform(-8, 8) * scale)
        colour = (shade, shade, shade) if page.ndim == 3 else shade
        cv2.circle(page, (x, y), radius, colour, -1, cv2.LINE_AA)
        rim = (shade + 50,) * 3 if page.ndim == 3 else shade + 50
        cv2.ellipse(page, (x, y), (radius, radius), 0, 200, 340, rim, max(1, int(scale)), cv2.LINE_AA)


def dust(page: Picture, noise: np.random.Generator, specks: int, dark: int = 80) -> None:
    """Put small dark specks on the page."""
    high, wide = page.shape[:2]
    for _ in range(specks):
        x, y = int(noise.integers(0, wide)), int(noise.integers(0, high))
        shade = int(noise.integers(dark, 190))
        radius = int(noise.integers(0, 3))
        cv2.circle(page, (x, y), radius, (shade,) * 3 if page.ndim == 3 else shade, -1)


def bleed_through(page: Picture, other: Picture, strength: float) -> Picture:
    """Let the mirrored back page shine through faintly."""
    back = cv2.GaussianBlur(np.ascontiguousarray(other[:, ::-1]), (0, 0), 1.6)
    if back.shape != page.shape:
        back = cv2.resize(back, (page.shape[1], page.shape[0]))
    faint = 255 - (255 - back.astype(np.float32)) * strength
    return np.asarray(np.minimum(page, faint.astype(np.uint8)), dtype=np.uint8)


def photocopy(grey: Picture, noise: np.random.Generator, rng: random.Random, wear: float) -> Picture:
    """Turn grey into black and white the way a worn copier does; returns 0 and 255."""
    shape = (grey.shape[0], grey.shape[1])
    soft = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.95)).astype(np.float32)
    soft += noise.normal(0, 13 + 12 * wear, shape).astype(np.float32)
    threshold = field(noise, shape, 160, 118 - 34 * wear, 186 + 14 * wear)
    faint = field(noise, shape, 240, 0.0, 1.0)
    threshold = np.where(faint > 0.84 - 0.12 * wear, threshold - 40 * wear, threshold)
    bits = np.where(soft < threshold, 0, 255).astype(np.uint8)
    holes = noise.random(shape, dtype=np.float32) < 0.012 * wear
    bits[holes & (bits == 0)] = 255
    specks = noise.random((shape[0] // 2 + 1, shape[1] // 2 + 1), dtype=np.float32) < 0.00016 + 0.0005 * wear
    grown = cv2.resize(specks.astype(np.uint8), (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST)
    bits[grown > 0] = 0
    return bits


def black_edges(page: Picture, noise: np.random.Generator, rng: random.Random) -> None:
    """Blacken wavy bands along some edges, as a copier does with its lid open."""
    high, wide = page.shape[:2]
    for side in range(4):
        if rng.random() < 0.45:
            continue
        length = high if side % 2 else wide
        steps = noise.normal(0, 1.0, length // 60 + 3)
        wave = np.interp(np.arange(length), np.linspace(0, length, len(steps)), np.cumsum(steps))
        depth = np.clip(wave * rng.uniform(0.5, 1.6) + rng.uniform(2, 16), 0, 34).astype(int)
        for position in range(length):
            d = int(depth[position])
            if side == 0:
                page[:d, position] = 0
            elif side == 1:
                page[position, wide - d :] = 0
            elif side == 2:
                page[high - d :, position] = 0
            else:
                page[position, :d] = 0


def streaks(page: Picture, rng: random.Random) -> None:
    """Draw one or two thin broken vertical lines: dirt on the glass."""
    high, wide = page.shape[:2]
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        x = rng.randrange(wide // 10, wide - 10)
        for y in range(0, high, 9):
            if rng.random() < 0.55:
                page[y : y + rng.randrange(3, 12), x : x + rng.choice((1, 1, 2))] = 0
