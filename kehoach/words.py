"""The two languages of the interface: `--lang`, else KEHOACH_LANG, else the machine's locale."""

from __future__ import annotations

import os
import sys
from typing import Literal

Lang = Literal["vi", "en"]


def _chosen(arguments: list[str]) -> Lang:
    for position, argument in enumerate(arguments):
        given = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and position + 1 < len(arguments):
            given = arguments[position + 1]
        if given in ("vi", "en"):
            return "vi" if given == "vi" else "en"
    for name in ("KEHOACH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"


LANG: Lang = _chosen(sys.argv[1:])


def say(vi: str, en: str) -> str:
    """Return the text in the language of this run."""
    return vi if LANG == "vi" else en
