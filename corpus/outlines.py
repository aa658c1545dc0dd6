"""Section schemes from written outlines: a split's `schemes.toml` names the parts, this module writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus import prose
from corpus.blocks import Para, Piece
from corpus.pen import ROMAN
from corpus.schemes import FIELD_ORDER, extras
from models.golden import GoldenSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.pen import Pen

    Node = dict[str, Any]

LABELS: dict[str, tuple[str, ...]] = {
    "roman_part": tuple(f"Phần {number}" for number in ROMAN),
    "part": tuple(f"Phần thứ {word}" for word in ("nhất", "hai", "ba", "tư", "năm", "sáu")),
    "capital": tuple("ABCDEGH"),
    "roman": ROMAN,
    "arabic": tuple(str(number) for number in range(1, 30)),
    "letter": tuple("abcdđeghiklmnopqrstuvxy"),
}
"""Labels of one level, in their order; `dotted` and `compound` ones grow from the label above ("1.2", "II.1")."""


@dataclass(frozen=True)
class Place:
    """Where the outline is being written: path, labels of the levels, field and year that hold here."""

    path: str
    labels: tuple[str, ...]
    level: int
    year: int | None
    field: dict[str, Any] | None = None

    @property
    def domain(self) -> str:
        """The field's domain, empty outside a field."""
        return str(self.field["domain"]) if self.field else ""

    @property
    def topic(self) -> str:
        """What parts the indicators of this field from others of its domain."""
        return str(self.field.get("topic", "")) if self.field else ""

    def names(self) -> list[str]:
        """Return the labels of the level below."""
        style = self.labels[min(self.level, len(self.labels) - 1)]
        if style in ("dotted", "compound"):
            last = self.path.split("/")[-1]
            return [f"{last}.{number}" for number in range(1, 30)]
        return list(LABELS[style])

    def below(self, label: str) -> Place:
        """Return the place under a label of the next level."""
        path = f"{self.path}/{label}" if self.path else label
        return replace(self, path=path, level=self.level + 1)


def _slip(pen: Pen, names: list[str]) -> tuple[list[str], str]:
    """Let an author double, skip or leave out a label of the first level now and then."""
    kind = pen.rng.choices(("", "doubled", "skipped", "missing"), (82, 8, 6, 4))[0]
    at = pen.rng.randrange(1, 4)
    if kind == "doubled":
        return [*names[: at + 1], *names[at:]], kind
    return ([*names[:at], *names[at + 1 :]], kind) if kind == "skipped" else (names, kind or "regular")


def _heading(pen: Pen, place: Place, text: str, node: Node, run_in: str) -> None:
    label = place.path.split("/")[-1]
    if " " not in label:
        pen.heading(place.path, text, node["role"], run_in=run_in)
        return
    for line in (label.upper() if pen.hand.italic_basis else label, text):
        pen.blocks.append(Para((Piece(line, bold=True),), "centre", 0.0, pen.hand.before, keep=True))
    pen.sections.append(GoldenSection(path=place.path, heading=text, level=place.level, role=node["role"]))


def _fields(pen: Pen) -> list[dict[str, Any]]:
    return sorted(pen.words["field"], key=lambda entry: FIELD_ORDER.index(entry["domain"]))


def _repeats(pen: Pen, node: Node, place: Place) -> list[tuple[str, Place, str]]:
    """Return (heading, place, body) for everything that a part is written for."""
    each = node.get("each", "")
    if each == "field":
        headed = [(prose.field_name(pen, entry), entry) for entry in _fields(pen)]
        capitals = bool(node.get("capitals"))
        return [(name.upper() if capitals else name, replace(place, field=entry), "") for name, entry in headed]
    if each == "agency":
        others = pen.common["agencies"][f"others_{pen.setting.agencies_key}"]
        names = pen.rng.sample(pen.agencies, pen.some(3, 5, len(pen.agencies)))
        return [(name, place, "agency") for name in (*names, others[0])]
    if each == "solution":
        chosen = pen.rng.sample(pen.common["solutions"], pen.some(3, 5, len(pen.common["solutions"])))
        return [(title, place, body) for title, body in chosen]
    head = pen.pick(node["heads"])
    last = pen.setting.last
    if "{mid}" in head:
        return [(head.replace("{mid}", str(last - 2)), replace(place, year=last - 2), "")]
    year = last if "{end}" in head else place.year
    return [(pen.fill(head), replace(place, year=year), "")]


def _parts(pen: Pen, nodes: list[Node], place: Place, names: list[str]) -> None:
    """Write parts one after the other, each with what stands below it."""
    labels = iter(names)
    for node in nodes:
        if node.get("year") == "mid" and pen.setting.last - pen.setting.start < 4:
            continue
        if node.get("unlabelled"):
            # A heading without its label is no section (golden/GUIDELINES.md); nothing is promised under it.
            pen.heading("", pen.pick(node["heads"]), node["role"])
            _budget(pen, place)
            continue
        for heading, at, body in _repeats(pen, node, place):
            under = at.below(next(labels))
            text = _body(pen, body) if body else ""
            run_in = bool(node.get("run_in"))
            _heading(pen, under, heading, node, text if run_in else "")
            if text and not run_in:
                pen.text(text)
            for name in node.get("write", ()):
                if not name.endswith("?") or pen.rng.random() < 0.4:
                    WRITERS[name.rstrip("?")](pen, under)
            if "part" in node:
                _parts(pen, node["part"], under, under.names())


def _body(pen: Pen, body: str) -> str:
    return prose.sentence(pen, pen.common["organization_lead"]) if body == "agency" else body


def _targets(pen: Pen, place: Place) -> None:
    for _ in range(pen.some(1, 3)):
        chosen = pen.choose_indicators(place.domain, pen.rng.choices((1, 2, 3), (60, 28, 12))[0], place.topic)
        if chosen:
            pen.promise(place.path, chosen, place.year, field=place.field)


def _led_targets(pen: Pen, place: Place) -> None:
    """Targets a paragraph a field, led by its name and a colon: no headings, though the words name the field."""
    for field in _fields(pen):
        chosen = pen.choose_indicators(field["domain"], pen.rng.choices((1, 2, 3), (50, 35, 15))[0])
        if chosen:
            lead = f"{pen.hand.bullet}{pen.pick(field['leads'])}: "
            pen.promise(place.path, chosen, place.year, lead=lead, field=field)


def _weaknesses(pen: Pen, _place: Place) -> None:
    for _ in range(pen.rng.randrange(2, 5)):
        pen.text(pen.pick(pen.common["weaknesses"]))


def _starred_targets(pen: Pen, place: Place) -> None:
    """Targets a field under its name behind a star: no heading, so their own words alone tell the field."""
    for field in _fields(pen):
        chosen = pen.choose_indicators(field["domain"], pen.rng.randrange(2, 5), field.get("topic", ""))
        if chosen:
            pen.para(Piece(f"* {pen.pick(field['leads'])}:", bold=True, italic=pen.hand.italic_basis))
        for entry in chosen:
            pen.promise(place.path, [entry], place.year)


def _lead_in(pen: Pen, place: Place) -> None:
    """A line that opens the list of targets; one that names the year only where the plan has a last one."""
    lines = [line for line in pen.common["lead_ins"] if pen.setting.end is not None or "{end}" not in line]
    pen.text(pen.fill(pen.pick(lines)), bullet=False)


def _bases(pen: Pen, place: Place) -> None:
    """The documents that a plan stands on, a bullet each."""
    for _ in range(pen.rng.randrange(2, 5)):
        cited = pen.cites.national() if pen.rng.random() < 0.6 else None
        pen.text(f"{cited or pen.cites.local()};")


def _charges(pen: Pen, _place: Place) -> None:
    """Who does what as labelled paragraphs: items, though they open with a name."""
    for number in range(1, pen.some(3, 5, len(pen.common["charges"])) + 1):
        pen.para(Piece(f"{pen.item(str(number))} {pen.fill(pen.pick(pen.common['charges']))}."))


def _target_items(pen: Pen, place: Place) -> None:
    """Targets as labelled paragraphs without titles."""
    for label in place.names()[: pen.some(7, 11, 20)]:
        chosen = pen.choose_indicators("", pen.rng.choices((1, 2, 3), (55, 33, 12))[0])
        under = place.below(label)
        pen.promise(under.path, chosen, place.year, lead=f"{pen.item(label)} ")


def _items(pen: Pen, place: Place, entries: list[str], count: int) -> None:
    for label in place.names()[:count]:
        pen.para(Piece(f"{pen.item(label)} {prose.sentence(pen, entries).rstrip(';.')}."))


def _task_items(pen: Pen, place: Place) -> None:
    """Tasks as labelled paragraphs, a sentence with harmless numbers behind them."""
    if place.field is not None:
        _items(pen, place, place.field["tasks"], pen.some(2, 3, len(place.field["tasks"])))
    if pen.rng.random() < 0.5:
        prose.trap(pen)


def _tasks(pen: Pen, place: Place) -> None:
    if place.field is not None:
        prose.tasks(pen, place.field, pen.some(2, 3, len(place.field["tasks"])))


def _purpose_items(pen: Pen, place: Place) -> None:
    _items(pen, place, pen.words["purposes"] + pen.words["requirements"], pen.some(3, 5, 8))


def _budget(pen: Pen, place: Place) -> None:
    for _ in range(pen.rng.randrange(1, 3)):
        pen.text(pen.fill(pen.pick(pen.common["budget"])))


def _results(pen: Pen, place: Place) -> None:
    for line in pen.rng.sample(pen.common["results"], pen.rng.randrange(3, 6)):
        pen.text(line)


WRITERS: dict[str, Callable[[Pen, Place], None]] = {
    "bases": _bases,
    "budget": _budget,
    "charges": _charges,
    "extras": lambda pen, place: extras(pen, place.path),
    "lead_in": _lead_in,
    "led_targets": _led_targets,
    "general": lambda pen, place: pen.text(f"{pen.pick(pen.words['general'])}.", bullet=False),
    "purpose_items": _purpose_items,
    "purposes": lambda pen, place: prose.bullets(pen, pen.words["purposes"], pen.some(2, 3, 5)),
    "requirements": lambda pen, place: prose.bullets(pen, pen.words["requirements"], pen.some(2, 3, 5)),
    "results": _results,
    "starred_targets": _starred_targets,
    "target_items": _target_items,
    "targets": _targets,
    "task_items": _task_items,
    "tasks": _tasks,
    "weaknesses": _weaknesses,
}
"""What an outline can put under a heading."""


def write_outline(pen: Pen, schemes: list[Node]) -> tuple[str, str]:
    """Write the sections of the plan; returns the names of the scheme and of the numbering slip."""
    scheme = pen.rng.choices(schemes, [entry["weight"] for entry in schemes])[0]
    place = Place("", tuple(scheme["labels"]), 0, pen.setting.end)
    names, slip = _slip(pen, place.names())
    parts = scheme["part"]
    if slip == "missing":
        parts = [{**node, "unlabelled": node["role"] == "budget"} for node in parts]
    _parts(pen, parts, place, names)
    return str(scheme["name"]), slip
