"""How the process ends: by the system's own exit, once everything that asked to be closed is closed.

Python ends a daemon thread where it stands while it takes itself down; a thread of Prefect that stands in compiled code
then aborts the process: `FATAL: exception not rethrown`, exit code -6 after a run that went well (CPython issue 87135).
"""

from __future__ import annotations

import atexit
import logging
import os
import sys

UNWRITTEN = 120
"""The exit code that Python itself gives where the last of the output could not be written."""


class Ending:
    """Made before the program loads what it needs: of the functions that are called at exit the first is the last."""

    def __init__(self) -> None:
        self.code = UNWRITTEN
        atexit.register(self._leave)

    def _leave(self) -> None:
        logging.shutdown()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            self.code = UNWRITTEN
        os._exit(self.code)
