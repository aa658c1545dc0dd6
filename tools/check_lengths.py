"""Fail when a module outgrows 300 lines: then it does two things."""

import subprocess
import sys
from pathlib import Path

LIMIT = 300


def main() -> int:
    """Print every module over the limit (tests may be longer); return 1 if there is one."""
    listed = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True).stdout.split()
    long = [(len(Path(name).read_text(encoding="utf-8").splitlines()), name) for name in listed if Path(name).exists()]
    long = sorted((lines, name) for lines, name in long if lines > LIMIT and not name.startswith("tests/"))
    for lines, name in long:
        sys.stdout.write(f"{name}: {lines} lines, {LIMIT} allowed\n")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
