"""`kehoach evaluate`: all scores side by side, in print, as JSON or as a page; floors; what was gained and lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kehoach.cli import DIFFERENT, AsJson, Golden, app, archive_settings, console, print_json
from kehoach.folders import check_archive
from kehoach.usage import WrongUse
from kehoach.words import LANG, say
from pipeline.store import Store, now

if TYPE_CHECKING:
    from models.report import Evaluation
    from pipeline.scores.board import BoardTable
    from pipeline.scores.cases import Case
    from pipeline.scores.floors import Breach
    from pipeline.settings import Settings


@app.command(
    epilog=say(
        "Ví dụ: kehoach evaluate · kehoach evaluate mau --data D · kehoach evaluate golden dev held --data A --data B",
        "Examples: kehoach evaluate · kehoach evaluate made --data D · "
        "kehoach evaluate golden dev held --data A --data B --html board.html",
    )
)
def evaluate(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help=say(
                "Thư mục do sample làm (có truth/) hoặc thư mục tệp chuẩn; nhiều thư mục thì đặt cạnh nhau.",
                "Folders made by sample (with truth/) or of golden files; several stand side by side.",
            )
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data", help=say("Thư mục dữ liệu (có thể nhiều).", "Data folder (may be given several times).")
        ),
    ] = None,
    golden: Golden = None,
    as_json: AsJson = False,
    html: Annotated[
        Path | None, typer.Option("--html", help=say("Ghi thành một trang có biểu đồ.", "Write a page with plots."))
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help=say("Ghi lại kết quả để so về sau.", "Record, to compare with later."))
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option("--against", help=say("So với lần ghi này.", "Compare with this record, not with the last.")),
    ] = None,
    floors: Annotated[
        bool,
        typer.Option("--floors", help=say("Thoát 1 nếu điểm dưới sàn.", "Exit 1 where a score is below its floor.")),
    ] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help=say("Nâng sàn đến mức đạt được.", "Raise floors to what is reached."))
    ] = False,
) -> None:
    """Score what was read against golden, or against the truth that `sample` wrote; several folders side by side."""
    from pipeline.scores.cases import make_resolver
    from pipeline.scores.evaluate import evaluate as evaluate_cases

    stores, settings = _stores(data, golden)
    cases = _cases(sources or [settings.golden], stores, settings)
    evaluation = evaluate_cases(cases, make_resolver(settings.golden))
    changes = _changes(evaluation, stores[0].data, against)
    breaches = _breaches(evaluation, settings, floors, raise_floors)
    written = [_record(evaluation, stores[0].data)] if record else []
    if html:
        from pipeline.scores.page import write_page

        write_page(evaluation, changes, cases, html, LANG)
        written.append(html)
    if as_json:
        print_json(_as_json(evaluation))
    else:
        _print(evaluation, changes, breaches)
        for path in written:
            console.print(say(f"Đã ghi {path}", f"Wrote {path}"), markup=False, highlight=False)
    if breaches:
        raise typer.Exit(DIFFERENT)


def _record(evaluation: Evaluation, data: Path) -> Path:
    """Keep an evaluation, so that a later one can tell what moved."""
    from pipeline.scores.history import record

    return record(evaluation, data, now())


def _stores(data: list[Path] | None, golden: Path | None) -> tuple[list[Store], Settings]:
    settings = archive_settings(data[0] if data else None, golden)
    for folder in data or ():
        check_archive(folder)
    return [Store(folder) for folder in data or [settings.data]], settings


def _cases(sources: list[Path], stores: list[Store], settings: Settings) -> list[Case]:
    from pipeline.scores.cases import NoTruth, find_cases, text_folders

    named = {folder.resolve().name: folder for folder in sources}
    if len(named) < len(sources):
        raise WrongUse(say("hai thư mục trùng tên", "two folders bear one name"))
    try:
        return find_cases(named, stores, text_folders(settings.golden))
    except NoTruth as none:
        where = ", ".join(str(store.data) for store in stores)
        raise WrongUse(
            say(
                f"không tài liệu nào trong {where} có tệp chuẩn hay lời giải trong {none}",
                f"no document in {where} has a golden file or made truth in {none}",
            )
        ) from none


def _changes(evaluation: Evaluation, data: Path, against: Path | None) -> tuple[BoardTable, ...]:
    """What moved since the record asked for, else since the last; nothing where there is none."""
    from pipeline.scores.board import change_tables
    from pipeline.scores.history import find_moves, find_turns, last_record, read_record

    path = against or last_record(data, evaluation.sources)
    if path is None:
        return ()
    if not path.is_file():
        raise WrongUse(say(f"không có tệp {path}", f"no such file: {path}"))
    try:
        before = read_record(path)
    except ValueError as fault:
        raise WrongUse(say(f"{path} không phải bảng điểm", f"{path} is no recorded board")) from fault
    return change_tables(find_moves(before, evaluation), find_turns(before.facts, evaluation.facts), LANG)


def _breaches(evaluation: Evaluation, settings: Settings, check: bool, raising: bool) -> tuple[Breach, ...]:
    from pipeline.scores.floors import NAME, find_breaches, raised, read_floors, write_floors

    if not (check or raising):
        return ()
    path = settings.golden / NAME
    floors = read_floors(path)
    if raising:
        write_floors(raised(floors, evaluation), path)
    return find_breaches(evaluation, floors) if check else ()


def _as_json(evaluation: Evaluation) -> dict[str, object]:
    """The board for programs; `scores` holds the tallies by column with their F1."""
    board = evaluation.model_dump(mode="json", exclude={"facts"})
    board["signature_line"] = str(evaluation.signature)
    board["scores"] = {
        column.name: {
            tally.name: {**tally.model_dump(exclude={"name"}), "f1": round(tally.f1, 4)} for tally in column.tallies
        }
        for column in evaluation.columns
    }
    return board


def _print(evaluation: Evaluation, changes: tuple[BoardTable, ...], breaches: tuple[Breach, ...]) -> None:
    from pipeline.scores.board import board_tables, name_of

    for board in (*board_tables(evaluation, LANG), *changes):
        table = Table(title=board.title, title_justify="left")
        for place, head in enumerate(board.header):
            table.add_column(head, justify="left" if place == 0 else "right")
        for row in board.rows:
            table.add_row(*row)
        console.print(table, markup=False)
    for breach in breaches:
        told = f"{breach.name}: {name_of(breach.score, LANG)} {breach.reached:.3f} < {breach.floor:.3f}"
        console.print(f"{name_of('title.floors', LANG)}: {told}", style="red", markup=False, highlight=False)
    for note in evaluation.notes:
        console.print(note, style="yellow", markup=False, highlight=False)
    console.print(str(evaluation.signature), markup=False, highlight=False)
