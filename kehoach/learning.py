"""`kehoach learn`: what accepted corrections teach: wordings, lines, cases, error rates; nothing is adopted unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from kehoach.cli import AsJson, Data, Golden, app, archive_settings, console, print_json
from kehoach.usage import WrongUse
from kehoach.words import say
from pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.golden.lessons import Lessons
    from pipeline.golden.recalibration import Recalibration


@app.command(
    epilog=say(
        "Ví dụ: kehoach learn · kehoach learn --apply 1 · kehoach learn --adopt",
        "Examples: kehoach learn · kehoach learn --apply 1 · kehoach learn --adopt",
    )
)
def learn(
    numbers: Annotated[
        list[int] | None,
        typer.Option(
            "--apply", min=1, help=say("Đưa đề xuất số N vào từ vựng của đơn vị.", "Put proposal N into your lexicon.")
        ),
    ] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help=say("Dùng tỷ lệ sai mới học.", "Use the error rates that were learned."))
    ] = False,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Propose wordings, cut training lines, recalibrate from what persons settled; show gain and loss first."""
    from pipeline.golden.lessons import learn as gather

    settings = archive_settings(data, golden)
    lessons = gather(Store(settings.data), settings.golden, settings.overlay)
    if not lessons.decided:
        raise WrongUse(
            say(
                f"chưa ai duyệt điều gì trong {settings.golden}: hãy duyệt trước (kehoach accept)",
                f"nobody has decided anything in {settings.golden}: review first (kehoach accept)",
            )
        )
    written = [*_apply(lessons, numbers or [], settings.overlay), *_adopt(lessons, adopt, settings.data)]
    if as_json:
        print_json(_as_json(lessons, written))
        return
    _show_wordings(lessons)
    _show_rates(lessons.recalibration)
    console.print(
        say(
            f"{lessons.decided} điều đã duyệt trong {lessons.plans} văn bản; {lessons.lines} dòng mẫu và "
            f"{lessons.cases} trường hợp sửa trong {settings.data / 'learn'}",
            f"{lessons.decided} facts decided in {lessons.plans} documents; {lessons.lines} training lines and "
            f"{lessons.cases} cases in {settings.data / 'learn'}",
        ),
        markup=False,
        highlight=False,
    )
    for path in written:
        console.print(say(f"Đã ghi {path}", f"Wrote {path}"), markup=False, highlight=False)


def _apply(lessons: Lessons, numbers: list[int], overlay: Path) -> list[Path]:
    from pipeline.golden.synonyms import apply_wording

    unknown = [number for number in numbers if number > len(lessons.wordings)]
    if unknown:
        raise WrongUse(
            say(
                f"không có đề xuất số {unknown[0]}: có {len(lessons.wordings)} đề xuất",
                f"no proposal {unknown[0]}: there are {len(lessons.wordings)}",
            )
        )
    return [apply_wording(lessons.wordings[number - 1], overlay) for number in dict.fromkeys(numbers)]


def _adopt(lessons: Lessons, adopt: bool, data: Path) -> list[Path]:
    from pipeline.golden import recalibration

    if not adopt:
        return []
    found = lessons.recalibration
    if found is None:
        raise WrongUse(say("cần ít nhất hai văn bản đã duyệt", "at least two reviewed documents are needed"))
    return [recalibration.adopt(found, data)]


def _show_wordings(lessons: Lessons) -> None:
    if not lessons.wordings:
        return
    table = Table(
        "#", say("chỉ số", "indicator"), say("cách viết mới", "new wording"), say("thêm", "gains"), say("mất", "loses"),
        say("theo", "by"), title=say("Đề xuất cho từ vựng (--apply N)", "Proposals for the lexicon (--apply N)"),
        title_justify="left",
    )  # fmt: skip
    for number, one in enumerate(lessons.wordings, 1):
        cells = (str(number), one.indicator_id, one.words, f"+{len(one.gained)}", f"-{len(one.lost)}", one.who)
        table.add_row(*map(escape, cells), style="yellow" if one.lost else None)
    console.print(table)


def _show_rates(found: Recalibration | None) -> None:
    if found is None:
        return
    better = say("tốt hơn", "better") if found.better else say("không tốt hơn", "no better")
    console.print(
        say(
            f"Tỷ lệ sai học từ {found.facts} điều ({found.wrong} sai), thử trên văn bản không dùng để học: "
            f"log loss {found.now.log_loss} → {found.new.log_loss}, Brier {found.now.brier} → {found.new.brier}: "
            f"{better} (--adopt để dùng)",
            f"Error rates from {found.facts} facts ({found.wrong} wrong), tried on documents left out of the fit: "
            f"log loss {found.now.log_loss} → {found.new.log_loss}, Brier {found.now.brier} → {found.new.brier}: "
            f"{better} (--adopt to use them)",
        ),
        markup=False,
        highlight=False,
    )


def _as_json(lessons: Lessons, written: list[Path]) -> dict[str, Any]:
    found = lessons.recalibration
    return {
        "documents": lessons.plans,
        "decided": lessons.decided,
        "wordings": [{"number": number, **one._asdict()} for number, one in enumerate(lessons.wordings, 1)],
        "lines": lessons.lines,
        "cases": lessons.cases,
        "recalibration": None
        if found is None
        else {
            "facts": found.facts,
            "wrong": found.wrong,
            "now": found.now._asdict(),
            "new": found.new._asdict(),
            "better": found.better,
        },
        "written": [str(path) for path in written],
    }
