"""The list over many documents: search, filters, order, pages of rows, what is promised over all."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.record import DocumentRecord, Summary
from models.source import SourceDocument
from pipeline.settings import Settings
from review.digests import Digest
from review.listing import ROWS, Asked, Listed, choose, counts, fold, more_of, overall, percent, rows_of
from review.words import Words
from tests.review.asking import Visitor

VI, EN = Words("vi"), Words("en")


def listed(number: int, to_look: int, status: str = "read", **held: float) -> Listed:
    sha256 = f"{number:064x}"
    record = DocumentRecord(
        source=SourceDocument(sha256=sha256, file_name=f"quet-{number}.pdf", size=1),
        names=(f"quet-{number}.pdf",),
        archived=f"2026-01-01T00:{number // 60 % 60:02d}:{number % 60:02d}",
        doc_id=f"doc-{number:04d}",
        plan_id=f"plan-{number}",
        status=status,  # type: ignore[arg-type]
        summary=Summary(pages=number % 30),
    )
    digest = Digest.model_validate(
        {"stamp": (), "title": f"Huyện Đắk Số {number}", "facts": 100, "settled": 3, "to_look": to_look, "conflicts": 0,
         "weight": float(to_look), "error_high": 0.004, "rest": 100 - to_look, **held}
    )  # fmt: skip
    return Listed(record, digest if status in ("read", "partial") else None)


MANY = [listed(number, number % 7) for number in range(1000)]


def test_the_most_urgent_come_first_and_none_is_lost_between_pages() -> None:
    chosen = choose(MANY, Asked(show="open"))
    weights = [one.digest.weight for one in chosen if one.digest]
    assert weights == sorted(weights, reverse=True)
    ids: list[str] = []
    page = 0
    while True:
        asked = Asked(show="open", page=page)
        ids += [row.id for row in rows_of(chosen, asked, VI, {})]
        if not more_of(chosen, asked):
            break
        page += 1
    assert ids == [one.record.doc_id for one in chosen]
    assert page == (len(chosen) - 1) // ROWS


@pytest.mark.parametrize("query", ["dak so 17", "ĐẮK SỐ 17", "quet-17.pdf", "doc-0017", "  so   17 "])
def test_search_folds_marks_and_capitals(query: str) -> None:
    assert "doc-0017" in {one.record.doc_id for one in choose(MANY, Asked(q=query, show="all"))}


def test_search_finds_nothing_that_is_not_there() -> None:
    assert choose(MANY, Asked(q="dak mil", show="all")) == []
    assert fold("Đường Ấp Đổi") == "duong ap doi"


def test_filters_count_what_they_let_through() -> None:
    some = [listed(1, 0), listed(2, 5), listed(3, 5, "partial"), listed(4, 0, "quarantined"), listed(5, 2, conflicts=1)]
    assert dict(counts(some)) == {"open": 3, "all": 5, "done": 1, "partial": 1, "quarantined": 1}
    assert [one.state for one in some] == ["done", "open", "partial", "quarantined", "conflict"]


def test_a_document_not_yet_counted_is_open_and_says_so() -> None:
    one = listed(1, 5)._replace(digest=None)
    (row,) = rows_of([one], Asked(), VI, {})
    assert one.shown_as("open")
    assert row.to_look is None


def test_a_quarantined_file_says_why_and_leads_nowhere() -> None:
    one = listed(1, 0, "quarantined")
    (row,) = rows_of([one], Asked(), EN, {one.record.doc_id: ("Tệp rỗng.", "The file is empty.")})
    assert (row.href, row.first) == ("", "The file is empty.")


@pytest.mark.parametrize(
    ("share", "vi"),
    [(0.0004, "0,04"), (0.00041, "0,05"), (0.0, "0,01"), (0.00099, "0,10"), (0.012, "1,2"), (0.1234, "13")],
)
def test_a_promise_is_never_rounded_in_our_favour(share: float, vi: str) -> None:
    assert percent(share, VI) == vi


def test_the_promise_over_all_weighs_the_rest_of_each() -> None:
    some = [listed(1, 50, error_high=0.1), listed(2, 0, error_high=0.0)]  # rests of 50 and 100 facts
    assert "3,4 %" in overall(some, 0, VI).promise
    assert "3.4 %" in overall(some, 0, EN).promise


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    assert "kehoach run" in overall([], 0, VI).lead


def test_broken_golden_is_told_and_a_broken_journal_closes_its_plan_alone(port: int, desk: Settings) -> None:
    (desk.golden / "hong.json").write_text("{", encoding="utf-8")
    (desk.golden / "decisions").mkdir()
    (desk.golden / "decisions" / "suoi-lim-2024.jsonl").write_text("không phải lời nào\n", encoding="utf-8")
    visitor = Visitor(port)
    assert "hong.json" in visitor.get("/?show=all").text
    names = sorted(path.name for path in (desk.data / "plans").iterdir())
    assert [visitor.get(f"/doc/{name}").status for name in names] == [200, 409]
    assert "suoi-lim-2024.jsonl" in visitor.get(f"/doc/{names[1]}").text
