"""Every code that a person may meet has its words in both languages, and no English detail is left in Vietnamese."""

from __future__ import annotations

import re
from itertools import product
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

import models.golden
import models.page
import models.plan
import models.record
import models.report
import models.review
import models.source
import models.table
import models.transcript
from models.source import Doubt
from pipeline.code_words import CODES, CodeWords
from pipeline.compare.findings import Kind
from pipeline.compare.verdicts import Code, Why
from pipeline.doubt_words import DOUBTS, ROOMS, tell_cell, tell_doubt, wordings
from pipeline.export.rows import doubts_text
from pipeline.golden.signals import VI
from pipeline.nights import Outcome
from pipeline.phrasebook import texts
from pipeline.report.words import SOURCE as REPORT
from tests.pipeline.doubts_in_source import HOLE, Declared, declared_doubts

DECLARED = declared_doubts()
FURTHER = [
    Declared("orientation_unsure", "ink above over ink below the letters is 0.98", "image/orientation"),
    Declared("lookalike", "1: I, l and 1 look alike", "other_numbers"),
    Declared("lookalike", "1,6: at the head of a line a comma may be a point", "other_numbers"),
    Declared("engine_unavailable", "tesserocr: tesserocr is not installed", "ocr"),
    Declared("engine_unavailable", "tesserocr: Tesseract's data for 'vie' are not installed", "ocr"),
    Declared("engine_unavailable", "kehoach: our line model does not load: no file", "ocr"),
    Declared("columns_by_content", "columns told by what stands in them: number, task, other", "tables"),
    Declared("review_conflict", "two_people: value 80 / 85, unit_name – / Yên Hòa", "golden"),
    Declared("dates_disagree", "2019-11-11 / 2019-11-14", "reconcile"),
]
"""Details that are put together where the syntax tree does not show it."""
FILLINGS = ("7", "0.5", "ô", "“ô”", "task", "timeout", "2021-03-04", "số 5, ô")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KEPT = {"ban", "inch", "tesseract", "tesserocr", "kehoach", "vie"}
"""Words of Latin letters that Vietnamese keeps."""
MODULES = (
    models.golden, models.page, models.plan, models.record, models.report, models.review, models.source, models.table,
    models.transcript,
)  # fmt: skip
SAID: dict[str, str] = {
    "Role": "role", "Domain": "domain", "NumberKind": "number", "Status": "status", "CellKind": "cellkind",
    "ColumnRole": "column", "DeadlineKind": "deadline_kind", "Cause": "cause", "Family": "family",
    "Verdict": "verdict", "ConflictKind": "disagreement", "Change": "choice", "State": "absent",
    "PageFailure.reason": "reason", "Absent.why": "absent", "Target.source": "choice", "GoldenTarget.source": "choice",
    "Commitment.kind": "kind", "GoldenCommitment.kind": "kind", "FactDiff.kind": "difference",
    "DocumentRecord.status": "status",
}  # fmt: skip
"""Enumeration of the models, or field -> room of codes.toml."""
UNSAID = {
    "Comparator": "a sign (phrasebook.SIGNS)", "Scope": "Vietnamese as it stands",
    "UnitLevel": "Vietnamese as it stands", "QuarantineCode": "its note says why in both languages",
    "ReviewState": "marks of the review page", "ReasonCode": "each look says why in both languages",
    "BlockKind": "never shown", "Page.source": "never shown", "PageInfo.source": "never shown",
    "Page.turn": "degrees", "PageInfo.turn": "degrees", "GoldenPlan.origin": "never shown",
    "JudgedFact.family": "scores/names.toml", "JudgedFact.state": "scores/names.toml",
}  # fmt: skip
"""Enumerations that nobody reads as a code, and why."""


def filled(template: str) -> list[str]:
    """Ways to fill the holes of a template; many holes are filled alike."""
    holes = template.count(HOLE)
    ways = product(FILLINGS, repeat=holes) if holes < 4 else [(one,) * holes for one in FILLINGS]
    made = []
    for way in ways:
        parts = template.split(HOLE)
        made.append("".join(part + one for part, one in zip(parts, (*way, ""), strict=True)))
    return made


def test_the_doubts_of_the_source_are_found() -> None:
    codes = {one.code for one in DECLARED}
    assert len(codes) > 80
    assert {"label_skips", "cells_parted", "name_not_found", "numbers_disagree", "review_conflict"} <= codes


def test_every_doubt_has_a_wording_and_every_wording_a_doubt() -> None:
    assert {one.code for one in DECLARED} == set(wordings())


@pytest.mark.parametrize("code", sorted(wordings()))
def test_a_wording_is_whole_in_both_languages(code: str) -> None:
    wording = wordings()[code]
    assert all(wording.name)
    assert wording.name[0] != wording.name[1]
    for form, told in wording.details:
        groups = set(form.groupindex)
        gaps = [set(re.findall(r"\{(\w+)\}", one)) for one in told]
        assert gaps[0] <= groups
        assert gaps[1] <= groups
        assert all(f"[{room}]" in CODES.read_text(encoding="utf-8") for room in groups & ROOMS)


@pytest.mark.parametrize("held", [*dict.fromkeys(DECLARED), *FURTHER], ids=lambda one: f"{one.place} {one.code}")
def test_no_english_of_a_detail_is_left_in_vietnamese(held: Declared) -> None:
    words = {word.lower() for word in ENGLISH.findall(held.detail.replace(HOLE, " "))} - KEPT
    told = [str(tell_doubt(Doubt(code=held.code, detail=detail), VI)) for detail in filled(held.detail)]
    clean = [one for one in told if not words & {word.lower() for word in ENGLISH.findall(one)}]
    assert clean, f"{DOUBTS.name}: no form of {held.code} fits {held.detail!r}"


@pytest.mark.parametrize(
    ("doubt", "vi", "en"),
    [
        (
            Doubt(code="comparator_shared", detail="taken from the number before it"),
            "Dấu so sánh lấy theo con số đứng trước",
            "The comparator was taken from the number before",
        ),
        (
            Doubt(code="rows_by_white", detail="page 5: 8 of 9 rows end at no rule"),
            "Các hàng chia theo khoảng trắng (trang 5): 8 trong 9 hàng không có đường kẻ dưới",
            "Rows told by white (page 5): 8 of 9 rows end at no rule",
        ),
        (
            Doubt(code="dates_disagree", detail="wrapper_date: 2019-11-11 / 2019-11-14"),
            "Các chỗ ghi ngày không khớp (ngày văn bản ban hành): 11/11/2019, 14/11/2019",
            "Dates disagree (date of the issuing document): 2019-11-11, 2019-11-14",
        ),
        (
            Doubt(code="appendix_differs", detail=">= 13.6 % (II/8) / 14 % (Phụ lục I/3)"),
            "Phụ lục và thân kế hoạch nêu hai con số: ≥ 13,6 % ở mục II/8, 14 % ở mục Phụ lục I/3",
            "Appendix and body state two numbers: ≥ 13.6 % in section II/8, 14 % in section Phụ lục I/3",
        ),
        (
            Doubt(code="symbol_unusual", detail="citation, page 3: 35/UBND/QĐ-UBND"),
            "Số hiệu văn bản khác thường (văn bản viện dẫn, trang 3): 35/UBND/QĐ-UBND",
            "An unusual symbol (a cited document, page 3): 35/UBND/QĐ-UBND",
        ),
        (
            Doubt(code="label_skips", detail="section II/3: 3"),
            "Số mục nhảy cách (mục II/3): 3",
            "The label skips (section II/3): 3",
        ),
        (
            Doubt(code="name_unsure", detail="signer_name: Lê Thị Na"),
            "Tên người ký đọc chưa chắc: Lê Thị Na",
            "The signer's name was read unsurely: Lê Thị Na",
        ),
        (
            Doubt(code="of_a_newer_program", detail="12 / 17"),
            "of a newer program: 12 / 17",
            "of a newer program: 12 / 17",
        ),
        (
            Doubt(code="below_national", detail="what a newer program says"),
            "Thấp hơn mục tiêu quốc gia của năm đó: what a newer program says",
            "Below the national target of its year: what a newer program says",
        ),
    ],
)
def test_a_doubt_is_a_sentence(doubt: Doubt, vi: str, en: str) -> None:
    assert str(tell_doubt(doubt, CodeWords("vi"))) == vi
    assert str(tell_doubt(doubt, CodeWords("en"))) == en


def test_a_cell_of_the_tables_says_the_same_doubts() -> None:
    doubts = [
        Doubt(code="signers_disagree", detail="signer_name: Lê Na; Lê Nà"),
        Doubt(code="number_not_found", detail="number: "),
        Doubt(code="comparator_shared", detail="taken from the number before it"),
    ]
    cell = doubts_text([{"code": one.code, "detail": one.detail} for one in doubts])
    assert cell
    told = [str(one) for one in tell_cell(cell, VI)]
    assert told == [str(tell_doubt(one, VI)).replace("; ", ", ") for one in doubts]


def enumerations() -> dict[str, tuple[str, ...]]:
    """Closed lists of values that the models declare: by alias, else by class and field."""
    aliases = {
        name: value for module in MODULES for name, value in vars(module).items() if get_origin(value) is Literal
    }
    found = {name: get_args(value) for name, value in aliases.items()}
    for module in MODULES:
        for name, held in vars(module).items():
            if isinstance(held, type) and issubclass(held, BaseModel):
                for field, info in held.model_fields.items():
                    values = tuple(value for one in _literals(info.annotation) for value in get_args(one))
                    if values and not any(set(values) - {""} <= set(known) for known in found.values()):
                        found[f"{name}.{field}"] = values
    return found


def _literals(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Literal:
        return [annotation]
    if get_origin(annotation) in (Union, UnionType, tuple, dict):
        return [one for part in get_args(annotation) for one in _literals(part)]
    return []


ENUMERATIONS = enumerations()


@pytest.mark.parametrize("name", sorted(ENUMERATIONS))
def test_every_enumeration_of_the_models_has_its_words(name: str) -> None:
    assert (name in SAID) != (name in UNSAID), f"{name}: say how people read it, or why nobody does"
    if name in SAID:
        missing = [value for value in ENUMERATIONS[name] if value and f"{SAID[name]}.{value}" not in texts(CODES)]
        assert missing == []


def test_outcomes_findings_and_verdicts_have_their_words() -> None:
    assert {f"outcome.{one}" for one in get_args(Outcome)} <= set(texts(CODES))
    assert {f"why_{one}" for one in get_args(Why) if one} <= set(texts(REPORT))
    assert {"below_line" if one == "below" else one for one in get_args(Code)} <= set(texts(REPORT))
    assert set(get_args(Kind)) <= set(texts(REPORT))


@pytest.mark.parametrize("source", [CODES, REPORT], ids=lambda path: path.name)
def test_every_text_has_two_languages_with_the_same_gaps(source: Any) -> None:
    for key, (vi, en) in texts(source).items():
        assert vi, key
        assert en, key
        assert set(re.findall(r"\{(\w+)\}", vi)) == set(re.findall(r"\{(\w+)\}", en)), key
