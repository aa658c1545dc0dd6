"""`kehoach` over documents whose facts are recorded: `python -m bench.archive_run run --data D`.

Everything is the program's own but the finding of facts, which costs the same for each page however large an archive
is (`bench.batch_cost` measures it) and would take a day for 165,000 pages: a document gets those of a made plan.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pipeline.reading
from bench.made_plans import districts, made_plan
from kehoach.cli import main
from models.transcript import PageInfo, Transcript
from pipeline.documents import open_document
from pipeline.identity import make_doc_id, plan_name
from pipeline.reading import Reading
from pipeline.versions import current_versions

if TYPE_CHECKING:
    from models.plan import PlanDocument
    from models.record import DocumentRecord
    from models.source import Found
    from pipeline.settings import Settings
    from pipeline.store import Store

VARIANTS = 64
WORDS_A_PAGE = 440


@cache
def _variant(number: int) -> PlanDocument:
    place = districts()[number]
    return made_plan(number, place, 2021, 2025)


def recorded_reading(record: DocumentRecord, store: Store, *rest: Any) -> Reading:
    """Take the place of `read_document`: the PDF is opened and its pages counted, its facts are a made plan's."""
    settings: Settings = rest[1]
    with open_document(store.original(record.source.sha256)) as document:
        total = len(document)
    stem = record.source.file_name.removesuffix(".pdf")
    number = int(stem.split()[0])
    made = _variant(number % VARIANTS)
    unit = made.front.unit_name.model_copy(update={"value": stem})
    front = made.front.model_copy(update={"unit_name": unit})
    doc_id = make_doc_id(plan_name(front, record.source), record.source)
    plan = made.model_copy(
        update={
            "doc_id": doc_id, "plan_id": "", "source": record.source, "front": front,
            "versions": current_versions(settings.overlay, settings.engine),
            "pages": tuple(PageInfo(number=n, width=595, height=842, source="ocr") for n in range(1, total + 1)),
            "targets": tuple(_renamed(found, doc_id) for found in made.targets),
        }
    )  # fmt: skip
    pages = (_words(stem, number, page) for page in range(1, total + 1))
    return Reading(plan, Transcript(text="\f".join(pages)))


def _renamed(found: Found[Any], doc_id: str) -> Found[Any]:
    target_id = f"{doc_id}.{found.value.target_id.rsplit('.', 1)[-1]}"
    return found.model_copy(update={"value": found.value.model_copy(update={"target_id": target_id})})


def _words(stem: str, number: int, page: int) -> str:
    """A page of words that no other document has: sketches must tell them apart."""
    words = " ".join(f"{stem.split()[-1]}{number * 7919 + page * 104_729 + word}" for word in range(WORDS_A_PAGE))
    return f"{words}\n"


if __name__ == "__main__":
    pipeline.reading.read_document = recorded_reading
    main()
