"""Targets and rows right by the form in which they are written: what a split has that another has not.

A form is named so coarsely that it tells how facts are written, never what a sealed document says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from models.report import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.golden import GoldenTarget
    from models.report import Column, JudgedFact
    from pipeline.scores.cases import Case

MONEY = ("đồng",)
KNOWN_FORMS = frozenset(
    {
        "number_first", "number_last", "in_brackets", "table_cell", "indicator_cell", "counted", "changed", "money",
        "measure", "between", "each_year", "own_year", "every_year", "exceeding", "staged_change", "elliptic",
        "respectively", "steps_over_years", "after_colon", "for_both",
    }
)  # fmt: skip
"""Forms of the open splits; those that only a sealed split has are told together."""
OWN = "forms of its own"


def count_forms(judged: Iterable[tuple[Case, Sequence[JudgedFact]]]) -> dict[str, dict[str, Tally]]:
    """Count targets (value, unit, comparator, change right), rows of tasks and sections (path right) by form.

    Recall only: what was invented has no form on the paper.
    """
    counts: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case, facts in judged:
        for fact in facts:
            if fact.number < 0:
                continue
            if fact.family == "targets":
                for dimension, form in _target_forms(case, fact.number):
                    counts[dimension][form].append(fact.right)
            elif fact.family == "sections":
                found = fact.state == "paired" and "path" not in fact.wrong
                for form in (case.layout or {}).get("forms", {}).get("scheme", ()):
                    told = OWN if case.sealed else form
                    counts["sections: scheme"][told].append(found)
                    counts["sections: scheme, profile"][f"{told}, {case.profile}"].append(found)
            elif fact.family == "tasks":
                for dimension, form in _table_forms(case):
                    counts[dimension][form].append(fact.state == "paired")
    return {
        dimension: {
            form: Tally(name=form, right=sum(rights), found=len(rights), expected=len(rights))
            for form, rights in sorted(held.items(), key=lambda one: (-len(one[1]), one[0]))
        }
        for dimension, held in counts.items()
    }


def _target_forms(case: Case, number: int) -> Iterator[tuple[str, str]]:
    target = (case.golden.targets or ())[number]
    yield "comparator", f"{target.comparator} {target.change}".strip()
    yield "unit", _unit_class(target)
    yield "source", target.source
    yield "scope", "stated" if target.scope else "none"
    yield "depth of path", str(len(target.section_path.split("/")))
    if case.kind:
        yield "kind of document", case.kind
    yield "profile", case.profile
    if case.layout is None:
        return
    named = case.layout.get("target_forms") or ()
    if named:
        form = named[number]
        yield "order", form if form in KNOWN_FORMS or not case.sealed else OWN
    for key in ("scheme", "numbering", "level"):
        for form in case.layout["forms"].get(key, ()):
            yield key, OWN if case.sealed and key == "scheme" else form


def _unit_class(target: GoldenTarget) -> str:
    if target.value_max is not None:
        return "range"
    if target.unit == "%":
        return "percent"
    return "money" if target.unit.endswith(MONEY) else "count"


def _table_forms(case: Case) -> Iterator[tuple[str, str]]:
    if case.layout is None:
        return
    for key in ("table_rules", "table_groups", "table_page", "table_header"):
        forms = case.layout["forms"].get(key, ())
        if forms:
            yield key.replace("_", ": "), " + ".join(dict.fromkeys(forms))


class Gap(NamedTuple):
    """How much of the gap in recall between two columns a form accounts for.

    `mix`: the other column has more or less of it; `own`: it is read worse there. Both in points of recall.
    """

    form: str
    share: tuple[float, float]
    recall: tuple[float, float]
    mix: float
    own: float


def explain_gap(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> tuple[Gap, ...]:
    """Split the difference in recall between two columns over the forms of one dimension.

    The parts add up to the whole gap (one minus other). A form that only one column has is judged by that column's
    mean in the other's place.
    """
    totals = [sum(tally.expected for tally in side.values()) for side in (one, other)]
    if not all(totals):
        return ()
    rights = [sum(tally.right for tally in side.values()) for side in (one, other)]
    means = [right / total for right, total in zip(rights, totals, strict=True)]
    gaps = []
    for form in dict.fromkeys([*one, *other]):
        tallies = (one.get(form), other.get(form))
        share = [tally.expected / total if tally else 0.0 for tally, total in zip(tallies, totals, strict=True)]
        recall = [tally.recall if tally else mean for tally, mean in zip(tallies, means, strict=True)]
        mix = (share[0] - share[1]) * (recall[0] - means[0])
        own = share[1] * (recall[0] - recall[1])
        gaps.append(Gap(form, (share[0], share[1]), (recall[0], recall[1]), mix, own))
    return tuple(sorted(gaps, key=lambda gap: -abs(gap.mix + gap.own)))


def gaps_by_dimension(one: Column, other: Column) -> dict[str, tuple[Gap, ...]]:
    """Explain the gap between two columns by every dimension that both have."""
    return {name: explain_gap(forms, other.forms[name]) for name, forms in one.forms.items() if name in other.forms}
