"""A question that the tables cannot answer: what is wrong with it, and the database's own words."""

from __future__ import annotations

from typing import Literal

Flaw = Literal["writes", "syntax", "name", "column", "value", "memory", "files", "other"]
"""Not one SELECT; not SQL; a table or function, a column that is not there; a value that cannot be taken so; more than
the memory holds; files of the tables that cannot be read or written; anything else."""


class QueryError(Exception):
    """A question that cannot be answered: not SQL, not only reading, or about something that is not there.

    Attributes:
        flaw: what is wrong.
        words: what the database says of it, in English, on one line; empty where it was not asked.
    """

    def __init__(self, flaw: Flaw, words: str = "") -> None:
        super().__init__(f"{flaw}: {words}" if words else flaw)
        self.flaw, self.words = flaw, words
