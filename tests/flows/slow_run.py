"""`kehoach` whose pages are read by a test double: `python -m tests.flows.slow_run run --data D`."""

from __future__ import annotations

import functools

import pipeline.workers
from kehoach.cli import main

if __name__ == "__main__":
    reader = "tests.pipeline.slow_readers:read"
    pipeline.workers.PagePool = functools.partial(pipeline.workers.PagePool, reader=reader)  # type: ignore[misc,assignment]
    main()
