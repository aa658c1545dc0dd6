"""`kehoach evaluate`, `diff`, `sample`: how good the reading is, against golden files or the maker's truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kehoach.cli import DIFFERENT, AsJson, Data, Golden, WrongUse, app, console, print_json, settings_for
from kehoach.words import say
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.golden import GoldenPlan, TextRef
    from models.plan import PlanDocument
    from models.report import FactDiff, Tally
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


def _resolver(settings: Settings) -> Callable[[TextRef], str | None]:
    """Look up prose that golden files hold by reference: beside them, or beside the checkout."""
    from pipeline.golden.files import resolve_ref

    folders = [settings.golden / "texts", settings.golden.resolve().parents[1] / "shared" / "seeds"]
    return lambda ref: resolve_ref(ref, [folder for folder in folders if folder.is_dir()])


def _pairs(settings: Settings, folder: Path | None, docs: list[str]) -> list[tuple[PlanDocument, GoldenPlan]]:
    """Pair each document read with the golden plan that speaks for its file, or for its plan."""
    from pipeline.golden.files import read_golden

    golden = read_golden(folder / "truth" if folder else settings.golden)
    by_stem = {stem: plan for plan in golden for stem in plan.applies_to}
    by_plan = {plan.plan_id: plan for plan in golden}
    store = Store(settings.data)
    pairs = []
    for record in sorted(store.records(), key=lambda r: r.source.file_name):
        if record.status not in ("read", "partial") or (docs and not any(record.doc_id.startswith(d) for d in docs)):
            continue
        found = by_stem.get(Path(record.source.file_name).stem) or by_plan.get(record.plan_id)
        if found:
            pairs.append((store.plan(record.doc_id), found))
    if not pairs:
        raise WrongUse(
            say(
                f"không tài liệu nào trong {settings.data} có tệp chuẩn",
                f"no document in {settings.data} has a golden file",
            )
        )
    return pairs


@app.command(
    epilog=say(
        "Ví dụ: kehoach evaluate · kehoach evaluate mau --data D",
        "Examples: kehoach evaluate · kehoach evaluate made --data D",
    )
)
def evaluate(
    folder: Annotated[
        Path | None,
        typer.Argument(help=say("Thư mục do sample làm (có truth/).", "Folder made by sample (has truth/).")),
    ] = None,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Score what was read against golden, or against the truth that `sample` wrote into FOLDER."""
    from pipeline.golden.score import add_tallies, score_plan

    settings = settings_for(data, golden)
    pairs = _pairs(settings, folder, [])
    resolve = _resolver(settings)
    by_profile: dict[str, list[tuple[Tally, ...]]] = {}
    for plan, truth in pairs:
        profile = Path(plan.source.file_name).stem.rpartition(".")[2] if "." in Path(plan.source.file_name).stem else ""
        by_profile.setdefault(profile or "all", []).append(score_plan(plan, truth, resolve))
    totals = {profile: add_tallies(scores) for profile, scores in sorted(by_profile.items())}
    signature = pairs[0][0].versions
    if as_json:
        print_json(
            {
                "signature": signature.model_dump(),
                "scores": {
                    profile: {
                        tally.name: {**tally.model_dump(exclude={"name"}), "f1": round(tally.f1, 4)}
                        for tally in tallies
                    }
                    for profile, tallies in totals.items()
                },
            }
        )
        return
    _print_scores(totals)
    console.print(
        f"program {signature.program} · extractors {signature.extractors} · lexicon {signature.lexicon} · "
        f"engine {signature.engine} · {len(pairs)} documents",
        markup=False,
        highlight=False,
    )


def _print_scores(totals: dict[str, tuple[Tally, ...]]) -> None:
    table = Table(title=say("Điểm (F1; đúng/thấy/cần)", "Scores (F1; right/found/expected)"))
    table.add_column("")
    for profile in totals:
        table.add_column(profile, justify="right")
    names = list(dict.fromkeys(tally.name for tallies in totals.values() for tally in tallies))
    for name in names:
        cells = []
        for tallies in totals.values():
            tally = next((tally for tally in tallies if tally.name == name), None)
            cells.append(f"{tally.f1:.3f}  {tally.right}/{tally.found}/{tally.expected}" if tally else "")
        table.add_row(name, *cells)
    console.print(table)


@app.command(epilog=say("Ví dụ: kehoach diff tuy-phong-2022", "Example: kehoach diff tuy-phong-2022"))
def diff(
    docs: Annotated[list[str] | None, typer.Argument(help="doc_id")] = None,
    data: Data = None,
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Print every difference between what was read and golden, a field a line; exit 1 if there is one."""
    from pipeline.golden.diff import diff_plan

    settings = settings_for(data, golden)
    resolve = _resolver(settings)
    found = [line for plan, truth in _pairs(settings, None, docs or []) for line in diff_plan(plan, truth, resolve)]
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
