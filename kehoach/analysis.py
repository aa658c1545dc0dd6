"""`kehoach export`, `kehoach sql`: the tables of all documents as files and under SQL."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.markup import escape
from rich.table import Table

from kehoach.cli import AsJson, Data, Golden, app, archive_settings, console, print_json
from kehoach.usage import WrongUse, writing_to
from kehoach.words import say
from pipeline.export.selection import Selection
from pipeline.golden.decisions import DecisionLog
from pipeline.store import Store

if TYPE_CHECKING:
    from pipeline.export.tables import Exported

Province = Annotated[
    list[str] | None,
    typer.Option("--province", help=say("Chỉ các tỉnh này (như văn bản ghi).", "These provinces alone (as stated).")),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help=say("Chỉ kế hoạch bao trùm năm này.", "Plans whose period holds this year.")),
]
Indicator = Annotated[
    list[str] | None,
    typer.Option("--indicator", help=say("Chỉ các chỉ số này (mã).", "These indicators alone (ids).")),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0.0, max=1.0, help=say("Độ tin cậy tối thiểu, 0 đến 1.", "Least confidence, 0 to 1.")
    ),
]
AcceptedOnly = Annotated[
    bool, typer.Option("--accepted-only", help=say("Chỉ điều đã có người duyệt.", "Only what a person accepted."))
]


def selection_of(
    province: list[str] | None, year: int | None, indicator: list[str] | None, min_confidence: float, accepted: bool
) -> Selection:
    """Join the filters; an indicator that the taxonomy does not know is a wrong use, with what may have been meant."""
    from pipeline.compare.yardstick import read_indicators

    known = read_indicators()
    for name in indicator or ():
        if name not in known:
            near = ", ".join(get_close_matches(name, known, 3, 0.4)) or "–"
            raise WrongUse(say(f"không có chỉ số {name}; gần giống: {near}", f"no indicator {name}; near: {near}"))
    return Selection(
        provinces=tuple(province or ()),
        year=year,
        indicators=tuple(indicator or ()),
        min_confidence=min_confidence,
        accepted_only=accepted,
    )


def full_store(data: Path | None) -> Store:
    """Open the store.

    Raises:
        WrongUse: it holds no document.
    """
    store = Store(archive_settings(data).data)
    if not store.records():
        raise WrongUse(say(f"chưa có tài liệu nào trong {store.data}", f"no documents in {store.data}"))
    return store


@app.command(
    epilog=say(
        "Ví dụ: kehoach export ket-qua --format csv,xlsx --csv-dialect excel-vi",
        "Example: kehoach export out --format csv,xlsx --csv-dialect excel-vi",
    )
)
def export(
    folder: Annotated[Path, typer.Argument(help=say("Thư mục ghi kết quả.", "Folder to write to."))],
    data: Data = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help=say(
                "csv, xlsx, parquet, jsonl (cách nhau bằng dấu phẩy).", "csv, xlsx, parquet, jsonl, joined by commas."
            ),
        ),
    ] = "csv",
    csv_dialect: Annotated[
        str, typer.Option("--csv-dialect", help=say("rfc hoặc excel-vi.", "rfc or excel-vi."))
    ] = "rfc",
    province: Province = None,
    year: Year = None,
    indicator: Indicator = None,
    min_confidence: MinConfidence = 0.0,
    accepted_only: AcceptedOnly = False,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Write the consolidated tables, their dictionary and the transcripts."""
    from pipeline.export.csv_tables import Dialect
    from pipeline.export.tables import FORMATS
    from pipeline.export.tables import export as write_export

    formats = [name.strip() for name in form.split(",") if name.strip()]
    if not formats or not set(formats) <= set(FORMATS):
        raise WrongUse(say(f"--format là {', '.join(FORMATS)}", f"--format is some of {', '.join(FORMATS)}"))
    if csv_dialect not in get_args(Dialect):
        raise WrongUse(say("--csv-dialect là rfc hoặc excel-vi", "--csv-dialect is rfc or excel-vi"))
    selection = selection_of(province, year, indicator, min_confidence, accepted_only)
    dialect: Dialect = "excel-vi" if csv_dialect == "excel-vi" else "rfc"
    said = DecisionLog(archive_settings(data, golden).golden)
    store = full_store(data)
    with writing_to(folder):
        done = write_export(store, folder, dialect, formats, selection, said)
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "rows": done.rows,
                "files": [path.name for path in done.files],
                "filters": selection.as_text(),
                "left_out_unknown": done.unjudged,
            }
        )
    else:
        _show_exported(done)


def _show_exported(done: Exported) -> None:
    for path in done.files:
        count = done.rows.get(path.stem)
        console.print(f"{path}" + (f"  {count}" if count is not None else ""), markup=False, highlight=False)
    if done.unjudged:
        console.print(
            say(
                f"{done.unjudged} văn bản không ghi tỉnh hoặc năm nên bị bỏ ngoài bộ lọc này",
                f"{done.unjudged} documents state no province or year and are left out by this filter",
            ),
            style="yellow",
        )


@app.command(
    epilog=say(
        'Ví dụ: kehoach sql "SELECT file_name, count(*) FROM consolidated GROUP BY 1"',
        'Example: kehoach sql "SELECT file_name, count(*) FROM consolidated GROUP BY 1"',
    )
)
def sql(
    question: Annotated[str, typer.Argument(help=say("Một câu SELECT.", "One SELECT."))],
    data: Data = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=say("In CSV.", "Print CSV."))] = False,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Ask all tables a question in SQL (read only; docs/questions.md has ten worked ones)."""
    from pipeline.compare.views import add_views
    from pipeline.compare.yardstick import read_indicators
    from pipeline.export.csv_tables import CsvFormat
    from pipeline.export.rows import text_of
    from pipeline.queries import open_tables

    settings = archive_settings(data, golden)
    store = full_store(data)
    with writing_to(settings.data), open_tables(store, DecisionLog(settings.golden)) as tables:
        add_views(tables, question, read_indicators(settings.overlay))
        answer = tables.query(question)
    if as_json:
        print_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
        return
    lines = [[text_of(cell) for cell in row] for row in answer.rows]
    if as_csv:
        sys.stdout.write(CsvFormat().table_bytes([answer.columns, *lines]).decode())
        return
    table = Table(*map(escape, answer.columns))
    for line in lines:
        table.add_row(*(escape(cell) for cell in line))
    console.print(table)
    console.print(say(f"{len(lines)} dòng", f"{len(lines)} rows"), style="dim")
