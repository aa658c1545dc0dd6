"""The board as one page with everything in it: plots, tables, and the worst facts as picture, truth and reading."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from PIL import Image

from pipeline.files import write_atomic
from pipeline.geometry import box_to_paper
from pipeline.report.crops import data_uri, read_crops
from pipeline.scores.board import board_tables, document_table, name_of
from pipeline.scores.charts import bars_chart, reliability_chart, risk_chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.report import Evaluation, JudgedFact
    from pipeline.scores.board import BoardTable
    from pipeline.scores.cases import Case

HERE = Path(__file__).parent
WORST = 20
PLOTTED = ("targets", "numbers", "tasks", "document")
"""Families whose confidences are plotted."""
BARS = ("document.facts", "fields", "sections.path_heading", "targets.comparator", "targets.all", "tasks.cells_soft",
        "tables.cells_soft", "legal_refs", "commitments")  # fmt: skip
_GRAVITY = {"targets": 0, "tasks": 1, "document": 2, "legal_refs": 3, "sections": 4, "commitments": 5}


class Shown(NamedTuple):
    """A wrong fact with the picture of its place, empty where it has none."""

    fact: JudgedFact
    picture: str


class _Place(NamedTuple):
    target_id: str
    doc_id: str
    page: int
    bbox: str


def write_page(
    evaluation: Evaluation, changes: Sequence[BoardTable], cases: Sequence[Case], path: Path, lang: str
) -> None:
    """Write the page.

    Args:
        evaluation: the board.
        changes: tables of what moved since a recorded run.
        cases: the documents behind it, for pictures; sealed ones are never shown.
        path: the HTML file to write.
        lang: "vi" or "en".

    Raises:
        OSError: the file could not be written.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=select_autoescape(["j2"]), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    say = partial(name_of, lang=lang)
    columns, documents = evaluation.columns, document_table(evaluation, lang)
    page = environment.get_template("page.html.j2").render(
        lang=lang,
        say=say,
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
        signature=str(evaluation.signature),
        notes=evaluation.notes,
        bars=Markup(bars_chart(columns, [(name, say(f"bar.{name}")) for name in BARS], say("page.bars"))),
        confidence=list(_confidence(evaluation, lang)),
        worst=worst_facts(evaluation, cases),
        tables=(*changes, *board_tables(evaluation, lang), *([documents] if documents.rows else ())),
    )
    write_atomic(path, page.encode())


def _confidence(evaluation: Evaluation, lang: str) -> Iterator[dict[str, Any]]:
    say = partial(name_of, lang=lang)
    for family in PLOTTED:
        curves = [
            (place, column.name, one)
            for place, column in enumerate(evaluation.columns)
            for one in column.calibrations
            if one.family == family
        ]
        if curves:
            name = say(f"family.{family}")
            yield {
                "name": name,
                "risk": Markup(risk_chart(curves, name, say("page.checked"), say("page.left"))),
                "reliability": Markup(reliability_chart(curves, name, say("page.confident"), say("page.right"))),
            }


def worst_facts(evaluation: Evaluation, cases: Sequence[Case]) -> list[Shown]:
    """The wrong facts of open documents that do most harm, with their pictures.

    What is wrong and looks right comes first (no doubt, high confidence), then what is doubted, then what was missed;
    among these targets before tasks, dates and names.
    """
    wrong = [fact for fact in evaluation.facts if not fact.right]
    wrong.sort(key=_harm)
    chosen = wrong[:WORST]
    by_stem = {case.stem: case for case in cases if not case.sealed}
    pictures: dict[str, str] = {}
    for stem in dict.fromkeys(fact.stem for fact in chosen):
        case = by_stem[stem]
        places = [
            place for number, fact in enumerate(chosen) if fact.stem == stem if (place := _place(case, fact, number))
        ]
        turns = {page.number: page.turn for page in case.plan.pages}
        pictures |= {
            name: data_uri(_upright(picture, turns.get(chosen[int(name)].page, 0)))
            for name, picture in read_crops(case.store, places)
        }
    return [Shown(fact, pictures.get(str(number), "")) for number, fact in enumerate(chosen)]


def _upright(picture: bytes, turn: int) -> bytes:
    """Turn a cut of a page stored sideways as it is read."""
    if not turn:
        return picture
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).rotate(-turn, expand=True).save(out, "WEBP", quality=55, method=4)
    return out.getvalue()


def _harm(fact: JudgedFact) -> tuple[int, int, float, str, str]:
    state = 2 if fact.state == "missing" else int(fact.doubted)
    return state, _GRAVITY[fact.family], -fact.confidence, fact.stem, fact.key


def _place(case: Case, fact: JudgedFact, number: int) -> _Place | None:
    """Where a fact stands on the stored page: as read, or where the maker printed a target that was missed."""
    if fact.box is not None and fact.page:
        info = next((page for page in case.plan.pages if page.number == fact.page), None)
        box = box_to_paper(fact.box, info) if info and (info.skew or info.turn) else fact.box
        edges, page = (box.x0, box.y0, box.x1, box.y1), fact.page
    elif case.layout and fact.family == "targets" and fact.number >= 0 and case.layout["targets"][fact.number]:
        page, held = case.layout["targets"][fact.number]
        if case.layout["pages"][page - 1]["turn"]:
            return None
        edges = tuple(held)
    else:
        return None
    return _Place(str(number), case.plan.doc_id, page, ",".join(f"{edge:.1f}" for edge in edges))
