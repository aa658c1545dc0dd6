"""What a command line asks for and what is said of a wrong one: language, folders, one clear line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from kehoach.cli import program
from kehoach.folders import MARKS, check_archive
from kehoach.usage import FAULTS_VI, WrongUse, usage_vi
from kehoach.words import chosen_language

READING = ["show", "x"], ["status"], ["diff"], ["accept", "x"], ["review"], ["evaluate"], ["learn"], ["retry"]
ASKING = ["export", "out"], ["compare"], ["sql", "SELECT 1"]
ALL = (*READING, *ASKING, ["run"])


def run(*words: str) -> object:
    return program()(list(words), prog_name="kehoach", standalone_mode=False)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("--lang en run", "en"),
        ("--lang=vi run", "vi"),
        ("run --lang vi", "vi"),
        ("run --lang=en --data D", "en"),
        ("--lang vi run --lang en", "en"),
        ("--lang vi sql -- --lang en", "vi"),
        ("run --lang", "fr"),
        ("run --lang de", "fr"),
        ("run", "fr"),
    ],
)
def test_the_language_is_asked_for_before_or_after_the_command(
    line: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for environment, others in (("vi_VN.UTF-8", "vi"), ("de_DE.UTF-8", "en")):
        monkeypatch.setenv("KEHOACH_LANG", environment)
        assert chosen_language(line.split()) == (others if lang == "fr" else lang)


@pytest.mark.parametrize("name", sorted(program().commands))
def test_every_command_takes_the_language_and_refuses_another(name: str) -> None:
    with pytest.raises(WrongUse, match="--lang"):
        run(name, "--lang", "fr")


def test_a_command_runs_with_the_language_behind_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inbox").mkdir()
    run("status", "--json", "--data", str(tmp_path), "--lang", "en")
    run("--lang", "en", "status", "--json", "--data", str(tmp_path))
    first, second = capsys.readouterr().out.split("}\n{")
    assert first.lstrip("{") in second


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_a_mistyped_data_folder_is_no_empty_archive(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    (tmp_path / "other").mkdir()
    for place in ("none", "note.txt", "note.txt/data", "other"):
        with pytest.raises(WrongUse, match=place.partition("/")[0]):
            run(*words, "--data", str(tmp_path / place))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt", "other"], "nothing was made"


@pytest.mark.parametrize("words", [*ASKING, ["diff"], ["evaluate"], ["learn"]], ids=" ".join)
def test_a_mistyped_golden_folder_is_no_empty_one(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with pytest.raises(WrongUse, match="gold"):
        run(*words, "--data", str(tmp_path), "--golden", str(tmp_path / "gold"))


@pytest.mark.parametrize("words", [["watch"], ["serve"], ["run", "x.pdf"], ["doctor"]], ids=" ".join)
def test_nothing_is_made_below_a_file(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WrongUse, match="file"):
        run(*words, "--data", str(tmp_path / "file" / "data"))


@pytest.mark.parametrize("name", MARKS)
def test_a_folder_with_one_of_its_rooms_is_a_data_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    check_archive(tmp_path)


@pytest.mark.parametrize(
    ("words", "vi"),
    [
        (["show"], "thiếu mã tài liệu"),
        (["export"], "thiếu thư mục"),
        (["sing"], "không có lệnh sing"),
        (["shwo", "x"], "không có lệnh shwo; gần giống: show"),
        (["run", "--foo"], "không có tùy chọn --foo"),
        (["run", "--stal"], "không có tùy chọn --stal; gần giống: --data, --stale"),
        (["status", "--data"], "tùy chọn --data cần một giá trị"),
        (["status", "--json=1"], "tùy chọn --json không nhận giá trị"),
        (["show", "a", "b"], "thừa: b"),
        (["review", "--port", "abc"], "--port phải là số nguyên"),
        (["review", "--port", "5"], "--port phải từ 1024 trở lên"),
        (["review", "--port", "70000"], "--port phải từ 65535 trở xuống"),
        (["export", "out", "--min-confidence", "x"], "--min-confidence phải là số"),
    ],
)
def test_what_the_parser_says_is_said_in_vietnamese(words: list[str], vi: str) -> None:
    with pytest.raises(Exception, match=r"\w") as wrong:  # the parser's own, which it does not export
        run(*words)
    assert usage_vi(wrong.value.format_message()) == vi


def test_a_fault_of_a_path_has_its_words() -> None:
    assert {errno.EACCES, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST} <= set(FAULTS_VI)


def test_the_help_of_every_command_names_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    for name in program().commands:
        run(name, "--help")
        assert "--lang" in capsys.readouterr().out
