"""Rank the indicators that a subject may measure: words that must stand in it, and a small trained weighing of signs.

Signs of a pair are few and readable (`SIGNS`); their weights are trained from subjects labelled by hand
(`training/rank_indicators.py`). "None of these" is a candidate with score zero, so its probability is calibrated too.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.indicator_words import Index, Indicator, full_form, index_of, indicators, matched_weight, words_of

if TYPE_CHECKING:
    from extractors.indicator_words import UnitClass
    from extractors.lexicon import Lexicon
    from models.plan import Domain

SIGNS = ("any", "fit", "explained", "needs", "barred", "cosine", "name", "same_field", "other_field", "matched")
_FIT = SIGNS.index("fit")
_LEARNED = 6.0
"""What words that a person gave weigh more than trained signs."""
_LEAST_NEEDS = 0.5
_LEAST_COSINE = 0.2
_FULL_MATCH = 40.0
"""Characters of matched words from which on more say no more."""


@dataclass(frozen=True)
class Ranked:
    """An indicator with the probability that a subject measures it."""

    indicator: Indicator
    probability: float


@dataclass(frozen=True)
class _Texts:
    """For each word the indicators that hold it with its weight there (tf-idf, unit length), and its own weight."""

    holders: dict[str, tuple[tuple[str, float], ...]]
    names: dict[str, frozenset[str]]
    idf: dict[str, float]
    unknown: float


def _grams(words: list[str]) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]


@lru_cache(maxsize=8)
def _texts(lexicon: Lexicon) -> _Texts:
    entries = lexicon.table("indicators")["indicator"]
    texts = [
        " . ".join(
            [entry["name_vi"], entry.get("denominator", ""), *(word for group in entry["needs"] for word in group)]
        )
        for entry in entries
    ]
    counted = [Counter(_grams(words_of(full_form(text, lexicon)))) for text in texts]
    seen = Counter(gram for counts in counted for gram in counts)
    idf = {gram: math.log((1 + len(texts)) / (1 + times)) for gram, times in seen.items()}
    names = {entry["id"]: frozenset(_grams(words_of(full_form(entry["name_vi"], lexicon)))) for entry in entries}
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for entry, counts in zip(entries, counted, strict=True):
        for gram, weight in _unit(counts, idf, 0.0).items():
            holders[gram].append((entry["id"], weight))
    kept = {gram: tuple(held) for gram, held in holders.items()}
    return _Texts(kept, names, idf, math.log(1 + len(texts)))


@lru_cache(maxsize=32)
def _holders(classes: tuple[UnitClass, ...], lexicon: Lexicon) -> dict[str, tuple[tuple[str, float], ...]]:
    """`_Texts.holders` for the indicators of some classes of units alone."""
    kept = {indicator.id for indicator in indicators(lexicon) if indicator.unit in classes}
    return {
        gram: tuple((name, weight) for name, weight in held if name in kept)
        for gram, held in _texts(lexicon).holders.items()
    }


def _unit(counts: Counter[str], idf: dict[str, float], unknown: float) -> dict[str, float]:
    vector = {gram: times * idf.get(gram, unknown) for gram, times in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {gram: weight / norm for gram, weight in vector.items()}


def signs_of(subject: str, unit: str, domain: Domain, lexicon: Lexicon) -> list[tuple[Indicator, tuple[float, ...]]]:
    """Candidates of a subject with their signs, in the order of the taxonomy.

    Args:
        subject: the words that the number measures.
        unit: its unit: shares, sums and counts measure different things.
        domain: field of the heading above, "" where none is known.
        lexicon: table `indicators`.
    """
    form, texts = full_form(_with_counted(subject, unit), lexicon), _texts(lexicon)
    if not form.strip():
        return []
    index, said = index_of(unit, lexicon), words_of(form)
    own = _unit(Counter(_grams(said)), texts.idf, texts.unknown)
    cosines: dict[str, float] = defaultdict(float)
    holders = _holders(index.classes, lexicon)
    for gram, value in own.items():
        for holder, held in holders.get(gram, ()):
            cosines[holder] += value * held
    found: list[tuple[Indicator, tuple[float, ...]]] = []
    words = frozenset(said)
    for place in _candidates(words, cosines, index):
        indicator = index.listed[place]
        cosine = cosines.get(indicator.id, 0.0)
        name = texts.names[indicator.id]
        weight, share = matched_weight(form, words, indicator)
        if share < _LEAST_NEEDS and cosine < _LEAST_COSINE:
            continue
        barred = bool(indicator.bars and indicator.bars.search(form))
        whole = share == 1.0
        found.append(
            (
                indicator,
                (
                    1.0,
                    float(whole and not barred),
                    min(1.0, weight / max(1, len(form))) if whole else 0.0,
                    share,
                    float(barred),
                    cosine,
                    len(name & own.keys()) / max(1, len(name)),
                    float(indicator.field == domain),
                    float(domain not in ("", "other", indicator.field)),
                    min(1.0, weight / _FULL_MATCH) if whole else 0.0,
                ),
            )
        )
    return found


_NOT_COUNTED = re.compile(r"[%‰]|đồng|usd|điểm|bậc|hạng")


def _with_counted(subject: str, unit: str) -> str:
    """A subject with the noun that it is counted in or by, which says what is counted where the subject does not."""
    counted = unit.partition("/")[2] if _NOT_COUNTED.search(unit.lower()) else unit
    if not counted or not subject.strip() or comparison_form(counted) in comparison_form(subject):
        return subject
    return f"{subject} {counted}"


def _candidates(words: frozenset[str], cosines: dict[str, float], index: Index) -> list[int]:
    """Places of the indicators that are near a subject, or of whose groups of words enough may stand in it."""
    kept = {at for name, cosine in cosines.items() if cosine >= _LEAST_COSINE for at in index.places.get(name, ())}
    groups = {group for word in words for group in index.holders.get(word, ())}
    for at, times in Counter(place for place, _ in groups).items():
        indicator = index.listed[at]
        enough = times >= _LEAST_NEEDS * len(indicator.firsts)
        if enough and (indicator.learned or cosines.get(indicator.id)):
            kept.add(at)
    return sorted(kept)


def rank_indicators(subject: str, unit: str, domain: Domain, lexicon: Lexicon) -> list[Ranked]:
    """Indicators that a subject may measure, likeliest first; what is left of 1 is the probability of none."""
    table = lexicon.table("indicator_ranker")["weights"]
    weights = [table[name] for name in SIGNS]
    scored = [
        (
            sum(map(mul, weights, signs)) + _LEARNED * (indicator.learned and signs[_FIT] > 0),
            indicator,
        )
        for indicator, signs in signs_of(subject, unit, domain, lexicon)
    ]
    top = max((score for score, _ in scored), default=0.0)
    top = max(top, 0.0)
    total = math.exp(-top) + sum(math.exp(score - top) for score, _ in scored)
    ranked: dict[str, Ranked] = {}
    for score, indicator in scored:
        before = ranked[indicator.id].probability if indicator.id in ranked else 0.0
        ranked[indicator.id] = Ranked(indicator, before + math.exp(score - top) / total)
    return sorted(ranked.values(), key=lambda one: -one.probability)


_PLAN = re.compile(
    r"(?:thực hiện|hoàn thành)(?:\s+(?:việc|tốt|xong))*\s+(?:các\s+)?kế hoạch(?!\s+(?!đề ra|năm|này|được|của)[^\W\d])"
)
_NAMED_PLAN = re.compile(
    r"kế hoạch\s+(?:tuyên truyền|đào tạo|bồi dưỡng|kiểm tra|cải cách|cchc|đầu tư|tinh giản|thanh tra|rà soát|ứng dụng)"
    r"[^,;.]{0,40}"
)


def name_plan(subject: str, before: str) -> str:
    """A subject that says "kế hoạch" alone, with the plan that the words before it name.

    Args:
        subject: "hoàn thành kế hoạch".
        before: the passage up to the number, in comparison form.
    """
    if not _PLAN.search(comparison_form(subject)):
        return subject
    named = _NAMED_PLAN.findall(before)
    return f"{subject} ({named[-1]})" if named else subject


_PAPER = re.compile(
    r"(?:kết luận|biên bản|phương án|báo cáo|kiến nghị|tờ trình|danh mục|kế hoạch|quyết định|công văn|thông báo|bảng)"
    r"(?!\w)"
)


def names_paper(subject: str) -> bool:
    """Whether a count is one of papers that a task yields: they are not what the task is measured by.

    Args:
        subject: "phương án đơn giản hóa".
    """
    return bool(_PAPER.match(comparison_form(subject).strip()))
