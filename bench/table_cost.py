"""What tables cost: seconds of a table page beyond reading it as text, and an appendix of a hundred pages in one go.

    python -m bench.table_cost [--split dev] [--documents 4] [--profile office] [--pages 100]

The first part reads each page with a table twice, as it is read and as if it held text alone, and prints the seconds of
the processor that tables add. The second makes one appendix of many pages and prints seconds a page, seconds to join it
into one table with its tasks, rows found, and the memory of the process after a tenth of the pages and at the end.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from bench.tables import STYLES, drafts_with_tables, in_style
from corpus.blocks import TableBlock
from corpus.make import make_plan
from extractors.lexicon import load_lexicon
from extractors.tables import find_tables
from extractors.tasks import find_tasks
from pipeline.image.clean import clean_image
from pipeline.image.render import render_page
from pipeline.ocr.boldness import mark_bold
from pipeline.ocr.second_reading import witness_numbers
from pipeline.ocr.unread_ink import doubt_unread_ink
from pipeline.read_page import ReadSettings, choose_engine, choose_witness, read_page
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.blocks import Draft
    from models.page import Page

ROWS_A_PAGE = 16
"""More than stand on a page, so that enough pages come out."""


def read_as_text(pdf: Path, number: int) -> None:
    """Read a scanned page as if it held no table."""
    engine, _ = choose_engine("auto")
    witness = choose_witness(engine.name)
    image = clean_image(render_page(pdf, number))
    (lines,) = engine.read(image)
    if witness is not None:
        lines = witness_numbers(lines, image, engine.name, witness)
    doubt_unread_ink(image, mark_bold(lines, image))


def page_costs(split: str, documents: int, profile: str) -> list[tuple[float, float]]:
    """Seconds of the processor for each page with a table: as it is read, and as text alone."""
    costs: list[tuple[float, float]] = []
    styles = list(STYLES.values())
    with tempfile.TemporaryDirectory() as name:
        for n, (key, draft) in enumerate(drafts_with_tables(split, 3, documents)):
            made = make_plan(Path(name), in_style(draft, *styles[n % len(styles)]), f"{n:02d}", key, profile, split)
            for number in range(1, made.pages + 1):
                start = time.process_time()
                page = read_page(made.pdf, number, ReadSettings())
                middle = time.process_time()
                read_as_text(made.pdf, number)
                if page.grids:
                    costs.append((middle - start, time.process_time() - middle))
    return costs


def long_appendix(split: str, pages: int) -> tuple[str, Draft]:
    """A draft whose first table is made long: its own rows over and over, numbered on."""
    key, draft = next(iter(drafts_with_tables(split, 3, 1)))
    drawn = in_style(draft, "full", "wide")
    block = next(one for one in drawn.blocks if isinstance(one, TableBlock))
    heads = [row for row in block.rows if row.kind in ("header", "numbers")]
    own = [replace(row, merge=()) for row in block.rows if row.kind == "cell" and all(row.cells)]
    many = [
        replace(own[n % len(own)], cells=(str(n + 1), *own[n % len(own)].cells[1:])) for n in range(ROWS_A_PAGE * pages)
    ]
    long = replace(block, rows=(*heads, *many), split_rows=True)
    before = drawn.blocks[: drawn.blocks.index(block)]
    return key, replace(drawn, blocks=(*before, long))


def memory() -> float:
    """Most memory that the process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_appendix(split: str, pages: int, profile: str) -> str:
    """Read a long appendix in one process and tell what it took."""
    with tempfile.TemporaryDirectory() as name:
        key, draft = long_appendix(split, pages)
        made = make_plan(Path(name), draft, "long", key, profile, split)
        # The pictures of a hundred pages are made in this process too: what they took is none of the reader's.
        held: list[Page] = []
        start, early = time.process_time(), 0.0
        for number in range(1, made.pages + 1):
            held.append(read_page(made.pdf, number, ReadSettings()))
            early = memory() if number == max(1, made.pages // 10) else early
        read, late = time.process_time(), memory()
        transcript = transcribe(held)
        lexicon = load_lexicon()
        tables = find_tables(transcript, lexicon)
        tasks = find_tasks(tables, transcript, lexicon)
        joined, last = time.process_time(), memory()
    rows = max((cell.row for table in tables for cell in table.cells), default=0)
    return (
        f"{made.pages} pages: {(read - start) / made.pages:.2f} s a page, joined in {joined - read:.1f} s; "
        f"{len(tables)} tables, {rows} rows, {len(tasks)} tasks; "
        f"memory {early:.0f} MiB after a tenth, {late:.0f} after all pages, {last:.0f} joined"
    )


def main(arguments: Sequence[str]) -> None:
    """Print both costs."""
    parser = argparse.ArgumentParser(prog="python -m bench.table_cost", description=__doc__)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--profile", default="office")
    parser.add_argument("--pages", type=int, default=100)
    chosen = parser.parse_args(arguments)
    if chosen.documents:
        costs = page_costs(chosen.split, chosen.documents, chosen.profile)
        more = [whole - text for whole, text in costs]
        both = mean(whole for whole, _ in costs), mean(text for _, text in costs)
        sys.stdout.write(
            f"{len(costs)} table pages: {both[0]:.2f} s, as text {both[1]:.2f} s; "
            f"tables add {mean(more):.2f} s a page, {max(more):.2f} at most\n"
        )
        sys.stdout.flush()
    if chosen.pages:
        sys.stdout.write(read_appendix(chosen.split, chosen.pages, chosen.profile) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
