"""Why a document reads otherwise than golden: its bytes, our program, its words, its models, or the OCR engine.

Two readings are held side by side: today's, and one that is known to have agreed (the reading that a person accepted,
else the one before this, else another scan of the plan). What differs in how they were made may be the cause; the
words under the fact tell which: where they are read as before, neither the scan nor the engine can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.golden.fact_matching import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.golden import GoldenPlan
    from models.plan import PlanDocument, Versions
    from models.report import Cause, FactDiff

_OF_WORDS: tuple[Cause, ...] = ("document", "engine")
_OF_FACTS: tuple[Cause, ...] = ("program", "lexicon", "model")
"""What may change the words that are read, and what is made of them; first named, first blamed."""


class Baseline(NamedTuple):
    """A reading to measure from: its bytes, what made it, and the differences from golden that it had already."""

    sha256: str
    versions: Versions
    had: frozenset[FactDiff] = frozenset()


def baseline_of(plan: PlanDocument, diffs: Iterable[FactDiff]) -> Baseline:
    """Make a baseline of an earlier reading and its differences from the same golden."""
    return Baseline(plan.source.sha256, plan.versions, frozenset(_bare(diff) for diff in diffs))


def accepted_baseline(golden: GoldenPlan, reading: str) -> Baseline | None:
    """Baseline of a reading that facts were accepted from; None where golden does not know it."""
    known = golden.readings.get(reading)
    return Baseline(known.read_from, known.versions) if known else None


def with_causes(
    diffs: Iterable[FactDiff], plan: PlanDocument, golden: GoldenPlan, earlier: Baseline | None, text: str
) -> tuple[FactDiff, ...]:
    """Give each difference its cause.

    Args:
        diffs: of `plan` against `golden`.
        plan: what was read.
        golden: what a person said; its accepted facts know the reading they came from.
        earlier: another reading, for facts that no reading was accepted for; None where there is none.
        text: the transcript of `plan`.

    Returns:
        The same lines. "correction": the program reads what it read when a person corrected it. "unknown": it was so in
        the earlier reading already, or there is none to measure from.
    """
    folded = fold_text(text).casefold()
    return tuple(
        diff
        if diff.cause == "correction"
        else diff.model_copy(update={"cause": _cause(diff, plan, golden, earlier, folded)})
        for diff in diffs
    )


def _cause(diff: FactDiff, plan: PlanDocument, golden: GoldenPlan, earlier: Baseline | None, text: str) -> Cause:
    baseline = accepted_baseline(golden, diff.reading) or earlier
    if baseline is None or _bare(diff) in baseline.had:
        return "unknown"
    causes = _differences(baseline, plan)
    if not causes:
        return "unknown"
    read_alike = not diff.words or fold_text(diff.words).casefold() in text
    likely = [cause for cause in causes if (cause in _OF_FACTS) == read_alike]
    return (likely or causes)[0]


def _differences(baseline: Baseline, plan: PlanDocument) -> list[Cause]:
    then, now = baseline.versions, plan.versions
    changed: dict[Cause, bool] = {
        "document": baseline.sha256 != plan.source.sha256,
        "engine": then.engine != now.engine,
        "program": (then.program, then.extractors) != (now.program, now.extractors),
        "lexicon": then.lexicon != now.lexicon,
        "model": then.model != now.model,
    }
    return [cause for cause in (*_OF_WORDS, *_OF_FACTS) if changed[cause]]


def _bare(diff: FactDiff) -> FactDiff:
    """A difference without what depends on the reading that told it."""
    return diff.model_copy(update={"doc_id": "", "page": 0, "cause": "unknown", "reading": "", "words": ""})
