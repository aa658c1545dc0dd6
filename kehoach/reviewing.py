"""`kehoach diff`, `kehoach accept`: what was read against what a person said, and a person's yes from the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.markup import escape
from rich.table import Table

from kehoach.cli import (
    DIFFERENT,
    AsJson,
    Data,
    Golden,
    app,
    archive_settings,
    console,
    login,
    print_json,
    settings_for,
)  # fmt: skip
from kehoach.documents import find_record
from kehoach.folders import check_archive
from kehoach.usage import WrongUse
from kehoach.words import WORDS, say
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.record import DocumentRecord
    from models.report import FactDiff
    from models.review import Family, ReviewedFact, ReviewPromise
    from pipeline.golden.accepting import Acceptance
    from pipeline.golden.regression import Compared
    from pipeline.settings import Settings

MARKS = {"added": ("+", "green"), "missing": ("-", "red"), "changed": ("~", "yellow")}
FAMILIES: dict[str, Family] = {
    "targets": "target", "document": "field", "sections": "section", "tasks": "task", "legal_refs": "legal_ref",
    "commitments": "commitment", "numbers": "number",
}  # fmt: skip
"""Families as the tables call them."""


@app.command(
    epilog=say(
        "Ví dụ: kehoach diff · kehoach diff tuy-phong-2022 --json",
        "Examples: kehoach diff · kehoach diff tuy-phong-2022 --json",
    )
)
def diff(
    docs: Annotated[list[str] | None, typer.Argument(help=say("mã tài liệu (doc_id)", "doc_id"))] = None,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Print every difference between what was read and golden, with its cause; exit 1 if there is one."""
    from pipeline.golden.files import read_golden
    from pipeline.golden.regression import compare_with_golden
    from pipeline.scores.cases import is_sealed, make_resolver

    settings = archive_settings(data, golden)
    store = Store(settings.data)
    known = [record.doc_id for record in store.records() if record.doc_id]
    chosen = [doc_id for doc_id in known if any(doc_id.startswith(doc) for doc in docs or ())]
    if docs and not chosen:
        raise WrongUse(say(f"không có tài liệu {', '.join(docs)}", f"no document {', '.join(docs)}"))
    compared = compare_with_golden(store, read_golden(settings.golden), make_resolver(settings.golden), chosen)
    if not compared:
        raise WrongUse(
            say(
                f"không tài liệu nào trong {settings.data} có tệp chuẩn",
                f"no document in {settings.data} has a golden file",
            )
        )
    lines = [line for one in compared for line in one.diffs]
    if is_sealed(settings.golden):
        _print_counts(lines)
    elif as_json:
        print_json([line.model_dump() for line in lines])
    else:
        for one in compared:
            _print_document(one)
        _print_counts(lines)
    if any(line.cause != "correction" for line in lines):
        raise typer.Exit(DIFFERENT)


def _print_document(compared: Compared) -> None:
    if not compared.diffs:
        return
    table = Table(
        "", say("điều", "fact"), say("trường", "field"), say("tệp chuẩn", "golden"), say("đọc được", "read"),
        say("trang", "page"), say("do", "cause"), title_justify="left",
        title=escape(f"{compared.record.doc_id} · {compared.record.source.file_name}"),
    )  # fmt: skip
    for line in compared.diffs:
        mark, colour = MARKS[line.kind]
        style = "dim" if line.cause == "correction" else colour
        cells = [mark, *_told(line), str(line.page or "")]
        table.add_row(*map(escape, cells), WORDS.named("cause", line.cause), style=style)
    console.print(table)


def _told(line: FactDiff) -> tuple[str, str, str, str]:
    """What differs, in which field, what golden says and what was read."""
    family = FAMILIES[line.family]
    named = WORDS.named("field", line.key) if family == "field" else f"{WORDS.named('family', family)} {line.key}"
    field = WORDS.named("field", line.field) if line.field and family != "field" else ""
    shown = [WORDS.value(family, line.field, text) for text in (line.expected, line.actual)]
    return named, field, shown[0], shown[1]


def _print_counts(lines: Sequence[FactDiff]) -> None:
    causes = Counter(line.cause for line in lines)
    told = ", ".join(f"{WORDS.named('cause', cause)} {count}" for cause, count in causes.most_common())
    count = len(lines) - causes["correction"]
    total = say(f"{count} khác biệt", f"{count} differences")
    console.print(f"{total} ({told})" if told else total, markup=False, highlight=False)


@app.command(
    epilog=say(
        "Ví dụ: kehoach accept tuy-phong-2022 --field number --field targets --who 'Lan'",
        "Example: kehoach accept tuy-phong-2022 --field number --field targets --who 'Lan'",
    )
)
def accept(
    docs: Annotated[list[str], typer.Argument(help=say("mã tài liệu (doc_id)", "doc_id"))],
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            help=say(
                "Chỉ các điều này: targets, sections, tasks, legal_refs, commitments, document, một trường thể thức "
                "(number, title …) hoặc khóa của một điều.",
                "These facts alone: targets, sections, tasks, legal_refs, commitments, document, a front-matter field "
                "(number, title …) or the key of one fact.",
            ),
        ),
    ] = None,
    who: Annotated[
        str,
        typer.Option("--who", help=say("Tên người duyệt (mặc định: người dùng máy).", "Your name (default: login).")),
    ] = "",
    doubted: Annotated[
        bool, typer.Option("--doubted", help=say("Cả những điều còn nghi ngờ.", "What is doubted as well."))
    ] = False,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Say yes to what was read, and write it as golden; what is doubted or contested is left, and counted."""
    settings = settings_for(data, golden)
    check_archive(settings.data)
    store = Store(settings.data)
    records = [find_record(store, doc) for doc in docs]
    done = [_accept(record, store, settings, field or [], who or login(), doubted) for record in records]
    if as_json:
        print_json(
            [{"doc_id": one.doc_id, **one.result._asdict(), "promise": one.promise.model_dump()} for one in done]
        )
        return
    for one in done:
        _print_accepted(one)


class Accepted(NamedTuple):
    """What a yes did to one document, and what may be promised of it since."""

    doc_id: str
    result: Acceptance
    promise: ReviewPromise


def _accept(
    record: DocumentRecord, store: Store, settings: Settings, names: list[str], who: str, doubted: bool
) -> Accepted:
    """Say yes to the facts of a document that are named."""
    from pipeline.golden import overlay
    from pipeline.golden.accepting import accept_facts
    from pipeline.golden.decisions import DecisionLog
    from pipeline.golden.error_rates import rates_for
    from pipeline.golden.promise import promise

    if record.status not in ("read", "partial"):
        raise WrongUse(say(f"{record.doc_id} chưa đọc được", f"{record.doc_id} has not been read"))
    result = accept_facts(store, record, settings.golden, _chooser(names), who=who, doubted=doubted)
    if not result.accepted and not result.left and not result.settled:
        raise WrongUse(
            say(
                f"{record.doc_id} không có điều nào như thế: {', '.join(names)}",
                f"{record.doc_id} has no such fact: {', '.join(names)}",
            )
        )
    reviewed = overlay.apply(store.plan(record.doc_id), DecisionLog(settings.golden).load(record.plan_id))
    return Accepted(record.doc_id, result, promise([reviewed], rates_for(settings.data)))


def _print_accepted(done: Accepted) -> None:
    from pipeline.golden.promise import promise_told

    doc_id, result = done.doc_id, done.result
    told = say(
        f"{doc_id}: duyệt {result.accepted}, đã có {result.settled}, còn xem {result.left}",
        f"{doc_id}: accepted {result.accepted}, settled before {result.settled}, left to look at {result.left}",
    )
    console.print(told, markup=False, highlight=False)
    if result.read_golden:
        kept = say(
            "đã có tệp chuẩn do người đọc từ giấy: giữ nguyên", "golden that a person read from the paper stands"
        )
        console.print(f"{doc_id}: {kept}", style="yellow", markup=False)
    elif result.path:
        console.print(str(result.path), markup=False, highlight=False)
    console.print(say(*promise_told(done.promise)), markup=False, highlight=False)


def _chooser(names: list[str]) -> Callable[[ReviewedFact], bool]:
    """Tell whether a fact is among those named; numbers and cells only by their own name."""
    from models.plan import FrontMatter

    families = {FAMILIES[name] for name in names if name in FAMILIES}
    keys = {name for name in names if name not in FAMILIES}
    known = set(FrontMatter.model_fields)

    def chosen(fact: ReviewedFact) -> bool:
        if not names:
            return fact.family not in ("number", "cell")
        if fact.family in families or fact.key in keys:
            return True
        return fact.family == "field" and fact.key in keys & known

    return chosen
