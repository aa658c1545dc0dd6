"""A reviewer's hour in a real browser, by keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.golden.decisions import DecisionLog
from pipeline.settings import Settings
from pipeline.store import Store
from tests.review.asking import Visitor
from tests.review.made_desk import MISSED, SUBJECTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

PLAN = "suoi-lim-2024"
pytestmark = pytest.mark.slow
SLOW = 120_000
"""Milliseconds that a loaded machine may take for a step."""


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=f"http://127.0.0.1:{port}")
    context.set_default_timeout(SLOW)
    held = context.new_page()
    faults: list[str] = []
    held.on("pageerror", lambda error: faults.append(str(error)))
    held.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    yield held
    context.close()
    assert faults == []  # no script broke, none was kept back by the content security policy


def document(desk: Settings) -> str:
    return next(record.doc_id for record in Store(desk.data).records() if record.plan_id == PLAN)


def golden(desk: Settings) -> dict[str, Any]:
    path = desk.golden / f"{PLAN}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def shown(page: Page) -> str:
    """Name of the fact whose card is shown, once the list has it marked too and nothing is under way."""
    told = page.wait_for_function(
        """() => {
            const card = document.querySelector('#card > .card')?.dataset.fact;
            const marked = document.querySelector('#list [aria-selected=true]')?.dataset.fact;
            const underWay = 'posting' in document.body.dataset || document.querySelector('.htmx-request');
            return card && card === marked && !underWay && card;
        }"""
    )
    return str(told.json_value())


def press(page: Page, key: str) -> str:
    """Press a key that goes on to another fact; return its name."""
    before = shown(page)
    page.keyboard.press(key)
    page.wait_for_function("name => document.querySelector('#card > .card')?.dataset.fact !== name", arg=before)
    return shown(page)


def open_targets(page: Page) -> None:
    page.goto("/?lang=vi")
    page.wait_for_selector("tr.plan:focus")
    for _ in range(page.locator("tr.plan").count()):
        if (page.locator("tr.plan:focus").get_attribute("id") or "").startswith(f"plan-{PLAN}"):
            break
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("main[data-doc]")
    shown(page)
    page.keyboard.press("2")
    page.wait_for_selector("[data-tab-shown=target] [aria-selected=true]")
    shown(page)
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('#list .line').getAttribute('aria-selected') === 'true'")
    shown(page)


def test_twenty_facts_by_keyboard_a_missed_target_undo_reload(page: Page, desk: Settings) -> None:
    open_targets(page)
    said = []
    for _ in range(20):
        said.append(shown(page))
        press(page, "a")
    accepted = golden(desk)["targets"]
    assert len(set(said)) == 20
    assert [int(target["value"]) for target in sorted(accepted, key=lambda one: int(one["value"]))] == list(
        range(60, 80)
    )
    assert {target["accepted"]["who"] for target in accepted} == {"Lan"}

    page.keyboard.press("n")  # a target that was missed: begin at the fact at hand, go down to its line
    page.wait_for_selector("#marking:not([hidden])")
    for _ in range(12):
        if page.locator("#marking output").text_content() == MISSED.split()[0]:
            break
        page.keyboard.press("ArrowDown")
    for _ in MISSED.split()[1:]:
        page.keyboard.press("Shift+ArrowRight")
    assert page.locator("#marking output").text_content() == MISSED
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-form=edit]")
    assert page.input_value("[name='field.section_path']") == "II"
    page.wait_for_function("() => document.activeElement?.name === 'field.value'")
    page.keyboard.type("70")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("%")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .mark[data-mark=added]")
    page.wait_for_selector("#list [data-mark=added]")
    added = [one for one in golden(desk)["targets"] if one["quote"] == MISSED]
    assert [(one["value"], one["unit"], one["accepted"]["added"]) for one in added] == [("70", "%", True)]

    page.keyboard.press("u")  # the missed one goes again, and then the last that was accepted
    page.wait_for_selector("#list [data-mark=added]", state="detached")
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelectorAll('#list .line[data-mark=accepted]').length === 19")
    page.reload()
    page.keyboard.press("2")
    page.wait_for_selector("[data-tab-shown=target]")
    assert page.locator("#list .line[data-mark=accepted]").count() == 19
    held = golden(desk)["targets"]
    assert sorted(int(target["value"]) for target in held) == list(range(60, 79))
    lines = DecisionLog(desk.golden).load(PLAN)
    assert [line.verdict for line in lines] == ["accepted"] * 20 + ["added"] + ["undone"] * 2
    assert [line.undoes for line in lines[-2:]] == [lines[20].id, lines[19].id]


def test_a_correction_shows_before_and_after_and_says_what_is_wrong(page: Page, desk: Settings) -> None:
    open_targets(page)
    page.keyboard.press("e")
    page.wait_for_selector("form[data-form=edit]")
    page.wait_for_function("() => document.activeElement?.name === 'field.value'")
    page.keyboard.type("1.600")
    assert page.locator(".changes s").text_content() == "60"
    assert page.locator(".changes ins").text_content() == "1.600"
    page.keyboard.press("Enter")
    page.wait_for_selector(".input.wrong em")
    assert golden(desk) == {}
    page.keyboard.type("61,5")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .mark[data-mark=corrected]")
    assert page.locator("#card .says .lead").inner_text() == "≥ 60 % ≥ 61,5 %"
    assert golden(desk)["targets"][0]["value"] == "61.5"
    page.keyboard.press("e")
    page.wait_for_selector("form[data-form=edit]")
    page.wait_for_function("() => document.activeElement?.name === 'field.value'")
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    page.wait_for_selector("#card .act [data-edit]")
    assert golden(desk)["targets"][0]["value"] == "61.5"


def test_two_people_at_once_lose_nothing(page: Page, port: int, desk: Settings) -> None:
    open_targets(page)
    name = shown(page)
    other = Visitor(port)
    token = other.token()
    other.post("/who", {"token": token, "who": "Hoa"})
    fields = {"token": token, "fact": name, "seen": "", "verdict": "corrected", "tab": "target", "field.value": "66"}
    assert other.post(f"/doc/{document(desk)}/say", fields).status == 200
    page.keyboard.press("a")  # of what this reviewer saw: 60
    page.wait_for_selector("#card .conflict")
    assert "Hoa" in (page.locator("#told").text_content() or "")
    assert golden(desk)["targets"][0]["value"] == "66"
    page.keyboard.press("t")
    page.wait_for_selector("#card .conflict", state="detached")
    assert golden(desk)["targets"][0]["value"] == "60"
    assert [line.who for line in DecisionLog(desk.golden).load(PLAN)] == ["Hoa", "Lan", "Lan"]


def test_keys_in_a_rush_settle_only_what_was_seen(page: Page, desk: Settings) -> None:
    open_targets(page)
    first = shown(page)
    rush = (
        "keys => keys.forEach(key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))"
    )
    page.evaluate(rush, ["j", "d"])  # the next fact is marked, its card not yet there
    page.wait_for_function("name => document.querySelector('#card > .card').dataset.fact !== name", arg=first)
    assert DecisionLog(desk.golden).load(PLAN) == ()
    second = shown(page)
    page.evaluate(rush, ["a", "a", "x", "a"])  # the word on the second is on its way
    page.wait_for_function("name => document.querySelector('#card > .card').dataset.fact !== name", arg=second)
    shown(page)
    lines = DecisionLog(desk.golden).load(PLAN)
    assert [(line.verdict, f"target:{line.key}") for line in lines] == [("accepted", second)]


def click_on_paper(page: Page, index: int) -> None:
    """Click on the printed words of the fact on line `index` of the list."""
    place = page.locator("#list .line").nth(index).get_attribute("data-box") or ""
    x0, y0, _, y1 = (float(edge) for edge in place.split(","))
    frame = page.locator("#p1").bounding_box()
    assert frame
    scale = frame["width"] / float(page.locator("#p1").get_attribute("data-width") or 1)
    page.mouse.click(frame["x"] + (x0 + 30) * scale, frame["y"] + (y0 + y1) / 2 * scale)


def test_a_click_on_the_paper_finds_the_fact(page: Page) -> None:
    open_targets(page)
    page.wait_for_selector("#p1 svg .current")
    click_on_paper(page, 4)
    page.wait_for_selector("#read:not([hidden])")
    page.wait_for_function("text => document.querySelector('#card').textContent.includes(text)", arg=SUBJECTS[4])
    shown(page)
    assert page.locator("#list .line").nth(4).get_attribute("aria-selected") == "true"


def test_a_card_that_comes_late_does_not_take_the_eye_back(page: Page) -> None:
    open_targets(page)
    fifth = page.locator("#list .line").nth(4).get_attribute("data-fact")
    held: list[Route] = []
    page.route(re.compile(r"/card\?"), lambda route: route.continue_() if held else held.append(route))
    page.keyboard.press("Home")  # its card is on the way
    page.wait_for_function("() => document.querySelector('.htmx-request') !== null")
    click_on_paper(page, 4)
    page.wait_for_selector("#read:not([hidden])")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_function("name => document.querySelector('#card > .card')?.dataset.fact === name", arg=fifth)
    assert shown(page) == fifth
    assert page.locator("#read").is_visible()


def test_words_are_marked_by_dragging(page: Page, desk: Settings) -> None:
    open_targets(page)
    words = json.loads(page.evaluate(f"fetch('/doc/{document(desk)}/page/1/words').then(got => got.text())"))["words"]
    texts, parts = [word[4] for word in words], MISSED.split()
    start = next(at for at in range(len(texts)) if texts[at : at + 3] == parts[:3])
    line = words[start + 2 : start + len(parts)]
    page.keyboard.press("n")
    page.wait_for_selector("#marking:not([hidden])")
    page.evaluate("() => document.getElementById('p1').scrollIntoView({block: 'end'})")
    frame = page.locator("#p1").bounding_box()
    assert frame
    scale = frame["width"] / float(page.locator("#p1").get_attribute("data-width") or 1)
    first, last = line[0], line[-1]
    page.mouse.move(frame["x"] + (first[0] + 4) * scale, frame["y"] + (first[1] + first[3]) / 2 * scale)
    page.mouse.down()
    page.wait_for_selector("svg .chosen")
    page.mouse.move(frame["x"] + (last[0] + 4) * scale, frame["y"] + (last[1] + last[3]) / 2 * scale, steps=6)
    page.wait_for_function("text => document.querySelector('#marking output').textContent.endsWith(text)", arg=last[4])
    page.mouse.up()
    page.wait_for_selector("form[data-form=edit]")
    assert page.locator("#card blockquote").text_content() == " ".join(word[4] for word in line)


def test_keys_move_narrow_and_help(page: Page) -> None:
    open_targets(page)
    first = shown(page)
    second = press(page, "j")
    assert press(page, "k") == first
    assert press(page, "ArrowDown") == second
    page.keyboard.press("/")
    page.keyboard.type("phao cuu sinh")
    assert page.locator("#list .line:visible").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_function("text => document.querySelector('#card').textContent.includes(text)", arg="phao cứu sinh")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help[open]", state="hidden")
    page.keyboard.press("q")
    page.wait_for_selector("tr.plan")


def test_a_plan_with_a_script_in_it_runs_nothing(page: Page) -> None:
    open_targets(page)
    page.locator("#tab-number").click()
    page.wait_for_selector("[data-tab-shown=number]")
    assert page.evaluate("() => window.broken") is None


def test_both_languages(page: Page) -> None:
    page.goto("/?lang=en")
    page.wait_for_selector("tr.plan:focus")
    assert page.locator("html").get_attribute("lang") == "en"
    page.keyboard.press("Enter")
    page.wait_for_selector("main[data-doc]")
    assert "Look first" in (page.locator("#tabs").text_content() or "")
    page.locator(".langs a[lang=vi]").click()
    page.wait_for_selector("html[lang=vi] main[data-doc]")
    assert "Cần xem" in (page.locator("#tabs").text_content() or "")
