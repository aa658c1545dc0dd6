"""Target clauses from written patterns: a split's `patterns.toml` words them, this module fills them with their truth.

A pattern names what it `takes` (a kind of indicator), how its numbers are drawn (`values`), its texts, and the bank of
comparators for `{w}`. Without promises of its own it states the number `n` about its `subject`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.clauses import Clause, Promise, draw_comparator
from corpus.pattern_values import PERCENTS, VALUES, Blank

if TYPE_CHECKING:
    import random

    from corpus.clauses import Frame
    from models.plan import Comparator, Scope

    Table = dict[str, Any]

SUBJECTS = {
    "rate": "{rate}",
    "lower": "{rate}",
    "share": "{things} {does}",
    "amount": "{things}",
    "lower_amount": "{things}",
    "change": "{things}",
    "exceed": "{things}",
    "count": "{unit} {tail}",
    "fraction": "{unit} {tail}",
    "verbal": "{verb} {things}",
    "structure": "{things}",
}
"""What the number measures, by what a pattern takes."""


def takes(kind: str, ind: Table) -> bool:
    """Whether an indicator gives what a pattern of that kind needs."""
    lower, percent = bool(ind.get("lower")), ind["kind"] == "percent"
    measured = ind["kind"] in ("money", "measure")
    by_need = {
        "rate": percent and "rate" in ind and not lower,
        "lower": percent and "rate" in ind and lower,
        "share": percent and "does" in ind and not lower,
        "verbal": percent and "verb" in ind,
        "amount": measured and not lower,
        "lower_amount": measured and lower,
    }
    return by_need[kind] if kind in by_need else str(ind["kind"]) == kind


def _name(blank: Blank) -> bool:
    """Fill in the words of the indicator: bare, of one level, or of two (`rate_1`, `rate_2`)."""
    ind, levels, rng = blank.ind, blank.frame.levels, blank.rng
    two = bool(blank.pattern.get("levels"))
    if two and not (levels and any("{of}" in str(ind.get(key, "")) for key in ("rate", "things"))):
        return False
    own = ""
    if levels and not two and not blank.pattern.get("bare") and rng.random() < 0.45:
        own_scope, words = rng.choice(levels)
        own = rng.choice(words)
        counted = "rate" if "rate" in SUBJECTS[blank.pattern["takes"]] else "things"
        blank.scope = own_scope if "{of}" in str(ind.get(counted, "")) else ""
    for key in ("rate", "things"):
        if key in ind:
            blank.slots[key] = ind[key].replace("{of}", own)
            for index, (scope, _) in enumerate(levels, 1):
                blank.slots[f"{key}_{index}"] = ind[key].replace("{of}", f" {scope}")
    for index, (scope, _) in enumerate(levels, 1):
        blank.slots[f"level_{index}"] = scope
    blank.slots |= {key: str(ind[key]) for key in ("does", "tail", "unit", "verb", "but", "part") if key in ind}
    blank.slots |= {f"part_{index}": words for index, words in enumerate(ind.get("parts", ()), 1)}
    return True


def _date(blank: Blank) -> bool:
    setting, needed = blank.frame.setting, blank.pattern.get("year", "")
    if needed == "within" and setting.last == setting.start:
        return False
    blank.put_year("y", blank.rng.randrange(setting.start, setting.last) if needed == "within" else setting.last)
    blank.put_year("base", setting.start - 1)
    blank.slots["against"] = blank.rng.choice(blank.against).format(base=setting.start - 1)
    return not (needed == "closed" and setting.end is None)


def fill_pattern(
    rng: random.Random, pattern: Table, ind: Table, frame: Frame, words: dict[str, dict[str, list[str]]]
) -> Clause | None:
    """Return the clause of a pattern about an indicator; None where it does not take it."""
    if not takes(pattern["takes"], ind) or pattern.get("direction", ind.get("direction")) != ind.get("direction"):
        return None
    if pattern.get("needs", "kind") not in ind:
        return None
    blank = Blank(rng, pattern, ind, frame, {}, {}, {}, words["against"]["any"])
    if not _name(blank) or not _date(blank) or not VALUES[pattern.get("values", "one")](blank):
        return None
    comparator: Comparator = "="
    wording = ""
    if "bank" in pattern:
        bank = words[pattern["bank"]]
        comparator = draw_comparator(rng, ind, blank.numbers.get("n", Decimal(0)))
        if ind["kind"] in ("change", "exceed", "count", "fraction") or pattern["bank"] == "lowered":
            comparator = rng.choice(sorted(bank))  # type: ignore[arg-type]
        if comparator not in bank:
            return None
        wording = rng.choice(bank[comparator])
        blank.slots["w"] = wording.replace("{n}", blank.slots["n"])
    template = rng.choice(pattern["text"])
    text = template.format(**blank.slots)
    stated = pattern.get("promise", [{}])
    promises = tuple(_promise(blank, entry, text, comparator) for entry in stated)
    shape = template.replace("{w}", wording) if wording else template
    return Clause(text, promises, pattern["name"], shape, opens_year=bool(pattern.get("opens_year")))


def _promise(blank: Blank, entry: Table, text: str, comparator: Comparator) -> Promise:
    """Return the truth of one number of a pattern."""
    ind, pattern, slots = blank.ind, blank.pattern, blank.slots
    subject: str = entry.get("subject") or pattern.get("subject") or SUBJECTS[pattern["takes"]]
    places = {"first": 0, "second": 1}
    level = entry.get("scope", "")
    scope: Scope = blank.frame.levels[places[level]][0] if level in places else ind.get("scope", blank.scope)
    year = blank.years[entry["year"]] if "year" in entry else -1
    limit = entry.get("max")
    return Promise(
        value=blank.numbers[entry.get("number", "n")],
        unit=entry.get("unit") or ("%" if ind["kind"] in PERCENTS else ind["unit"]),
        comparator=entry.get("comparator", comparator),
        subject=subject.format(**slots),
        quote=entry["quote"].format(**slots) if "quote" in entry else text,
        scope=scope,
        change=entry.get("change", ""),
        baseline=entry.get("baseline", "").format(**slots),
        year=year,
        recurring=bool(entry.get("recurring")),
        value_max=blank.numbers[limit] if limit else None,
    )


def write_pattern(rng: random.Random, ind: Table, frame: Frame, bank: Table) -> Clause:
    """Word an indicator by one of the patterns of a split that take it.

    Raises:
        ValueError: no pattern takes the indicator.
    """
    patterns = list(bank["pattern"])
    while patterns:
        index = rng.choices(range(len(patterns)), [entry.get("weight", 4) for entry in patterns])[0]
        clause = fill_pattern(rng, patterns.pop(index), ind, frame, bank["words"])
        if clause is not None:
            return clause
    raise ValueError(f"no pattern takes the indicator {ind}")
