"""The journal of decisions: only added to, folded into what stands, nothing lost when two people work at once."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from models.review import Decision, Family
from pipeline.golden.decisions import Conflict, DecisionLog, NotADecision, standing
from tests.pipeline.made_plan import made_plan
from tests.pipeline.reviews import Reviewer


@pytest.fixture
def lan(tmp_path: Path) -> Reviewer:
    return Reviewer(tmp_path, made_plan())


def stands(who: Reviewer) -> list[tuple[str, str]]:
    return [(one.decision.verdict, one.decision.who) for one in standing(who.log.load("made")).values()]


def test_a_decision_is_one_line_and_comes_back_whole(lan: Reviewer) -> None:
    made = lan.say("target", 0, "corrected", value="96")
    lines = lan.log.path("made").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["changes"] == {"value": ["95", "96"]}
    assert lan.log.load("made") == (made,)
    assert made.fields["value"] == "96"


def test_the_journal_is_only_added_to(lan: Reviewer) -> None:
    before = b""
    for verdict in ("accepted", "doubtful", "rejected"):
        lan.say("target", 0, verdict)  # type: ignore[arg-type]
        now = lan.log.path("made").read_bytes()
        assert now.startswith(before)
        assert len(now) > len(before)
        before = now


def test_an_undo_is_a_line_and_gives_back_what_stood_before(lan: Reviewer) -> None:
    lan.say("target", 0)
    second = lan.say("target", 0, "corrected", value="96")
    undone = lan.log.undo("made", second.id, "Lan")
    assert stands(lan) == [("accepted", "Lan")]
    lan.log.undo("made", undone.id, "Lan")
    assert stands(lan) == [("corrected", "Lan")]
    assert len(lan.log.load("made")) == 4


def test_what_was_never_said_or_is_undone_cannot_be_undone(lan: Reviewer) -> None:
    made = lan.say("target", 0)
    lan.log.undo("made", made.id, "Lan")
    for unknown in (made.id, "0" * 12):
        with pytest.raises(KeyError):
            lan.log.undo("made", unknown, "Lan")
    assert stands(lan) == []


def test_the_later_save_on_one_fact_is_told_and_nothing_is_lost(lan: Reviewer) -> None:
    minh = Reviewer(lan.golden, lan.plan, "Minh")
    seen = lan.fact("target", 0)
    lan.log.record(lan.line(seen, "corrected", value="96"), seen.revision)
    with pytest.raises(Conflict) as told:
        minh.log.record(minh.line(seen, "corrected", value="97"), seen.revision)
    assert (told.value.standing.who, told.value.recorded.who) == ("Lan", "Minh")
    assert len(lan.log.load("made")) == 2
    fact = lan.fact("target", 0)
    assert fact.fields["value"] == "96"
    assert [(one.kind, one.fields, one.who) for one in fact.conflicts] == [
        ("two_people", {"value": ("96", "97")}, "Minh")
    ]
    minh.say("target", 0, "corrected", value="97")  # having seen both
    fact = lan.fact("target", 0)
    assert (fact.fields["value"], fact.conflicts) == ("97", ())


def test_two_who_say_the_same_do_not_contest_each_other(lan: Reviewer) -> None:
    seen = lan.fact("target", 0)
    for who in (lan, Reviewer(lan.golden, lan.plan, "Minh")):
        who.log.record(who.line(seen, "accepted"), seen.revision)
    assert lan.fact("target", 0).conflicts == ()


def test_two_on_two_facts_do_not_meet(lan: Reviewer) -> None:
    one, other = lan.look().of("target")[:2]
    for fact in (one, other):
        lan.log.record(lan.line(fact), fact.revision)
    assert lan.look().conflicts == ()


def test_twenty_writers_leave_twenty_lines(lan: Reviewer) -> None:
    fact = lan.fact("target", 0)
    lines = [lan.line(fact, "accepted") for _ in range(20)]
    threads = [threading.Thread(target=DecisionLog(lan.golden).record, args=(line,)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lan.log.load("made")) == 20


def test_a_line_torn_by_a_power_cut_never_counted(lan: Reviewer) -> None:
    lan.say("target", 0)
    path = lan.log.path("made")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:60])
    assert len(lan.log.load("made")) == 1
    lan.say("target", 1)
    assert [one.family for one in lan.log.load("made")] == ["target", "target"]


@pytest.mark.parametrize(
    ("family", "field", "text", "told"),
    [
        ("target", "value", "many", "value"),
        ("target", "comparator", "about", "comparator"),
        ("section", "role", "hope", "role"),
        ("field", "state", None, "state"),
        ("field", "value", "yesterday", "issue_date"),
    ],
)
def test_a_line_whose_fields_make_no_fact_is_said_at_once(
    lan: Reviewer, family: Family, field: str, text: str | None, told: str
) -> None:
    facts = lan.look().of(family)
    lan.say(family, next((i for i, fact in enumerate(facts) if fact.key == "issue_date"), 0))
    path = lan.log.path("made")
    line = json.loads(path.read_bytes())
    line["said"][field] = text
    if text is None:
        del line["said"][field]
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(NotADecision) as wrong:
        lan.log.load("made")
    assert (wrong.value.number, wrong.value.flaw, wrong.value.field) == (1, "field", told)


def test_a_line_that_is_no_decision_is_said_at_once(lan: Reviewer) -> None:
    lan.say("target", 0)
    path = lan.log.path("made")
    path.write_bytes(path.read_bytes() + b"<<<<<<< HEAD\n")
    with pytest.raises(NotADecision, match=r"made\.jsonl:2: merge"):
        lan.log.load("made")


def test_a_merge_that_keeps_both_sides_keeps_both_decisions(lan: Reviewer) -> None:
    """Two branches of the golden folder: the lines of both, the common ones once or twice."""
    lan.say("target", 0)
    path = lan.log.path("made")
    base = path.read_bytes()
    lan.say("target", 1)
    ours = path.read_bytes()
    path.write_bytes(base)
    lan.say("target", 2, "rejected")
    path.write_bytes(ours + path.read_bytes())
    assert stands(lan) == [("accepted", "Lan"), ("accepted", "Lan"), ("rejected", "Lan")]


@pytest.mark.parametrize("name", ["../made", "a/b", "", ".made", "Made"])
def test_no_path_is_made_of_what_is_no_plan_id(lan: Reviewer, name: str) -> None:
    with pytest.raises(ValueError, match="not a plan_id"):
        lan.log.load(name)


def test_a_decision_is_whole_without_its_journal() -> None:
    assert Decision.model_fields.keys() >= {"who", "when", "read_from", "versions", "said", "changes", "place"}
