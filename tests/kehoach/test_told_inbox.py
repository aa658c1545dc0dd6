"""What lies in the inbox or in quarantine and is not read is told, with what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kehoach import cli
from models.record import QuarantineNote
from pipeline.inbox import Waiting
from pipeline.store import Store, now


def answer(
    lang: str, words: list[str | Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    monkeypatch.setattr("kehoach.words.LANG", lang)
    monkeypatch.setattr("sys.argv", ["kehoach", *map(str, words)])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    code = cli.answer()
    return code, *capsys.readouterr()


def test_a_link_in_the_inbox_is_told_by_status_and_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    (data / "inbox" / "a.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    code, out, _ = answer("vi", ["status", "--data", data], capsys, monkeypatch)
    assert (code, "a.pdf: là liên kết" in out) == (0, True)
    code, out, _ = answer("en", ["status", "--data", data, "--json"], capsys, monkeypatch)
    assert json.loads(out)["links"] == ["a.pdf"]
    code, _, told = answer("vi", ["run", "--data", data], capsys, monkeypatch)
    assert (code, "a.pdf: là liên kết" in told) == (0, True)
    assert (data / "inbox" / "a.pdf").is_symlink()


def test_show_says_why_a_document_is_in_quarantine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "data")
    (tmp_path / "one.pdf").write_bytes(b"one")
    record = store.admit(Waiting(tmp_path / "one.pdf", "one.pdf", named=False)).record
    note = QuarantineNote(
        source=record.source, doc_id="one-1", kept_as="one-1.pdf", code="empty", reason_vi="Tệp rỗng.",
        reason_en="The file is empty.", help_vi="Hãy chép lại.", help_en="Copy it again.", when=now(),
    )  # fmt: skip
    store.set_aside(record, note)
    for lang, told in (("vi", "Tệp rỗng. Hãy chép lại."), ("en", "The file is empty. Copy it again.")):
        code, _, said = answer(lang, ["show", "one", "--data", store.data], capsys, monkeypatch)
        assert (code, told in said) == (2, True)
