"""A file that grows while documents are read and takes its place only when it is whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline.files import part_prefix, sync_folder


class PartFile:
    """Bytes beside `path` under a temporary name, until `commit` puts them there (or `discard` forgets them).

    Raises:
        OSError: no space, no permission; the old file then stands untouched.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=part_prefix())
        self.part = Path(name)
        self.file = os.fdopen(descriptor, "w+b")

    def write(self, content: bytes) -> None:
        """Add bytes at the end."""
        self.file.write(content)

    def commit(self) -> None:
        """Flush to the disk and rename into place."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self.part.chmod(0o644)
        self.part.replace(self.path)
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Leave nothing behind; a second call, or one after `commit`, does nothing."""
        self.file.close()
        self.part.unlink(missing_ok=True)
