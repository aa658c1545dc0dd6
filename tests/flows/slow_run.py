"""`kehoach` whose pages are read by a test double: `python -m tests.flows.slow_run run --data D`.

TEST_READER names the double; by default page 2 hangs.
"""

from __future__ import annotations

import functools
import os

import pipeline.workers
from kehoach.cli import main

if __name__ == "__main__":
    reader = os.environ.get("TEST_READER", "tests.pipeline.slow_readers:read")
    pipeline.workers.PagePool = functools.partial(pipeline.workers.PagePool, reader=reader)  # type: ignore[misc,assignment]
    main()
