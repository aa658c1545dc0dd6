"""What is not sought is not there: gates before costly patterns hide nothing that these would find."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from extractors import bounds, clauses, deadline_dates, number_kinds, subjects
from extractors.clean import comparison_form, last_words, may_end
from extractors.lexicon import load_lexicon
from extractors.subject_ends import JOINS, may_close, may_trail
from extractors.toneless import bare

LEXICON = load_lexicon()
PLANS = sorted((Path(__file__).parents[1] / "plans").glob("[0-9]*.txt"))
BETWEEN = ("hồ sơ {} ", "hồ sơ {}", "hồ sơ ({}: ", "hồ sơ {} {} ", "hồ sơ {}, {}")
"""What stands before a number, made of phrases of the lexicon."""


def made_ends() -> list[str]:
    """Texts that end in one or two phrases that may stand before a number."""
    comparators, changes = LEXICON.table("comparators"), LEXICON.table("changes")
    phrases = [word for words in comparators["before"].values() for word in words]
    phrases += [*comparators["between"]["words"], *comparators["amounts"]["words"]]
    phrases += [*changes["closing"], *changes["each"], *changes["increase"], *changes["decrease"], *JOINS]
    phrases += ["hết quý iii", "đến 30/9", "năm 2025", "từ 05 ngày", "giảm từ 6,1%", "so với năm trước", "nếu có đơn"]
    phrases += ["trong 6 tháng đầu năm", "đến hết niên độ", "(nếu có)", "trung bình", "bình quân", "phấn đấu", "riêng"]
    pairs = zip(phrases, phrases[7:], strict=False)
    return [comparison_form(form.format(*pair)) for form, pair in product(BETWEEN, pairs)]


def plan_starts() -> list[str]:
    """Beginnings of a plan's lines, cut behind each word."""
    lines = [comparison_form(line) for line in PLANS[0].read_text("utf-8").splitlines()]
    return [line[:at] for line in lines for at in range(1, len(line)) if line[at] == " "]


@pytest.mark.parametrize("texts", [made_ends(), plan_starts()], ids=["made", "plan"])
def test_ends_are_found(texts: list[str]) -> None:
    words, rules = subjects._words(LEXICON), bounds._rules(LEXICON)
    hidden = [
        text
        for text in texts
        if (words.closing.search(text) and not may_close(text, False, LEXICON))
        or (words.joins.search(text) and not may_close(text, True, LEXICON))
        or (words.tail.search(text) and not may_trail(text, LEXICON))
        or (any(one.search(text) for _, one in rules.before) and not may_end(text.rstrip(" :("), rules.last))
    ]
    assert not hidden


def test_rules_of_numbers_hold_where_their_marks_stand() -> None:
    """Every rule of a number that finds something in a plan is among those that the plan's marks call for."""
    found = 0
    for path in PLANS[:6]:
        for line in path.read_text("utf-8").splitlines():
            form = comparison_form(line)
            present = frozenset(mark for mark in number_kinds._marks(LEXICON) if mark in form)
            called = {pattern for rules in number_kinds._patterns_with(present, LEXICON) for _, pattern in rules}
            holding = {pattern for _, pattern, *_ in number_kinds._patterns(LEXICON) if pattern.search(form)}
            assert holding <= called, line
            found += len(holding)
    assert found > 100


DATES = [
    "trước ngày 30/9/2023", "truoc ngay 3/2023", "31.12.22", "tuần thứ hai tháng 6", "ngày 15 tháng 6 năm 2023",
    "6 tháng đầu năm 2023", "quý cuối năm", "nửa đầu năm", "q.3/2023", "quý ii-iv/2022", "ii/2023", "quý /2023",
    "hết quý", "tháng 6, tháng 9 năm 2023", "tháng sáu năm 2023", "t.6/2023", "6/2023", "trước 15/6", "chậm nhất 15/6",
    "15/6 và 15/12/2022", "2021 - 2025", "2023", "trong năm",
]  # fmt: skip


def test_dates_hold_where_their_marks_stand() -> None:
    forms = deadline_dates._FORMS
    finding = [(mark, text) for _, mark, pattern in forms for text in map(bare, DATES) if pattern.search(text)]
    assert len(finding) > len(forms)
    assert not [(mark, text) for mark, text in finding if mark not in text]


LEADS = ["phấn đấu", "bảo đảm", "đảm bảo tỷ lệ", "trong đó", "trong số đó", "cụ thể", "duy trì"]


@pytest.mark.parametrize("lead", LEADS)
def test_leads_are_found(lead: str) -> None:
    assert clauses.clause_words(LEXICON).lead.search(f"hồ sơ trực tuyến, {lead} 90%")
    assert clauses._LEADS.search(lead)


def test_most_texts_end_otherwise() -> None:
    ends = last_words(["đạt ít nhất", "không quá"])
    assert ends == {"nhất", "quá"}
    assert may_end("hồ sơ đạt ít nhất", ends)
    assert may_end("đến 30/9", ends)
    assert may_end("hồ sơ:", ends)
    assert not may_end("hồ sơ trực tuyến", ends)
