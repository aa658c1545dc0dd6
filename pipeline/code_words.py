"""Words for the codes that the models declare (codes.toml), and values as people read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.phrasebook import Phrasebook

if TYPE_CHECKING:
    from models.review import Family
    from pipeline.phrasebook import Lang

CODES = Path(__file__).with_name("codes.toml")
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAYS = frozenset(["issued", "deadline_date", "issue_date", "wrapper_date"])


class CodeWords(Phrasebook):
    """Says codes, fields and values in one language; `sources` hold further texts."""

    def __init__(self, lang: Lang, *sources: Path) -> None:
        super().__init__(lang, CODES, *sources)

    def days(self, text: str) -> str:
        """Write the ISO dates of a text as the language does."""
        return _DAY.sub(r"\3/\2/\1", text) if self.lang == "vi" else text

    def value(self, family: Family, name: str, text: str) -> str:
        """Write a field's value as people read it: `text` is what files hold."""
        if not text:
            return ""
        if name in ("value", "value_max") and family == "target":
            return text.replace(".", ",") if self.lang == "vi" else text
        if name in ("domain", "role", "deadline_kind", "verdict"):
            return self.named(name, text)
        if name == "kind":
            return self.named({"number": "number", "cell": "cellkind"}.get(family, "kind"), text)
        if name == "state":
            return self.named("absent", text)
        if name in _DAYS:
            return self.days(text)
        return self.named("choice", text) if name in ("change", "recurring", "source") else text
