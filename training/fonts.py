"""The typefaces of training: every file is checked for full Vietnamese before use.

Debian packages: fonts-liberation2 fonts-freefont-ttf fonts-texgyre fonts-dejavu fonts-noto-core fonts-crosextra-
carlito fonts-roboto-unhinted fonts-lmodern fonts-ebgaramond fonts-inter fonts-noto-extra fonts-roboto-slab fonts-lato
fonts-yanone-kaffeesatz; faces of high contrast from npm packages (`training.web_faces`); held out, never trained on:
fonts-linuxlibertine fonts-sil-charis fonts-open-sans fonts-sil-gentium, and the four typefaces of the maker's held
split.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import ImageFont

from training.charset import CHARSET
from training.words import VIETNAMESE

WEB_FACES = Path(__file__).resolve().parents[1] / ".fonts"
ROOTS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts/opentype"), WEB_FACES)
PLAIN, SMALL = "Regular Bold Italic BoldItalic", "regular bold italic bolditalic"
WEIGHTS = "400-normal 700-normal 400-italic 700-italic"
# family: weight of its draw, file name, the four styles. Four tenths of the weight are Times-like, as the papers are.
TRAINED = {
    "Liberation Serif": (30, "LiberationSerif-{}.ttf", PLAIN),
    "TeX Gyre Termes": (16, "texgyretermes-{}.otf", SMALL),
    "FreeSerif": (13, "FreeSerif{}.ttf", ". Bold Italic BoldItalic"),
    "Liberation Sans": (7, "LiberationSans-{}.ttf", PLAIN),
    "TeX Gyre Heros": (3, "texgyreheros-{}.otf", SMALL),
    "TeX Gyre Heros Cn": (2, "texgyreheroscn-{}.otf", SMALL),
    "TeX Gyre Pagella": (3, "texgyrepagella-{}.otf", SMALL),
    "TeX Gyre Schola": (3, "texgyreschola-{}.otf", SMALL),
    "TeX Gyre Bonum": (2, "texgyrebonum-{}.otf", SMALL),
    "TeX Gyre Adventor": (2, "texgyreadventor-{}.otf", SMALL),
    "DejaVu Serif": (2, "DejaVuSerif{}.ttf", ". -Bold -Italic -BoldItalic"),
    "DejaVu Sans": (2, "DejaVuSans{}.ttf", ". -Bold -Oblique -BoldOblique"),
    "Noto Serif": (4, "NotoSerif-{}.ttf", PLAIN),
    "Noto Sans": (3, "NotoSans-{}.ttf", PLAIN),
    "Carlito": (4, "Carlito-{}.ttf", PLAIN),
    "Roboto": (2, "Roboto-{}.ttf", PLAIN),
    "Latin Modern Roman": (4, "lmroman10-{}.otf", SMALL),
    "EB Garamond": (2, "EBGaramond12-{}.otf", "Regular Regular Italic Italic"),
    "Inter": (2, "Inter-{}.otf", PLAIN),
    "Noto Serif Condensed": (2, "NotoSerif-Condensed{}.ttf", ". Bold Italic BoldItalic"),
    "Noto Serif Light": (2, "NotoSerif-{}.ttf", "Light SemiBold LightItalic SemiBoldItalic"),
    "Noto Serif ExtraLight": (1, "NotoSerif-{}.ttf", "ExtraLight Medium ExtraLightItalic MediumItalic"),
    "Noto Sans Condensed": (2, "NotoSans-Condensed{}.ttf", ". Bold Italic BoldItalic"),
    "Noto Sans ExtraCondensed": (1, "NotoSans-ExtraCondensed{}.ttf", ". Bold Italic BoldItalic"),
    "Lato": (1, "Lato-{}.ttf", PLAIN),
    "Lato Light": (1, "Lato-{}.ttf", "Light Semibold LightItalic SemiboldItalic"),
    "Roboto Slab": (1, "RobotoSlab-{}.otf", "Regular Bold Light Bold"),
    "Yanone Kaffeesatz": (1, "YanoneKaffeesatz-{}.otf", "Regular Bold Light SemiBold"),
    "Liberation Mono": (1, "LiberationMono-{}.ttf", PLAIN),
    # Thick stems, hair strokes: on a scan the hair is lost, and the letters are told by what is left.
    "Playfair Display": (4, "playfair-display-{}.ttf", WEIGHTS),
    "Playfair": (3, "playfair-{}.ttf", WEIGHTS),
    "Libre Bodoni": (4, "libre-bodoni-{}.ttf", WEIGHTS),
    "Old Standard": (3, "old-standard-tt-{}.ttf", "400-normal 700-normal 400-italic 400-italic"),
    "Cormorant": (2, "cormorant-{}.ttf", WEIGHTS),
    "Newsreader": (2, "newsreader-{}.ttf", WEIGHTS),
    "Spectral": (2, "spectral-{}.ttf", WEIGHTS),
    "Imbue": (2, "imbue-{}.ttf", "400-normal 700-normal 400-normal 700-normal"),
    "Prata": (2, "prata-{}.ttf", "400-normal 400-normal 400-normal 400-normal"),
    "Source Serif": (1, "source-serif-4-{}.ttf", WEIGHTS),
    "Bona Nova": (1, "bona-nova-{}.ttf", "400-normal 700-normal 400-italic 400-italic"),
    "Fraunces": (1, "fraunces-{}.ttf", WEIGHTS),
}
# Never trained on: the families that held lines are set in.
HELD = {
    "Linux Libertine": (4, "LinLibertine_{}.otf", "R RB RI RZI"),
    "Charis SIL": (4, "CharisSIL-{}.ttf", PLAIN),
    "Open Sans": (2, "OpenSans-{}.ttf", PLAIN),
    "Gentium": (2, "Gentium-{}.ttf", "R R I I"),
}


@dataclass(frozen=True)
class Family:
    """Four files of one typeface: regular, bold, italic, bold italic."""

    name: str
    weight: float
    files: tuple[Path, Path, Path, Path]


def needed_glyphs() -> set[str]:
    """Letters and digits that a file must hold.

    A missing sign (≥, ½) is left out of a line instead (see `has_glyph`).
    """
    return set(VIETNAMESE + VIETNAMESE.upper()) | {c for c in CHARSET if c.isascii() and c.isalnum()} | set("%/()-.,;:")


@lru_cache(maxsize=512)
def glyphs_of(path: Path) -> frozenset[int]:
    """Code points that the file draws."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def installed_families(held: bool = False) -> list[Family]:
    """The families that are installed and cover Vietnamese; a machine with fewer trains on fewer."""
    by_name = {
        path.name: path for root in ROOTS for pattern in ("*.ttf", "*.otf") for path in sorted(root.rglob(pattern))
    }
    # fonts-liberation 1.07 lacks 93 Vietnamese glyphs under the same file names: version 2 lives in its own folder.
    by_name |= {path.name: path for path in by_name.values() if "liberation2" in path.parts}
    by_name |= {path.name: path for root in ROOTS for path in sorted(root.rglob("liberation2/*.ttf"))}
    needed = {ord(character) for character in needed_glyphs()}
    families = []
    for name, (weight, pattern, styles) in (HELD if held else TRAINED).items():
        files = [pattern.format(style.replace(".", "")) for style in styles.split()]
        found = [by_name[file] for file in files if file in by_name and needed <= glyphs_of(by_name[file])]
        if len(found) == 4:
            families.append(Family(name, weight, (found[0], found[1], found[2], found[3])))
    if not families:
        raise RuntimeError("no typeface with full Vietnamese is installed: apt-get install fonts-liberation2")
    return families


@lru_cache(maxsize=1024)
def opened(path: Path, em_px: int) -> ImageFont.FreeTypeFont:
    """The file at a size of `em_px` pixels an em."""
    return ImageFont.truetype(str(path), em_px, layout_engine=ImageFont.Layout.BASIC)
