"""Cleaning the picture of a page only as far as the page needs; every step is chosen by a measure and written down.

Measured on simulated and real scans at 200 dpi: deskew pays on poor copies, taking red ink away on colour scans; local
thresholds hurt everywhere, and so does taking specks away: a worn copy's dots, marks and thin strokes are specks, and
the net has learned to read among them. So neither is here (docs/evaluation.md; rules alone are found without specks).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from models.source import Doubt
from pipeline.image.ink import ink_of, paper_of
from pipeline.image.orientation import find_axis, find_upright, text_ink
from pipeline.image.pale import deepen_pale_print

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.page import PageImage

    Pixels = NDArray[np.uint8]

SMALLEST_SKEW = 0.1
"""Degrees; over a text line of 16 cm this is a quarter of a millimetre."""

RED_SHARE = 0.0004
"""A seal of 3.5 cm covers a hundredth of the sheet; a twenty-fifth of that already hides a word."""


def clean_image(image: PageImage, *, deepen: bool = True, other_way: bool = False) -> PageImage:
    """Turn a page upright, straighten it and take away what is not print.

    Args:
        image: a page as rendered.
        deepen: whether pale marks may be print; what shows through the paper is none.
        other_way: whether the page is to stand on the head that the shape of its ink tells.

    Returns:
        A grey picture; `turn`, `skew` and `steps` say what was done, `doubts` what could not be told.
    """
    image = remove_red_ink(image)
    image = even_light(image)
    image = deepen_pale_print(image) if deepen else image
    image = remove_black_edges(image)
    image, skew = turn_upright(image, other_way=other_way)
    image = straighten(image, skew)
    return remove_punch_holes(image)


def _grey(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def remove_red_ink(image: PageImage) -> PageImage:
    """Make a picture grey; where red ink (a seal) lies, keep only what is dark in the red channel too.

    Red ink on white paper is as light in the red channel as the paper; black print under it is not. The red channel
    is stretched inside the seal from the black of the page to the seal's own brightness, so that the seal vanishes.
    """
    if image.pixels.ndim == 2:
        return image
    pixels = image.pixels
    grey = _grey(pixels)
    red, green, blue = cv2.split(pixels)
    redness = cv2.subtract(red, cv2.max(green, blue))
    mask = (redness > 40).view(np.uint8)
    share = cv2.countNonZero(mask) / mask.size
    if share < RED_SHARE:
        return replace(image, pixels=grey, steps=(*image.steps, "grey"))
    reach = max(3, round(image.dpi / 40)) | 1
    # JPEG spreads colour over neighbouring pixels: the pale fringe of a seal belongs to it.
    near = cv2.dilate(mask, np.ones((reach, reach), np.uint8)).astype(bool) & (redness > 8)
    light = float(np.percentile(red[mask.astype(bool)], 30))
    dark = float(np.percentile(grey, 0.5))
    stretched = np.clip((red.astype(np.int16) - dark) * 255.0 / max(light - dark, 40.0), 0, 255).astype(np.uint8)
    out = np.where(near, np.maximum(stretched, grey), grey)
    return replace(image, pixels=out, steps=(*image.steps, "grey", f"red ink off ({share:.2%})"))


def even_light(image: PageImage) -> PageImage:
    """Divide by the paper's brightness where the paper is unevenly lit (a shadow along the fold)."""
    small = cv2.resize(image.pixels, None, fx=1 / 16, fy=1 / 16, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 16:
        return image
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(paper, 5)
    inner = paper[4:-4, 4:-4]
    low, high = np.percentile(inner, (5, 95))
    if high - low < 60 or low < 60:
        return image
    height, width = image.pixels.shape[:2]
    full = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 40)
    out = np.clip(image.pixels.astype(np.float32) * (245.0 / full), 0, 255).astype(np.uint8)
    return replace(image, pixels=out, steps=(*image.steps, f"light evened ({low:.0f} to {high:.0f})"))


def _blobs(ink: Pixels, dpi: float, millimetres: float) -> Pixels:
    """Solid ink at least this thick, on a picture reduced to about 50 dpi."""
    small = cv2.resize(ink, None, fx=50.0 / dpi, fy=50.0 / dpi, interpolation=cv2.INTER_AREA)
    solid = (small > 170).astype(np.uint8)
    size = max(2, round(millimetres / 25.4 * 50))
    return np.asarray(cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), dtype=np.uint8)


def _paint_white(image: PageImage, mask: Pixels, step: str) -> PageImage:
    """Paint the paper's brightness where the (reduced) mask is set."""
    height, width = image.pixels.shape[:2]
    grown = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    full = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST)
    out = image.pixels.copy()
    np.putmask(out, full.view(np.bool_), paper_of(out))
    return replace(image, pixels=out, steps=(*image.steps, step))


def remove_black_edges(image: PageImage) -> PageImage:
    """Whiten solid black that touches the sheet's border: what a photocopier sees beyond the paper."""
    solid = _blobs(ink_of(image.pixels).mask, image.dpi, 2.0)
    if not solid.any():
        return image
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    height, width = solid.shape
    mask = np.zeros_like(solid)
    for k in range(1, count):
        x, y, w, h, _area = stats[k]
        if x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1:
            mask[labels == k] = 1
    share = float(mask.mean())
    if not mask.any() or share > 0.4:
        return image
    return _paint_white(image, mask, f"black edges off ({share:.2%})")


def remove_punch_holes(image: PageImage) -> PageImage:
    """Whiten solid round spots of 4 to 9 mm in the margins: holes for a binder."""
    solid = _blobs(ink_of(image.pixels).mask, image.dpi, 2.5)
    if not solid.any():
        return image
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    height, width = solid.shape
    margin = 25.0 / 25.4 * 50
    mask = np.zeros_like(solid)
    holes = 0
    for k in range(1, count):
        x, y, w, h, area = stats[k]
        size = max(w, h) / 50 * 25.4
        round_enough = 0.7 < w / h < 1.43 and area > 0.6 * w * h
        in_margin = x + w < margin or y + h < margin or x > width - margin or y > height - margin
        if 2.5 <= size <= 9.5 and round_enough and in_margin:
            mask[labels == k] = 1
            holes += 1
    if not holes:
        return image
    return _paint_white(image, cv2.dilate(mask, np.ones((3, 3), np.uint8)), f"punch holes off ({holes})")


def turn_upright(image: PageImage, *, other_way: bool = False) -> tuple[PageImage, float]:
    """Turn by quarters so that text runs from left to right; a doubt says where the page did not tell.

    `other_way`: turn it on the other head, since the first read as noise; that settles the doubt.

    Returns the page and the degrees that still level its lines.
    """
    text = text_ink(ink_of(image.pixels).mask, image.dpi)
    pixels = image.pixels
    turn = 0
    if find_axis(text) == "vertical":
        pixels, text, turn = np.rot90(pixels, -1), np.rot90(text, -1), 90
    upright = find_upright(np.ascontiguousarray(text), np.ascontiguousarray(pixels), image.dpi)
    doubts = image.doubts
    if upright.doubt and not other_way:
        doubts = (*doubts, Doubt(code="orientation_unsure", detail=upright.doubt))
    if upright.upside_down != other_way:
        pixels, turn = np.rot90(pixels, 2), turn + 180
    if not turn:
        return replace(image, doubts=doubts), upright.skew
    total: Literal[0, 90, 180, 270] = (image.turn + turn) % 360  # type: ignore[assignment]
    turned = replace(
        image,
        pixels=np.ascontiguousarray(pixels),
        turn=total,
        steps=(*image.steps, f"turned {turn}"),
        doubts=doubts,
    )
    return turned, upright.skew


def straighten(image: PageImage, angle: float) -> PageImage:
    """Rotate about the middle, by degrees counter-clockwise, so that lines of text run level."""
    if abs(angle) < SMALLEST_SKEW:
        return image
    height, width = image.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    paper = int(np.percentile(image.pixels[::8, ::8], 75))
    pixels = cv2.warpAffine(
        image.pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    )
    return replace(
        image,
        pixels=np.asarray(pixels, dtype=np.uint8),
        skew=image.skew + angle,
        steps=(*image.steps, f"deskew {angle:+.2f}"),
    )
