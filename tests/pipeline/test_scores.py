"""Scores of reading, tables and confidence; forms, records, floors: each moves with its own fault alone."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report import Column, Evaluation, JudgedFact, Signature, Tally
from pipeline.golden.fact_fields import letters_alone
from pipeline.scores import history
from pipeline.scores.board import board_tables, name_of, to_markdown
from pipeline.scores.borne import borne_measures, look_for_borne
from pipeline.scores.calibration import calibrate
from pipeline.scores.floors import FLOORED, find_breaches, raised, read_floors, write_floors
from pipeline.scores.forms import OWN, count_forms, explain_gap
from pipeline.scores.reading import count_reading, reading_measures
from pipeline.scores.table_structure import Grid, GridCell, _as_html, _cell_tallies, _published, true_tables

BLOCKS = [
    "I. MỤC TIÊU PHÁT TRIỂN CHỢ QUÊ VÀ BẾN ĐÒ",
    "Đến năm 2025 có 85% hộ dân dùng nước sạch, 12 bến đò được cấp phép và 3,5 km đường thôn được trải nhựa.",
    "Các thôn tự cử người trông coi đình làng, giếng nước và cầu treo trong cả năm.",
]
PAGE = "\n".join(BLOCKS)


def rates(page: str, sure: dict[str, int] | None = None) -> dict[str, float]:
    counts = count_reading([BLOCKS], [page], {1: Counter(sure or {})})
    return {one.name.removeprefix("reading."): one.value for one in reading_measures([counts])}


READ = [
    ("nothing", PAGE, {}, set()),
    ("a tone", PAGE.replace("đường thôn", "dường thôn"), {}, {"cer", "wer", "tone_only"}),
    ("a letter", PAGE.replace("giếng", "giểng").replace("ể", "x"), {}, {"cer", "wer"}),
    ("a digit, doubted", PAGE.replace("85%", "35%"), {}, {"cer", "wer", "numbers_right", "numbers_wrong_doubted"}),
    ("a digit, in silence", PAGE.replace("85%", "35%"), {"35%": 1},
     {"cer", "wer", "numbers_right", "numbers_wrong_silent"}),
    ("a label", PAGE.replace("I. MỤC", "1. MỤC"), {}, {"cer", "wer", "labels_right"}),
    ("a line lost", "\n".join(BLOCKS[:2]), {}, {"cer", "wer", "lines_missed"}),
    ("a line twice", f"{PAGE}\n{BLOCKS[2]}", {}, {"lines_doubled"}),
    ("order", "\n".join(reversed(BLOCKS)), {}, set()),
    ("bars, dashes, spaces", PAGE.replace(", ", " ,  ").replace(" ,  ", ", ").replace("\n", " | "), {}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "page", "sure", "moved"), READ, ids=[row[0] for row in READ])
def test_a_misreading_moves_its_own_rate_alone(
    name: str, page: str, sure: dict[str, int], moved: set[str]
) -> None:  # fmt: skip
    before, after = rates(PAGE), rates(page, sure)
    assert {key for key in before if before[key] != after[key]} - {"tone_only"} == moved - {"tone_only"}
    assert ("tone_only" in moved) == (before["tone_only"] != after["tone_only"]) or name == "a line lost"


def test_a_page_that_was_not_read_is_all_wrong() -> None:
    counts = count_reading([BLOCKS, BLOCKS], [PAGE], {})
    found = {one.name: one.value for one in reading_measures([counts])}
    assert found["reading.cer"] == pytest.approx(0.5, abs=0.01)
    assert found["reading.numbers_right"] == 0.5
    assert found["reading.lines_missed"] == 0.5


@pytest.mark.shared
def test_rates_are_those_of_the_reference(shared: Path) -> None:
    """Count with the published definition beside ours, on worn text."""
    spec = importlib.util.spec_from_file_location("reference", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    truth = json.loads(next((shared / "scans" / "truth").glob("*.json")).read_text(encoding="utf-8"))["pages"]
    wear = str.maketrans({"ế": "é", "8": "3", "I": "l", "ộ": "ô"})
    for blocks in truth:
        page = " ".join(block.translate(wear) if n % 3 else block for n, block in enumerate(blocks))
        total: Counter[str] = Counter()
        reference.page_score(blocks, reference.norm(page), Counter({"35%": 1}), total, [])
        ours = count_reading([blocks], [page], {1: Counter({"35%": 1})})
        assert (ours.letters, ours.edits, ours.tone_edits) == (total["chars"], total["edits"], total["tone"])
        assert (ours.numbers, ours.numbers_right) == (total["numbers"], total["right"])
        assert (ours.numbers_silent, ours.labels, ours.labels_right) == (
            total["silent"], total["labels"], total["labels_right"]
        )  # fmt: skip


BEARING = [
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Căn cứ Luật Đầu tư công",
    "Đầu tư xây dựng chợ. Nơi nhận:",
]


def test_what_sheets_bear_is_looked_for() -> None:
    told = {one.text.casefold(): (one.page, one.edits) for one in look_for_borne(BEARING)}
    assert told["nơi nhận:"] == (2, 0)
    assert told["luật đầu tư công"] == (1, 0)
    assert "luật xây dựng" not in told, "a page that speaks of building cites no law on it"
    worn = [BEARING[0].replace("Độc", "Dộc").replace("Đầu", "Dầu"), BEARING[1]]
    values = {one.name: one.value for one in borne_measures(look_for_borne(worn))}
    assert values["borne.cer"] > 0
    assert values["borne.exact"] == 0.5
    assert borne_measures(look_for_borne(["", ""])) == ()


CELLS = [("TT", "Việc", "Nơi"), ("1", "Sửa cầu treo", "Xã"), ("2", "Khơi mương", "Thôn"), ("3", "Dựng chợ", "Xã")]


def grid(rows: list[tuple[str, ...]]) -> Grid:
    return tuple(
        GridCell(row, column, 1, 1, False, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)
    )


def test_a_lost_row_costs_its_cells_alone() -> None:
    right = _cell_tallies([(grid(CELLS), grid(CELLS))], [])[0]
    lost = _cell_tallies([(grid(CELLS), grid([CELLS[0], CELLS[2], CELLS[3]]))], [])[0]
    assert (right.right, right.found, right.expected) == (12, 12, 12)
    assert (lost.right, lost.found, lost.expected) == (9, 9, 12)
    extra = _cell_tallies([(grid(CELLS), None)], [grid(CELLS[:1])])[0]
    assert (extra.right, extra.found, extra.expected) == (0, 3, 12)


def test_published_scores_fall_with_structure_and_text() -> None:
    pytest.importorskip("grits")
    pytest.importorskip("table_recognition_metric")
    assert _published(grid(CELLS), grid(CELLS)) == (1.0, 1.0, 1.0, 1.0)
    misread = _published(grid(CELLS), grid([*CELLS[:3], ("3", "Dựng chợ lớn", "Xã")]))
    assert misread[0] < 1.0
    assert misread[1] == 1.0
    assert misread[2] < 1.0
    assert misread[3] == 1.0
    assert max(_published(grid(CELLS), grid(CELLS[:3]))) < 1.0
    assert _published(grid(CELLS), None) == (0.0, 0.0, 0.0, 0.0)
    assert '<td colspan="2">a &lt; b</td>' in _as_html((GridCell(0, 0, 1, 2, True, "a < b"),))


def test_pieces_of_cells_over_pages_are_joined() -> None:
    head = [0, 0, 0, 1, 1, "header", "Việc", 0, 0, 1, 1]
    pages = [
        {"cells": [head, [0, 3, 0, 1, 1, "cell", "Sửa cầu", 0, 0, 1, 1]]},
        {"cells": [head, [0, 3, 0, 1, 1, "cell", "treo", 0, 0, 1, 1]]},
    ]
    (table,) = true_tables({"pages": pages})
    assert [(cell.row, cell.text) for cell in table] == [(0, "Việc"), (1, "Sửa cầu treo")]


def test_confidence_that_is_true_has_no_error() -> None:
    facts = [(0.9, False, place != 0) for place in range(10)]
    told = calibrate("targets", facts)
    assert told is not None
    assert (told.ece, told.wrong) == (0.0, 1)
    inflated = calibrate("targets", [(1.0, False, right) for _, _, right in facts])
    assert inflated is not None
    assert inflated.ece == pytest.approx(0.1)
    assert calibrate("targets", []) is None


def test_checking_the_least_sure_first_leaves_less() -> None:
    facts = [(0.99, False, True)] * 90 + [(0.5, False, False)] * 5 + [(0.99, True, False)] * 5
    told = calibrate("targets", facts)
    assert told is not None
    left = {point.checked: point.risk for point in told.curve}
    assert (left[0.0], left[0.05], left[0.1]) == (0.1, 0.05, 0.0), "doubts first, then the low confidence"
    blind = calibrate("targets", [(1.0, False, right) for *_, right in facts])
    assert blind is not None
    assert {point.checked: point.risk for point in blind.curve}[0.1] == pytest.approx(0.09), "no order earns nothing"


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_curves_fall_to_nothing(facts: list[tuple[float, bool, bool]]) -> None:
    told = calibrate("x", facts)
    assert told is not None
    risks = [point.risk for point in told.curve]
    assert risks == sorted(risks, reverse=True)
    assert risks[-1] == 0.0
    assert 0.0 <= told.ece <= 1.0


def tally(name: str, right: int, expected: int) -> Tally:
    return Tally(name=name, right=right, found=expected, expected=expected)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1),
    st.dictionaries(st.sampled_from("cdef"), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1),
)
def test_parts_of_a_gap_add_up_to_it(one: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]) -> None:
    sides = [
        {form: tally(form, min(pair), max(pair)) for form, pair in side.items() if max(pair)} for side in (one, other)
    ]
    gaps = explain_gap(*sides)
    if not all(sides):
        assert gaps == ()
        return
    recall = [sum(t.right for t in side.values()) / sum(t.expected for t in side.values()) for side in sides]
    assert sum(gap.mix + gap.own for gap in gaps) == pytest.approx(recall[0] - recall[1])


def fact(key: str, state: str = "paired", wrong: tuple[str, ...] = (), actual: str = "") -> JudgedFact:
    return JudgedFact.model_validate(
        {"stem": "a", "family": "targets", "key": key, "state": state, "wrong": wrong, "actual": actual,
         "right": state == "paired" and not wrong}
    )  # fmt: skip


def board(f1: tuple[int, int], facts: tuple[JudgedFact, ...] = (), sealed: bool = False) -> Evaluation:
    made = tally("targets.all", *f1)
    return Evaluation(
        signature=Signature(
            program="1", extractors="e", lexicon="l", engine="n", truth="t", documents=1, pages=2
        ),
        sources=("made",),
        columns=(Column(name="all", documents=1, pages=2, sealed=sealed, tallies=(made,), macro={"targets.all": 1}),),
        facts=facts,
        documents={} if sealed else {"a": (made,)},
    )  # fmt: skip


def test_gains_and_losses_are_told_a_field_a_line() -> None:
    before = (fact("1"), fact("2", wrong=("unit",)), fact("3"), fact("", "added", actual="x"), fact("4", "missing"))
    after = (fact("1", wrong=("year",)), fact("2"), fact("3"), fact("4"), fact("", "added", actual="y"))
    turns = history.find_turns(before, after)
    assert {(turn.gained, turn.key, turn.field) for turn in turns} == {
        (False, "1", "year"), (True, "2", "unit"), (True, "", "added"), (False, "", "added"), (True, "4", "missing"),
    }  # fmt: skip
    assert history.find_turns(before, before) == ()
    assert history.find_turns(before, [one.model_copy(update={"stem": "b"}) for one in after]) == ()


def test_boards_are_recorded_and_the_last_is_found(tmp_path: Path) -> None:
    history.record(board((3, 4)), tmp_path, "2026-01-02T03:04:05+00:00")
    path = history.record(board((2, 4)), tmp_path, "2026-01-03T03:04:05+00:00")
    assert history.last_record(tmp_path, ("made",)) == path
    assert history.last_record(tmp_path, ("other",)) is None
    before = history.read_record(path)
    (move,) = history.find_moves(before, board((3, 4)))
    assert (move.column, move.name, move.before, move.after, move.better) == ("all", "targets.all", 0.5, 0.75, True)
    assert history.find_moves(before, before) == ()


def test_floors_only_rise(tmp_path: Path) -> None:
    floors = raised({}, board((3, 4)))
    assert floors == {"a": {"targets.all": 0.75}, "made/all": {"targets.all": 0.75}}
    assert raised(floors, board((1, 4))) == floors
    assert raised(floors, board((4, 4)))["a"] == {"targets.all": 1.0}
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors
    assert read_floors(tmp_path / "none.toml") == {}
    assert find_breaches(board((3, 4)), floors) == ()
    assert {breach.name for breach in find_breaches(board((2, 4)), floors)} == {"a", "made/all"}
    lost = board((3, 4)).model_copy(update={"documents": {"a": ()}})
    assert [breach.reached for breach in find_breaches(lost, floors)] == [0.0], "a family no more scored is a breach"


def test_a_sealed_column_has_floors_by_its_totals_alone() -> None:
    assert set(raised({}, board((3, 4), sealed=True))) == {"made/all"}


def test_boards_are_told_in_two_languages() -> None:
    for lang in ("vi", "en"):
        text = to_markdown(board((3, 4)), lang, "2026-01-01")
        assert "0.750 (3/4/4)" in text
        assert "truth t" in text
    assert board_tables(board((3, 4)), "vi")[0].title != board_tables(board((3, 4)), "en")[0].title
    for name in FLOORED:
        assert name_of(name, "en") != name or name == "tables"


def test_a_gap_is_told_by_scores_and_by_forms() -> None:
    forms = {"comparator": {"=": tally("=", 9, 10), ">=": tally(">=", 10, 10)}}
    sealed = {"comparator": {"=": tally("=", 5, 10), ">=": tally(">=", 10, 10)}}
    one = Column(name="plans", documents=1, pages=1, tallies=(tally("fields", 9, 10),), forms=forms)
    other = Column(
        name="plans, sealed", documents=1, pages=1, sealed=True, tallies=(tally("fields", 5, 10),), forms=sealed
    )
    told = board_tables(board((1, 1)).model_copy(update={"columns": (one, other)}), "en")
    overview, by_comparator = told[-2:]
    assert overview.rows == (("Front matter", "0.900", "0.500", "+40.0"),)
    assert "+20.0 points" in by_comparator.title
    assert by_comparator.rows[0] == ("=", "50.0%", "50.0%", "0.900", "0.500", "+0.0", "+20.0")


LETTERS = [("Hoà bình;", "hòa bình", True), ("UBND huyện", "ubnd  HUYỆN.", True), ("cầu treo", "cầu trèo", False),
           ("95%", "96%", False), ("3,5 km", "35 km", False), ("3,5 km.", "3,5km", True)]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), LETTERS)
def test_letters_alone(one: str, other: str, same: bool) -> None:
    assert (letters_alone(one) == letters_alone(other)) == same


def test_sections_are_counted_by_the_scheme_of_their_plan() -> None:
    read = JudgedFact(stem="a", family="sections", key="I", state="paired", number=0, right=False, wrong=("role",))
    facts = (read, read.model_copy(update={"key": "II", "number": 1, "wrong": ("path",)}))
    layout = {"forms": {"scheme": ["by_field"]}}
    case = SimpleNamespace(sealed=False, layout=layout, golden=None, kind="", profile="office")
    sealed = SimpleNamespace(**{**vars(case), "sealed": True})
    for one, name in ((case, "by_field"), (sealed, OWN)):
        counted = count_forms([(one, facts)])  # type: ignore[list-item]
        tally = counted["sections: scheme"][name]
        assert counted["sections: scheme, profile"][f"{name}, office"].right == tally.right
        assert (tally.right, tally.expected) == (1, 2)
