"""Pages of every kind that triage meets, each with the verdict that is right: printed, legacy, false and scanned ones.

Digital layers come from the maker in its many typefaces; scans carry OCR layers that are true, faulty, cut short, of
another page or none, stray letters and stamps of signing programs. Words of the train and dev splits alone.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import pypdfium2
from PIL import Image

from corpus import fonts, layers, scanner
from corpus.author import write_plan
from corpus.pdf import write_pdf
from corpus.press import draw_look, print_sheets
from corpus.sheets import PrintedWord, Sheet

if TYPE_CHECKING:
    from corpus.sheets import ScannedPage

Verdict = Literal["text_layer", "ocr", "blank"]
Over = Callable[[random.Random, Sheet, int], list[PrintedWord]]
Draw = Callable[[random.Random, int], bytes]
PLANS, SHEETS = 24, 3
"""How many plans the pages come from, and how many sheets of each."""
GLANCE_DPI = 130
"""Resolution of the scans: triage looks at 50 dpi, so finer ones cost time alone."""


@dataclass(frozen=True)
class Kind:
    """One kind of page: how it is drawn, what triage must say of it (any of these), how many of 300 are such."""

    draw: Draw
    right: tuple[Verdict, ...]
    share: int


@lru_cache(maxsize=PLANS)
def sheets_of(plan: int) -> tuple[Sheet, ...]:
    """Some sheets of a made plan that hold text enough to judge."""
    split = "train" if plan % 2 else "dev"
    key = f"triage/{plan}"
    rng = random.Random(key)
    sheets = print_sheets(write_plan(key, split=split).blocks, draw_look(rng, split))
    full = [sheet for sheet in sheets if len(sheet.words) > 60]
    return tuple(rng.sample(full, min(SHEETS, len(full))))


def a_sheet(rng: random.Random, index: int) -> Sheet:
    """Any sheet of the plans from which page `index` may come."""
    return rng.choice(sheets_of(rng.choice(plans_for(index))))


def plans_for(index: int) -> range:
    """Numbers of the plans from which page `index` may come: each thousand of pages has its own."""
    first = index - index % 1000
    return range(first, first + PLANS)


@lru_cache(maxsize=PLANS)
def scan_of(plan: int) -> tuple[Sheet, ScannedPage]:
    """A sheet and its scan, worn as office scans and photocopies are."""
    rng = random.Random(f"scan/{plan}")
    sheet = sheets_of(plan)[0]
    recipe = replace(scanner.draw_recipe(rng, rng.choice(("clean", "office", "poor"))), dpi=GLANCE_DPI)
    (picture,) = scanner.rasterise(write_pdf([sheet], rng), [0], recipe.dpi)
    return sheet, scanner.scan_page(picture, picture, sheet, recipe, f"scan/{plan}")


def printed(rng: random.Random, index: int) -> bytes:
    """A page as a word processor prints it."""
    return write_pdf([a_sheet(rng, index)], rng)


def printed_and_signed(rng: random.Random, index: int) -> bytes:
    """The same with the stamp of a digital signature at its top right."""
    sheet = a_sheet(rng, index)
    return write_pdf([replace(sheet, words=[*sheet.words, *stamp(rng, sheet, index)])], rng)


def legacy(layer: str) -> Draw:
    """A page in fonts from before Unicode, under their names."""

    def draw(rng: random.Random, index: int) -> bytes:
        sheet = a_sheet(rng, index)
        return write_pdf([layers.set_capitals(sheet) if layer == "tcvn3" else sheet], rng, layer=layer)

    return draw


def nameless(rng: random.Random, index: int) -> bytes:
    """Codes of TCVN3 or VNI under the name of a Unicode font: nothing tells how to decode them."""
    encode = rng.choice((layers.to_tcvn3, layers.to_vni))
    sheet = a_sheet(rng, index)
    words = [replace(word, text="".join(map(encode, word.text))) for word in sheet.words]
    return write_pdf([replace(sheet, words=words)], rng)


def false_map(layer: str) -> Draw:
    """A page whose codes lead to other letters, or to none."""
    return lambda rng, index: write_pdf([a_sheet(rng, index)], rng, layer=layer)


def bold_shifted(rng: random.Random, index: int) -> bytes:
    """A page of which the bold face alone leads to other letters: its headings would be garbled."""
    while True:
        sheet = a_sheet(rng, index)
        bold = [word for word in sheet.words if word.face.endswith(("/1", "/3"))]
        family = sheet.words[0].face.split("/")[0]
        if sum(len(word.text) for word in bold) > 40 and family != "Gentium":
            return write_pdf([sheet], rng, layer="shifted", false_fonts="Bold")


def figures(rng: random.Random, index: int) -> bytes:
    """A table of nothing but numbers."""
    face = fonts.face(fonts.DEFAULT, bold=False, italic=False)
    words = []
    for row in range(rng.randrange(10, 30)):
        for column in range(5):
            share, sum_ = rng.randrange(1, 999), rng.randrange(1_000, 99_000)
            text = rng.choice((f"{share / 10:.1f}%".replace(".", ","), f"{sum_:,}".replace(",", ".")))
            x, y = 90 + 85 * column, 90 + 22 * row
            words.append(PrintedWord(text, x, y, x + fonts.width(text, face, 12), face, 12))
    return write_pdf([Sheet(595.28, 841.89, words=words)], rng)


def empty(rng: random.Random, index: int) -> bytes:
    """Nothing, or a page number alone."""
    return write_pdf([Sheet(595.28, 841.89)], rng)


def scanned(words: Over | None = None, *, seen: bool = False) -> Draw:
    """A scan, and what a program laid over it: unseen, or to be seen."""

    def draw(rng: random.Random, index: int) -> bytes:
        sheet, page = scan_of(plans_for(index)[index % PLANS])
        over = {0: words(rng, sheet, index) if words else []}
        return write_pdf([page], rng, hidden={} if seen else over, shown=over if seen else {})

    return draw


def exact(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """A layer without a fault, laid as exactly as OCR programs do."""
    dx, dy = rng.uniform(-2, 2), rng.uniform(-2, 2)
    return [replace(word, x=word.x + dx, y=word.y + dy) for word in sheet.words]


def stray(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """One or two letters somewhere."""
    word = rng.choice(sheet.words)
    return [replace(word, text=rng.choice("xIl1.§a")), replace(word, text="o", y=30.0)][: rng.randrange(1, 3)]


def faulty(least: float, most: float) -> Over:
    """A layer in which so many words are misread, into what is no syllable or into another one."""

    def words(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
        share = rng.uniform(least, most)
        return [replace(word, text=misread(word.text, rng)) if rng.random() < share else word for word in sheet.words]

    return words


def misread(text: str, rng: random.Random) -> str:
    """A word as a weak reader has it: one or two letters are others."""
    letters = list(text)
    for _ in range(rng.randrange(1, 3)):
        k = rng.randrange(len(letters))
        letters[k] = rng.choice("aeiounmrtlchédôuI1l.,O")
    return "".join(letters)


def toneless(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """A layer by a reader that knows no Vietnamese: all marks are lost."""
    return [replace(word, text=layers.without_marks(word.text)) for word in sheet.words]


def gappy(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """A true layer that lacks a fifth of the lines or more."""
    rows = sorted({word.y for word in sheet.words})
    start = rng.randrange(len(rows))
    lost = {rows[(start + k) % len(rows)] for k in range(round(len(rows) * rng.uniform(0.2, 0.5)))}
    return [word for word in sheet.words if word.y not in lost]


def of_another_page(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """The true layer of another page."""
    others = [other for plan in plans_for(index) for other in sheets_of(plan)[:1] if other is not sheet]
    return list(rng.choice(others).words)


def stamp(rng: random.Random, sheet: Sheet, index: int) -> list[PrintedWord]:
    """Lines in 10 pt or less that a signing program puts at the top right."""
    date = f"{rng.randrange(1, 29):02d}.{rng.randrange(1, 13):02d}.20{rng.randrange(17, 25)}"
    clock = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d} +07:00"
    lines = rng.choice(
        (
            ["Ký bởi: Ủy ban nhân dân huyện", "Email: vanthu@example.vn", f"Thời gian ký: {date} {clock}"],
            ["Người ký: Văn phòng Ủy ban nhân dân", f"Ngày ký: {date} {clock}"],
            ["Cổng thông tin điện tử", date, clock],
            [f"Thời gian ký: {date} {clock}"],
            ["Digitally signed by UBND huyện", f"Date: {date} {clock}"],
        )
    )
    face, size = fonts.face(fonts.DEFAULT, bold=False, italic=False), rng.choice((7.0, 9.0, 10.0))
    words = []
    for k, line in enumerate(lines):
        x = sheet.width - 190
        for text in line.split():
            end = x + fonts.width(text, face, size)
            words.append(PrintedWord(text, x, 24 + (size + 1.5) * k, end, face, size))
            x = end + size / 4
    return words


def half_scanned(rng: random.Random, index: int) -> bytes:
    """A printed page on whose lower half a picture of text is pasted."""
    full = [sheet for plan in plans_for(index) for sheet in sheets_of(plan) if _lines_below(sheet) > 6]
    sheet = full[index % len(full)]
    middle = sheet.height / 2
    whole = write_pdf([sheet], rng)
    (picture,) = scanner.rasterise(whole, [0], GLANCE_DPI)
    lower = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture[picture.shape[0] // 2 :])).save(lower, "JPEG", quality=80)
    upper = replace(
        sheet,
        words=[word for word in sheet.words if word.y < middle],
        rules=[rule for rule in sheet.rules if max(rule.y0, rule.y1) < middle],
        hands=[], seals=[],
    )  # fmt: skip
    document = pypdfium2.PdfDocument(write_pdf([upper], rng))
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(lower, inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(sheet.width, middle))
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _lines_below(sheet: Sheet) -> int:
    return len({word.y for word in sheet.words if word.y > sheet.height / 2})


TRUE: tuple[Verdict, ...] = ("text_layer",)
FALSE: tuple[Verdict, ...] = ("ocr",)
KINDS: dict[str, Kind] = {
    "printed": Kind(printed, TRUE, 50),
    "printed and signed": Kind(printed_and_signed, TRUE, 12),
    "figures alone": Kind(figures, TRUE, 6),
    "TCVN3 by its font": Kind(legacy("tcvn3"), TRUE, 20),
    "VNI by its font": Kind(legacy("vni"), TRUE, 20),
    "scan, true layer": Kind(scanned(exact), TRUE, 28),
    "scan, layer with a slip": Kind(scanned(faulty(0.0, 0.01)), TRUE, 12),
    "blank": Kind(empty, ("blank",), 4),
    "legacy codes, no name": Kind(nameless, FALSE, 10),
    "no map (cid:)": Kind(false_map("cid"), FALSE, 12),
    "shifted letters": Kind(false_map("shifted"), FALSE, 14),
    "one face shifted": Kind(bold_shifted, FALSE, 10),
    "scan, no layer": Kind(scanned(), FALSE, 20),
    "scan, stray letter": Kind(scanned(stray), FALSE, 14),
    "scan, stamp unseen": Kind(scanned(stamp), FALSE, 8),
    "scan, stamp seen": Kind(scanned(stamp, seen=True), FALSE, 12),
    "scan, poor layer": Kind(scanned(faulty(0.05, 0.4)), FALSE, 20),
    "scan, toneless layer": Kind(scanned(toneless), FALSE, 6),
    "scan, layer with gaps": Kind(scanned(gappy), FALSE, 10),
    "scan, layer of another page": Kind(scanned(of_another_page), FALSE, 4),
    "half printed, half scanned": Kind(half_scanned, FALSE, 8),
}


def make_pages(count: int, seed: int) -> list[tuple[str, bytes]]:
    """Make about `count` pages, at least one of each kind: (name of the kind, PDF of one page)."""
    pages = []
    for name, kind in KINDS.items():
        for index in range(max(1, round(kind.share * count / 300))):
            pages.append((name, kind.draw(random.Random(f"{seed}/{name}/{index}"), 1000 * seed + index)))
    return pages
