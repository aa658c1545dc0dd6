from __future__ import annotations

from pipeline.versions import FINDING, READING, ROOT, current_versions, reader_version

# Modules that neither read a page nor find a fact: a change there re-reads nothing.
ELSEWHERE = {
    "__init__.py", "alerts.py", "code_words.py", "dictionary.py", "disk.py", "diff.py", "doubt_words.py", "export.py",
    "fact_fields.py", "fact_matching.py", "files.py",
    "geometry.py", "golden_files.py", "identity.py", "inbox.py", "intake.py", "known_scans.py", "leases.py",
    "line_file.py", "logbook.py", "nights.py", "owners.py", "page_worker.py", "phrasebook.py", "previous.py",
    "reading.py", "rows.py", "runs.py",
    "score.py", "selection.py", "settings.py", "shared_work.py", "store.py", "versions.py", "workers.py",
}  # fmt: skip
OF_THE_EXPORT = {
    "agency_tasks.py",
    "part_file.py",
    "table_format.py",
    "csv_tables.py",
    "jsonl.py",
    "parquet.py",
    "queries.py",
    "refused.py",
    "rendering.py",
    "shown_plan.py",
    "workbook.py",
    "workbook_parts.py",
    "zip_parts.py",
}


def test_every_module_of_the_pipeline_is_in_a_fingerprint_or_known_to_be_in_none() -> None:
    fingerprinted = {name.removeprefix("pipeline/") for name in (*READING, *FINDING)}
    modules = {path.name for path in (ROOT / "pipeline").glob("*.py")}
    assert modules - fingerprinted - ELSEWHERE - OF_THE_EXPORT == set()


def test_everything_fingerprinted_exists() -> None:
    assert [name for name in (*READING, *FINDING) if not (ROOT / name).exists()] == []


def test_engines_have_readers_of_their_own() -> None:
    assert reader_version("kehoach") != reader_version("tesserocr")
    assert current_versions().engine == reader_version("auto")
