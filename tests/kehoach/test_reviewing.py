"""`kehoach accept` and `diff` on a plan that is really read: an upgrade, another engine, another scan, by their names.

The program is altered in a copy of it, as an upgrade would be.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageFilter
from typer.testing import CliRunner, Result

from kehoach.cli import app, load_commands
from kehoach.usage import WrongUse
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.overlay import apply
from pipeline.store import Store
from tests.papers import write_plan
from tests.pipeline.reviews import Reviewer

PROJECT = Path(__file__).resolve().parents[2]
READER = Path(__file__).with_name("reread.py")
ROOMS = ("models", "extractors", "pipeline")
RULE = "    if stated:\n"
WORSE = '        if stated.sign == ">=":\n            return Bound("<", *stated[1:])\n'
"""Where the comparator before a number is decided (`extractors/bounds.py`)."""


def kehoach(*words: str | Path) -> Result:
    load_commands()
    return CliRunner().invoke(app, [str(word) for word in words])


def read(data: Path, *pdfs: Path, engine: str = "auto", program: Path = PROJECT) -> Store:
    """Read PDFs with whichever copy of the program, in a process of its own."""
    command = [sys.executable, str(READER), str(data), engine, *map(str, pdfs)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(program), "OMP_THREAD_LIMIT": "1"})
    return Store(data)


def scan(pdf: Path, path: Path, dpi: int, blur: float = 0.0) -> Path:
    """Scan a page: a picture of it, blurred, as a PDF without text."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dpi / 72).to_pil().convert("L").filter(ImageFilter.GaussianBlur(blur))
    page = BytesIO()
    picture.save(page, "PDF", resolution=dpi)
    path.write_bytes(page.getvalue())
    return path


def told(data: Path, golden: Path) -> list[tuple[str, str, str, str]]:
    lines = json.loads(kehoach("diff", "--data", data, "--golden", golden, "--json").stdout)
    return [(line["family"], line["field"], line["actual"], line["cause"]) for line in lines]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "phu-la.pdf")


def accepted(data: Path, golden: Path) -> Store:
    store = Store(data)
    done = kehoach("accept", store.records()[0].doc_id, "--data", data, "--golden", golden, "--who", "Lan", "--doubted")
    assert done.exit_code == 0, done.output
    return store


def test_a_yes_from_the_terminal_is_golden_and_agrees_with_what_was_read(paper: Path, tmp_path: Path) -> None:
    data, golden = tmp_path / "data", tmp_path / "golden"
    store = read(data, paper)
    accepted(data, golden)
    assert told(data, golden) == []
    assert kehoach("diff", "--data", data, "--golden", golden).exit_code == 0
    (plan_id,) = DecisionLog(golden).plan_ids()
    held = json.loads((golden / f"{plan_id}.json").read_text(encoding="utf-8"))
    assert len(held["targets"]) == len(store.plan(store.records()[0].doc_id).targets) == 2
    assert {one["accepted"]["who"] for one in held["targets"]} == {"Lan"}


@pytest.mark.parametrize(
    ("changed", "what", "cause"),
    [
        ("extractors/bounds.py", (RULE, f"{RULE}{WORSE}"), "program"),
        ("extractors/lexicon/comparators.toml", ('"<" = [', '"<" = ["trên", '), "lexicon"),
    ],
)
def test_an_upgrade_shows_exactly_the_facts_it_changes(
    paper: Path, tmp_path: Path, changed: str, what: tuple[str, str], cause: str
) -> None:
    data, golden, copy = tmp_path / "data", tmp_path / "golden", tmp_path / "copy"
    read(data, paper)
    accepted(data, golden)
    for room in ROOMS:
        shutil.copytree(PROJECT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    altered = (copy / changed).read_text(encoding="utf-8")
    assert what[0] in altered
    altered = altered.replace(*what)
    if cause == "lexicon":
        altered = altered.replace('">" = ["trên", ', '">" = [')
    (copy / changed).write_text(altered, encoding="utf-8")
    read(data, paper, program=copy)
    assert told(data, golden) == [("targets", "comparator", "<", cause)]
    read(data, paper)
    assert told(data, golden) == []


def test_corrections_stand_on_another_scan_which_is_the_cause_of_what_it_reads(paper: Path, tmp_path: Path) -> None:
    """Five corrections, a new reading by the program, a blurred scan of the same plan: all five stand on both."""
    data, golden = tmp_path / "data", tmp_path / "golden"
    store = read(data, paper)
    plan = store.plan(store.records()[0].doc_id)
    lan = Reviewer(golden, plan)
    wanted = [
        ("target", 0, {"value": "88"}),
        ("target", 1, {"scope": "cấp huyện", "subject": "cuộc họp của xã tổ chức trên mạng"}),
        ("section", 0, {"role": "other"}),
        ("section", 1, {"heading": "CHỈ TIÊU CHÍNH"}),
    ]
    for family, number, fields in wanted:
        lan.say(family, number, "corrected", **fields)  # type: ignore[arg-type]
    field = next(fact for fact in lan.look().of("field") if fact.key == "title")
    lan.log.record(lan.line(field, "corrected", value="Cải cách hành chính huyện Phú Lá năm 2022"), field.revision)
    read(data, paper)
    again = read(data, scan(paper, tmp_path / "phu-la.poor.pdf", dpi=72, blur=1.2))
    assert len({record.plan_id for record in again.records()}) == 1
    assert len(again.records()) == 2
    for record in again.records():
        seen = apply(again.plan(record.doc_id), lan.log.load(plan.plan_id))
        decided = [fact for fact in seen.facts if fact.decision]
        assert len(decided) == 5
        for fact in decided:
            assert fact.decision is not None
            assert {name: fact.fields[name] for name in fact.decision.changes} == {
                name: right for name, (_, right) in fact.decision.changes.items()
            }
    kehoach("accept", plan.doc_id, "--data", data, "--golden", golden, "--who", "Lan", "--doubted")
    causes = {cause for *_, cause in told(data, golden)}
    assert causes <= {"correction", "document"}
    assert "document" in causes


def test_another_engine_is_the_cause_of_what_it_reads_otherwise(paper: Path, tmp_path: Path) -> None:
    data, golden = tmp_path / "data", tmp_path / "golden"
    poor = scan(paper, tmp_path / "phu-la.pdf", dpi=90, blur=0.8)
    read(data, poor, engine="kehoach")
    accepted(data, golden)
    assert told(data, golden) == []
    read(data, poor, engine="tesserocr")
    causes = {cause for *_, cause in told(data, golden)}
    assert causes == {"engine"}


def test_wrong_use_is_one_clear_line(paper: Path, tmp_path: Path) -> None:
    data, golden = tmp_path / "data", tmp_path / "golden"
    store = read(data, paper)
    doc_id = store.records()[0].doc_id
    for words in (("accept", "khong-co"), ("accept", doc_id, "--field", "khong-co"), ("diff",), ("learn",)):
        done = kehoach(*words, "--data", data, "--golden", golden)
        assert isinstance(done.exception, WrongUse), words
        assert "\n" not in str(done.exception)
