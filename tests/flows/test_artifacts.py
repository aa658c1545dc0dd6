"""What the Prefect UI is given of a night: names of files are text there, whatever they hold."""

from __future__ import annotations

from pathlib import Path

from flows.artifacts import _to_review
from models.record import DocumentRecord
from models.source import SourceDocument
from pipeline.settings import Settings


def test_a_file_name_is_no_markdown(tmp_path: Path) -> None:
    name = "a|b [x](javascript:alert(1)) <img src=x onerror=alert(1)> *c*.pdf"
    source = SourceDocument(sha256="0" * 64, file_name=name, size=1)
    record = DocumentRecord(
        source=source, names=(name,), archived="2026-01-01T00:00:00Z", doc_id="a-1", status="quarantined"
    )
    row = _to_review([record], Settings(data=tmp_path)).splitlines()[2]
    assert row.startswith(
        "| a\\|b \\[x\\]\\(javascript:alert\\(1\\)\\) \\<img src=x onerror=alert\\(1\\)\\> \\*c\\*.pdf |"
    )
    assert row.replace("\\|", "").count("|") == 5
