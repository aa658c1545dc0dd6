"""New wordings of indicators, proposed from corrections: what to add to the office's lexicon, with its gain and loss.

Whoever gives a target the indicator that the taxonomy did not find has said that its subject is a wording of it. Of
that subject the shortest run of words is proposed that links no target of another indicator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors.indicator_words import full_form
from extractors.indicators import link_indicator
from extractors.lexicon import Lexicon
from pipeline.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from models.plan import Target
    from models.review import ReviewedPlan

SHORTEST, LONGEST = 3, 9
"""Words of a wording."""
FILE = "indicators.toml"


class Wording(NamedTuple):
    """A proposal: `words` shall mean the indicator.

    `gained` are target_ids that it would link anew, `lost` those that would leave the indicator they have.
    """

    indicator_id: str
    words: str
    subject: str
    who: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def propose_wordings(plans: Sequence[ReviewedPlan], lexicon: Lexicon) -> tuple[Wording, ...]:
    """Propose a wording for each correction of an indicator that the lexicon does not know yet, most useful first."""
    targets = [found.value for plan in plans for found in plan.plan.targets if _counts(plan, found.value)]
    proposed: dict[tuple[str, str], Wording] = {}
    for target, who in _corrected(plans):
        if _linked(target, lexicon) != target.indicator_id:
            one = _best(target, who, targets, lexicon)
            if one is not None:
                proposed.setdefault((one.indicator_id, one.words), one)
    return tuple(
        sorted(proposed.values(), key=lambda one: (len(one.lost) - len(one.gained), one.indicator_id, one.words))
    )


def _counts(plan: ReviewedPlan, target: Target) -> bool:
    return plan.states.get(target.target_id) != "rejected"


def _corrected(plans: Iterable[ReviewedPlan]) -> Iterator[tuple[Target, str]]:
    """Targets to which a person gave an indicator, as they stand."""
    for plan in plans:
        by_subject = {(one.value.subject, one.value.indicator_id): one.value for one in plan.plan.targets}
        for fact in plan.of("target"):
            decision = fact.decision
            given = decision.changes.get("indicator_id", ("", ""))[1] if decision else ""
            target = by_subject.get((fact.fields["subject"], given))
            if decision and given and target is not None and fact.state == "corrected":
                yield target, decision.who


def _best(target: Target, who: str, targets: Sequence[Target], lexicon: Lexicon) -> Wording | None:
    form = full_form(target.subject, lexicon)
    others = [full_form(one.subject, lexicon) for one in targets if one.indicator_id not in ("", target.indicator_id)]
    for words in _runs(form):
        if any(f" {words} " in f" {other} " for other in others):
            continue
        trial = with_wordings(lexicon, [(target.indicator_id, words)])
        if _linked(target, trial) != target.indicator_id:
            continue
        gained, lost = _effect(target.indicator_id, targets, lexicon, trial)
        return Wording(target.indicator_id, words, target.subject, who, gained, lost)
    return None


def _runs(form: str) -> Iterator[str]:
    """Runs of words without a mark between them, shortest first."""
    words = form.replace(",", " , ").replace(";", " ; ").split()
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if all(word.isalpha() for word in run):
                yield " ".join(run)


def _effect(
    indicator_id: str, targets: Sequence[Target], lexicon: Lexicon, trial: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Targets that the wording links as they should be, or as nobody said otherwise; targets that it moves away."""
    gained, lost = [], []
    for one in targets:
        before, now = _linked(one, lexicon), _linked(one, trial)
        if now == before:
            continue
        if now == indicator_id and one.indicator_id in ("", indicator_id):
            gained.append(one.target_id)
        else:
            lost.append(one.target_id)
    return tuple(gained), tuple(lost)


def _linked(target: Target, lexicon: Lexicon) -> str:
    found = link_indicator(target.subject, target.quantity, target.domain, lexicon)
    return found[0] if found else ""


def with_wordings(lexicon: Lexicon, wordings: Iterable[tuple[str, str]]) -> Lexicon:
    """Return a lexicon that knows further wordings, for a trial."""
    table = lexicon.table("indicators")
    added = [{"id": indicator_id, "words": words} for indicator_id, words in wordings]
    tried = {**table, "synonym": [*table.get("synonym", ()), *added]}
    names = ",".join(f"{one['id']}={one['words']}" for one in added)
    return Lexicon({**lexicon.tables, "indicators": tried}, f"{lexicon.fingerprint}+{names}")


def apply_wording(wording: Wording, overlay: Path) -> Path:
    """Add a wording to the office's lexicon and return the file; what stands in it stays as it is.

    Raises:
        OSError: it could not be written; the old file then stands.
    """
    path = overlay / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    entry = f'[[synonym]]\nid = "{wording.indicator_id}"\nwords = "{wording.words}"\n'
    write_atomic(path, f"{before}{gap}{entry}".encode())
    return path
