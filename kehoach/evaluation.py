"""`kehoach sample` and `diff`: made plans with their truth; what was read against golden, a field a line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli import DIFFERENT, AsJson, Data, Golden, WrongUse, app, console, print_json, settings_for
from kehoach.words import say
from pipeline.store import Store

if TYPE_CHECKING:
    from models.report import FactDiff
    from pipeline.scores.cases import Case
    from pipeline.settings import Settings


@app.command(
    epilog=say(
        "Ví dụ: kehoach sample mau --count 10 --profile office --seed 7",
        "Example: kehoach sample made --count 10 --profile office --seed 7",
    )
)
def sample(
    folder: Annotated[Path, typer.Argument(help=say("Thư mục ghi bản mẫu.", "Folder to write to."))],
    count: Annotated[int, typer.Option(min=1, max=10_000, help=say("Số bản kế hoạch.", "How many plans."))] = 10,
    profile: Annotated[
        str,
        typer.Option(
            help=say("digital, clean, office, poor, mixed, all …", "digital, clean, office, poor, mixed, all …")
        ),
    ] = "all",
    seed: Annotated[int, typer.Option(help=say("Cùng số này thì cùng tệp.", "The same seed, the same bytes."))] = 1,
    split: Annotated[str, typer.Option(help="train, dev, held")] = "dev",
    contact_sheet: Annotated[
        Path | None, typer.Option("--contact-sheet", help=say("Ảnh 30 trang (PNG).", "Picture of 30 pages (PNG)."))
    ] = None,
) -> None:
    """Make fictional scanned plans with their truth, and print which forms they hold."""
    from corpus.contact_sheet import draw
    from corpus.make import describe, make_samples

    try:
        made = make_samples(folder, count=count, seed=seed, profile=profile, split=split)
    except ValueError as wrong:
        raise WrongUse(str(wrong)) from wrong
    for name, forms in describe(folder).items():
        shown = " · ".join(f"{form} {times}" for form, times in forms.most_common())
        console.print(f"{name}: {shown}", markup=False, highlight=False)
    if contact_sheet:
        draw(folder, contact_sheet)
    console.print(say(f"Đã làm {len(made)} bản trong {folder}", f"Made {len(made)} plans in {folder}"), markup=False)


def _cases(settings: Settings, docs: list[str]) -> list[Case]:
    """Pair each document asked for with the golden plan that speaks for its file, or for its plan."""
    from pipeline.scores.cases import NoTruth, find_cases

    try:
        return find_cases({"golden": settings.golden}, [Store(settings.data)], (), docs)
    except NoTruth as none:
        raise WrongUse(
            say(
                f"không tài liệu nào trong {settings.data} có tệp chuẩn",
                f"no document in {settings.data} has a golden file",
            )
        ) from none


@app.command(epilog=say("Ví dụ: kehoach diff tuy-phong-2022", "Example: kehoach diff tuy-phong-2022"))
def diff(
    docs: Annotated[list[str] | None, typer.Argument(help="doc_id")] = None,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Print every difference between what was read and golden, a field a line; exit 1 if there is one."""
    from pipeline.golden.diff import diff_plan
    from pipeline.scores.cases import make_resolver

    settings = settings_for(data, golden)
    resolve = make_resolver(settings.golden)
    cases = _cases(settings, docs or [])
    found = [line for case in cases for line in diff_plan(case.plan, case.golden, resolve)]
    if as_json:
        print_json([line.model_dump() for line in found])
    else:
        for line in found:
            _print_diff(line)
        console.print(say(f"{len(found)} khác biệt", f"{len(found)} differences"), markup=False)
    if found:
        raise typer.Exit(DIFFERENT)


def _print_diff(line: FactDiff) -> None:
    mark, style = {"added": ("+", "green"), "missing": ("-", "red"), "changed": ("~", "yellow")}[line.kind]
    change = (
        f"{line.field}: {line.expected!r} → {line.actual!r}" if line.kind == "changed" else line.expected or line.actual
    )
    console.print(
        f"{mark} {line.doc_id} {line.family} {line.key}  {change}", style=style, markup=False, highlight=False
    )
