"""Prints one line: text and a typeface in, a sheet of ink out, with its neighbours, rules and underline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training.fonts import Family, glyphs_of, opened

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

ABOVE_EM, BELOW_EM = 1.9, 1.2  # the sheet reaches so far from the baseline, wider than any crop
STYLES = (0, 1, 2, 3)  # regular, bold, italic, bold italic
STYLE_WEIGHTS = (60, 20, 14, 6)


@dataclass(frozen=True)
class Sheet:
    """One printed line. All lengths in px of the sheet."""

    ink: NDArray[np.uint8]  # H × W, 0 paper to 255 ink
    em: int
    baseline: float
    left: float
    right: float


def drawn_text(text: str, font_path_glyphs: frozenset[int]) -> str:
    """The text without the signs that the typeface lacks."""
    return " ".join("".join(c for c in text if c == " " or ord(c) in font_path_glyphs).split())


def word_steps(text: str, font: ImageFont.FreeTypeFont, em: int, rng: random.Random) -> list[tuple[str, float]]:
    """Pieces of the line with their left edges in px: words of justified lines, letters of tracked ones."""
    tracking = rng.choice((0.0,) * 27 + (0.02, 0.05, 0.1, -0.015)) * em
    space = font.getlength(" ") * (1.0 if rng.random() < 0.4 else rng.uniform(0.8, 1.9 if rng.random() < 0.8 else 3.0))
    steps, x = [], 0.0
    words = text.split(" ")
    # Room left for the hand (a number, a day), or two columns in one line: still one space in the text.
    wide = {rng.randrange(len(words)) for _ in range(rng.randint(1, 2))} if rng.random() < 0.08 else set()
    for number, word in enumerate(words):
        if tracking:
            for letter in word:
                steps.append((letter, x))
                x += font.getlength(letter) + tracking
        else:
            steps.append((word, x))
            x += font.getlength(word)
        x += space + (em * rng.uniform(1.0, 9.0) if number in wide and number < len(words) - 1 else 0.0)
    return [*steps, ("", x - space)]


def draw_rules(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    em: int,
    baseline: float,
    text_box: tuple[float, float],
    rng: random.Random,
) -> None:
    """Underlines and the rules of tables at the edges of the line."""
    width, height = size
    thick = max(1, round(em * rng.uniform(0.015, 0.07)))
    left, right = text_box
    if rng.random() < 0.035:
        y = baseline + em * rng.uniform(0.08, 0.2)
        draw.line((left, y, right, y), fill=255, width=thick)
    if rng.random() < 0.11:
        for x in (left - em * rng.uniform(0.1, 0.7), right + em * rng.uniform(0.1, 0.7)):
            if rng.random() < 0.75:
                draw.line((x, 0, x, height), fill=255, width=thick)
    if rng.random() < 0.09:
        for y in (baseline - em * rng.uniform(0.86, 1.2), baseline + em * rng.uniform(0.24, 0.42)):
            if rng.random() < 0.6:
                draw.line((0, y, width, y), fill=255, width=thick)


def draw_pen(draw: ImageDraw.ImageDraw, size: tuple[int, int], em: int, baseline: float, rng: random.Random) -> None:
    """A stroke of a pen or the ring of a seal over the line.

    In full ink, the sheet's tone decides how dark it shows.
    """
    width, _height = size
    thick = max(1, round(em * rng.uniform(0.03, 0.1)))
    x = rng.uniform(0, width)
    if rng.random() < 0.5:
        radius = em * rng.uniform(2.0, 6.0)
        y = baseline + rng.uniform(-radius, radius)
        for ring in (radius, radius * 0.93) if rng.random() < 0.5 else (radius,):
            draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=255, width=thick)
        return
    points = [(x, baseline - em * rng.uniform(-0.4, 1.2))]
    for _ in range(rng.randint(2, 9)):
        points.append((points[-1][0] + em * rng.uniform(-0.7, 1.5), baseline - em * rng.uniform(-0.5, 1.4)))
    draw.line(points, fill=255, width=thick, joint="curve")


def print_line(
    text: str, neighbours: tuple[str, str], family: Family, em: int, rng: random.Random
) -> tuple[Sheet, str, NDArray[np.uint8] | None]:
    """Prints the line; gives the sheet, the text as drawn, and the ink of a pen or a seal over it, if any."""
    style = rng.choices(STYLES, STYLE_WEIGHTS)[0]
    font = opened(family.files[style], em)
    glyphs = glyphs_of(family.files[style])
    text = drawn_text(text, glyphs)
    steps = word_steps(text, font, em, rng)
    length = steps[-1][1]
    margin = em * (0.3 + (rng.uniform(0.0, 0.5) if rng.random() < 0.7 else rng.uniform(0.5, 2.5)))
    width, height = int(length + 2 * margin + 0.6 * em) + 2, int((ABOVE_EM + BELOW_EM) * em)
    baseline, left = ABOVE_EM * em, margin + 0.3 * em
    image = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(image)
    for piece, x in steps:
        if piece.strip():
            draw.text((left + x, baseline), piece, font=font, fill=255, anchor="ls")
    for near, sign in zip(neighbours, (-1, 1), strict=True):
        if near and rng.random() < 0.7:
            spacing = em * rng.uniform(1.12, 1.7)
            draw.text(
                (left + em * rng.uniform(-6, 3), baseline + sign * spacing),
                drawn_text(near, glyphs),
                font=font,
                fill=255,
                anchor="ls",
            )
    draw_rules(draw, (width, height), em, baseline, (left, left + length), rng)
    pen = None
    if rng.random() < 0.07:
        over = Image.new("L", (width, height), 0)
        draw_pen(ImageDraw.Draw(over), (width, height), em, baseline, rng)
        pen = np.asarray(over)
    return Sheet(np.asarray(image), em, baseline, left, left + length), text, pen
