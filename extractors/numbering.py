"""The sequence of labels: which reading of each label holds, so that the numbering of the whole runs best.

A beam search over the lines keeps the stack of open labels (I / 2 / 2.1). What does not continue the count costs, and
so does mending a label: the author's own slips (two sections V, a jump from III to V) are kept where the paper shows
them, a stroke that OCR lost (II read I) is given back where sequence and the width of the printed label ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from extractors.alike_labels import due_labels
from extractors.label_readings import Reading
from extractors.labels import says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.alike_labels import Token

BEAM = 48
_COUNT = attrgetter("style", "numbers")
_HOLDERS = ("arabic", "dotted", "bracket", "roman")
REPEAT, SKIP, SKIP_MORE, BACK = 1.2, 1.0, 0.25, 2.0
GOES_ON = 0.8
PREFIX = 1.0
"""What it costs to mend the front of a dotted label ("3.5" between 2.4 and 2.6)."""
FIRST, LOST_PARENT, UNDER_LESSER, NO_LABEL = 1.0, 1.5, 2.5, 3.0
ODD_NEST = 1.6
"""What it costs that a usually greater label counts below a lesser one (A. B. below I.)."""
_RANK = {
    "part": -3, "chapter": -2, "clause": -1, "article": 0, "capital": 1, "roman": 2, "arabic": 3, "bracket": 5,
    "letter": 5,
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line that may be labelled: its readings, and what it costs to take it for an unlabelled one."""

    readings: tuple[Reading, ...]
    no_label: float = NO_LABEL
    mendable: bool = False
    token: Token | None = None
    """What a scan may have made of a label that is due."""


class Numbered(NamedTuple):
    """The label that holds for a line, its ancestors from the top (itself last), and how well it continues."""

    reading: Reading
    stack: tuple[Reading, ...]
    slip: str = ""


class _Trail(NamedTuple):
    numbered: Numbered | None
    before: _Trail | None


class _State(NamedTuple):
    cost: float
    stack: tuple[Reading, ...] = ()
    trail: _Trail | None = None


def number_lines(lines: Sequence[Line]) -> list[Numbered | None]:
    """Choose a reading for each line, or None where no label is meant; one answer a line, in order."""
    asked = [bool(line.readings) or line.token is not None for line in lines]
    answers = iter(_number([line for line, one in zip(lines, asked, strict=True) if one]))
    return [next(answers) if one else None for one in asked]


def _number(lines: Sequence[Line]) -> list[Numbered | None]:
    states = [_State(0.0)]
    for line in lines:
        grown: dict[tuple[tuple[str, tuple[int, ...]], ...], _State] = {}
        for state in states:
            for following in _follow(state, line):
                key = tuple(map(_COUNT, following.stack))
                if key not in grown or following.cost < grown[key].cost:
                    grown[key] = following
        states = sorted(grown.values(), key=lambda state: state.cost)[:BEAM]
    found: list[Numbered | None] = []
    trail = states[0].trail
    while trail is not None:
        found.append(trail.numbered)
        trail = trail.before
    return found[::-1]


def _follow(state: _State, line: Line) -> list[_State]:
    following = [_State(state.cost + line.no_label, state.stack, _Trail(None, state.trail))]
    for reading in line.readings:
        cost, stack, slip = _step(state.stack, reading)
        numbered = Numbered(reading, stack, slip)
        # A label that goes on as it was read is not overturned by a measured width.
        own = min(reading.cost, GOES_ON) if cost == 0 and says(reading) else reading.cost
        following.append(_State(state.cost + own + cost, stack, _Trail(numbered, state.trail)))
        if cost >= UNDER_LESSER and _may_nest(state.stack, reading):
            first, slip = _first(reading.value)
            stack = (*state.stack, reading)
            numbered = Numbered(reading, stack, slip)
            following.append(_State(state.cost + own + ODD_NEST + first, stack, _Trail(numbered, state.trail)))
        sister = _next_sister(state.stack, reading) if line.mendable else None
        if sister is not None:
            following.append(_mended(state, state.stack.index(sister[0]), sister[1]))
        first_below = _first_below(state.stack, reading) if line.mendable else None
        if first_below is not None:
            following.append(_mended(state, len(state.stack), first_below))
    if line.token is not None:
        following += [_mended(state, depth, due) for depth, due in due_labels(state.stack, line.token)]
    return following


def _mended(state: _State, depth: int, reading: Reading) -> _State:
    """Go on with a label that the open ones asked for."""
    stack = (*state.stack[:depth], reading)
    return _State(state.cost + reading.cost, stack, _Trail(Numbered(reading, stack), state.trail))


def _may_nest(stack: tuple[Reading, ...], reading: Reading) -> bool:
    """Whether a greater label may begin its count below a lesser one; below a numeral even where its first was lost.

    Where a style first appears it belongs: capitals that begin inside II hang below II, and III closes them.
    """
    if reading.style == "dotted":
        return False
    return reading.value == 1 or (reading.style == "capital" and stack[-1].style == "roman")


def _next_sister(stack: tuple[Reading, ...], reading: Reading) -> tuple[Reading, Reading] | None:
    """The open dotted label that this one follows if its front was misread, and this one mended so."""
    if reading.style != "dotted":
        return None
    for open_label in reversed(stack):
        same = open_label.style == "dotted" and len(open_label.numbers) == len(reading.numbers)
        if same and open_label.value + 1 == reading.value and open_label.numbers[:-1] != reading.numbers[:-1]:
            return open_label, _with_front(reading, open_label.numbers[:-1], open_label.text.rpartition(".")[0])
    return None


def _first_below(stack: tuple[Reading, ...], reading: Reading) -> Reading | None:
    """The first label below the deepest open one, if its front was misread ("9.1" below 5).

    None where the front is the next one's ("6.1"): its own line may be lost.
    """
    parent = stack[-1] if stack else None
    if parent is None or reading.style != "dotted" or reading.value != 1 or not reading.text[0].isdigit():
        return None
    front, below = reading.numbers[:-1], parent.style in ("arabic", "dotted") and parent.text[0].isdigit()
    due = (parent.numbers, (*parent.numbers[:-1], parent.value + 1))
    if not below or len(front) != len(parent.numbers) or front in due:
        return None
    return _with_front(reading, parent.numbers, parent.text)


def _with_front(reading: Reading, front: tuple[int, ...], text: str) -> Reading:
    """Mend the front of a dotted label."""
    numbers = (*front, reading.value)
    return replace(reading, numbers=numbers, text=f"{text}.{reading.value}", cost=reading.cost + PREFIX)


def _step(stack: tuple[Reading, ...], reading: Reading) -> tuple[float, tuple[Reading, ...], str]:
    """Cost of a label after the open ones, the labels open then, and the slip it makes."""
    if reading.style == "dotted":
        return _step_dotted(stack, reading)
    for depth, open_label in enumerate(stack):
        if open_label.style == reading.style:
            cost, slip = _count(open_label.value, reading.value)
            return cost, (*stack[:depth], reading), slip
    cost, slip = _first(reading.value)
    lesser = bool(stack) and _rank(stack[-1]) > _rank(reading)
    if lesser:
        kept = tuple(label for label in stack if _rank(label) < _rank(reading))
        return cost + UNDER_LESSER, (*kept, reading), slip
    return cost, (*stack, reading), slip


def _step_dotted(stack: tuple[Reading, ...], reading: Reading) -> tuple[float, tuple[Reading, ...], str]:
    """A label "2.1" hangs under "2" (or under "II"); its last number counts among its sisters."""
    prefix = reading.numbers[:-1]
    for depth in range(len(stack) - 1, -1, -1):
        parent = stack[depth]
        if parent.numbers == prefix and _can_hold(parent, reading):
            sister = stack[depth + 1] if depth + 1 < len(stack) else None
            if sister is not None and sister.style == "dotted" and sister.numbers[:-1] == prefix:
                cost, slip = _count(sister.value, reading.value)
            else:
                cost, slip = _first(reading.value)
            # "1.1" under a numeral I is a scheme of its own, dearer where an arabic parent is open.
            own = reading.text.startswith(parent.text)
            cost += 0.6 if parent.style == "roman" and not own and depth + 1 < len(stack) and not slip else 0.0
            return cost, (*stack[: depth + 1], reading), slip
    kept = tuple(label for label in stack if _rank(label) < _RANK["arabic"])
    sister = next((label for label in stack if label.style == "dotted" and len(label.numbers) == len(prefix) + 1), None)
    if sister is not None and reading.value == 1 and reading.numbers[0] == sister.numbers[0] + 1:
        return LOST_PARENT, (*kept, _lost(prefix), reading), "parent_lost"
    if not any(label.style == "arabic" for label in stack):
        return 0.8 + _first(reading.value)[0], (*kept, reading), ""
    return LOST_PARENT + _first(reading.value)[0], (*kept, _lost(prefix), reading), "parent_lost"


def _can_hold(parent: Reading, reading: Reading) -> bool:
    """Whether a label may count below another of its number: "1.1" below 1 and I, "a.1" below a alone."""
    own = reading.text.startswith(parent.text)
    return own if not reading.text[0].isdigit() or parent.style in ("letter", "capital") else parent.style in _HOLDERS


def _lost(prefix: tuple[int, ...]) -> Reading:
    """Stand in for a parent whose own line was not read as a label."""
    text = ".".join(map(str, prefix))
    return Reading("arabic" if len(prefix) == 1 else "dotted", prefix, text, 0, "")


def _rank(reading: Reading) -> int:
    return 4 if reading.style == "dotted" else _RANK[reading.style]


@cache
def _count(last: int, value: int) -> tuple[float, str]:
    if value == last + 1:
        return 0.0, ""
    if value == last:
        return REPEAT, "repeats"
    if value > last:
        return min(SKIP + SKIP_MORE * (value - last - 2), 2.0), "skips"
    return BACK, "goes_back"


@cache
def _first(value: int) -> tuple[float, str]:
    return (0.0, "") if value == 1 else (min(FIRST + 0.1 * value, 1.8), "skips")


def weigh_readings(readings: Sequence[Reading], costs: dict[str, float]) -> tuple[Reading, ...]:
    """Add to each reading what the picture says against it (costs by label text; those not named stay)."""
    return tuple(replace(reading, cost=reading.cost + costs.get(reading.text, 0.0)) for reading in readings)
