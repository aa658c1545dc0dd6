"""The scanner: rasterises printed sheets and wears them down by profile; deterministic by seed.

Profiles: clean (grey, straight), office (colour, seal, scribble, uneven light), poor (1-bit photocopy).
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2
from PIL import Image, TiffImagePlugin

from corpus import damage, marks
from corpus.sheets import ScannedPage, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Recipe:
    """How a document is scanned: resolution, wear (0 to 1), habits."""

    profile: str
    dpi: int
    wear: float
    quality: int
    colour: bool
    holes: bool
    stamped: bool
    initialled: bool = False
    across: float = 0.0
    """Height (share of the page) at which a seal over all leaves stands; 0 where there is none."""
    white: bool = False
    """Whether the scanner's driver clears the paper to white."""


def draw_recipe(rng: random.Random, profile: str) -> Recipe:
    """Draw how one document was scanned."""
    if profile == "clean":
        dpi = rng.choice((200, 200, 300))
        quality, white = rng.randrange(70, 88), rng.random() < 0.6
        return Recipe(profile, dpi, rng.uniform(0.0, 0.2), quality, False, False, False, white=white)
    if profile == "office":
        dpi = rng.choices((100, 150, 200, 300), (4, 14, 64, 18))[0]
        holes, stamped = rng.random() < 0.4, rng.random() < 0.3
        quality, initialled = rng.randrange(42, 78), rng.random() < 0.25
        wear, across = rng.uniform(0.2, 1.0), rng.uniform(0.3, 0.7) if rng.random() < 0.3 else 0.0
        return Recipe(profile, dpi, wear, quality, True, holes, stamped, initialled, across, rng.random() < 0.5)
    if profile == "poor":
        dpi = rng.choices((150, 200, 300, 400), (10, 62, 24, 4))[0]
        return Recipe(profile, dpi, rng.uniform(0.1, 0.8), 0, False, rng.random() < 0.3, rng.random() < 0.25)
    raise ValueError(f"profile {profile!r}: clean, office or poor")


def rasterise(pdf: bytes, pages: Sequence[int], dpi: int) -> list[Picture]:
    """Render pages (0-based) of a PDF as RGB pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = []
        for number in pages:
            bitmap = document[number].render(scale=dpi / 72, rev_byteorder=True)
            pictures.append(np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8))
        return pictures
    finally:
        document.close()


def scan_page(
    picture: Picture, back: Picture, sheet: Sheet, recipe: Recipe, seed: str, turn: int = 0, ring: str = ""
) -> ScannedPage:
    """Scan one page.

    Args:
        picture: The printed page, RGB at `recipe.dpi`.
        back: Another printed page that may shine through.
        sheet: What is printed: tells where seals go.
        recipe: How the document was scanned.
        seed: Names the page among all.
        turn: Degrees clockwise by which the picture is stored turned (0, 90, 180, 270).
        ring: Text of the document's seal, for the seal across its leaves.
    """
    rng = random.Random(seed)
    noise = np.random.default_rng(rng.getrandbits(64))
    scale = recipe.dpi / 72
    page = picture.copy()
    if sheet.first_of_document and recipe.stamped:
        marks.stamp_incoming(page, scale, rng, noise)
    for place in sheet.seals:
        marks.sign_and_seal(page, place, scale, rng, noise)
    if recipe.initialled and turn == 0:
        marks.initial(page, scale, rng)
    across = bool(recipe.across and ring and turn == 0 and not sheet.seals)
    if across:
        marks.seal_edge(page, ring, scale, recipe.across, rng, noise)
    marked = bool(sheet.seals or sheet.hands or across or (sheet.first_of_document and recipe.stamped))
    if recipe.profile == "poor":
        worn = _copied(page, back, recipe, rng, noise)
    else:
        worn = _scanned(page, back, recipe, rng, noise, marked)
    worn = np.ascontiguousarray(np.rot90(worn, k=-(turn // 90)))
    wide, high = (sheet.height, sheet.width) if turn in (90, 270) else (sheet.width, sheet.height)
    return _pack(worn, recipe, wide, high, turn)


def _scanned(
    page: Picture, back: Picture, recipe: Recipe, rng: random.Random, noise: np.random.Generator, marked: bool
) -> Picture:
    coloured = recipe.colour and (marked or rng.random() < 0.35)
    if not coloured:
        page = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        back = np.asarray(cv2.cvtColor(back, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if recipe.profile == "office" and rng.random() < 0.3:
        page = damage.bleed_through(page, back, rng.uniform(0.02, 0.09))
    if recipe.holes:
        damage.punch_holes(page, recipe.dpi / 72, rng)
    most = 0.15 if recipe.profile == "clean" else 0.7
    page = damage.skew(page, rng.uniform(-most, most), 250)
    page = damage.paper_and_light(page, noise, rng, recipe.wear)
    if recipe.white:
        page = damage.clear_paper(page, rng.randrange(222, 238))
    if recipe.profile == "office":
        damage.dust(page, noise, rng.randrange(0, int(4 + 30 * recipe.wear)))
    return page


def _copied(page: Picture, back: Picture, recipe: Recipe, rng: random.Random, noise: np.random.Generator) -> Picture:
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if rng.random() < 0.4:
        behind = np.asarray(cv2.cvtColor(back, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        grey = damage.bleed_through(grey, behind, rng.uniform(0.1, 0.34) * recipe.wear)
    if recipe.holes:
        damage.punch_holes(grey, recipe.dpi / 72, rng)
    grey = damage.skew(grey, rng.uniform(-1.2, 1.2), 255)
    bits = damage.photocopy(grey, noise, rng, recipe.wear)
    damage.black_edges(bits, noise, rng)
    damage.streaks(bits, rng)
    return bits


def _pack(page: Picture, recipe: Recipe, wide: float, high: float, turn: int) -> ScannedPage:
    height, width = page.shape[:2]
    if recipe.profile == "poor":
        data = _fax(page)
        return ScannedPage(data, width, height, 1, True, wide, high, turn)
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=recipe.quality, optimize=True)
    return ScannedPage(out.getvalue(), width, height, 8, page.ndim == 2, wide, high, turn)


def _fax(bits: Picture) -> bytes:
    """Pack black and white by CCITT group 4 (one strip of a TIFF file, taken out of it)."""
    image = Image.fromarray(bits).convert("1", dither=Image.Dither.NONE)
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    directory[278] = image.height
    directory[262] = 0
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4", tiffinfo=directory)
    out.seek(0)
    with TiffImagePlugin.TiffImageFile(out) as tiff:
        offsets, counts = tiff.tag_v2[273], tiff.tag_v2[279]
    if len(offsets) != 1:
        raise ValueError(f"the TIFF writer cut the page into {len(offsets)} strips")
    return out.getvalue()[offsets[0] : offsets[0] + counts[0]]
