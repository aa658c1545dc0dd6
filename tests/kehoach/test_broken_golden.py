"""A golden file or journal line that a person must mend: one line says where and what, and it is no fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from kehoach import cli
from models.golden import GoldenPlan
from pipeline.files import sha256_of
from pipeline.golden.decisions import DecisionLog
from pipeline.golden.files import write_golden
from pipeline.store import Store
from tests.pipeline.made_store import made_plan, made_store, target
from tests.pipeline.reviews import Reviewer

PLAN = made_plan("Tuy Phong", [target("procedures.payable_online", "50")])
JOURNAL = f"decisions/{PLAN.plan_id}.jsonl"
MERGED = "<" * 7 + " HEAD"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return made_store(tmp_path / "data", [PLAN]).data


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    folder = tmp_path / "golden"
    Reviewer(folder, PLAN).say("target", 0)
    write_golden(GoldenPlan(plan_id="another", title="a", origin="read", read_from="b", targets=()), folder)
    return folder


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> tuple[int, str]:
    """Run a command line as the shell does; return its exit code and what it said of the fault."""
    monkeypatch.setattr("sys.argv", ["kehoach", *map(str, words)])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    return cli.answer(), capsys.readouterr().err


READERS_OF_JOURNALS = [["accept", PLAN.doc_id], ["export", "OUT"], ["compare"], ["sql", "SELECT 1"], ["learn"]]
READERS_OF_GOLDEN = [["diff"], ["evaluate"]]


@pytest.mark.parametrize("words", READERS_OF_JOURNALS, ids=" ".join)
@pytest.mark.parametrize(("line", "told"), [(MERGED, "<<<<<<<"), ('{"verdict": "yes"}', "plan_id"), ("[1,", "JSON")])
def test_a_broken_line_of_a_journal_is_told(
    words: list[str],
    line: str,
    told: str,
    data: Path,
    golden: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (golden / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write(f"{line}\n")
    words = [str(tmp_path / "out") if word == "OUT" else word for word in words]
    code, said = run(capsys, monkeypatch, *words, "--data", data, "--golden", golden)
    assert code == 2, said
    assert f"{golden / JOURNAL}:2: " in said
    assert told in said
    assert said.count("\n") == 1
    assert not (data / "reports").exists()


@pytest.mark.parametrize("words", READERS_OF_GOLDEN, ids=" ".join)
@pytest.mark.parametrize(
    ("old", "new", "number", "told"),
    [
        ('"origin": "read"', '"origin": "heard"', 2, "origin"),
        ('"read_from": "b",', '"read_from": "b"', 5, "JSON"),
        ("{\n", f"{{\n{MERGED}\n", 2, "<<<<<<<"),
        ('"another"', '"other"', 1, "other.json"),
    ],
)
def test_a_broken_golden_file_is_told(
    words: list[str],
    old: str,
    new: str,
    number: int,
    told: str,
    data: Path,
    golden: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = golden / "another.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, said = run(capsys, monkeypatch, *words, "--data", data, "--golden", golden)
    assert code == 2, said
    assert f"{path}:{number}: " in said
    assert told in said


@pytest.mark.parametrize("words", READERS_OF_GOLDEN, ids=" ".join)
@pytest.mark.parametrize(
    "piece", ['"start": 4, "end": 99', '"start": 9, "end": 9', '"start": 0, "end": 4, "more": [[-3, 2]]']
)
def test_a_reference_beyond_its_text_is_told(
    words: list[str],
    piece: str,
    data: Path,
    golden: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (golden / "texts").mkdir()
    (golden / "texts" / "plan.txt").write_text("Kế hoạch năm 2022", encoding="utf-8")
    sha256 = sha256_of(golden / "texts" / "plan.txt")
    path = golden / "another.json"
    text = path.read_text(encoding="utf-8")
    ref = f'{{"sha256": "{sha256}", {piece}}}'
    title = f'"document": {{\n"number": {{"value": "1/KH"}},\n"title": {{"value": {ref}}}\n}},\n'
    path.write_text(text.replace('"origin"', f'{title}"origin"', 1), encoding="utf-8")
    code, said = run(capsys, monkeypatch, *words, "--data", data, "--golden", golden)
    assert code == 2, said
    assert f"{path}:4: " in said
    assert "17" in said
    assert said.count("\n") == 1
    assert not (data / "reports").exists()


def test_accept_records_nothing_beside_a_broken_golden_file(
    data: Path, golden: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = DecisionLog(golden).load(PLAN.plan_id)
    (golden / f"{PLAN.plan_id}.json").write_text("{", encoding="utf-8")
    code, said = run(capsys, monkeypatch, "accept", PLAN.doc_id, "--doubted", "--data", data, "--golden", golden)
    assert code == 2, said
    assert f"{PLAN.plan_id}.json:1: " in said
    assert DecisionLog(golden).load(PLAN.plan_id) == before
    assert Store(data).records()[0].doc_id == PLAN.doc_id


def test_faults_of_ours_stay_ours(
    data: Path, golden: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("pipeline.golden.regression.compare_with_golden", broken)
    code, said = run(capsys, monkeypatch, "diff", "--data", data, "--golden", golden)
    assert code == 4, said
    assert (data / "reports" / "kehoach-fault.txt").is_file()
