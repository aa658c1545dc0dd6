"""`kehoach sample`: made plans with their truth."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli import app, console
from kehoach.usage import WrongUse
from kehoach.words import say


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
            help=say(
                "all, digital, clean, office, poor, mixed; lớp chữ sai: tcvn3, vni, shifted, cid, ocr_layer, stray",
                "all, digital, clean, office, poor, mixed; layers that lie: tcvn3, vni, shifted, cid, ocr_layer, stray",
            )
        ),
    ] = "all",
    seed: Annotated[int, typer.Option(help=say("Cùng số này thì cùng tệp.", "The same seed, the same bytes."))] = 1,
    split: Annotated[str, typer.Option(help="train, dev, open, opened, held")] = "dev",
    contact_sheet: Annotated[
        Path | None, typer.Option("--contact-sheet", help=say("Ảnh 30 trang (PNG).", "Picture of 30 pages (PNG)."))
    ] = None,
) -> None:
    """Make fictional scanned plans with their truth, and print which forms they hold."""
    from corpus.contact_sheet import draw
    from corpus.make import describe, make_samples
    from pipeline.scores.cases import OPEN_SPLITS

    start = time.monotonic()
    try:
        made = make_samples(folder, count=count, seed=seed, profile=profile, split=split)
    except ValueError as wrong:
        raise WrongUse(str(wrong)) from wrong
    spent = time.monotonic() - start
    # What a sealed split words its sentences with is nobody's to read.
    for name, forms in describe(folder).items() if split in OPEN_SPLITS else ():
        shown = " · ".join(f"{form} {times}" for form, times in forms.most_common())
        console.print(f"{name}: {shown}", markup=False, highlight=False)
    if contact_sheet:
        draw(folder, contact_sheet)
    pages = sum(one.pages for one in made)
    rate = round(60 * pages / max(spent, 0.001))
    console.print(
        say(
            f"Đã làm {len(made)} bản, {pages} trang ({rate} trang mỗi phút) trong {folder}",
            f"Made {len(made)} plans, {pages} pages ({rate} a minute) in {folder}",
        ),
        markup=False,
    )
