"""Broken files are named by place: what a parser says in English is no help to whoever must mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.golden import GoldenField, TextRef
from pipeline.files import sha256_of
from pipeline.golden.decisions import DecisionLog, NotADecision
from pipeline.golden.files import golden_to_json
from review.goldens import Goldens
from tests.pipeline.made_plan import made_golden

GOOD = golden_to_json(made_golden())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1:1"),
        ('{\n "plan_id": 1,\n ,', "3:2"),
        (GOOD.replace('"role": "purpose"', '"role": "purposes"', 1), "sections.0.role"),
    ],
)
def test_a_broken_golden_file_is_named_by_place(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "made.json").write_text(text, encoding="utf-8")
    assert Goldens(tmp_path).faults() == [f"made.json ({place})"]


def test_a_reference_beyond_its_text_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "plan.txt").write_text("Kế hoạch", encoding="utf-8")
    ref = TextRef(sha256=sha256_of(tmp_path / "texts" / "plan.txt"), start=0, end=8)
    for end, faults in ((8, []), (9, ["made.json (7)"])):
        title = GoldenField(value=ref.model_copy(update={"end": end}))
        golden = made_golden().model_copy(update={"document": {"number": GoldenField(value="1/KH"), "title": title}})
        (tmp_path / "made.json").write_text(golden_to_json(golden), encoding="utf-8")
        assert Goldens(tmp_path).faults() == faults


def test_a_good_golden_file_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "made.json").write_text(GOOD, encoding="utf-8")
    assert Goldens(tmp_path).faults() == []


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", '{"verdict": "yes"}'])
def test_a_line_that_is_no_decision_is_named_by_number(line: str, tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    path = log.path("made")
    path.parent.mkdir(parents=True)
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(NotADecision) as wrong:
        log.load("made")
    assert (wrong.value.path, wrong.value.number) == (path, 2)
