"""The only door to the extractors: a transcript becomes a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors.commitments import find_commitments
from extractors.front_matter import find_front_matter
from extractors.legal_refs import find_legal_refs
from extractors.other_numbers import account_numbers
from extractors.outline import find_outline
from extractors.quantities import find_quantities
from extractors.subjects import trim_subject
from extractors.tables import find_tables
from extractors.target_relations import relate_targets
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from models.plan import FrontMatter, NumberRead, PlanDocument, Quantity, Target
from models.source import Doubt, Found
from pipeline.confidence import weigh_text
from pipeline.fact_doubts import citation_doubts, document_doubts, doubted_numbers, section_doubts
from pipeline.identity import make_doc_id, plan_name
from pipeline.strange_words import StrangeWords
from pipeline.target_confidence import weigh_target

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.plan import Versions
    from models.source import SourceDocument
    from models.transcript import Transcript


class Identity(NamedTuple):
    """Names a document got at its first reading; empty at the first reading itself."""

    doc_id: str = ""
    plan_id: str = ""


FIRST_READING = Identity()
FEW_PAGES, FEW_SECTIONS = 3, 3
"""From so many pages on a document has so many headings at least."""


def assemble(
    transcript: Transcript,
    source: SourceDocument,
    lexicon: Lexicon,
    versions: Versions,
    known: Identity = FIRST_READING,
) -> PlanDocument:
    """Find every family of facts in a transcript and tie them together.

    Numbers are named last: whatever no other fact claims gets its reason there.
    """
    strange = StrangeWords(transcript)
    front = _doubt_words(_weigh_front(find_front_matter(transcript, lexicon), transcript), strange)
    outline = find_outline(transcript, lexicon)
    outline = outline.model_copy(
        update={"sections": tuple(strange.doubt(found, found.value.heading) for found in outline.sections)}
    )
    tables = find_tables(transcript, lexicon)
    tasks = find_tasks(tables, transcript, lexicon, front)
    legal_refs = find_legal_refs(transcript, lexicon)
    name = plan_name(front, source)
    doc_id = known.doc_id or make_doc_id(name, source)
    targets = find_targets(transcript, outline, front, tables, tasks, lexicon)
    targets = relate_targets(_number(targets, doc_id), lexicon)
    targets = tuple(weigh_target(target, transcript) for target in targets)
    commitments = find_commitments(
        transcript, outline, lexicon, front=front, tables=tables, tasks=tasks, targets=targets
    )
    numbers = account_numbers(transcript, front, outline, tables, targets, legal_refs, lexicon)
    numbers = doubted_numbers(numbers, front, outline.sections, legal_refs)
    plan = PlanDocument(
        doc_id=doc_id,
        plan_id=known.plan_id or name,
        source=source,
        status="partial" if transcript.failures else "read",
        versions=versions,
        front=front,
        pages=transcript.pages,
        failures=transcript.failures,
        sections=tuple(weigh_text(section, transcript, len(section.value.heading) + 8) for section in outline.sections),
        items=outline.items,
        targets=targets,
        commitments=tuple(weigh_text(found, transcript) for found in commitments),
        tables=tables,
        tasks=tuple(weigh_text(task, transcript) for task in tasks),
        legal_refs=tuple(weigh_text(ref, transcript) for ref in legal_refs),
        numbers=_claim(numbers, targets),
        doubts=(
            *document_doubts(transcript, front),
            *section_doubts(outline.sections),
            *citation_doubts(legal_refs),
            *_few_headings(transcript, outline),
        ),
    )
    return plan.model_copy(update={"confidence": _overall(plan)})


def read_promise(text: str, lexicon: Lexicon) -> tuple[Quantity, str] | None:
    """Read the first quantity of a few words that a person marked, and what it measures; None where there is none."""
    found = find_quantities(text, lexicon)
    if not found:
        return None
    first = found[0]
    quantity = Quantity(
        value=first.parsed.value, value_max=first.parsed.maximum, unit=first.unit, comparator=first.comparator,
        text=text[first.numbers[0][0] : first.numbers[-1][1]],
    )  # fmt: skip
    return quantity, trim_subject(text[first.end :] or text[: first.start], lexicon)


def _weigh_front(front: FrontMatter, transcript: Transcript) -> FrontMatter:
    weighed = {
        name: weigh_text(field, transcript)
        for name in FrontMatter.model_fields
        if isinstance(field := getattr(front, name), Found)
    }
    return front.model_copy(update=weighed)


def _doubt_words(front: FrontMatter, strange: StrangeWords) -> FrontMatter:
    doubted = {
        name: strange.doubt(field, field.value)
        for name in ("title", "issuer")
        if isinstance(field := getattr(front, name), Found)
    }
    return front.model_copy(update=doubted)


def _number(targets: tuple[Found[Target], ...], doc_id: str) -> tuple[Found[Target], ...]:
    """Name targets in the order of the paper."""
    return tuple(
        found.model_copy(update={"value": found.value.model_copy(update={"target_id": f"{doc_id}.t{n:03d}"})})
        for n, found in enumerate(targets, 1)
    )


def _claim(numbers: tuple[Found[NumberRead], ...], targets: tuple[Found[Target], ...]) -> tuple[Found[NumberRead], ...]:
    """Tie each run of digits to the target that it belongs to (the first, where several share it)."""
    owners: dict[int, str] = {}
    for found in targets:
        for span in found.value.number_spans:
            for offset in range(span.start, span.end):
                owners.setdefault(offset, found.value.target_id)
    claimed = []
    for number in numbers:
        target_id = next((owners[s.start] for s in number.spans if s.start in owners), "")
        if target_id:
            value = number.value.model_copy(update={"target_id": target_id, "kind": "target"})
            number = number.model_copy(update={"value": value})
        claimed.append(number)
    return tuple(claimed)


def _few_headings(transcript: Transcript, outline: Outline) -> tuple[Doubt, ...]:
    """Doubt the outline of a document of some pages with hardly a heading: its parts may be lost."""
    count = len(outline.sections)
    if len(transcript.pages) < FEW_PAGES or count >= FEW_SECTIONS:
        return ()
    return (Doubt(code="few_headings", detail=f"{count} on {len(transcript.pages)} pages"),)


def _overall(plan: PlanDocument) -> float:
    """Average confidence of the facts (1 for a document without any)."""
    sure = [fact.confidence for family in (plan.sections, plan.targets, plan.tasks) for fact in family]
    return round(sum(sure) / len(sure), 4) if sure else 1.0
