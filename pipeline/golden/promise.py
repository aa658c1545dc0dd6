"""What may be said of the facts that nobody looks at: their expected error with its bound, omissions counted.

The curve of past errors says what to expect; the random sample says whether to believe it. The bound is that of the
beta distribution with the curve as its prior, worth `PRIOR` facts, and the sample as what was seen: a sample that finds
errors soon outweighs any curve. Omissions have no sample; they are bounded from what was missing and pointed at by
nothing in plans whose truth is known, as if only one in `CLUSTER` were independent, for they come in clusters.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.review import ReviewPromise
from pipeline.golden.audit import draw, was_wrong
from pipeline.golden.beta import upper_bound
from pipeline.golden.error_rates import shipped_rates
from pipeline.golden.queue import asked_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from models.review import Family, ReviewedFact, ReviewedPlan
    from pipeline.golden.error_rates import ErrorRates

COUNTED: frozenset[Family] = frozenset(["target", "task", "field", "section", "commitment", "legal_ref"])
"""Facts that the promise is about."""
PRIOR = 40.0
CLUSTER = 8.0


def promise(
    reviewed: Sequence[ReviewedPlan], rates: ErrorRates | None = None, families: Collection[Family] = COUNTED
) -> ReviewPromise:
    """Say what is expected of the rest once everything that the queue asks for is settled.

    Args:
        reviewed: the plans as they stand; what is settled already counts with what it showed.
        rates: how often facts are wrong and missing; those that ship where nothing is said.
        families: what the promise is about (targets alone, say).
    """
    rates = rates or shipped_rates()
    facts = settled = to_review = 0
    rest: Counter[Family] = Counter()
    expected = 0.0
    sample: list[ReviewedFact] = []
    for plan in reviewed:
        asked = asked_of(plan, rates)
        drawn = draw(plan, asked)
        sample += [fact for one in drawn if one.family in families for fact in one.first]
        in_queue = asked | {(fact.family, fact.key) for one in drawn for fact in one.all}
        for fact in plan.facts:
            if fact.family not in families or (fact.family == "field" and fact.fields.get("state") != "stated"):
                continue
            facts += 1
            if fact.state != "unreviewed":
                settled += 1
            elif (fact.family, fact.key) in in_queue:
                to_review += 1
            else:
                rest[fact.family] += 1
                expected += rates.probability(fact.family, fact.confidence, ())
    left = sum(rest.values())
    looked = [fact for fact in sample if fact.state != "unreviewed"]
    wrong = sum(map(was_wrong, looked))
    curve = expected / left if left else 0.0
    known, seen = curve * PRIOR + wrong, PRIOR + len(looked)
    omitted, omitted_high = _omitted(rest, rates)
    return ReviewPromise(
        facts=facts,
        settled=settled,
        to_review=to_review,
        error=round(_share(left * known / seen + omitted, left + omitted), 6),
        error_high=round(_share(left * upper_bound(known, seen) + omitted_high, left + omitted_high), 6),
        omitted=round(omitted, 3),
        omitted_high=round(omitted_high, 3),
        audited=len(looked),
        audited_wrong=wrong,
    )


def promise_told(one: ReviewPromise) -> tuple[str, str]:
    """Say a promise in one sentence, Vietnamese and English."""
    looked = one.settled + one.to_review
    most = max(one.error_high, 0.0001) * 100
    digits = 1 if most >= 1 else 2
    share = f"{most:.{digits}f} %"
    vi = (
        f"Sau khi xem {looked} trong {one.facts} điều (đã xem {one.settled}), sai sót của {one.rest} điều còn lại, kể "
        f"cả điều bị bỏ sót, dưới {share.replace('.', ',')} (mẫu kiểm tra: {one.audited}, sai {one.audited_wrong})."
    )
    en = (
        f"After {looked} of {one.facts} facts ({one.settled} done), the error of the other {one.rest}, omissions "
        f"counted, is under {share} (audited: {one.audited}, wrong: {one.audited_wrong})."
    )
    return vi, en


def _share(wrong: float, whole: float) -> float:
    return min(1.0, wrong / whole) if whole else 0.0


def _omitted(rest: Counter[Family], rates: ErrorRates) -> tuple[float, float]:
    """Facts expected to be missing with nothing that points at them, and their bound."""
    known = {family: rate for family in rest if (rate := rates.omitted.get(family)) is not None}
    expected = sum(rest[family] * rate.share(0.01) for family, rate in known.items())
    wrong, seen = (sum(getattr(rate, name) for rate in known.values()) / CLUSTER for name in ("wrong", "seen"))
    share = upper_bound(min(wrong, seen), seen) if seen else 0.0
    return expected, max(expected, share * sum(rest[family] for family in known))
