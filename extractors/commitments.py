"""Commitments without a number: a rank to reach, a zero to keep, the whole of a kind (golden/GUIDELINES.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.clean import one_line
from extractors.passages import Passage, find_passages, find_sentences, outside_brackets
from extractors.promise_words import promise_patterns
from extractors.promises_aside import stands_aside
from extractors.subject_scopes import find_scope
from extractors.subjects import trim_subject, verb_start
from extractors.target_places import Place, Places
from extractors.target_refusals import find_past_opening, past_bracket, turns
from extractors.years import find_years
from models.plan import Commitment, FrontMatter

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from extractors.promise_words import Kind
    from models.plan import Target
    from models.source import Found, Span
    from models.table import Table, Task
    from models.transcript import Transcript


@dataclass(frozen=True)
class _Clause:
    kind: Kind
    start: int
    end: int
    word: int


def find_commitments(
    transcript: Transcript,
    outline: Outline,
    lexicon: Lexicon,
    *,
    front: FrontMatter | None = None,
    tables: tuple[Table, ...] = (),
    tasks: tuple[Found[Task], ...] = (),
    targets: tuple[Found[Target], ...] = (),
) -> tuple[Found[Commitment], ...]:
    """Find the promises of a document that name no number.

    Args:
        transcript: the document's text.
        outline: its sections.
        lexicon: tables `commitments`, `scopes`, `traps`.
        front: its front matter: unit and period.
        tables: its tables, whose cells are read too.
        tasks: rows of its task tables, for the paths of those cells.
        targets: its numeric targets: a clause that holds one is no commitment of its own.
    """
    places = Places(transcript, outline, front or FrontMatter(), lexicon)
    taken = [span for target in targets for span in target.spans]
    numbers = [span for target in targets for span in target.value.number_spans]
    found: list[Found[Commitment]] = []
    for passage in find_passages(transcript, tables, tasks, lexicon):
        place: Place | None = None
        for clause in _clauses(passage, lexicon):
            place = place or places.at(passage)
            spans = passage.spans(clause.start, clause.end)
            if place.past or not (place.path or passage.source == "table"):
                continue
            if _tells(passage, clause, place, lexicon):
                continue
            if clause.kind == "zero" and spans and _is_bound(transcript.text, spans[-1], clause, passage, taken):
                continue
            if clause.kind != "all" and _graded_share(transcript, passage, clause, targets):
                continue
            if clause.kind == "rank" and _leans_on_number(passage, clause, numbers):
                continue
            if clause.kind == "all":
                apart = _apart_from_numbers(passage, clause, numbers)
                clause = apart or _before_numbers(passage, clause, taken)
                spans = passage.spans(clause.start, clause.end)
                if not apart and any(span.overlaps(other) for span in spans for other in taken):
                    continue
            if clause.kind == "zero":
                clause = _before_measure(passage, clause, numbers)
                spans = passage.spans(clause.start, clause.end)
            value = _commitment(passage, place, clause, lexicon)
            found.append(transcript.found(value, *spans, confidence=0.9 if clause.kind != "all" else 0.8))
    return tuple(found)


_CONDITION = re.compile(
    r"[\s\-+*•.\d)]*(?:nếu|trường hợp|(?:đơn vị|cơ quan|nơi|địa phương|tập thể|cá nhân|xã|phòng) nào)(?!\w)"
)


def _is_bound(text: str, span: Span, clause: _Clause, passage: Passage, taken: list[Span]) -> bool:
    """Whether what shall not happen is a number's bound ("không thôn nào dưới 80%"), which is a target."""
    start = passage.offset(clause.word)
    target = any(other.start < span.end and start < other.end for other in taken)
    return target and bool(re.match(r"[^,;]*?\snào\s[^,;\d]*\d", text[start : span.end]))


_PARTED = re.compile(r"[;.:]\s|,\s(?!(?:xã|phường|thị trấn|ban|ngành|đơn vị)(?!\w))|\n|\svà\s*$")


_STATE = re.compile(r"không (?:có|còn|bị|trễ|quá hạn|chậm|vi phạm|nợ)")
_AMOUNTS_TO = re.compile(
    r"[^,;.]*?(?:\s(?:đạt|lên|là|chiếm|còn|không|không vượt|dưới)|:)"
    r"\s*(?:từ|trên|tối thiểu|tối đa|ít nhất|khoảng|hơn|quá|không dưới|không quá)?\s*"
)
_NEAR = re.compile(r"[^,;.]{0,40}")
_RATE_OF = re.compile(r"(?<!\w)(?:tỷ lệ|số)\s(?:[^,;.]|,\s(?=xã|phường|thị trấn|bản|đơn vị))*$")


def _graded_share(
    transcript: Transcript, passage: Passage, clause: _Clause, targets: tuple[Found[Target], ...]
) -> bool:
    """Whether a target counts those of a grade or state: "9/12 xã xếp loại tốt", "03 xã không còn hộ nghèo".

    Such words are a number's subject, no promise of their own.
    """
    word = passage.offset(clause.word)
    if clause.kind == "zero" and not _STATE.match(passage.form, clause.word):
        return False
    numbers = [
        (number, target.value.quantity.unit == "%")
        for target in targets
        if target.value.quantity.unit not in ("điểm", "bậc", "hạng")
        for number in target.value.number_spans
    ]
    text = transcript.text
    if any(
        passage.start <= number.start < number.end <= word and not _PARTED.search(text[number.end : word])
        for number, _ in numbers
    ):
        return True
    end = passage.offset(clause.end - 1)
    shared = clause.kind == "rank" or _RATE_OF.search(passage.form, clause.start, clause.word)
    return bool(shared) and any(
        word < number.start <= end
        and (
            _AMOUNTS_TO.fullmatch(between := text[word : number.start].lower()) or (share and _NEAR.fullmatch(between))
        )
        for number, share in numbers
    )


def _before_numbers(passage: Passage, clause: _Clause, taken: list[Span]) -> _Clause:
    """End a clause before a further one that holds a number ("Mọi lỗi phải được sửa, thời hạn 5 ngày")."""
    for comma in outside_brackets(passage.form, clause.word, clause.end, ","):
        rest = passage.spans(comma, clause.end)
        own = passage.spans(clause.start, comma)
        later = any(span.overlaps(other) for span in rest for other in taken)
        if later and not any(span.overlaps(other) for span in own for other in taken):
            return replace(clause, end=comma)
    return clause


_MEASURE = re.compile(r",\s*(?:và\s+)?(?:duy trì|nâng|giảm|tăng|tỷ lệ|số|mức|tổng|phấn đấu|bảo đảm|đảm bảo)\s")


def _before_measure(passage: Passage, clause: _Clause, numbers: list[Span]) -> _Clause:
    """End what shall not happen before the measure that a promised number has: "không còn xã nợ, tỷ lệ hộ nghèo 3%"."""
    for comma in outside_brackets(passage.form, clause.word, clause.end, ","):
        own = _holds(passage, (clause.start, comma), numbers)
        if _MEASURE.match(passage.form, comma) and not own and _holds(passage, (comma, clause.end), numbers):
            return replace(clause, end=comma)
    return clause


_DUTY = re.compile(r"(?<!\w)(?:đều|phải|áp dụng)(?!\w)")


def _apart_from_numbers(passage: Passage, clause: _Clause, numbers: list[Span]) -> _Clause | None:
    """What is said of all between commas, beside clauses that hold the numbers; None where it is no clause of its own.

    "…, thí điểm tại 03 phòng, từ năm 2025 áp dụng cho tất cả các phòng"; "Tất cả … đều phải có thư, hẹn lại 05 ngày".
    """
    commas = outside_brackets(passage.form, clause.start, clause.end, ",")
    held = [i for i, at in enumerate(commas) if _holds(passage, (commas[i - 1] if i else clause.start, at), numbers)]
    start = max((commas[i] + 1 for i in held if commas[i] < clause.word), default=clause.start)
    later = [at for at in commas if at > clause.word]
    ends = [at for at, until in pairwise([*later, clause.end]) if _holds(passage, (at, until), numbers)]
    end = min(ends, default=clause.end)
    start += len(passage.form[start:]) - len(passage.form[start:].lstrip())
    free = _DUTY.search(passage.form, start, end) and not _holds(passage, (start, end), numbers)
    return replace(clause, start=start, end=end) if free else None


def _holds(passage: Passage, part: tuple[int, int], numbers: list[Span]) -> bool:
    return any(span.overlaps(other) for span in passage.spans(*part) for other in numbers)


_AVERAGE = re.compile(r"(?:không thấp hơn|cao hơn|trên) (?:mức )?(?:bình quân|trung bình)(?!\w)")


def _leans_on_number(passage: Passage, clause: _Clause, numbers: list[Span]) -> bool:
    """Whether an average only says of a promised number how it compares: "89%, không thấp hơn mức bình quân …"."""
    before = max((at for at in outside_brackets(passage.form, 0, clause.word, ",;")), default=-1)
    if before < 0 or passage.form[before] != "," or not _AVERAGE.match(passage.form, clause.word):
        return False
    last = max((at for at in outside_brackets(passage.form, 0, before, ",;.")), default=-1)
    return not passage.form[before + 1 : clause.word].strip() and _holds(passage, (last + 1, before), numbers)


def _tells(passage: Passage, clause: _Clause, place: Place, lexicon: Lexicon) -> bool:
    """Whether a clause tells what was, or opens a condition, instead of promising."""
    form, bounds = passage.form, find_sentences(passage)
    start, end = next(((a, b) for a, b in bounds if a <= clause.start < b), (clause.start, clause.end))
    openings = [find_past_opening(form, a, b, place.earliest, lexicon) for a, b in bounds if a <= start]
    opening = max(openings, default=-1)
    if _CONDITION.match(form, start, end) or past_bracket(form, start, clause.word, place.earliest):
        return True
    return opening >= 0 and not turns(form, opening, clause.end, place.earliest, lexicon)


def _clauses(passage: Passage, lexicon: Lexicon) -> list[_Clause]:
    """Clauses of a passage that promise without a number, one for each kind and clause."""
    found: list[_Clause] = []
    for kind, pattern in promise_patterns(lexicon):
        if not pattern.search(passage.form):
            continue
        for start, end in find_sentences(passage):
            cuts = [start, *(at + 1 for at in outside_brackets(passage.form, start, end, ";")), end]
            if kind == "rank":
                cuts = sorted({*cuts, *(match.end() for match in _NEXT_YEAR.finditer(passage.form, start, end))})
            for low, high in pairwise(cuts):
                words = pattern.finditer(passage.form, low, high)
                own = (word for word in words if not _aside(passage.form, kind, (low, high), word, lexicon))
                if match := next(own, None):
                    word = match.start()
                    found.append(_Clause(kind, *_bounds(passage, kind, low, high, word, lexicon), word))
    return sorted(found, key=lambda clause: clause.start)


def _aside(form: str, kind: Kind, part: tuple[int, int], word: re.Match[str], lexicon: Lexicon) -> bool:
    front, behind = form[part[0] : word.start()], form[word.end() : part[1]]
    return stands_aside(kind, front, word.group(), behind, lexicon)


_NEXT_YEAR = re.compile(r",\s*(?=(?:và\s+)?(?:(?:đến|từ|tới|sang|riêng|trong)\s+)?(?:cuối\s+|hết\s+)?năm\s+20\d\d)")
_LEAD = re.compile(
    r"(?:(?<=,)\s*|(?<=\))\s*|(?<!\w)(?=nhằm))"
    r"(?:phấn đấu|đảm bảo|bảo đảm|nhằm đảm bảo|nhằm bảo đảm|nhằm)(?!\w)"
)
_OPENING = re.compile(r"(?:[\s,;:.+*•\-…(]|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|[a-zđ]\)(?=\s))*")
_LONG = 40
"""Characters before the promising word from which on the quote begins nearer to it."""


def _bounds(passage: Passage, kind: Kind, low: int, high: int, word: int, lexicon: Lexicon) -> tuple[int, int]:
    """The clause without bullet and without what leads in to it."""
    leads = [match.start() for match in _LEAD.finditer(passage.form, low, word + 1)]
    commas = outside_brackets(passage.form, low, word, ",")
    start = leads[-1] if leads else low
    if kind == "zero" and commas and commas[-1] > start and not passage.form[commas[-1] + 1 : word].strip():
        start = commas[-1] + 1
    elif kind == "all" and word - start > _LONG:
        start += verb_start(passage.text[start:word], lexicon)
    opening = _OPENING.match(passage.form, start, word)
    start = opening.end() if opening else start
    end = high
    while end > word and passage.text[end - 1] in " \f,;.:-/":
        end -= 1
    return start, end


def _commitment(passage: Passage, place: Place, clause: _Clause, lexicon: Lexicon) -> Commitment:
    text = passage.text[clause.start : clause.end]
    before = trim_subject(passage.text[clause.start : clause.word], lexicon) if clause.word > clause.start else ""
    subject = before if clause.kind == "rank" and before else trim_subject(text, lexicon) or one_line(text)
    years = [p for p in find_years(passage.form, clause.start, clause.end, place.earliest, lexicon) if not p.title]
    return Commitment(
        section_path=place.path,
        kind=clause.kind,
        subject=subject,
        scope=find_scope(passage.form[clause.start : clause.end], place.level, lexicon),
        year=years[0].year if years else place.year,
    )
