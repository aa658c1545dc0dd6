"""The model that weighs two readings: what it is fitted on, and that the weights in force are those it was given."""

from __future__ import annotations

import hashlib
import json

import pytest

from models.page import Reading
from pipeline.ocr.number_forms import well_formed
from pipeline.ocr.weigh_readings import MODEL, chance_agreed, chances_differing
from training.readings import Case, fit

FORMED = ["80%", "12,5%", "55-65%", "1.250,5", "20/11/2025", "06.02.2026", "IV/2021", "2021-2025", "42/43", "2.3.1"]
FORMED += ["15/KH-UBND", "108/2014/NĐ-CP", "39-NQ/TW", "30c/NQ-CP", "58/2014/QH13", "9001:2015", "04"]
FORMED += ["1900.5858", "1800.54.54.72"]
BROKEN = [
    "2011/2025",
    "32/13/2020",
    "10/02019",
    "8/202ỉ",
    "39-NQIW",
    "247/2020/cua",
    "l1.1",
    "{2/2026",
    "1700.5858",
    "4,650,1",
]


@pytest.mark.parametrize("text", FORMED)
def test_forms_of_numbers(text: str) -> None:
    assert well_formed(text)


@pytest.mark.parametrize("text", BROKEN)
def test_broken_numbers_have_no_form(text: str) -> None:
    assert not well_formed(text)


def case(one: str, first: float, two: str, second: float, printed: str) -> Case:
    return Case(
        Reading(reader="a", text=one, confidence=first), Reading(reader="b", text=two, confidence=second), printed
    )


def test_fitting_learns_whom_to_believe() -> None:
    """Made cases: the first reader is right when it is sure; when it is not, the second is."""
    cases = [case("80%", 0.99, "30%", 0.3, "80%"), case("80%", 0.2, "30%", 0.95, "30%")] * 40
    cases += [case("15", 0.99, "15", 0.9, "15")] * 40 + [case("15", 0.3, "15", 0.3, "16")] * 5
    weights = fit(cases)
    assert set(weights) == {"agreed", "first", "second"}
    assert weights["agreed"][1] > 0
    assert weights["first"][1] > weights["second"][1]


def test_other_looks_are_learned_where_there_are_any() -> None:
    seen = [case("80%", 0.9, "30%", 0.9, "80%")._replace(again=("80%",) * 4)] * 40
    seen += [case("80%", 0.9, "30%", 0.9, "30%")._replace(again=("30%", "30%", "", "80%"))] * 40
    weights = fit([*seen, case("15", 0.99, "15", 0.9, "15"), case("15", 0.3, "15", 0.3, "16")])
    assert weights["first_again"][-2] > 0 > weights["first_again"][-1]
    assert weights["second_again"][-1] > 0 > weights["second_again"][-2]


def test_weights_in_force_are_the_recorded_ones() -> None:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    assert hashlib.sha256(json.dumps(stored["weights"]).encode()).hexdigest()[:12] == stored["fingerprint"]


def test_chances_are_chances() -> None:
    chances = chances_differing("30%", 0.9, "80%", 0.9)
    assert 0 < chances.first < 1
    assert 0 < chances.first + chances.second < 1
    held = chances_differing("30%", 0.9, "80%", 0.9, ("30%",) * 4)
    assert held.first > chances_differing("30%", 0.9, "80%", 0.9, ("30%", "80%", "80%", "80%")).first
    assert 0 < held.first + held.second < 1
    assert chance_agreed("30%", 0.99, 0.95) > chance_agreed("30%", 0.5, 0.2) > 0.5
