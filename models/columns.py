"""The columns of the consolidated tables: the contract of docs/interface.md, in one place."""

from __future__ import annotations

TABLES: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "consolidated": (
            "doc_id file_name plan_id province district unit_name unit_level period_start period_end target_id "
            "section_path section_role domain indicator_id indicator_name subject value value_max unit comparator "
            "change scope year baseline recurring quote page bbox source confidence review doubts"
        ),
        "documents": (
            "doc_id file_name plan_id version_of sha256 status doc_type number wrapper_type wrapper_number issue_date "
            "issue_place issuer unit_name unit_level district province title period_start period_end signer_name "
            "signer_title pages pages_ocr confidence doubts"
        ),
        "sections": "doc_id file_name path label heading level role page confidence",
        "tasks": (
            "doc_id file_name table row group_label group number task lead support output deadline_text deadline_date "
            "deadline_kind lead_agencies support_agencies page page_end confidence doubts"
        ),
        "cells": "doc_id file_name table page row column row_span col_span kind text bbox confidence",
        "commitments": "doc_id file_name section_path kind subject scope year quote page confidence",
        "legal_refs": "doc_id file_name symbol type date issuer page quote",
        "numbers": "doc_id file_name page bbox text kind target_id readings confidence doubts",
    }.items()
}
"""Table name -> column names, in order."""

NUMERIC = frozenset(
    [
        "value",
        "value_max",
        "page",
        "confidence",
        "year",
        "period_start",
        "period_end",
        "pages",
        "pages_ocr",
        "level",
        "table",
        "row",
        "column",
        "row_span",
        "col_span",
        "page_end",
    ]
)
"""Columns that hold numbers: never guarded against formulas, typed in xlsx and parquet."""
