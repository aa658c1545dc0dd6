"""Streaks: dirt on a copier's glass draws a line down the page, through or beside its letters, that is no rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.grids.drawn import CROSSED, Level, crossed_share, free_pieces
from pipeline.grids.rules import Stroke, Strokes
from pipeline.image.ink import Pieces, paper_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage

    Pixels = NDArray[np.uint8]

# Inches.
TOUCH = 0.12
"""How far apart two rules may end and still meet."""
STREAK = 0.15
"""Share of the page's height over which a line through letters is dirt on the copier's glass, not letters in a row."""
EDGE, SISTERS = 0.03, 2
"""Share of the page's height at its edge, where streaks begin and end; lines of one length beside a rule of a table."""
SHORTEST, WINDOW, DASHES, WHOLE = 0.3, 0.5, 0.15, 0.9
"""Inches of a dash that a streak is followed from, and of the page's height that are looked at together; the share of
their pieces free of letters that a dashed streak inks, and the share of the height over which it does: rules down end
at the margins. Measured on worn copies: streaks 0.2 and more all over the page, rules over 0.81 of it."""
DASH = 0.16
"""Inches of a dash at least: a figure of 14 pt is 0.13 high."""
LEANING = 0.006
"""By how much the slope of a dash may differ from that of its streak."""
BARE, USUAL = 0.12, 0.95
"""Inches around a streak without other ink where its own width is told, and the share of such rows no wider."""
SIGN = (0.02, 0.25)
"""Inches from the height of a full stop to that of a capital with its mark."""


def part_streaks(down: Strokes, ink: Pixels, dpi: float) -> tuple[Strokes, tuple[Stroke, ...]]:
    """Tell upright rules from streaks: long lines through letters, and lines of dashes over the page's whole height.

    In narrow columns of small print rules run through letters as well, but begin and end together.
    """
    streaks: list[Stroke] = []
    rules: list[Stroke] = []
    for stroke in sorted(down.strokes, key=lambda stroke: stroke.start - stroke.end):
        if any(_lies_on(stroke, streak, dpi) for streak in streaks):
            continue
        if has_sisters(stroke, down.strokes, ink.shape[0], dpi):
            rules.append(stroke)
            continue
        along = np.arange(max(0, round(stroke.start)), min(ink.shape[0], round(stroke.end)))
        level = Level((stroke,), stroke.slope)
        streak = _dashed_streak(stroke, ink, dpi)
        if streak is None and along.size > STREAK * ink.shape[0] and crossed_share(level, along, ink.T, dpi) >= CROSSED:
            streak = stroke
        if streak is None:
            rules.append(stroke)
        else:
            streaks.append(streak)
    return Strokes(tuple(rules), down.mask), tuple(streaks)


def _lies_on(stroke: Stroke, streak: Stroke, dpi: float) -> bool:
    """Whether a stroke is a piece of a streak."""
    inside = streak.start <= stroke.start and stroke.end <= streak.end
    return inside and abs(streak.at((stroke.start + stroke.end) / 2) - stroke.level) < TOUCH / 3 * dpi


def _dashed_streak(dash: Stroke, ink: Pixels, dpi: float) -> Stroke | None:
    """The streak over the whole page of which a stroke is a dash, if it is one."""
    height = ink.shape[0]
    if dash.end - dash.start < SHORTEST * dpi:
        return None
    size = max(3, round(dpi / 50))
    pieces = height // size
    window = max(2, round(WINDOW * dpi / size))
    along = np.arange(pieces * size)
    best: tuple[float, int, Stroke | None] = (0.0, 0, None)
    for lean in np.linspace(-LEANING, LEANING, 25):
        line = replace(dash, slope=dash.slope + float(lean))
        on, free = free_pieces(Level((line,), line.slope), along, ink.T, dpi, pieces, beside=0)
        windows = [slice(low, low + window) for low in range(0, pieces, window)]
        told = [(free[part].sum(), (on & free)[part].sum()) for part in windows]
        inked = [dashes >= DASHES * clear for clear, dashes in told if clear >= window / 4]
        if inked and any(inked[:2]) and any(inked[-2:]):
            whole = Stroke(0.0, float(height), line.at(height / 2), line.slope, solid=False)
            best = max(best, (sum(inked) / len(inked), int((on & free).sum()), whole), key=lambda found: found[:2])
    return best[2] if best[0] >= WHOLE else None


def has_sisters(stroke: Stroke, strokes: Sequence[Stroke], height: int, dpi: float) -> bool:
    """Whether other lines begin and end where this one does, clear of the sheet's edge."""
    near, edge = TOUCH * dpi, EDGE * height
    together = [
        other for other in strokes if abs(other.start - stroke.start) <= near and abs(other.end - stroke.end) <= near
    ]
    return len(together) > SISTERS and stroke.start > edge and stroke.end < height - edge


def without_streaks(image: PageImage, ink: Pixels, streaks: tuple[Stroke, ...]) -> PageImage:
    """Whiten the dashes of streaks where they are thin; where they cross a letter, its stroke is wider and stays.

    A dash is longer than a figure is high, or a piece of ink by itself no wider than the streak: a "1" is neither.
    What is whitened is kept in `erased`: a thin figure that a streak as thick covers goes with it.
    """
    reach = max(2, round(image.dpi / 80))
    widest = max(3, round(image.dpi / 60))
    gone = np.zeros_like(ink)
    wide = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, widest + 1), np.uint8))
    pieces = Pieces(ink)
    x, y, w, h = (pieces.stats[:, k].astype(np.float64) for k in range(4))
    for streak in streaks:
        rows = np.arange(max(0, int(streak.start)), min(ink.shape[0], int(streak.end) + 1))
        middle = np.array([round(streak.at(float(row))) for row in rows])
        beside = np.clip(middle + np.arange(-reach, reach + 1)[:, None], 0, ink.shape[1] - 1)
        printed = _printed_rows(ink, rows, middle, reach, image.dpi)
        before = np.concatenate([[0], np.cumsum(np.bincount(rows[printed], minlength=ink.shape[0]))])
        path = streak.level + streak.slope * (y + h / 2 - (streak.start + streak.end) / 2)
        alone = (x >= path - reach - 1) & (x + w <= path + reach + 2) & (y + h > streak.start) & (y < streak.end)
        alone[0] = False
        tall = np.flatnonzero(alone)
        top, foot = y[tall].astype(np.int_), (y + h)[tall].astype(np.int_)
        alone[tall] = before[foot] - before[top] < h[tall] / 2
        gone |= pieces.painted(alone)
        inked = np.asarray((ink[rows, beside] > 0).any(axis=0) * 255, np.uint8)[:, None]
        closed = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
        dash = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((round(DASH * image.dpi) | 1, 1), np.uint8))[:, 0] > 0
        for columns in beside:
            thin = dash & ~printed & (wide[rows, columns] == 0)
            gone[rows[thin], columns[thin]] = 255
    out = image.pixels.copy()
    np.putmask(out, gone > 0, paper_of(out))
    erased = cv2.bitwise_and(gone, ink)
    return replace(image, pixels=out, erased=erased, steps=(*image.steps, f"streaks off ({len(streaks)})"))


def _printed_rows(
    ink: Pixels, rows: NDArray[np.int_], middle: NDArray[np.int_], reach: int, dpi: float
) -> NDArray[np.bool_]:
    """Which rows of a streak hold print: for the height of a sign its ink is wider than it is on bare paper."""
    half = round(BARE * dpi)
    near = ink[rows, np.clip(middle + np.arange(-half, half + 1)[:, None], 0, ink.shape[1] - 1)] > 0
    from_middle = np.argsort(np.abs(np.arange(-reach, reach + 1)), kind="stable")
    start = half - reach + from_middle[near[half - reach : half + reach + 1][from_middle].argmax(axis=0)]
    steps, places = np.arange(half - reach)[:, None], np.arange(rows.size)
    sides = [np.cumprod(near[start + sign * steps, places], axis=0).sum(axis=0) for sign in (-1, 1)]
    width = np.maximum(sides[0] + sides[1] - 1, 0)
    lettered = np.asarray((near.sum(axis=0) > width) * 255, np.uint8)[:, None]
    bare = (width > 0) & (cv2.dilate(lettered, np.ones((half | 1, 1), np.uint8))[:, 0] == 0)
    if bare.sum() < BARE * dpi:
        return np.zeros(rows.size, bool)
    wider = np.asarray((width > np.quantile(width[bare], USUAL)) * 255, np.uint8)[:, None]
    least, most = (round(size * dpi) | 1 for size in SIGN)
    whole = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    kept = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((least, 1), np.uint8))
    longer = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((most, 1), np.uint8))
    return np.asarray(cv2.subtract(kept, longer)[:, 0] > 0)
