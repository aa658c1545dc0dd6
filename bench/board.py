"""The whole board in one command: makes plans of dev, open and held, reads them and the real ones, prints every score.

    python -m bench.board                     # about an hour on two cores; what is made and read is kept in build/board
    python -m bench.board --count 6           # a smaller one
    python -m bench.board --small             # the set that CI scores, alone

Writes docs/scoreboard.md, build/board/board.html, and a record to compare the next run with.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path

from corpus.author import write_plan
from corpus.make import MadePlan, make_plan, make_samples
from pipeline.scores.board import change_tables, to_markdown
from pipeline.scores.cases import find_cases, make_resolver, text_folders
from pipeline.scores.evaluate import evaluate
from pipeline.scores.floors import NAME, raised, read_floors, write_floors
from pipeline.scores.history import find_moves, find_turns, last_record, read_record, record
from pipeline.scores.page import write_page
from pipeline.store import Store, now

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "golden"
PLANS = ROOT / "tests" / "plans"
SEEDS = {"dev": 11, "open": 5, "held": 5}
SMALL = "small/6"
"""Seed of the plan that CI scores: five pages in print with a table, read in seconds."""
HEAD = """\
# Scoreboard

Written by `make board` (bench/board.py); how each score is taken stands in [evaluation.md](evaluation.md).
*golden: retyped* are the five real plans typeset again and scanned by simulation in three profiles, *golden: paper* the
seven real scans, *plans* and *plans, sealed* those of tests/plans, written in the words of many offices and set
in print, *dev*, *open* and *held* plans of the maker in all profiles. Of sealed plans and of held only totals are
ever shown.

"""


def make_small(folder: Path, split: str = "dev") -> list[MadePlan]:
    """Make the set that CI scores."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = write_plan(SMALL, split=split, kind="cchc", wrapped="", rows=6)
    return [make_plan(folder, draft, "01", SMALL, "digital", split)]


def set_plans(folder: Path) -> list[Path]:
    """Set the plans of many hands (tests/plans) as pages in print, unless they are there."""
    texts = sorted(PLANS.rglob("*.txt"))
    if all((folder / f"{text.stem}.pdf").exists() for text in texts):
        return sorted(folder.rglob("*.pdf"))
    subprocess.run([sys.executable, "-m", "tests.plans.typeset", str(folder)], check=True, cwd=ROOT)
    return sorted(folder.rglob("*.pdf"))


def read(files: list[Path], data: Path) -> Store:
    """Read files that this version has not read yet."""
    command = [sys.executable, "-m", "kehoach", "run", *map(str, files), "--stale", "--data", str(data)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return Store(data)


def made(split: str, count: int, build: Path) -> Path:
    """Make the plans of a split, unless they are there."""
    folder = build / split
    if len(list(folder.glob("*.pdf"))) < count:
        make_samples(folder, count=count, seed=SEEDS[split], profile="all", split=split)
    return folder


def gather(build: Path, count: int) -> tuple[dict[str, Path], list[Store]]:
    """Make and read everything: the sources in the order of their columns, and where they were read."""
    sources: dict[str, Path] = {}
    stores: list[Store] = []
    shared = ROOT.parent / "shared"
    real = sorted([*shared.glob("scans/*.pdf"), *shared.glob("real/*.pdf")])
    if real:
        sources["golden"] = GOLDEN
        stores.append(read(real, build / "real.data"))
    sources |= {"plans": PLANS, "plans, sealed": PLANS / "sealed"}
    stores.append(read(set_plans(build / "plans"), build / "plans.data"))
    for split in SEEDS:
        sources[split] = made(split, count, build)
        stores.append(read(sorted(sources[split].glob("*.pdf")), build / f"{split}.data"))
    return sources, stores


def gather_small(build: Path) -> tuple[dict[str, Path], list[Store]]:
    """Make and read the set that CI scores."""
    folder = build / "ci"
    return {"ci": folder}, [read([one.pdf for one in make_small(folder)], build / "ci.data")]


def main() -> None:
    """Make, read, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=24, help="plans of each split")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "board")
    parser.add_argument("--small", action="store_true", help="the set that CI scores, alone")
    parser.add_argument("--raise-floors", action="store_true", help="raise golden/floors.toml to what is reached")
    asked = parser.parse_args()
    sources, stores = gather_small(asked.build) if asked.small else gather(asked.build, asked.count)
    cases = find_cases(sources, stores, text_folders(GOLDEN))
    board = evaluate(cases, make_resolver(GOLDEN))
    last = last_record(asked.build, board.sources)
    before = read_record(last) if last else board
    changes = change_tables(find_moves(before, board), find_turns(before.facts, board.facts), "en")
    write_page(board, changes, cases, asked.build / "board.html", "en")
    record(board, asked.build, now())
    text = to_markdown(board, "en", date.today().isoformat())
    sys.stdout.write(text)
    if not asked.small:
        (ROOT / "docs" / "scoreboard.md").write_text(HEAD + text, encoding="utf-8")
    if asked.raise_floors:
        write_floors(raised(read_floors(GOLDEN / NAME), board), GOLDEN / NAME)


if __name__ == "__main__":
    main()
