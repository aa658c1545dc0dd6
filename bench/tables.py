"""How well tables are read, by the way they are drawn: made plans printed in each style, scored against the print.

    python -m bench.tables [--split dev] [--count 4] [--profile digital office] [--style none outer …] [--show]

A line for each style and profile: tables, rows found, cells right (strictly and nine tenths alike), GriTS-Con, TEDS,
rows parted or joined rightly at page breaks, and seconds a page spent on reading. `--show` lists the rows that were not
read (never for the held split, which is for totals alone).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from grits import html_to_grids, hungarian_grits_con
from rapidfuzz import fuzz
from table_recognition_metric import TEDS

from bench.table_truth import broken_rows, printed_table, rows_of, table_boxes, to_html
from corpus.author import write_plan
from corpus.blocks import NewPages, TableBlock
from corpus.make import make_plan
from extractors.lexicon import load_lexicon
from extractors.tables import find_tables
from pipeline.read_page import ReadSettings, read_page
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.blocks import Block, Draft, GroupStyle, RuleStyle
    from corpus.make import MadePlan
    from models.table import Table

STYLES: dict[str, tuple[RuleStyle, GroupStyle]] = {
    "full": ("full", "wide"),
    "full split": ("full", "split"),
    "full outside": ("full", "outside"),
    "dotted": ("dotted", "split"),
    "open sides": ("open", "split"),
    "columns": ("columns", "split"),
    "horizontal": ("horizontal", "split"),
    "outer": ("outer", "wide"),
    "none": ("none", "split"),
    "none wide": ("none", "wide"),
}
"""Name -> how rules are drawn, and in which form groups stand."""
ALIKE = 90.0
SAME_ROW = 50.0
"""Per cent of letters alike: cells that count as read, and rows that may be one another's."""


@dataclass
class Score:
    """Sums over the tables of one style."""

    tables: int = 0
    pages: int = 0
    seconds: float = 0.0
    rows: list[int] = field(default_factory=lambda: [0, 0, 0])
    cells: list[int] = field(default_factory=lambda: [0, 0, 0])
    strict: int = 0
    joins: list[int] = field(default_factory=lambda: [0, 0])
    grits: list[float] = field(default_factory=list)
    teds: list[float] = field(default_factory=list)
    added: int = 0

    def line(self) -> str:
        """The sums as shares."""
        return (
            f"{self.tables:3d} {self.added:5d} {_f1(self.rows):6.3f} {_f1([self.strict, *self.cells[1:]]):7.3f} "
            f"{_f1(self.cells):6.3f} {np.mean(self.grits or [0]):6.3f} {np.mean(self.teds or [0]):6.3f} "
            f"{self.joins[0]:4d}/{self.joins[1]:<4d} {self.seconds / max(self.pages, 1):5.2f}"
        )


HEAD = f"{'style':14s} {'profile':8s} tab added   rows  strict  cells  GriTS   TEDS joins     s/p"


def _f1(counts: Sequence[int]) -> float:
    right, found, expected = counts
    return 2 * right / max(found + expected, 1)


def drafts_with_tables(split: str, seed: int, count: int) -> Iterator[tuple[str, Draft]]:
    """Drafts of a split that hold a table, each with its key."""
    index = made = 0
    while made < count:
        key = f"{split}/{seed}/{index}"
        index += 1
        draft = write_plan(key, split=split)
        if any(isinstance(block, TableBlock) for block in draft.blocks):
            made += 1
            yield key, draft


def in_style(draft: Draft, rules: RuleStyle, groups: GroupStyle) -> Draft:
    """The draft's title and appendices alone, its tables drawn in a style."""
    first = next(n for n, block in enumerate(draft.blocks) if isinstance(block, TableBlock))
    start = max((n for n, block in enumerate(draft.blocks[:first]) if isinstance(block, NewPages)), default=first)
    kept: list[Block] = [*draft.blocks[: min(4, start)], *draft.blocks[start:]]
    drawn = [
        replace(block, rules=rules, group_style=groups) if isinstance(block, TableBlock) else block for block in kept
    ]
    return replace(draft, blocks=tuple(drawn))


def read_tables(made: MadePlan) -> tuple[list[Table], float]:
    """Read a made document; returns its tables and the seconds spent on pages."""
    start = time.perf_counter()
    pages = [read_page(made.pdf, number, ReadSettings()) for number in range(1, made.pages + 1)]
    spent = time.perf_counter() - start
    return list(find_tables(transcribe(pages), load_lexicon())), spent


def align(mine: Sequence[dict[int, str]], true: Sequence[dict[int, str]]) -> list[tuple[int, int]]:
    """Pair read rows with printed ones, in order, so that they are most alike together."""
    texts = [[" ".join(row[column] for column in sorted(row)) for row in rows] for rows in (mine, true)]
    like = np.array([[max(0.0, fuzz.ratio(a, b) - SAME_ROW) for b in texts[1]] for a in texts[0]])
    best = np.zeros((len(mine) + 1, len(true) + 1))
    for i in range(len(mine)):
        for j in range(len(true)):
            best[i + 1, j + 1] = max(best[i, j] + like[i, j], best[i, j + 1], best[i + 1, j])
    pairs, i, j = [], len(mine), len(true)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def score_document(made: MadePlan, draft: Draft, score: Score, show: bool) -> None:
    """Read one document and add up what was right."""
    truths = [printed_table(block) for block in draft.blocks if isinstance(block, TableBlock)]
    tables, spent = read_tables(made)
    read = [table_boxes(table) for table in tables]
    score.seconds, score.pages, score.tables = (
        score.seconds + spent,
        score.pages + made.pages,
        score.tables + len(truths),
    )
    score.added += max(0, len(read) - len(truths))
    sides = [[html_to_grids(to_html(table))["con"] for table in side] for side in (truths, read)]
    score.grits.append(hungarian_grits_con(*(side or [np.array([[""]], object)] for side in sides))[0])
    teds, free = TEDS(), list(read)
    for truth, breaks in zip(truths, broken_rows(made.layout), strict=True):
        words = " ".join(cell.text for cell in truth)
        mine = max(free, key=lambda t: fuzz.ratio(" ".join(cell.text for cell in t), words), default=[])
        free = [other for other in free if other is not mine]
        score.teds.append(teds(to_html(truth), to_html(mine)) if mine else 0.0)
        _score_rows(rows_of(mine), rows_of(truth), breaks, score, show)
    for rest in free:
        filled = sum(bool(cell.text) for cell in rest)
        score.rows[1] += len(rows_of(rest))
        score.cells[1] += filled


def _score_rows(
    mine: list[dict[int, str]], true: list[dict[int, str]], breaks: list[tuple[int, int]], score: Score, show: bool
) -> None:
    pairs = align(mine, true)
    whole = set()
    for i, j in pairs:
        texts = [" ".join(row[column] for column in sorted(row)) for row in (mine[i], true[j])]
        if fuzz.ratio(*texts) >= ALIKE:
            whole.add(j)
        elif show:
            sys.stdout.write(f"   READ {mine[i]}\n   TRUE {true[j]}\n")
        for column, text in true[j].items():
            other = mine[i].get(column, "")
            score.cells[0] += fuzz.ratio(text, other) >= ALIKE
            score.strict += text == other
    if show:
        for side, rows, at in (("ADDED", mine, 0), ("LOST", true, 1)):
            paired = {pair[at] for pair in pairs}
            for n, row in enumerate(rows):
                if n not in paired:
                    sys.stdout.write(f"   {side} {row}\n")
    score.rows = [score.rows[0] + len(whole), score.rows[1] + len(mine), score.rows[2] + len(true)]
    score.cells[1:] = [score.cells[1] + sum(map(len, mine)), score.cells[2] + sum(map(len, true))]
    score.joins = [score.joins[0] + sum({a, b} <= whole for a, b in breaks), score.joins[1] + len(breaks)]


def main(arguments: Sequence[str]) -> None:
    """Print a line for each style and profile."""
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description=__doc__)
    parser.add_argument("--split", default="dev", choices=("train", "dev", "open", "opened", "held"))
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--profile", nargs="+", default=["digital", "office"])
    parser.add_argument("--style", nargs="+", default=list(STYLES), choices=list(STYLES))
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args(arguments)
    show = chosen.show and chosen.split != "held"
    sys.stdout.write(HEAD + "\n")
    for profile in chosen.profile:
        for style in chosen.style:
            score = Score()
            with tempfile.TemporaryDirectory() as name:
                for n, (key, draft) in enumerate(drafts_with_tables(chosen.split, chosen.seed, chosen.count)):
                    drawn = in_style(draft, *STYLES[style])
                    made = make_plan(Path(name), drawn, f"{n:02d}", key, profile, chosen.split)
                    if show:
                        sys.stdout.write(f"{made.name} ({made.pages} pages)\n")
                    score_document(made, drawn, score, show)
            sys.stdout.write(f"{style:14s} {profile:8s} {score.line()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
