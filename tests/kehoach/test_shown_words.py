"""What `status`, `show` and `diff` print holds no code of the files: people read words, in their own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kehoach.documents
import kehoach.reviewing
import kehoach.words
from kehoach.cli import DIFFERENT, program
from models.page import PageFailure
from models.source import Absent, Doubt
from pipeline.code_words import CodeWords
from pipeline.golden.files import write_golden
from pipeline.nights import NightRecord, write_night
from pipeline.phrasebook import Lang
from tests.pipeline.made_plan import made_golden, made_plan
from tests.pipeline.made_store import made_store
from tests.pipeline.test_doubt_words import ENUMERATIONS

CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
CODES = {value for values in ENUMERATIONS.values() for value in values if isinstance(value, str) and value.isascii()}
DOUBTS = (
    Doubt(code="page_unread", detail="page 2: timeout"),
    Doubt(code="rows_by_white", detail="page 3: 4 of 5 rows end at no rule"),
    Doubt(code="numbers_disagree", detail="number: 12/KH-UBND / 13/KH-UBND"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = made_plan()
    front = plan.front.model_copy(update={"issuer": Absent(why="not_found"), "signer_name": Absent(why="unreadable")})
    failures = (PageFailure(number=2, reason="timeout"),)
    made_store(
        tmp_path / "data",
        [plan.model_copy(update={"front": front, "failures": failures, "status": "partial", "doubts": DOUBTS})],
    )
    began = "2026-03-01T18:00:00+00:00"
    night = NightRecord(run="r", kind="night", outcome="crashed", began=began, ended=began, documents=2, read=1)
    write_night(tmp_path / "data", night)
    return tmp_path


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["status", "show", "diff"])
def test_no_code_is_printed(
    command: str, lang: Lang, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kehoach.words, "LANG", lang)
    for module in (kehoach.documents, kehoach.reviewing):
        monkeypatch.setattr(module, "WORDS", CodeWords(lang))
    line = [command, "--data", str(folder / "data")]
    if command == "show":
        line.insert(1, "made-1")
    if command == "diff":
        golden = made_golden()
        document = {**golden.document, "issuer": golden.document["number"]}
        sections = (golden.sections[0].model_copy(update={"role": "budget"}), *golden.sections[1:])
        changed = {"document": document, "sections": sections, "targets": golden.targets[:2]}
        write_golden(golden.model_copy(update=changed), folder / "golden")
        line += ["--golden", str(folder / "golden")]
    assert program()(line, standalone_mode=False) == (DIFFERENT if command == "diff" else None)
    shown = capsys.readouterr().out
    assert "made" in shown
    assert CODE.findall(shown) == []
    if lang == "vi":
        words = set(re.findall(r"(?<![\w./-])[a-z]{4,}(?![\w./-])", shown))
        assert words & CODES == set()
