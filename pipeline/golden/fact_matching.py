"""Which fact read is which fact of golden: paired as a person would, by what they say and where.

A fact that differs in one thing is that fact changed, not one fact lost and another invented: so pairs are made on all
that two facts have in common, best first, and what is left over is missing or added. Prose counts only where golden's
reference to it can be resolved.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz

from models.golden import GoldenCommitment, GoldenLegalRef, GoldenSection, GoldenTarget, GoldenTask, TextRef

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.golden import Text
    from models.plan import Commitment, LegalRef, Section, Target
    from models.source import Found
    from models.table import Task

    Resolve = Callable[[TextRef], str | None]

A = TypeVar("A")
B = TypeVar("B")

# Share of letters alike from which two texts are called the same in the soft sense (issue figures use it too).
SOFT = 0.9
# Texts of one promise, read twice, differ by its cut and by misreadings, not by its half.
_SAME_PROMISE = 0.6
_SAME_PLACE = 0.5
_SURELY_SAME_PROMISE = 0.8
_SAME_HEADING = 0.6
_ORDER_ALONE = 0.1
"""Less than what any field of a fact counts: so much two pairs may lose by standing in order."""

_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "\u00ad": None, "|": " "}
)


class Pairs(NamedTuple, Generic[A, B]):
    """Facts of both sides that are one, and those that stand alone; each in its own side's order."""

    pairs: tuple[tuple[A, B], ...]
    added: tuple[A, ...]
    missing: tuple[B, ...]


def fold_text(text: str) -> str:
    """Fold what does not count in a strict comparison: composition, white space, quotes, dashes."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(_MARKS)).strip()


def likeness(one: str, other: str) -> float:
    """Share of letters alike of two folded texts (1 for equal ones, two empty ones included)."""
    a, b = fold_text(one), fold_text(other)
    return fuzz.ratio(a, b) / 100 if a or b else 1.0


def resolved(text: Text, resolve: Resolve) -> str | None:
    """Words of a golden text; None where they stand in a file that is not at hand."""
    return resolve(text) if isinstance(text, TextRef) else text


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one: the same noun phrase, or one begins with the other ("đơn vị", "đơn vị sự nghiệp")."""
    a, b = sorted((fold_text(one).casefold(), fold_text(other).casefold()), key=len)
    return a == b or (bool(a) and b.startswith(a + " ")) or (bool(a) and b.startswith(a + ","))


def _pair(found: Sequence[A], golden: Sequence[B], score: Callable[[A, B, float], float | None]) -> Pairs[A, B]:
    """Pair best first. `score` gets the two and how far apart they stand (0 to 1); None: they cannot be one.

    Two pairs that say the same but for their place in the list are paired in its order.
    """
    rates: dict[tuple[int, int], float] = {}
    for i, one in enumerate(found):
        for j, other in enumerate(golden):
            apart = abs(i / len(found) - j / len(golden))
            rate = score(one, other, apart)
            if rate is not None:
                rates[i, j] = rate
    mate: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(rates, key=lambda pair: (-rates[pair], pair)):
        if i not in mate and j not in taken:
            mate[i] = j
            taken.add(j)
    _uncross(mate, rates)
    return Pairs(
        tuple((found[i], golden[mate[i]]) for i in sorted(mate)),
        tuple(one for i, one in enumerate(found) if i not in mate),
        tuple(other for j, other in enumerate(golden) if j not in taken),
    )


def _uncross(mate: dict[int, int], rates: dict[tuple[int, int], float]) -> None:
    """Swap the mates of two facts that stand crossed, where order is all that tells them apart."""
    for one, other in itertools.combinations(sorted(mate), 2):
        a, b = mate[one], mate[other]
        if a > b and (one, b) in rates and (other, a) in rates:
            straight = rates[one, b] + rates[other, a]
            if straight >= rates[one, a] + rates[other, b] - _ORDER_ALONE:
                mate[one], mate[other] = b, a


def match_targets(
    found: Sequence[Found[Target]], golden: Sequence[GoldenTarget], resolve: Resolve
) -> Pairs[Found[Target], GoldenTarget]:
    """Pair targets: by number, unit and what is promised; the same promise with another number is that one, changed."""
    said = {id(one): _said(one, resolve) for one in golden}

    def score(one: Found[Target], other: GoldenTarget, apart: float) -> float | None:
        target = one.value
        value = target.quantity.value == other.value and target.quantity.value_max == other.value_max
        unit = same_unit(target.quantity.unit, other.unit)
        path = target.section_path == other.section_path
        quote, subject = said[id(other)]
        text = _text_score(one.quote, target.subject, quote, subject)
        if text is None:
            if not (value and unit) and not (path and apart < 0.05):
                return None
            text = 0.5
        elif value and unit:
            if text < (_SAME_PLACE if path else _SAME_PROMISE):
                return None
        elif text < _SURELY_SAME_PROMISE:
            return None
        alike = (target.quantity.comparator == other.comparator) + (target.scope == other.scope)
        return 3.0 * value + unit + 3.0 * text + path + 0.2 * alike - apart

    return _pair(found, golden, score)


def _said(one: GoldenTarget, resolve: Resolve) -> tuple[str | None, str | None]:
    return resolved(one.quote, resolve), resolved(one.subject, resolve)


def _text_score(quote: str, subject: str, golden_quote: str | None, golden_subject: str | None) -> float | None:
    """How much two targets say the same (0 to 1): quotes may be cut differently, subjects put otherwise."""
    scores = []
    if golden_quote is not None:
        scores.append(fuzz.partial_ratio(fold_text(quote), fold_text(golden_quote)) / 100)
    if golden_subject is not None:
        scores.append(fuzz.token_set_ratio(fold_text(subject), fold_text(golden_subject)) / 100)
    return sum(scores) / len(scores) if scores else None


def match_sections(
    found: Sequence[Found[Section]], golden: Sequence[GoldenSection], resolve: Resolve
) -> Pairs[Found[Section], GoldenSection]:
    """Pair sections by path and heading; two sections of one path by their headings and order."""
    headings = {id(one): resolved(one.heading, resolve) for one in golden}

    def score(one: Found[Section], other: GoldenSection, apart: float) -> float | None:
        path, heading = one.value.path == other.path, headings[id(other)]
        text = 0.5 if heading is None else likeness(one.value.heading.casefold(), heading.casefold())
        if not path and (heading is None or text < SOFT):
            return None
        if heading is not None and text < _SAME_HEADING and apart > 0.2:
            return None
        return 2.0 * path + 2.0 * text - apart

    return _pair(found, golden, score)


def match_tasks(
    found: Sequence[Found[Task]], golden: Sequence[GoldenTask], resolve: Resolve
) -> Pairs[Found[Task], GoldenTask]:
    """Pair rows of task tables by their task, number, group and place."""
    texts = {id(one): resolved(one.task, resolve) for one in golden}

    def score(one: Found[Task], other: GoldenTask, apart: float) -> float | None:
        task, text = one.value, texts[id(other)]
        alike = (task.number == other.number) + (task.group_label == other.group_label) + (task.row == other.row)
        if text is None:
            return float(alike) - apart if task.table == other.table and alike >= 2 else None
        same = likeness(task.task, text)
        return 4.0 * same + 0.5 * alike - apart if same >= _SAME_PROMISE else None

    return _pair(found, golden, score)


def match_legal_refs(
    found: Sequence[Found[LegalRef]], golden: Sequence[GoldenLegalRef]
) -> Pairs[Found[LegalRef], GoldenLegalRef]:
    """Pair citations by symbol, then date: one symbol may name two documents of different years."""

    def score(one: Found[LegalRef], other: GoldenLegalRef, apart: float) -> float | None:
        if symbol_key(one.value.symbol) != symbol_key(other.symbol):
            return None
        return 2.0 * (one.value.issued == other.issued) - apart

    return _pair(found, golden, score)


def symbol_key(symbol: str) -> str:
    """Comparison form of a legal symbol: without spaces, in capitals."""
    return re.sub(r"\s+", "", fold_text(symbol)).upper()


def match_commitments(
    found: Sequence[Found[Commitment]], golden: Sequence[GoldenCommitment], resolve: Resolve
) -> Pairs[Found[Commitment], GoldenCommitment]:
    """Pair promises without a number by their kind, words and section."""
    quotes = {id(one): resolved(one.quote, resolve) for one in golden}

    def score(one: Found[Commitment], other: GoldenCommitment, apart: float) -> float | None:
        path, quote = one.value.section_path == other.section_path, quotes[id(other)]
        if one.value.kind != other.kind or (quote is None and not path):
            return None
        text = 0.5 if quote is None else fuzz.partial_ratio(fold_text(one.quote), fold_text(quote)) / 100
        return 2.0 * text + path - apart if quote is None or text >= _SURELY_SAME_PROMISE else None

    return _pair(found, golden, score)
