"""Typefaces with full Vietnamese, registered with reportlab on first use.

Liberation Serif (Debian package fonts-liberation2) must be there; a family that is not installed is replaced by it, so
a machine with fewer fonts prints with less variety.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
DEFAULT = "Liberation Serif"
_PLAIN = ("Regular", "Bold", "Italic", "BoldItalic")
FAMILIES: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    DEFAULT: ("LiberationSerif-{}.ttf", _PLAIN),
    "Tinos": ("Tinos-{}.ttf", _PLAIN),
    "FreeSerif": ("FreeSerif{}.ttf", ("", "Bold", "Italic", "BoldItalic")),
    "Liberation Sans": ("LiberationSans-{}.ttf", _PLAIN),
    "Noto Serif": ("NotoSerif-{}.ttf", _PLAIN),
    "DejaVu Serif": ("DejaVuSerif{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic")),
    "Carlito": ("Carlito-{}.ttf", _PLAIN),
    "Roboto": ("Roboto-{}.ttf", _PLAIN),
    "Noto Sans": ("NotoSans-{}.ttf", _PLAIN),
    "Charis SIL": ("CharisSIL-{}.ttf", _PLAIN),
    "Open Sans": ("OpenSans-{}.ttf", _PLAIN),
    "Gentium": ("Gentium-{}.ttf", ("R", "R", "I", "I")),
    "Noto Serif Display": ("NotoSerifDisplay-{}.ttf", _PLAIN),
    "FreeSans": ("FreeSans{}.ttf", ("", "Bold", "Oblique", "BoldOblique")),
    "DejaVu Serif Condensed": ("DejaVuSerifCondensed{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic")),
    "Roboto Condensed": ("RobotoCondensed-{}.ttf", _PLAIN),
    "Doulos SIL": (
        "{}.ttf",
        ("DoulosSIL-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"),
    ),
    "Andika": ("Andika-{}.ttf", _PLAIN),
}
WEIGHTS: dict[str, dict[str, int]] = {
    "train": {DEFAULT: 60, "FreeSerif": 14, "Liberation Sans": 8, "Noto Serif": 6, "Roboto": 4, "DejaVu Serif": 4},
    "dev": {
        DEFAULT: 58,
        "Tinos": 10,
        "FreeSerif": 12,
        "Liberation Sans": 6,
        "Carlito": 6,
        "Noto Sans": 4,
        "Noto Serif": 4,
    },
    "open": {DEFAULT: 50, "Charis SIL": 20, "Open Sans": 15, "Gentium": 15},
    "opened": {
        DEFAULT: 50,
        "FreeSans": 14,
        "Noto Serif Display": 14,
        "DejaVu Serif Condensed": 12,
        "Roboto Condensed": 10,
    },
    "held": {
        "Doulos SIL": 46,
        DEFAULT: 24,
        "Open Sans": 9,
        "Andika": 8,
        "Charis SIL": 6,
        "DejaVu Serif Condensed": 4,
        "Noto Serif Display": 3,
    },
}
"""How often a split prints with a family. Doulos SIL, a Times, has no bold: its plain words alone are its own."""
_NEEDED = "ỦỰẶẪĐƯƠủựặẫđươ"


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in ROOTS:
        for path in sorted(root.rglob("*.ttf")):
            if path.name not in found or "liberation2" in path.parts:
                found[path.name] = path
    return found


def _register(name: str, file: str) -> bool:
    path = _files().get(file)
    if path is None:
        return False
    try:
        font = TTFont(name, str(path))
    except TTFError:
        return False
    if any(ord(char) not in font.face.charToGlyph for char in _NEEDED):
        return False
    pdfmetrics.registerFont(font)
    return True


@lru_cache(maxsize=32)
def installed(family: str) -> bool:
    """Register the four faces of a family; False where one is missing or lacks Vietnamese letters."""
    pattern, styles = FAMILIES[family]
    return all(_register(f"{family}/{index}", pattern.format(style)) for index, style in enumerate(styles))


def face(family: str, bold: bool, italic: bool) -> str:
    """Return the registered name of a face, of the default family where this one is not installed.

    Raises:
        RuntimeError: not even the default family is installed.
    """
    if not installed(family):
        family = DEFAULT
        if not installed(DEFAULT):
            raise RuntimeError("Liberation Serif is missing: apt-get install fonts-liberation2")
    return f"{family}/{(1 if bold else 0) + (2 if italic else 0)}"


@lru_cache(maxsize=50_000)
def face_for(text: str, family: str, bold: bool, italic: bool) -> str:
    """Return the face for a word: the default family's where a glyph is lacking ("≥"), as word processors do."""
    chosen = face(family, bold, italic)
    glyphs = pdfmetrics.getFont(chosen).face.charToGlyph
    return chosen if all(ord(char) in glyphs for char in text) else face(DEFAULT, bold, italic)


def font_path(family: str, bold: bool = False) -> Path:
    """Return the file of a face, for drawing in pictures."""
    if not installed(family):
        family = DEFAULT
    pattern, styles = FAMILIES[family]
    return _files()[pattern.format(styles[1 if bold else 0])]


@lru_cache(maxsize=200_000)
def width(text: str, face_name: str, size: float) -> float:
    """Width of a text in points."""
    return float(pdfmetrics.stringWidth(text, face_name, size))
