"""What reviews teach: wordings with gain and loss, lines with the right text, rates judged before they are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.lexicon import load_lexicon
from models.plan import NumberRead, PlanDocument
from models.review import ReviewedPlan
from models.source import Box, Found
from pipeline.golden.error_rates import ADOPTED, rates_for, shipped_rates
from pipeline.golden.lessons import learn
from pipeline.golden.recalibration import adopt, recalibrate
from pipeline.golden.synonyms import apply_wording, propose_wordings
from pipeline.golden.training_lines import find_lines
from tests.papers import write_plan
from tests.pipeline.made_store import BOX, made_plan, made_store, target
from tests.pipeline.reviews import Reviewer

KNOWN = "procedures.on_time"


def an_indicator() -> str:
    return str(load_lexicon().table("indicators")["indicator"][5]["id"])


def plan_of(*subjects: str, salt: str = "") -> PlanDocument:
    return made_plan("Tuy Phong", [target("", "80", subject=subject) for subject in subjects], salt=salt)


def taught(tmp_path: Path, plan: PlanDocument, indicator: str) -> ReviewedPlan:
    lan = Reviewer(tmp_path / "golden", plan)
    lan.say("target", 0, "corrected", indicator_id=indicator)
    return lan.look()


def test_a_corrected_indicator_becomes_a_wording_with_its_gain(tmp_path: Path) -> None:
    plan = plan_of("bếp lửa hồng của bản làng ven suối", "bếp lửa hồng của xóm chài", "đàn trâu đồi sau núi")
    seen = taught(tmp_path, plan, an_indicator())
    (one,) = propose_wordings([seen], load_lexicon())
    assert (one.indicator_id, one.words) == (an_indicator(), "bếp lửa hồng")
    assert one.gained == tuple(found.value.target_id for found in plan.targets[:2])
    assert one.lost == ()


def test_a_wording_that_is_another_indicators_is_not_proposed(tmp_path: Path) -> None:
    plan = made_plan(
        "Tuy Phong",
        [target("", "80", subject="bếp lửa hồng của bản làng"), target(KNOWN, "90", subject="bếp lửa hồng của xóm")],
    )
    (one,) = propose_wordings([taught(tmp_path, plan, an_indicator())], load_lexicon())
    assert one.words == "lửa hồng của bản"[len("lửa hồng của bản") :] or one.words != "bếp lửa hồng"


def test_an_applied_wording_is_read_and_proposed_no_more(tmp_path: Path) -> None:
    seen = taught(tmp_path, plan_of("bếp lửa hồng của bản làng ven suối"), an_indicator())
    overlay = tmp_path / "lexicon"
    overlay.mkdir()
    (overlay / "indicators.toml").write_text('[abbreviations]\nblh = "bếp lửa hồng"', encoding="utf-8")
    (one,) = propose_wordings([seen], load_lexicon())
    apply_wording(one, overlay)
    load_lexicon.cache_clear()
    lexicon = load_lexicon(overlay)
    assert lexicon.table("indicators")["abbreviations"]["blh"] == "bếp lửa hồng"
    assert propose_wordings([seen], lexicon) == ()


def with_numbers(plan: PlanDocument, *texts: str) -> PlanDocument:
    """A number token on the paper for each target."""
    numbers = [
        Found(value=NumberRead(text=text, kind="target", target_id=one.value.target_id), page=1, box=BOX)
        for one, text in zip(plan.targets, texts, strict=True)
    ]
    return plan.model_copy(update={"numbers": tuple(numbers)})


def test_a_line_carries_the_number_as_it_stands_and_only_where_it_is_one_line_of_print(tmp_path: Path) -> None:
    plan = with_numbers(plan_of("một việc", "việc khác", "việc nữa", "việc cuối"), "80%", "80 %", "80%", "80%")
    tall = plan.numbers[2].model_copy(update={"box": Box(x0=0, y0=0, x1=9, y1=90)})
    plan = plan.model_copy(update={"numbers": (*plan.numbers[:2], tall, plan.numbers[3])})
    lan = Reviewer(tmp_path, plan)
    lan.say("target", 0, "corrected", value="86,5")
    lan.say("target", 1, "corrected", subject="việc khác nữa")
    lan.say("target", 2)
    assert [line.text for line in find_lines(lan.look())] == ["86,5%", "80 %"]


def test_no_line_is_cut_from_a_scan_that_nobody_looked_at(tmp_path: Path) -> None:
    plan = with_numbers(plan_of("một việc"), "80%")
    lan = Reviewer(tmp_path, plan)
    lan.say("target", 0)
    assert len(find_lines(lan.look())) == 1
    assert find_lines(lan.look(plan.model_copy(update={"doc_id": "other"}))) == ()
    reread = plan.targets[0].model_copy(update={"quote": "một việc khác hẳn"})
    assert find_lines(lan.look(plan.model_copy(update={"targets": (reread,)}))) == ()


def test_lines_and_cases_are_written_from_the_paper(tmp_path: Path) -> None:
    plan = with_numbers(plan_of("một việc", "việc khác"), "80%", "80%")
    store = made_store(tmp_path / "data", [plan], pdf=write_plan(tmp_path / "a.pdf").read_bytes())
    lan = Reviewer(tmp_path / "golden", plan)
    lan.say("target", 0)
    lan.say("target", 1, "corrected", value="30")
    found = learn(store, lan.golden, tmp_path / "lexicon")
    assert (found.plans, found.decided, found.lines, found.cases) == (1, 2, 2, 1)
    folder = store.data / "learn" / "lines"
    names = [line.split("\t") for line in (folder / "lines.tsv").read_text(encoding="utf-8").splitlines()]
    assert sorted(text for _, text in names) == ["30%", "80%"]
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name, _ in names)
    assert not (store.data / ADOPTED).exists()


def reviewed(tmp_path: Path, number: int, wrong: int) -> ReviewedPlan:
    """Eight targets of one confidence, the first of them found wrong."""
    plan = plan_of(*(f"việc thứ {n} của làng" for n in range(8)), salt=str(number))
    lan = Reviewer(tmp_path / str(number), plan)
    for place in range(8):
        if place < wrong:
            lan.say("target", place, "corrected", value="7")
        else:
            lan.say("target", place)
    return lan.look()


@pytest.mark.parametrize(("wrong", "better"), [(6, True)])
def test_rates_that_foresee_more_are_told_better_and_used_once_adopted(
    tmp_path: Path, wrong: int, better: bool
) -> None:
    plans = [reviewed(tmp_path, number, wrong) for number in range(12)]
    found = recalibrate(plans, shipped_rates())
    assert found is not None
    assert (found.facts, found.wrong, found.plans) == (96, 12 * wrong, 12)
    assert found.better is better
    data = tmp_path / "data"
    assert rates_for(data) == shipped_rates()
    adopt(found, data)
    assert rates_for(data) == found.rates
    before, after = (rates.probability("target", 0.9, ()) for rates in (shipped_rates(), rates_for(data)))
    assert after > before


def test_one_plan_alone_judges_nothing(tmp_path: Path) -> None:
    assert recalibrate([reviewed(tmp_path, 0, 1)], shipped_rates()) is None
