"""Pen on paper as polylines: digits, signatures, initials. Deterministic for one seed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

Stroke = list[tuple[float, float]]

_DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.55, 0.95), (0.2, 0.8), (0.1, 0.4), (0.3, 0.05), (0.65, 0.1), (0.8, 0.5), (0.65, 0.9), (0.45, 0.95)),),
    "1": (((0.25, 0.7), (0.55, 0.98), (0.5, 0.5), (0.45, 0.0)),),
    "2": (((0.15, 0.75), (0.35, 0.97), (0.7, 0.85), (0.65, 0.55), (0.3, 0.2), (0.1, 0.03), (0.45, 0.1), (0.85, 0.05)),),
    "3": (((0.15, 0.9), (0.6, 0.95), (0.7, 0.7), (0.35, 0.52), (0.72, 0.38), (0.6, 0.06), (0.1, 0.1)),),
    "4": (((0.5, 0.98), (0.12, 0.35), (0.85, 0.38)), ((0.62, 0.65), (0.55, -0.05))),
    "5": (((0.75, 0.95), (0.3, 0.93), (0.22, 0.55), (0.6, 0.58), (0.75, 0.3), (0.5, 0.03), (0.1, 0.1)),),
    "6": (((0.7, 0.95), (0.3, 0.6), (0.15, 0.2), (0.45, 0.0), (0.7, 0.25), (0.45, 0.45), (0.18, 0.25)),),
    "7": (((0.1, 0.92), (0.8, 0.95), (0.5, 0.4), (0.35, -0.03)), ((0.3, 0.48), (0.75, 0.5))),
    "8": (
        (
            (0.6, 0.92),
            (0.25, 0.82),
            (0.3, 0.58),
            (0.7, 0.3),
            (0.5, 0.02),
            (0.2, 0.2),
            (0.5, 0.5),
            (0.7, 0.8),
            (0.5, 0.93),
        ),
    ),
    "9": (((0.7, 0.75), (0.4, 0.95), (0.18, 0.7), (0.45, 0.5), (0.72, 0.78), (0.6, 0.3), (0.45, -0.05)),),
}


def smooth(points: Stroke, parts: int = 6) -> Stroke:
    """Lead a Catmull-Rom curve through the points."""
    if len(points) < 3:
        return points
    padded = [points[0], *points, points[-1]]
    curve: Stroke = []
    for i in range(1, len(padded) - 2):
        p0, p1, p2, p3 = padded[i - 1 : i + 3]
        for step in range(parts):
            t = step / parts
            curve.append((_blend(p0[0], p1[0], p2[0], p3[0], t), _blend(p0[1], p1[1], p2[1], p3[1], t)))
    return [*curve, points[-1]]


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def write_digits(rng: random.Random, text: str, x: float, y: float, size: float) -> list[Stroke]:
    """Write digits on a baseline (y grows downward), a little uneven; returns strokes in the same units."""
    strokes: list[Stroke] = []
    high, wide, lean = size * rng.uniform(0.85, 1.05), size * 0.5, rng.uniform(0.1, 0.35)
    rise = rng.uniform(-0.06, 0.06)
    for index, char in enumerate(text):
        left = x + index * wide * 1.05
        for points in _DIGITS.get(char, ()):
            shaken = [(px + rng.uniform(-0.06, 0.06), py + rng.uniform(-0.06, 0.06)) for px, py in points]
            placed = [(left + (px + lean * py) * wide, y - py * high - rise * index * wide) for px, py in shaken]
            strokes.append(smooth(placed))
    return strokes


def sign(rng: random.Random, x: float, y: float, width: float) -> list[Stroke]:
    """Draw a signature around (x, y): loops that run to the right, a flourish below or through."""
    points: Stroke = []
    left, high = x - width / 2, width * rng.uniform(0.16, 0.3)
    turns = rng.randrange(5, 10)
    for index in range(turns * 2):
        progress = index / (turns * 2)
        swing = high * (1 - 0.6 * progress) * rng.uniform(0.4, 1.1)
        points.append((left + width * progress + rng.uniform(-6, 6), y + (swing if index % 2 else -swing)))
    strokes = [smooth(points, 8)]
    start = (left + width * rng.uniform(-0.1, 0.2), y + rng.uniform(-5, 14))
    end = (left + width * rng.uniform(1.0, 1.35), y - high * rng.uniform(-0.2, 1.2))
    bow = (start[0] + width * 0.5, y + high * rng.uniform(-0.4, 0.9))
    strokes.append(smooth([start, bow, end], 12))
    if rng.random() < 0.5:
        circle = [
            (left + width * 0.2 + high * math.cos(a), y - high * 0.3 + high * 0.8 * math.sin(a))
            for a in (0.3, 1.4, 2.6, 3.8, 5.0, 6.2)
        ]
        strokes.append(smooth(circle, 8))
    return strokes
