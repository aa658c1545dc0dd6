"""Accepted facts as golden: exactly what persons said yes to, with who, when, from which bytes; in canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.golden import GoldenPlan
from models.plan import PlanDocument, Versions
from models.review import Place
from pipeline.golden.accept import ReadGoldenStands, write_accepted
from pipeline.golden.accepting import accept_facts
from pipeline.golden.causes import baseline_of, with_causes
from pipeline.golden.deciding import add_fact
from pipeline.golden.diff import diff_plan
from pipeline.golden.files import golden_to_json, read_golden, write_golden
from pipeline.golden.score import score_plan
from tests.pipeline.made_plan import made_golden, made_plan, no_text, with_target
from tests.pipeline.made_store import made_store
from tests.pipeline.reviews import Reviewer


@pytest.fixture
def lan(tmp_path: Path) -> Reviewer:
    return Reviewer(tmp_path, made_plan())


def written(who: Reviewer, plan: PlanDocument | None = None) -> GoldenPlan:
    write_accepted(plan or who.plan, who.golden)
    (golden,) = read_golden(who.golden)
    return golden


def add(who: Reviewer, **wanted: str) -> None:
    who.log.record(add_fact(who.plan, "target", wanted, Place(page=1), quote="04 xã mới", who=who.who))


def test_golden_holds_what_was_said_and_nothing_else(lan: Reviewer) -> None:
    lan.say("target", 0, "corrected", value="96")
    lan.say("target", 1)
    lan.say("target", 2, "rejected")
    lan.say("target", 3, "doubtful")
    add(lan, value="4", unit="xã", subject="xã mới")
    golden = written(lan)
    assert golden.targets is not None
    stamps = [(str(one.value), one.accepted) for one in golden.targets]
    told = [(value, one.who, one.was, one.added) for value, one in stamps if one is not None]
    assert sorted(told) == [
        ("100", "Lan", {}, False),
        ("4", "Lan", {}, True),
        ("96", "Lan", {"value": "95"}, False),
    ]
    (reading,) = golden.readings.values()
    assert (reading.read_from, reading.versions) == (lan.plan.source.sha256, lan.plan.versions)
    assert (golden.origin, golden.partial, golden.sections, golden.tasks) == ("accepted", ("targets",), None, None)


def test_the_file_is_canonical_one_fact_a_line_whatever_the_order_of_the_clicks(tmp_path: Path) -> None:
    texts = []
    for name, order in (("a", (0, 1, 2)), ("b", (2, 0, 1))):
        lan = Reviewer(tmp_path / name, made_plan())
        for number in order:
            lan.clock = lan.clock.replace(hour=8 + number, minute=0)
            lan.say("target", number)
        path = write_accepted(lan.plan, lan.golden).path
        assert path is not None
        texts.append(path.read_text(encoding="utf-8"))
        assert texts[-1] == golden_to_json(read_golden(lan.golden)[0])
    assert texts[0] == texts[1]
    assert sum(line.startswith('{"accepted"') for line in texts[0].splitlines()) == 3


def test_an_undone_yes_leaves_no_trace_in_golden(lan: Reviewer) -> None:
    one = lan.say("target", 0)
    assert written(lan).targets
    lan.log.undo("made", one.id, "Lan")
    assert write_accepted(lan.plan, lan.golden).path is None
    assert read_golden(lan.golden) == ()


def test_golden_read_from_the_paper_is_never_replaced(lan: Reviewer) -> None:
    path = write_golden(made_golden(origin="read"), lan.golden)
    before = path.read_bytes()
    lan.say("target", 0, "corrected", value="96")
    with pytest.raises(ReadGoldenStands):
        write_accepted(lan.plan, lan.golden)
    assert path.read_bytes() == before


def test_a_family_is_whole_once_every_fact_of_it_is_settled(lan: Reviewer) -> None:
    for number in range(len(lan.plan.targets)):
        lan.say("target", number)
    golden = written(lan)
    assert golden.partial == ()
    new = with_target(lan.plan, 0, section_path="V", subject="khác hẳn điều kia").targets[0]
    more = lan.plan.model_copy(update={"targets": (*lan.plan.targets, new)})
    assert [diff.kind for diff in diff_plan(more, golden, no_text)] == ["added"]


def test_a_family_half_settled_is_compared_and_not_scored(lan: Reviewer) -> None:
    lan.say("target", 0)
    golden = written(lan)
    assert diff_plan(lan.plan, golden, no_text) == ()
    assert diff_plan(with_target(lan.plan, 0, comparator="<"), golden, no_text)[0].field == "comparator"
    assert not any(tally.name.startswith("targets") for tally in score_plan(lan.plan, golden, no_text))


VERSIONS = Versions(program="1", extractors="1", lexicon="1", engine="none")
OTHER = [
    ({"extractors": "2"}, {}, "program"),
    ({"program": "2"}, {}, "program"),
    ({"lexicon": "2"}, {}, "lexicon"),
    ({"model": "2"}, {}, "model"),
    ({"engine": "other"}, {}, "engine"),
    ({}, {"sha256": "1" * 64}, "document"),
    ({"engine": "other", "extractors": "2"}, {}, "program"),
    ({"lexicon": "2", "extractors": "2"}, {}, "program"),
]


@pytest.mark.parametrize(("versions", "source", "cause"), OTHER)
def test_a_difference_names_what_changed_since_the_accepted_reading(
    lan: Reviewer, versions: dict[str, str], source: dict[str, str], cause: str
) -> None:
    lan.say("target", 0)
    golden = written(lan)
    plan = with_target(lan.plan, 0, comparator="<").model_copy(
        update={"versions": VERSIONS.model_copy(update=versions), "source": lan.plan.source.model_copy(update=source)}
    )
    text = plan.targets[0].quote
    (diff,) = with_causes(diff_plan(plan, golden, no_text), plan, golden, None, text)
    assert diff.cause == cause


def test_where_the_words_are_read_otherwise_the_engine_is_the_cause_and_not_the_program(lan: Reviewer) -> None:
    lan.say("target", 0)
    golden = written(lan)
    plan = with_target(lan.plan, 0, comparator="<").model_copy(
        update={"versions": VERSIONS.model_copy(update={"engine": "other", "extractors": "2"})}
    )
    (diff,) = with_causes(diff_plan(plan, golden, no_text), plan, golden, None, "một câu khác")
    assert diff.cause == "engine"


def test_what_a_person_corrected_and_is_read_as_before_is_a_correction(lan: Reviewer) -> None:
    lan.say("target", 0, "corrected", value="96")
    lan.log.record(
        add_fact(lan.plan, "target", {"value": "4", "subject": "xã mới"}, Place(page=1), quote="4", who="Lan")
    )
    golden = written(lan)
    newer = lan.plan.model_copy(update={"versions": VERSIONS.model_copy(update={"extractors": "2"})})
    diffs = with_causes(diff_plan(newer, golden, no_text), newer, golden, None, "")
    assert [(diff.kind, diff.cause) for diff in diffs] == [("changed", "correction"), ("missing", "correction")]


def test_golden_read_from_paper_is_measured_from_the_reading_before() -> None:
    golden, before = made_golden(origin="read"), with_target(made_plan(), 1, comparator="<")
    now = with_target(before, 0, comparator="<").model_copy(
        update={"versions": VERSIONS.model_copy(update={"extractors": "2"})}
    )
    earlier = baseline_of(before, diff_plan(before, golden, no_text))
    diffs = with_causes(diff_plan(now, golden, no_text), now, golden, earlier, now.targets[0].quote)
    assert [(diff.key, diff.cause) for diff in diffs] == [("II/1: >= 95 %", "program"), ("II/1: = 100 %", "unknown")]


def test_accepting_at_once_leaves_what_is_doubted_and_what_is_settled(tmp_path: Path) -> None:
    plan = made_plan()
    low = plan.targets[4].model_copy(update={"confidence": 0.3})
    plan = plan.model_copy(update={"targets": (*plan.targets[:4], low)})
    store = made_store(tmp_path / "data", [plan])
    (record,) = store.records()
    lan = Reviewer(tmp_path / "golden", plan)
    lan.say("target", 0, "corrected", value="96")
    done = accept_facts(store, record, lan.golden, lambda fact: fact.family == "target", who="Minh")
    assert (done.accepted, done.settled, done.left) == (3, 1, 1)
    assert lan.fact("target", 0).fields["value"] == "96"
    again = accept_facts(store, record, lan.golden, lambda fact: fact.family == "target", who="Minh", doubted=True)
    assert (again.accepted, again.settled, again.left) == (1, 4, 0)
