"""Laws of the house, held against texts that nobody would write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clean import compare, comparison_form
from extractors.commitments import find_commitments
from extractors.lexicon import load_lexicon
from extractors.number_kinds import classify_numbers
from extractors.numbers import find_digit_runs, parse_number
from extractors.other_numbers import account_numbers
from extractors.outline import Outline
from extractors.quantities import find_quantities
from extractors.targets import find_targets
from models.plan import FrontMatter
from tests.made import plain_transcript

PIECES = st.sampled_from(
    [
        "100%", "tối thiểu", "trở lên", "hồ sơ", "của UBND huyện", "cấp xã", "mỗi năm", "giảm", "tăng", "đạt",
        "năm 2025",
        "từ", "đến", "(", ")", ";", ",", ".", ":", "tỷ đồng", "1.600", "305,5", "05", "42/43", "55-65%",
        "tương ứng", "và",
        "so với năm 2021", "mức độ 3", "ngày 1/2/2023", "12/KH-UBND", "\f", "lên", "xuống còn", "trong đó",
        "Phấn đấu", "II.", "1.", "không để",
        "toàn bộ", "thuộc nhóm", "02 đơn vị", "“", "”", "–", "0", "7.", "%", "‰", "hộ",
    ]
)  # fmt: skip
SENTENCES = st.lists(PIECES, max_size=24).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=120))


@given(TEXTS)
def test_parsers_never_raise(text: str) -> None:
    parse_number(text)
    find_quantities(text, load_lexicon())


@given(st.text(max_size=200))
def test_cleaning_is_idempotent(text: str) -> None:
    once = comparison_form(text)
    assert comparison_form(once) == once
    assert len(once) == len(text)


@given(st.text(max_size=200))
def test_comparison_leads_back(text: str) -> None:
    form = compare(text)
    origins = [form.origin(i) for i in range(len(form.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


@given(TEXTS)
def test_every_digit_is_classified_once(text: str) -> None:
    tokens = classify_numbers(text, load_lexicon())
    for run in find_digit_runs(text):
        over = [token for token in tokens if token.start < run.end and run.start < token.end]
        assert sum(min(token.end, run.end) - max(token.start, run.start) for token in over) == len(run)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=4))
def test_facts_quote_their_slices(lines: list[str]) -> None:
    transcript = plain_transcript("\n".join(line.replace("\f", " ") for line in lines) + "\nHết.")
    lexicon, front, outline = load_lexicon(), FrontMatter(), Outline()
    targets = find_targets(transcript, outline, front, (), (), lexicon)
    commitments = find_commitments(transcript, outline, lexicon)
    numbers = account_numbers(transcript, front, outline, (), targets, (), lexicon)
    for found in (*targets, *commitments, *numbers):
        assert found.quote == " ".join(transcript.slice(span) for span in found.spans)
    for target in targets:
        assert target.value.subject
        assert all(any(span.covers(digits) for span in target.spans) for digits in target.value.number_spans)
