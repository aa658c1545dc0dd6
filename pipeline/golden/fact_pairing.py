"""Which fact of this reading is the one that a person spoke of: by what it says and where, never by its row.

Another program, another lexicon, another scan of the plan may word it otherwise, read another number, place it a line
lower. A fact with the same words is the same; one with another number only where subject, scope, year and place agree,
for a promise beside it must never be taken for it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.golden.fact_matching import fold_text, same_unit, symbol_key
from pipeline.golden.fact_view import content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.review import Decision, Fields
    from pipeline.golden.fact_view import Fact

POSITION = ("table", "row", "column")
"""Where a fact stands in its table: rows move when one above is found or lost, and no fact is another for it."""
_SAME_WORDS = 0.6
_SURELY_SAME_WORDS = 0.8
_SAME_HEIGHT = 40.0
"""Points by which a line may lie lower on another scan of its page."""
_SAME_LINE = 12.0


def pair_facts(facts: Sequence[Fact], decisions: Sequence[Decision]) -> dict[int, int]:
    """Pair decisions with facts; index of the decision -> index of the fact. What is left out was not read.

    First those that say word for word the same, in their order; then best first on all that two have in common.
    """
    pairs = _exact_pairs(facts, decisions)
    taken = set(pairs.values())
    rated = []
    by_family = defaultdict(list)
    for i, fact in enumerate(facts):
        if i not in taken:
            by_family[fact.family].append(i)
    for j, decision in enumerate(decisions):
        if j in pairs:
            continue
        for i in by_family[decision.family]:
            rate = _SCORES[decision.family](facts[i], decision)
            if rate is not None and (decision.verdict != "rejected" or _surely(facts[i], decision)):
                rated.append((-rate, j, i))
    for _, j, i in sorted(rated):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
    return pairs


def _surely(fact: Fact, decision: Decision) -> bool:
    """Whether a fact is the very one that was rejected: the true one beside a false one must not go with it."""
    near = _near(fact, decision)
    names = [name for name in fact.fields if name not in ("quote", "subject", "heading", "task", *POSITION)]
    closed = all(fact.fields[name] == decision.said.get(name, "") for name in names)
    return closed and near is not None and near >= 0.8


def _exact_pairs(facts: Sequence[Fact], decisions: Sequence[Decision]) -> dict[int, int]:
    """Pair what says the same in every field; of several alike the one of the same key, else the first."""
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        same[_content(fact.family, fact.fields, fact.page)].append(i)
    pairs: dict[int, int] = {}
    for j, decision in enumerate(decisions):
        page = decision.place.page if decision.place else 0
        alike = same.get(_content(decision.family, decision.said, page), [])
        if alike:
            named = next((i for i in alike if facts[i].key == decision.key), alike[0])
            alike.remove(named)
            pairs[j] = named
    return pairs


def _content(family: str, fields: Fields, page: int) -> tuple[object, ...]:
    return (family, page, tuple(sorted(fields.items())))


def _what(decision: Decision) -> Fields:
    """What a fact must say to be the one meant: as it was read then, or as a person added it."""
    return decision.said or content_of(decision)


def _likeness(one: str, other: str) -> float:
    a, b = fold_text(one).casefold(), fold_text(other).casefold()
    return fuzz.ratio(a, b) / 100 if a or b else 1.0


def _near(fact: Fact, decision: Decision) -> float | None:
    """How near two places are (0 to 1), None where they cannot be one; a page more or less is allowed."""
    place = decision.place
    if place is None or not fact.page:
        return 0.5
    if abs(place.page - fact.page) > 1:
        return None
    if place.page != fact.page or place.box is None or fact.box is None:
        return 0.5
    apart = abs(place.box.center[1] - fact.box.center[1])
    return 1.0 if apart <= _SAME_LINE else 0.8 if apart <= _SAME_HEIGHT else 0.3


def _target(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    near = _near(fact, decision)
    value = read["value"] == said["value"] and read["value_max"] == said["value_max"]
    unit = same_unit(read["unit"], said["unit"])
    subject = fuzz.token_set_ratio(fold_text(read["subject"]), fold_text(said["subject"])) / 100
    quotes = fold_text(read["quote"]), fold_text(said.get("quote", ""))
    quote = fuzz.partial_ratio(*quotes) / 100 if all(quotes) else subject
    words = max(subject, quote) if value and unit else (subject + quote) / 2
    same = [read[name] == said[name] for name in ("scope", "year", "recurring")]
    if value and unit:
        if words < _SAME_WORDS or (near is None and words < _SURELY_SAME_WORDS):
            return None
    elif words < _SURELY_SAME_WORDS or not all(same) or near is None or near < 0.5:
        return None  # another number: only where nothing else speaks against it
    path = read["section_path"] == said["section_path"]
    return 3.0 * value + unit + 3.0 * words + path + 0.3 * sum(same) + (near or 0.0)


def _section(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    path, words = read["path"] == said["path"], _likeness(read["heading"], said["heading"])
    near = _near(fact, decision)
    if (not path and words < 0.9) or (path and words < _SAME_WORDS):
        return None
    return 2.0 * path + 2.0 * words + (near or 0.0)


def _task(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    words = _likeness(read["task"], said["task"])
    alike = sum(read[name] == said[name] for name in ("number", "group_label", "row", "table"))
    return 4.0 * words + 0.5 * alike if words >= _SAME_WORDS else None


def _legal_ref(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    words = _likeness(symbol_key(read["symbol"]), symbol_key(said["symbol"]))
    dated = read["issued"] == said["issued"]
    return 2.0 * words + dated if words == 1.0 or (words >= _SURELY_SAME_WORDS and dated and read["issued"]) else None


def _commitment(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    words = max(_likeness(read["subject"], said["subject"]), _likeness(read["quote"], said.get("quote", "")))
    if words < _SURELY_SAME_WORDS or read["kind"] != said["kind"]:
        return None
    return 2.0 * words + (read["section_path"] == said["section_path"]) + (_near(fact, decision) or 0.0)


def _number(fact: Fact, decision: Decision) -> float | None:
    """Numbers have no words of their own: the same digits in the same place, or nothing."""
    near = _near(fact, decision)
    same = fact.fields["text"] == _what(decision)["text"]
    return None if not same or near is None or near < 0.8 else near + _beside(fact, decision)


def _beside(fact: Fact, decision: Decision) -> float:
    """How near two boxes are along their line (0 to 1)."""
    if fact.box is None or decision.place is None or decision.place.box is None:
        return 0.0
    return max(0.0, 1.0 - abs(fact.box.center[0] - decision.place.box.center[0]) / 100)


def _cell(fact: Fact, decision: Decision) -> float | None:
    read, said = fact.fields, _what(decision)
    words = _likeness(read["text"], said["text"])
    here = sum(read[name] == said[name] for name in ("table", "row", "column"))
    return 2.0 * words + here if words >= (_SAME_WORDS if here == 3 else 0.9) else None


def _field(fact: Fact, decision: Decision) -> float | None:
    return 1.0 if fact.key == decision.key else None


_SCORES: dict[str, Callable[[Fact, Decision], float | None]] = {
    "target": _target,
    "field": _field,
    "section": _section,
    "task": _task,
    "legal_ref": _legal_ref,
    "commitment": _commitment,
    "number": _number,
    "cell": _cell,
}
