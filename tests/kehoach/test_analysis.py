from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kehoach import cli
from kehoach.cli import app, load_commands
from kehoach.usage import WrongUse
from pipeline.refused import QueryError
from tests.pipeline.made_store import made_plan, made_store, target

PAYABLE = "procedures.payable_online"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    plans = [made_plan("Tuy Phong", [target(PAYABLE, "50")]), made_plan("Hoằng Hóa", province="Thanh Hóa")]
    return made_store(tmp_path / "data", plans).data


def kehoach(*words: str | Path) -> Result:
    load_commands()
    return CliRunner().invoke(app, [str(word) for word in words])


def test_sql_answers_for_people_and_programs(data: Path) -> None:
    question = "SELECT unit, verdict FROM promises"
    assert "huyện Tuy Phong" in kehoach("sql", question, "--data", data).stdout
    told = json.loads(kehoach("sql", question, "--data", data, "--json").stdout)
    assert told == [{"unit": "huyện Tuy Phong", "verdict": "below"}]
    assert kehoach("sql", question, "--data", data, "--csv").stdout.endswith("huyện Tuy Phong,below\n")


def test_compare_tells_rows_findings_and_writes_the_page(data: Path, tmp_path: Path) -> None:
    done = kehoach("compare", "--data", data, "--html", tmp_path / "r.html", "--as-of", "2022-05-01", "--json")
    told = json.loads(done.stdout)
    assert [row["key"] for row in told["rows"]] == [f"{PAYABLE}||%|"]
    assert [finding["kind"] for finding in told["findings"]] == ["below"]
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "▼ ≥ 50%" in kehoach("compare", "--data", data).stdout


def test_export_writes_what_was_asked_for(data: Path, tmp_path: Path) -> None:
    asked = ("export", tmp_path / "out", "--data", data, "--format", "csv,xlsx", "--province", "thanh hóa", "--json")
    told = json.loads(kehoach(*asked).stdout)
    assert (told["rows"]["documents"], told["filters"]) == (1, {"province": "thanh hóa"})
    assert {"consolidated.csv", "kehoach.xlsx", "dictionary.csv"} <= set(told["files"])


WRONG = [
    ("sql", "DROP TABLE documents"),
    ("sql", "SELECT nothing FROM nowhere"),
    ("compare", "--indicator", "procedures.payable_onlin"),
    ("compare", "--as-of", "31/12/2022"),
    ("compare", "--crops", "many"),
    ("compare", "--by", "commune"),
    ("export", "out", "--format", "pdf"),
    ("export", "out", "--csv-dialect", "excel"),
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_one_clear_line(data: Path, words: tuple[str, ...]) -> None:
    done = kehoach(*words, "--data", data)
    assert isinstance(done.exception, WrongUse | QueryError)
    assert str(done.exception)


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    assert isinstance(kehoach("compare", "--data", tmp_path / "none").exception, WrongUse)


def answer(
    words: list[str | Path], lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    monkeypatch.setattr("kehoach.words.LANG", lang)
    monkeypatch.setattr("sys.argv", ["kehoach", *map(str, words)])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    return cli.answer(), capsys.readouterr().err


@pytest.mark.parametrize(
    ("question", "vi", "en"),
    [
        ("SELECT * FROM nowhere", "không có bảng hay hàm ấy", "there is no such table or function"),
        ("SELECT nothing FROM documents", "không có cột ấy", "there is no such column"),
        ("SELEC 1", "câu SQL sai cú pháp", "this is not SQL"),
        ("DELETE FROM documents", "chỉ nhận một câu SELECT", "one SELECT at a time"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_refused_question_is_told_in_the_users_language_with_the_engines_words_behind(
    lang: str,
    question: str,
    vi: str,
    en: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, said = answer(["sql", question, "--data", data], lang, capsys, monkeypatch)
    assert code == 2, said
    assert said.count("\n") == 1
    told, _, words = said.partition(" [DuckDB: ")
    assert (vi if lang == "vi" else en) in told
    assert "Error" not in told
    assert bool(words) != question.startswith("DELETE")


@pytest.mark.parametrize("words", [["export", "out"], ["sql", "SELECT 1"], ["compare"]], ids=" ".join)
def test_a_disk_that_fills_in_the_middle_of_a_file_is_named(
    words: list[str | Path],
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pipeline.export.part_file.PartFile.commit", full)
    monkeypatch.chdir(tmp_path)
    code, said = answer([*words, "--data", data], "vi", capsys, monkeypatch)
    place = "out" if "export" in words else data
    assert (code, said.count("\n")) == (4, 1)
    assert said.startswith(f"kehoach: đĩa đầy: {place}: hãy giải phóng chỗ trống")
