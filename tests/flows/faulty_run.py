"""A run in which our own code fails on one document (started by test_batch.py as a process of its own)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from flows.server import running_server
from pipeline.inbox import find_named
from pipeline.intake import take_in
from pipeline.runs import begin_run
from pipeline.settings import Settings


def main(data: Path, folder: Path) -> int:
    """Read the files of a folder; the one named fault.pdf raises inside our code. Return the number of faults."""
    settings = Settings(data=data)
    with begin_run(settings) as run, running_server(settings):
        records = take_in(find_named([folder]), run).records
        from flows import nightly

        read = nightly.read_document

        def fail_on_one(record: Any, *rest: Any) -> Any:
            if record.source.file_name == "fault.pdf":
                raise ZeroDivisionError("a fault of ours")
            return read(record, *rest)

        nightly.read_document = fail_on_one
        return nightly.run_batch(records, run).faults


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
