"""The board: all scores of documents, column by column, with the signature that they depend on."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from models.report import BorneText, Column, Evaluation, JudgedFact, Measure, Signature, Tally
from pipeline.golden.judge import judge_plan
from pipeline.golden.score import add_tallies, score_plan
from pipeline.scores.borne import borne_measures, look_for_borne
from pipeline.scores.calibration import calibrate
from pipeline.scores.cases import PAPER
from pipeline.scores.forms import count_forms
from pipeline.scores.reading import Counts, count_reading, fold, reading_measures, sure_numbers, trim
from pipeline.scores.table_structure import ABSENT, TableScores, packages_present, score_tables, table_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.report import Calibration
    from pipeline.golden.fact_matching import Resolve
    from pipeline.scores.calibration import Sure
    from pipeline.scores.cases import Case

CALIBRATED = ("targets", "sections", "tasks", "document", "legal_refs", "commitments")
PACKAGES = ("jiwer", "grits-metric", "table-recognition-metric")
ALL = "all"


class Scored(NamedTuple):
    """All that one document yields."""

    case: Case
    tallies: tuple[Tally, ...]
    facts: tuple[JudgedFact, ...]
    reading: Counts | None
    borne: tuple[BorneText, ...]
    tables: TableScores | None
    numbers: tuple[Sure, ...]


def score_case(case: Case, resolve: Resolve) -> Scored:
    """Score one document in every way that its truth allows."""
    texts = dict(enumerate(case.pages, 1))
    tallies = score_plan(case.plan, case.golden, resolve, None if case.blocks else texts)
    tables = score_tables(case.plan, case.layout) if case.layout else None
    sure = sure_numbers(case.plan)
    return Scored(
        case=case,
        tallies=(*tallies, *(tables.tallies if tables else ())),
        facts=judge_plan(case.plan, case.golden, resolve),
        reading=count_reading(case.blocks, case.pages, sure) if case.blocks else None,
        borne=() if case.blocks else look_for_borne(case.pages),
        tables=tables,
        numbers=tuple(judge_numbers(case)),
    )


def judge_numbers(case: Case) -> Iterator[Sure]:
    """Judge each number read by whether its page bears it (as often)."""
    if case.blocks is None:
        return
    borne = [" ".join(fold(block) for block in page) for page in case.blocks]
    seen: Counter[tuple[int, str]] = Counter()
    for found in case.plan.numbers:
        token = trim(fold(found.value.text))
        if not any(char.isdigit() for char in token) or not 1 <= found.page <= len(borne):
            continue
        seen[found.page, token] += 1
        printed = len(re.findall(rf"(?<!\d){re.escape(token)}(?!\d)", borne[found.page - 1]))
        yield found.confidence, bool(found.doubts), seen[found.page, token] <= printed


def evaluate(cases: Sequence[Case], resolve: Resolve) -> Evaluation:
    """Score documents and gather them in columns: by source, and by profile where there is one source alone.

    Args:
        cases: documents with their truth, of one or several sources.
        resolve: words of a reference into a text file, None where the file is not at hand.
    """
    scored = [score_case(case, resolve) for case in cases]
    sources = tuple(dict.fromkeys(case.source for case in cases))
    open_ones = [one for one in scored if not one.case.sealed]
    return Evaluation(
        signature=sign(cases),
        sources=sources,
        columns=tuple(make_column(name, group) for name, group in _grouped(scored, sources)),
        facts=tuple(fact for one in open_ones for fact in one.facts),
        documents={one.case.stem: one.tallies for one in open_ones},
        borne={one.case.stem: one.borne for one in open_ones if one.borne},
        notes=() if packages_present() else (ABSENT,),
    )


def _grouped(scored: Sequence[Scored], sources: Sequence[str]) -> Iterator[tuple[str, list[Scored]]]:
    """Name the columns: profiles of one source and all of it, or a source each; retyped plans apart from real paper."""
    for source in sources:
        own = [one for one in scored if one.case.source == source]
        groups: dict[str, list[Scored]] = defaultdict(list)
        if len(sources) == 1:
            for one in own:
                groups[one.case.profile].append(one)
            if len(groups) > 1:
                groups[ALL] = own
        else:
            mixed = {one.case.profile == PAPER for one in own} == {True, False}
            for one in own:
                paper = f"{source}: {PAPER if one.case.profile == PAPER else 'retyped'}"
                groups[paper if mixed else source].append(one)
        yield from groups.items()


def make_column(name: str, scored: Sequence[Scored]) -> Column:
    """Gather a group of documents: micro sums, macro means, rates, calibration, forms."""
    tables = [one.tables for one in scored if one.tables]
    measures: tuple[Measure, ...] = (
        *reading_measures(one.reading for one in scored if one.reading),
        *borne_measures(borne for one in scored for borne in one.borne),
        *table_measures(tables),
    )
    return Column(
        name=name,
        documents=len(scored),
        pages=sum(len(one.case.plan.pages) + len(one.case.plan.failures) for one in scored),
        sealed=any(one.case.sealed for one in scored),
        tallies=add_tallies(one.tallies for one in scored),
        macro=_macro(one.tallies for one in scored),
        measures=measures,
        calibrations=tuple(_calibrations(scored)),
        faults=_faults(fact for one in scored for fact in one.facts),
        forms=count_forms((one.case, one.facts) for one in scored),
    )


def _macro(documents: Iterable[Sequence[Tally]]) -> dict[str, float]:
    """Mean F1 over the documents that have a score at all."""
    held: dict[str, list[float]] = defaultdict(list)
    for tallies in documents:
        for tally in tallies:
            if tally.found or tally.expected:
                held[tally.name].append(tally.f1)
    return {name: round(sum(values) / len(values), 5) for name, values in held.items()}


def _faults(facts: Iterable[JudgedFact]) -> dict[str, dict[str, int]]:
    """Count how often each field of each family is wrong, and how many facts were missed and invented."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        if fact.state != "paired":
            counts[fact.family][fact.state] += 1
        elif fact.family == "document":
            counts[fact.family][fact.key] += not fact.right
        else:
            counts[fact.family].update(fact.wrong)
    return {
        family: {field: times for field, times in held.most_common() if times} for family, held in counts.items()
    }  # fmt: skip


def _calibrations(scored: Sequence[Scored]) -> Iterator[Calibration]:
    facts = [fact for one in scored for fact in one.facts if fact.state != "missing"]
    for family in CALIBRATED:
        told = calibrate(
            family, [(fact.confidence, fact.doubted, fact.right) for fact in facts if fact.family == family]
        )  # fmt: skip
        if told:
            yield told
    numbers = calibrate("numbers", [number for one in scored for number in one.numbers])
    if numbers:
        yield numbers


def sign(cases: Sequence[Case]) -> Signature:
    """Name everything that the scores of these documents depend on."""
    versions = [case.plan.versions for case in cases]
    truth = hashlib.sha256()
    for plan_id, text in sorted({(case.golden.plan_id, case.golden.model_dump_json()) for case in cases}):
        truth.update(f"{plan_id}\n{text}\n".encode())
    return Signature(
        program=_together(one.program for one in versions),
        extractors=_together(one.extractors for one in versions),
        lexicon=_together(one.lexicon for one in versions),
        engine=_together(one.engine for one in versions),
        model=_together(one.model for one in versions if one.model),
        truth=truth.hexdigest()[:12],
        documents=len(cases),
        pages=sum(len(case.plan.pages) + len(case.plan.failures) for case in cases),
        packages=" ".join(_packages()),
    )


def _together(values: Iterable[str]) -> str:
    return " + ".join(sorted(set(values)))


def _packages() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"
