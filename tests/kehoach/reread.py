"""Read scans of one plan into a data folder, in a process of its own: whichever copy of the program PYTHONPATH names.

`python reread.py DATA ENGINE PDF…`. Pages that this copy's readers recorded are not read again.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractors.lexicon import load_lexicon
from pipeline.assemble import Identity, assemble
from pipeline.documents import open_document
from pipeline.identity import plan_name
from pipeline.inbox import Waiting
from pipeline.read_page import ReadSettings, read_page
from pipeline.store import Store
from pipeline.transcript.transcribe import transcribe
from pipeline.versions import current_versions


def main() -> None:
    """Read each PDF as a run would, one page after the other."""
    data, engine = Path(sys.argv[1]), sys.argv[2]
    store, versions = Store(data), current_versions(data / "lexicon", engine)
    for name in sys.argv[3:]:
        path = Path(name)
        record = store.admit(Waiting(path, path.name, named=True)).record
        with open_document(path) as document:
            numbers = range(1, len(document) + 1)
        pages = []
        for number in numbers:
            page = store.read_page(record, number, versions.engine)
            if page is None:
                page = read_page(path, number, ReadSettings(engine=engine))  # type: ignore[arg-type]
                store.write_page(record, page, versions.engine)
            pages.append(page)
        transcript = transcribe(pages)
        known = Identity(record.doc_id, record.plan_id)
        plan = assemble(transcript, record.source, load_lexicon(data / "lexicon"), versions, known)
        if not record.plan_id:  # every file here is a scan of one plan
            others = [other.plan_id for other in store.records() if other.plan_id]
            plan = plan.model_copy(update={"plan_id": others[0] if others else plan_name(plan.front, plan.source)})
        store.commit(record, plan, transcript)


if __name__ == "__main__":
    main()
