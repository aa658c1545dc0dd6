"""Golden facts as a program read them before a person corrected them: so a corrected fact is met again as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.golden.fact_matching import Pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.golden import GoldenFact

A = TypeVar("A")
G = TypeVar("G", bound="GoldenFact")
_FIELD_OF = {"deadline_text": "deadline"}


def as_read(fact: G) -> G:
    """Return a golden fact with what was read in place of what a person corrected (itself where nothing was)."""
    if fact.accepted is None or not fact.accepted.was:
        return fact
    given: dict[str, Any] = fact.model_dump()
    for name, text in fact.accepted.was.items():
        field = _FIELD_OF.get(name, name)
        if field in given:
            given[field] = text if text or isinstance(given[field], str) else None
    return type(fact).model_validate(given)


def match_as_read(
    match: Callable[[Sequence[A], Sequence[G]], Pairs[A, G]], found: Sequence[A], golden: Sequence[G]
) -> Pairs[A, G]:
    """Pair facts by what golden says; of what is left over, by what was read when a person corrected it."""
    first = match(found, golden)
    corrected = [one for one in first.missing if one.accepted is not None and one.accepted.was]
    if not corrected or not first.added:
        return first
    restored = [as_read(one) for one in corrected]
    true = {id(was): one for was, one in zip(restored, corrected, strict=True)}
    pairs = [*first.pairs, *((one, true[id(was)]) for one, was in match(first.added, restored).pairs)]
    mates, taken = {id(one): other for one, other in pairs}, {id(other) for _, other in pairs}
    return Pairs(
        tuple((one, mates[id(one)]) for one in found if id(one) in mates),
        tuple(one for one in found if id(one) not in mates),
        tuple(other for other in golden if id(other) not in taken),
    )
