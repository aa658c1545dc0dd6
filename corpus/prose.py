"""The parts of a plan that promise nothing in numbers: purposes, tasks, solutions, budget, who does what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.blocks import Piece
from corpus.vocabulary import phrases

if TYPE_CHECKING:
    from corpus.pen import Pen


def sentence(pen: Pen, entries: list[str]) -> str:
    """Return a sentence of the bank, now and then with a tail and a second sentence."""
    grown = pen.rng.random() < 0.35
    text = _grown(pen) if grown else pen.fill(pen.pick(entries)).rstrip(".")
    draw = pen.rng.random()
    if draw < 0.5:
        text += f", {pen.pick(pen.common['tails'])}"
    if draw > 0.7:
        more = pen.pick(pen.common["seconds"])
        if draw > 0.95 - 0.1 * pen.volume:
            more = f"{more} {pen.pick(pen.common['seconds'])}"
        return f"{text}. {more}"
    return text + pen.hand.end_mark


def _grown(pen: Pen) -> str:
    """Grow a sentence from the grammar: verb, object, place, aim."""
    grammar = pen.common["grammar"]
    text = f"{pen.pick(grammar['verbs'])} {pen.pick(grammar['objects'])} {pen.pick(grammar['places'])}"
    return f"{text}, {pen.pick(grammar['aims'])}" if pen.rng.random() < 0.6 else text


def bullets(pen: Pen, entries: list[str], count: int) -> None:
    """Write bulleted sentences."""
    for _ in range(count):
        pen.text(sentence(pen, entries))


def tasks(pen: Pen, field: dict[str, Any], count: int) -> None:
    """Write the tasks of a field, with a trap or a citation among them."""
    bullets(pen, field["tasks"], count)
    if pen.rng.random() < 0.12:
        nested(pen)
    if pen.rng.random() < 0.5:
        trap(pen)
    if pen.rng.random() < 0.3:
        citation(pen)


def nested(pen: Pen) -> None:
    """Write a bullet that leads in two or three of the next level."""
    lead = pen.rng.choice(pen.common["nested_leads"])
    pen.text(lead)
    for _ in range(pen.rng.randrange(2, 4)):
        pen.para(Piece(f"{'+ ' if pen.hand.bullet != '+ ' else 'o '}{_grown(pen)};"))


def trap(pen: Pen) -> None:
    """Write a sentence with numbers that promise nothing."""
    pen.text(f"{pen.fill(pen.pick(pen.words['traps']))}.")


def citation(pen: Pen) -> None:
    """Write a sentence that cites a document."""
    cited = pen.cites.national(dated=pen.rng.random() < 0.7) if pen.rng.random() < 0.5 else None
    cited = cited or pen.cites.local()
    opening = pen.rng.choice(pen.common["citation_openings"])
    pen.text(f"{opening} {cited}.")


def purposes(pen: Pen, path: str) -> None:
    """Write the section of purposes and requirements: two headed parts or numbered paragraphs."""
    headings = pen.common["headings"]
    pen.heading(path, pen.pick(headings["purpose_requirements"]), "purpose_requirements")
    if pen.rng.random() < 0.25:
        for number in range(1, pen.some(3, 5, 9)):
            text = sentence(pen, pen.words["purposes"] + pen.words["requirements"])
            pen.para(Piece(f"{number}. {text.rstrip(';.')}."))
        return
    pen.heading(f"{path}/1", pen.pick(headings["purpose"]), "purpose")
    bullets(pen, pen.words["purposes"], pen.some(2, 3, 6))
    if pen.rng.random() < 0.3:
        pen.commit(f"{path}/1", "rank", pen.words["ranks"])
    pen.heading(f"{path}/2", pen.pick(headings["requirements"]), "requirements")
    bullets(pen, pen.words["requirements"], pen.some(2, 3, 6))


def solutions(pen: Pen, path: str) -> None:
    """Write headed solutions, run-in titles now and then."""
    pen.heading(path, pen.pick(pen.common["headings"]["solutions"]), "solutions")
    chosen = pen.rng.sample(pen.common["solutions"], pen.some(3, 5, len(pen.common["solutions"])))
    run_in = pen.rng.random() < 0.3
    for number, (title, body) in enumerate(chosen, 1):
        if run_in:
            pen.heading(f"{path}/{number}", title, "solutions", run_in=body)
            continue
        pen.heading(f"{path}/{number}", title, "solutions")
        pen.text(body)
        pen.text(sentence(pen, pen.common["seconds"]))


def budget(pen: Pen, path: str) -> None:
    """Write where the money comes from."""
    pen.heading(path, pen.pick(pen.common["headings"]["budget"]), "budget")
    for _ in range(pen.rng.randrange(1, 3)):
        pen.text(pen.fill(pen.pick(pen.common["budget"])), bullet=pen.rng.random() < 0.5)


def organization(pen: Pen, path: str) -> None:
    """Write who does what: headed by agency, one or two levels deep."""
    pen.heading(path, pen.pick(pen.common["headings"]["organization"]), "organization")
    others = pen.common["agencies"][f"others_{pen.setting.agencies_key}"]
    agencies = pen.rng.sample(pen.agencies, pen.some(3, 5, len(pen.agencies)))
    deep = pen.rng.random() < 0.3
    if not deep:
        for number, name in enumerate([*agencies, others[0]], 1):
            pen.heading(f"{path}/{number}", name, "organization")
            lines = pen.common["organization_lead"] if name in agencies else pen.common["organization_any"]
            bullets(pen, lines, pen.some(1, 3, 4))
        return
    pen.heading(f"{path}/1", "Trách nhiệm của các cơ quan chuyên môn", "organization")
    for number, name in enumerate(agencies, 1):
        pen.heading(f"{path}/1/1.{number}", name, "organization")
        bullets(pen, pen.common["organization_lead"], pen.some(1, 2, 4))
    pen.heading(f"{path}/2", others[0], "organization")
    bullets(pen, pen.common["organization_any"], 2)


def results(pen: Pen, path: str) -> None:
    """Write what was reached in the year before: numbers that promise nothing."""
    pen.heading(path, pen.fill(pen.pick(pen.common["headings"]["results"])), "other")
    for line in pen.rng.sample(pen.common["results"], pen.rng.randrange(2, 5)):
        pen.text(line)


def field_name(pen: Pen, field: dict[str, Any]) -> str:
    """Return a heading for a field that fits the plan's years."""
    names = phrases(field["names"], pen.setting.last, pen.setting.split)
    return str(pen.rng.choice(names or [field["names"][0].split("|")[0]]))
