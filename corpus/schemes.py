"""Section schemes as they are met in the wild: where a plan puts its targets, tasks and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus import prose
from corpus.blocks import Piece
from corpus.pen import ROMAN
from corpus.vocabulary import open_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.pen import Pen

FIELD_ORDER = (
    "institutions",
    "procedures",
    "organization",
    "civil_service",
    "finance",
    "digital",
    "direction",
    "",
)


class Numbering:
    """Roman labels of one plan; now and then one is doubled, skipped or left out, as authors do."""

    def __init__(self, pen: Pen) -> None:
        self._next = 0
        self._slip = pen.rng.choices(("", "doubled", "skipped", "missing"), (82, 8, 6, 4))[0]
        self._slip_at = pen.rng.randrange(2, 4)
        self.form = self._slip or "regular"

    def take(self) -> str:
        """Return the next label."""
        if self._slip in ("doubled", "skipped") and self._next == self._slip_at:
            self._next += 1 if self._slip == "skipped" else -1
            self._slip = ""
        self._next += 1
        return ROMAN[self._next - 1]


def _fields(pen: Pen, most: int = 9) -> list[dict[str, Any]]:
    fields = sorted(pen.words["field"], key=lambda entry: FIELD_ORDER.index(entry["domain"]))
    if pen.rng.random() < 0.25:
        fields = fields[-1:] + fields[:-1]
    return fields[:most]


def _targets(
    pen: Pen, path: str, field: dict[str, Any] | None, paragraphs: int, year: int | None, headed: bool = True
) -> None:
    """Write paragraphs of targets of a field; `headed`: a heading above names it."""
    for _ in range(paragraphs):
        domain = field["domain"] if field else ""
        chosen = pen.choose_indicators(domain, pen.rng.choices((1, 2, 3), (60, 28, 12))[0])
        if chosen:
            pen.promise(path, chosen, year, field=field if headed else None)


def _specific_heading(pen: Pen) -> tuple[str, int | None]:
    """Return the heading over the targets and the year it sets: its own, else the plan's last (none if open)."""
    text = pen.pick(pen.common["headings"]["specific"])
    year = pen.setting.end if "{end}" not in text else pen.setting.last
    return pen.fill(text), year


def extras(pen: Pen, path: str) -> None:
    """Write promises without numbers."""
    if pen.rng.random() < 0.5:
        pen.commit(path, "rank", pen.words["ranks"])
    if pen.rng.random() < 0.35:
        pen.commit(path, "zero", pen.words["zeros"])
    if pen.rng.random() < 0.25:
        pen.commit(path, "all", pen.words["alls"])


def apart(pen: Pen, numbering: Numbering) -> None:
    """Targets in one part, by field; tasks in another; solutions in a third."""
    prose.purposes(pen, numbering.take())
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["targets"]), "targets")
    pen.heading(f"{path}/1", pen.pick(pen.common["headings"]["general"]), "targets")
    pen.text(f"{pen.pick(pen.words['general'])}.", bullet=False)
    text, year = _specific_heading(pen)
    pen.heading(f"{path}/2", text, "targets")
    deep = pen.rng.random() < 0.65
    fields = _fields(pen)
    for number, field in enumerate(fields, 1):
        below = f"{path}/2/2.{number}" if deep else f"{path}/2"
        if deep:
            pen.heading(below, prose.field_name(pen, field), "targets")
        _targets(pen, below, field, pen.some(1, 2), year, headed=deep)
    extras(pen, f"{path}/2/2.{len(fields)}" if deep else f"{path}/2")
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["tasks"]), "tasks")
    for number, field in enumerate(fields, 1):
        pen.heading(f"{path}/{number}", prose.field_name(pen, field), "tasks")
        prose.tasks(pen, field, pen.some(2, 3, len(field["tasks"])))
    prose.solutions(pen, numbering.take())


def by_field(pen: Pen, numbering: Numbering) -> None:
    """Every field with its own targets and tasks below it, three levels deep."""
    prose.purposes(pen, numbering.take())
    path = numbering.take()
    headings = pen.common["headings"]
    pen.heading(path, pen.pick(headings["mixed"]), "mixed")
    both = pen.rng.random() < 0.5
    letters = pen.rng.random() < 0.3
    for number, field in enumerate(_fields(pen), 1):
        pen.heading(f"{path}/{number}", prose.field_name(pen, field), "mixed")
        labels = ("a", "b") if letters else (f"{number}.1", f"{number}.2")
        first = f"{path}/{number}/{labels[0]}"
        pen.heading(first, pen.pick(headings["field_targets"]), "targets")
        _targets(pen, first, field, pen.some(1, 2), pen.setting.end)
        second = f"{path}/{number}/{labels[1]}"
        if both:
            pen.heading(second, pen.pick(headings["field_tasks_solutions"]), "tasks_solutions")
        else:
            pen.heading(second, pen.pick(headings["field_tasks"]), "tasks")
        prose.tasks(pen, field, pen.some(2, 3, len(field["tasks"])))
        if pen.rng.random() < 0.25:
            _targets(pen, second, field, 1, pen.setting.end)
    if pen.rng.random() < 0.4:
        prose.solutions(pen, numbering.take())


def numbered(pen: Pen, numbering: Numbering) -> None:
    """Targets as numbered paragraphs without titles of their own; tasks by field."""
    prose.purposes(pen, numbering.take())
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["targets"]), "targets")
    for number in range(1, pen.some(6, 9, 15)):
        chosen = pen.choose_indicators("", pen.rng.choices((1, 2, 3), (50, 35, 15))[0])
        pen.promise(f"{path}/{number}", chosen, pen.setting.end, lead=f"{number}. ")
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["tasks_solutions"]), "tasks_solutions")
    for number, field in enumerate(_fields(pen), 1):
        pen.heading(f"{path}/{number}", prose.field_name(pen, field), "tasks_solutions")
        prose.tasks(pen, field, pen.some(2, 4, len(field["tasks"])))
        if pen.rng.random() < 0.2:
            _targets(pen, f"{path}/{number}", field, 1, pen.setting.end)


def after_results(pen: Pen, numbering: Numbering) -> None:
    """First what was reached in the year before, then targets in a plain list, then tasks by field."""
    prose.results(pen, numbering.take())
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["targets"]), "targets")
    pen.heading(f"{path}/1", pen.pick(pen.common["headings"]["general"]), "targets")
    pen.text(f"{pen.pick(pen.words['general'])}.", bullet=False)
    text, year = _specific_heading(pen)
    pen.heading(f"{path}/2", text, "targets")
    _targets(pen, f"{path}/2", None, pen.some(5, 8), year)
    extras(pen, f"{path}/2")
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["tasks_solutions"]), "tasks_solutions")
    for number, field in enumerate(_fields(pen), 1):
        pen.heading(f"{path}/{number}", prose.field_name(pen, field), "tasks_solutions")
        prose.tasks(pen, field, pen.some(2, 3, len(field["tasks"])))


def lettered(pen: Pen, numbering: Numbering) -> None:
    """Numbered items lead the tasks ("7.1. …"): labelled paragraphs, no titles, with a target among them."""
    prose.purposes(pen, numbering.take())
    path = numbering.take()
    pen.heading(path, pen.pick(pen.common["headings"]["mixed"]), "mixed")
    pen.heading(f"{path}/1", pen.pick(pen.common["headings"]["field_targets"]), "targets")
    _targets(pen, f"{path}/1", None, pen.some(4, 7), pen.setting.end)
    extras(pen, f"{path}/1")
    pen.heading(f"{path}/2", pen.pick(pen.common["headings"]["field_tasks"]), "tasks")
    items = [field for field in _fields(pen) for _ in range(2)]
    for number, field in enumerate(items[: pen.rng.randrange(5, 11)], 1):
        label = f"2.{number}"
        if pen.rng.random() < 0.2:
            chosen = pen.choose_indicators(field["domain"], 1)
            pen.promise(f"{path}/2/{label}", chosen, pen.setting.end, lead=f"{label}. ")
            continue
        text = prose.sentence(pen, field["tasks"]).rstrip(";.")
        pen.para(Piece(f"{label}. {text}."))
    prose.solutions(pen, numbering.take())


SCHEMES: dict[str, tuple[Callable[[Pen, Numbering], None], int]] = {
    "apart": (apart, 30),
    "by_field": (by_field, 28),
    "numbered": (numbered, 18),
    "after_results": (after_results, 10),
    "lettered": (lettered, 14),
}


def write_body(pen: Pen) -> tuple[str, str]:
    """Write the sections of the plan; returns the names of the scheme and of the numbering slip."""
    names = list(SCHEMES)
    weights = [SCHEMES[name][1] * open_to(pen.setting.split, name) for name in names]
    if pen.setting.kind == "ktxh":
        weights[names.index("after_results")] *= 4
    name = pen.rng.choices(names, weights)[0]
    numbering = Numbering(pen)
    SCHEMES[name][0](pen, numbering)
    closing = [prose.budget, prose.organization] if pen.rng.random() < 0.6 else [prose.organization, prose.budget]
    for part in closing:
        # A heading without its label is no section (golden/GUIDELINES.md); nothing that is promised stands under it.
        left_out = numbering.form == "missing" and part is prose.budget
        part(pen, "" if left_out else numbering.take())
    return name, numbering.form
