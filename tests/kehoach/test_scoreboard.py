"""Deliberate faults in a copy of the program move exactly the scores that they should; sealed documents stay sealed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

import pipeline.assemble
from bench.board import make_small
from corpus.make import MadePlan
from extractors.lexicon import Lexicon
from kehoach.cli import app, load_commands
from models.page import Page
from models.plan import Target, Versions
from models.record import DocumentRecord
from models.report import Evaluation
from models.source import Found, SourceDocument
from pipeline.assemble import assemble
from pipeline.read_page import ReadSettings, read_page
from pipeline.scores import history
from pipeline.scores.cases import find_cases
from pipeline.scores.evaluate import evaluate
from pipeline.scores.floors import find_breaches, read_floors
from pipeline.scores.page import worst_facts, write_page
from pipeline.store import Store
from pipeline.transcript.transcribe import transcribe

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = Versions(program="t", extractors="t", lexicon="t", engine="t")
load_commands()


class Shelf(NamedTuple):
    """Made plans, their pages as read, and where they lie."""

    folder: Path
    made: list[MadePlan]
    pages: list[list[Page]]


def read_shelf(folder: Path, split: str) -> Shelf:
    made = make_small(folder, split)
    pages = [[read_page(one.pdf, number, ReadSettings()) for number in range(1, one.pages + 1)] for one in made]
    return Shelf(folder, made, pages)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A made plan in print, with a table of tasks."""
    return read_shelf(tmp_path_factory.mktemp("ci"), "dev")


def fill(shelf: Shelf, data: Path, lexicon: Lexicon, page_fault: Callable[[Page], Page] = lambda page: page) -> Store:
    """Read the shelf's pages into a store with the program as it is now."""
    store = Store(data)
    for one, pages in zip(shelf.made, shelf.pages, strict=True):
        source = SourceDocument(sha256=one.sha256, file_name=one.pdf.name, size=one.pdf.stat().st_size)
        record = DocumentRecord(source=source, names=(one.pdf.name,), archived="2026-01-01T00:00:00Z")
        store.original(one.sha256).parent.mkdir(parents=True, exist_ok=True)
        store.original(one.sha256).write_bytes(one.pdf.read_bytes())
        transcript = transcribe([page_fault(page) for page in pages])
        store.commit(record, assemble(transcript, source, lexicon, VERSIONS), transcript)
    return store


def score(shelf: Shelf, store: Store, name: str = "ci") -> Evaluation:
    return evaluate(find_cases({name: shelf.folder}, [store], ()), lambda ref: None)


@pytest.fixture(scope="module")
def sound(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Evaluation:
    return score(shelf, fill(shelf, tmp_path_factory.mktemp("data"), lexicon))


def wrap(name: str, change: Callable[[Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """Put a fault behind one step of the program."""
    step = getattr(pipeline.assemble, name)
    return lambda patch: patch.setattr(pipeline.assemble, name, lambda *given, **named: change(step(*given, **named)))


def on_targets(change: Callable[[Found[Target]], Found[Target]], first_only: bool = False) -> Any:
    def changed(targets: tuple[Found[Target], ...]) -> tuple[Found[Target], ...]:
        return (change(targets[0]), *(targets[1:] if first_only else map(change, targets[1:])))

    return wrap("find_targets", changed)


def with_quantity(**fields: Any) -> Callable[[Found[Target]], Found[Target]]:
    def changed(found: Found[Target]) -> Found[Target]:
        quantity = found.value.quantity.model_copy(update=fields)
        return found.model_copy(update={"value": found.value.model_copy(update={"quantity": quantity})})

    return changed


def without_the_last_before_the_appendix(outline: Any) -> Any:
    return outline.model_copy(update={"sections": (*outline.sections[:-2], outline.sections[-1])})


def sure(found: Found[Any]) -> Found[Any]:
    return found.model_copy(update={"confidence": 1.0, "doubts": ()})


WHOLE = {"document.facts", "document.faultless_targets"}
TARGETS = {"targets.comparator", "targets.scope_year", "targets.all", "confidence.targets.ece"}
FAULTS = [
    ("comparator dropped", on_targets(with_quantity(comparator="=")), TARGETS | WHOLE),
    ("digit changed", on_targets(with_quantity(value=Decimal("41")), True),
     TARGETS | WHOLE | {"targets.value_unit"}),
    ("row lost", wrap("find_tasks", lambda tasks: tasks[1:]),
     {"tasks.rows", "tasks.cells", "tasks.cells_letters", "tasks.cells_soft", "document.facts",
      "confidence.tasks.ece"}),
    ("section lost", wrap("find_outline", without_the_last_before_the_appendix),
     {"sections.path", "sections.path_heading", "sections.path_heading_letters", "sections.path_heading_soft",
      "sections.role", "document.facts", "confidence.sections.ece"}),
    ("confidence inflated", wrap("weigh_target", sure), {"confidence.targets.ece"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fault", "expected"), FAULTS, ids=[name for name, *_ in FAULTS])
def test_a_fault_of_the_program_moves_its_own_scores_alone(
    name: str,
    fault: Callable[[pytest.MonkeyPatch], None],
    expected: set[str],
    shelf: Shelf,
    sound: Evaluation,
    tmp_path: Path,
    lexicon: Lexicon,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(monkeypatch)
    faulty = score(shelf, fill(shelf, tmp_path, lexicon))
    moves = history.find_moves(sound, faulty)
    unmoved = {"confidence.tasks.ece", "confidence.sections.ece"}  # a fact lost may or may not shift the mean
    assert {move.name for move in moves} - unmoved == expected - unmoved
    worse = {move.name for move in moves if not move.better}
    assert worse - unmoved == (expected - unmoved if name != "confidence inflated" else set())
    turns = history.find_turns(sound.facts, faulty.facts)
    assert bool(turns) == (name != "confidence inflated")
    assert not any(turn.gained for turn in turns if turn.field != "added")


def test_a_digit_misread_on_paper_moves_reading_and_its_target(
    shelf: Shelf, sound: Evaluation, tmp_path: Path, lexicon: Lexicon
) -> None:
    def misread(page: Page) -> Page:
        lines = [
            line.model_copy(
                update={"words": tuple(w.model_copy(update={"text": w.text.replace("9", "4")}) for w in line.words)}
            )
            for line in page.lines
        ]
        return page.model_copy(update={"lines": tuple(lines)})

    faulty = score(shelf, fill(shelf, tmp_path, lexicon, misread))
    moves = {move.name: move.better for move in history.find_moves(sound, faulty)}
    reading = {"reading.numbers_right", "reading.numbers_wrong_silent"}
    assert reading | {"targets.value_unit"} <= set(moves)
    assert not any(moves[name] for name in reading | {"targets.value_unit"})
    assert not {"reading.tone_only", "reading.lines_missed", "sections.role"} & set(moves)


def test_floors_of_the_small_set_hold(sound: Evaluation) -> None:
    floors = read_floors(ROOT / "golden" / "floors.toml")
    assert set(floors["ci/digital"]) >= {"fields", "targets.comparator", "targets.all", "tasks.rows", "legal_refs"}
    assert find_breaches(sound, floors) == ()


def test_nothing_of_a_sealed_document_is_shown(tmp_path: Path, lexicon: Lexicon) -> None:
    held = read_shelf(tmp_path / "held", "held")
    store = fill(held, tmp_path / "data", lexicon)
    cases = find_cases({"held": held.folder}, [store], ())
    board = evaluate(cases, lambda ref: None)
    assert board.columns[0].sealed
    assert (board.facts, board.documents, board.borne) == ((), {}, {})
    assert worst_facts(board, cases) == []
    write_page(board, (), cases, tmp_path / "board.html", "vi")
    shown = (tmp_path / "board.html").read_text(encoding="utf-8") + board.model_dump_json()
    golden = cases[0].golden
    assert golden.targets
    for words in (golden.plan_id, golden.title, *(str(target.quote) for target in golden.targets)):
        assert words not in shown


def test_truth_without_a_split_is_sealed(shelf: Shelf, tmp_path: Path, lexicon: Lexicon) -> None:
    store = fill(shelf, tmp_path / "data", lexicon)
    copy = tmp_path / "copy"
    (copy / "truth").mkdir(parents=True)
    for one in shelf.made:
        (copy / "truth" / one.truth.name).write_bytes(one.truth.read_bytes())
    assert all(case.sealed for case in find_cases({"copy": copy}, [store], ()))
    (copy / "truth" / "split").write_text("dev\n")
    assert not any(case.sealed for case in find_cases({"copy": copy}, [store], ()))
    (copy / "truth" / "sealed").touch()
    assert all(case.sealed for case in find_cases({"copy": copy}, [store], ()))


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_the_command_records_compares_and_draws(shelf: Shelf, tmp_path: Path, lexicon: Lexicon) -> None:
    fill(shelf, tmp_path, lexicon)
    page = tmp_path / "board.html"
    golden = tmp_path / "golden"
    golden.mkdir()
    given = (shelf.folder, "--data", tmp_path, "--golden", golden)
    first = run(*given, "--record", "--html", page, "--raise-floors")
    assert first.exit_code == 0, first.output
    assert "kehoach t · extractors t" in first.output
    told = page.read_text(encoding="utf-8")
    assert told.count("<svg") >= 3
    assert f"<td>{shelf.made[0].pdf.stem}</td>" in told
    assert len(list((tmp_path / "evaluations").glob("*.json"))) == 1
    floors = golden / "floors.toml"
    assert run(*given, "--floors").exit_code == 0
    floors.write_text(floors.read_text(encoding="utf-8").replace('"fields" = ', '"fields" = 1'), encoding="utf-8")
    assert run(*given, "--floors").exit_code == 1


def test_wrong_use_is_one_line(tmp_path: Path) -> None:
    missing = run(tmp_path, "--data", tmp_path)
    assert missing.exit_code != 0
    assert type(missing.exception).__name__ == "WrongUse"


def test_a_sealed_split_tells_none_of_its_wordings(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["sample", str(tmp_path / "h"), "--count", "1", "--split", "held", "--profile", "digital"]
    )
    shown = CliRunner().invoke(
        app, ["sample", str(tmp_path / "d"), "--count", "1", "--split", "dev", "--profile", "digital"]
    )
    assert told.exit_code == shown.exit_code == 0
    assert len(told.output.splitlines()) == 1
    assert "comparator" in shown.output
