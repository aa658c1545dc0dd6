"""docs/indicators.md says what the taxonomy says, and the taxonomy says all that it should."""

from __future__ import annotations

from extractors.lexicon import load_lexicon
from tools.write_indicators import PAGE, make_page


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == make_page()


def test_every_indicator_is_told_whole() -> None:
    entries = load_lexicon().table("indicators")["indicator"]
    ids = {entry["id"] for entry in entries}
    for entry in entries:
        assert entry["definition"], entry["id"]
        assert entry["direction"] in ("up", "down"), entry["id"]
        assert not set(entry.get("related", ())) - ids
        assert not set(entry.get("related", ())) & {entry["id"]}
        assert all("ngày" in source for source in entry.get("legal", ())), entry["id"]
        assert all(isinstance(line["checked"], bool) for line in entry.get("national", ()))


def test_levels_and_end_to_end_are_related_not_one() -> None:
    entries = {entry["id"]: entry for entry in load_lexicon().table("indicators")["indicator"]}
    assert "procedures.services_online_full" in entries["procedures.services_online"]["related"]
    assert "procedures.dossiers_online_full" in entries["procedures.dossiers_levels_3_4"]["related"]
