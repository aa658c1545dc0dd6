"""Whether a labelled line is a heading or a numbered paragraph, and where its title ends.

No single sign decides: bold and capitals may be lost in a scan, a full stop may be forgotten. Each sign adds to a
score; a title at the head of its paragraph ("1. Phòng Nội vụ: …") ends at its colon or first full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.bold_titles import bold_end
from extractors.clean import comparison_form, one_line
from extractors.heading_words import heading_words, opens_body
from extractors.roles import domain_of, names_role, role_by_words
from extractors.sheet_words import is_capitals
from extractors.toneless import bare
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.label_readings import Reading
    from extractors.lexicon import Lexicon
    from models.transcript import Block, Transcript

TRAILING = " \f:.;,-–_`'‘’|~^*°"
"""End marks of a title and what stains behind it are read as."""
HEADING_SCORE = 1.0
SMALL_START = 1.5
"""What it weighs against a title that it begins small ("1. các xã …")."""
SISTERS = 1.0
"""What it weighs that most of a line's sisters are headings."""
RUN_IN_TITLE = 12
"""A title that only its sisters' form tells is short."""
HALF_SENTENCES = ("đối với ", "trong ", "khi ", "nếu ", "ngoài ", "từ ", "đến ", "theo ", "căn cứ ", "phấn đấu ")
"""What opens a condition, no title: "Đối với nhiệm vụ có định mức: …"; "Tư pháp", "Trồng trọt" are none."""
ASSIGNS = ("giao ", "yêu cầu ", "đề nghị ", "phân công ")
HALF = 3.0
"""What it weighs against a title with a colon that it is such a condition."""
GOES_ON = 4.0
"""What it weighs against a title that its sentence goes on below it."""
COUNTED = ("chi tieu ty le", "chi tieu muc do", "chi tieu so", "ty le", "so luong")
"""What names a figure (without marks)."""
_FIGURE = re.compile(r"(?:[^\W\d_]+\s+){0,5}[≥≤<>=~]*\s*\d")
"""A figure behind a few words ("không thấp hơn 90%")."""
_BOUNDS = "tren|duoi|hon|it|nhat|toi|thieu|da|khong|qua|tu|dat|khoang|den|la|con|muc|vuot|thap|cao|phan|dau"
_VALUE = re.compile(
    r"(?:[^\W\d_]+\s+){0,4}[≥≤<>=~]*\s*\d[\d.,]*\s?(?P<share>%)(?:\s+[^\W\d_]+){0,3}(?:[.;,]|$)"
    rf"|(?:(?:{_BOUNDS})\s+){{0,4}}[≥≤<>=~]*\s*\d[\d.,]*\s?(?:\s*[^\W\d_]+(?:/[^\W\d_]+)?){{0,4}}\s?(?:[.;,(]|$)"
)
"""A value that ends its clause ("từ 90% trở lên", "trên 5.000 tấn"): what its colon stands behind is an indicator."""
RUN_IN_WORDS = 22  # a title inside its paragraph is not longer (the longest seen has 20 words)
_RUN_IN = re.compile(r"\s*(?P<title>[^\W\d_][^:;.!?%]{2,110}?)\s?(?P<mark>:(?!(?<=\d:)\d)(?=\s*\S)|\.(?=\s+[^\W\d_]))")
_WORN_COLON = re.compile(r"\s*[^\W\d_][^:;.!?%]{2,80};\s")


@dataclass(frozen=True)
class Title:
    """A title: its place (without label and end mark), its words, whether its paragraph goes on behind it."""

    span: Span
    text: str
    score: float
    run_in: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What follows a labelled line: a label below it, text of its own, or at once the next label."""

    has_body: bool
    has_child: bool
    bold_known: bool
    """Whether the document's letters are known to be bold or not (a scan may not tell)."""
    sisters_headed: bool = False
    """Whether most lines of the same count are headings."""
    sisters_short: bool = False
    """Whether (nearly) all lines of the same count are short and have text of their own below them."""
    run_in: bool | None = None
    """Whether (nearly) all lines of the same count open with words and a colon; None where some do and some do not."""
    run_in_most: bool = False
    """Whether more than half of three sisters or more open so."""
    goes_on: bool = False
    """Whether the block below is the rest of its sentence."""
    lost_colon: bool = False
    """Whether its first semicolon was a colon on paper."""


def judge_title(
    transcript: Transcript, block: Block, reading: Reading, around: Surroundings, lexicon: Lexicon
) -> Title | None:
    """Find the title of a labelled line, or None for a numbered paragraph.

    Args:
        transcript: The document.
        block: The line.
        reading: Its label.
        around: What follows it.
        lexicon: The words.
    """
    start = block.span.start + reading.end
    rest = Span(start=min(start, block.span.end), end=block.span.end)
    text = transcript.slice(rest)
    run_in = _run_in(transcript, rest, around, lexicon)
    if run_in is not None and run_in.score >= HEADING_SCORE + 1.0:
        return run_in
    score = _score(text, block, around, lexicon)
    if score >= HEADING_SCORE:
        return Title(_trim(rest, text), one_line(text).rstrip(TRAILING), score)
    return run_in if run_in is not None and run_in.score >= HEADING_SCORE else None


def _trim(span: Span, text: str) -> Span:
    return Span(start=span.start, end=span.start + len(text.rstrip(TRAILING)))


def _score(text: str, block: Block, around: Surroundings, lexicon: Lexicon) -> float:
    """Weigh the signs for a line that is a heading as a whole."""
    # A mark apart from the last word (" .") is a stain, no full stop.
    plain = re.sub(r"\s+[^\w\s)\"”%:;]+$", "", one_line(text))
    count = len(plain.split())
    words = heading_words(lexicon)
    folded = bare(plain)
    score = 0.0
    if is_capitals(plain.split("(")[0] or plain):
        score += 3.0
    if block.bold:
        score += 2.5
    elif around.bold_known:
        score -= 0.8
    if block.centred and count <= 30:
        score += 0.7
    score += 1.0 if count <= 12 else 0.0 if count <= 25 else -1.0 if count <= 40 else -3.0
    if plain.endswith(":"):
        score += 0.3 if count <= 12 and not words.openers.search(folded[:-1].rstrip()) else -1.0
        score -= HALF if comparison_form(plain).startswith(HALF_SENTENCES) and not block.bold else 0.0
    elif plain.endswith(","):
        score -= 2.0
    elif plain.endswith((".", ";", "./")):
        titled = count <= 12 and around.sisters_short
        score -= 0.3 if titled else 2.5 if plain.endswith((";", "./", "./.")) or count > 8 else 1.0
    else:
        score += 1.5 if around.has_child or around.has_body else 0.7
    if opens_body(plain, words) or words.matters.match(folded):
        score += 0.8
    if "%" in plain or re.match(r"\d", plain):
        score -= 2.0
    if plain[:1].islower() and not block.bold:
        score -= SMALL_START
    if re.search(r"[.;!?]\s+[^\W\d_]", plain):
        score -= 0.5 if ";" in plain and ". " not in plain else 1.8
    if around.sisters_short and count <= 12:
        score += SISTERS
    if around.sisters_headed and not plain.endswith((".", ";")):
        score += SISTERS
    score -= GOES_ON if around.goes_on else 0.0
    if around.has_child:
        score += 1.2
    elif around.has_body:
        score += 0.7
    else:
        score -= 1.8
    return score


def _run_in(transcript: Transcript, rest: Span, around: Surroundings, lexicon: Lexicon) -> Title | None:
    """Find a title at the head of its paragraph: bold before plain letters, or named before a colon or stop."""
    text = transcript.slice(rest)
    if around.lost_colon:
        text = text.replace(";", ":", 1)
    bold = bold_end(transcript, rest)
    if bold is not None:
        title = text[: bold - rest.start]
        marked = re.search(r"[:.]\s*$", title) or re.match(r"\s*[:.]", text[len(title) :])
        scanned = transcript.pages[transcript.page_at(rest.start) - 1].source == "ocr"
        stop = re.search(r"[:.](?=\s|$)", title)
        title = title[: stop.start()] if stop and stop.start() > 2 else title
        if len(title.split()) <= RUN_IN_WORDS * 2 and (marked or not scanned):
            return _titled(rest, title, HEADING_SCORE + 2.0)
    colon = re.match(r"([^:;.!?%]{3,200}?)\s?:(?!(?<=\d:)\d)\s*(?=\S)", text)
    if (colon and not _tells_figure(colon[1], text[colon.end() :], lexicon)) and (
        _names_matter(colon[1], lexicon) and not _counts(colon[1], text[colon.end() :], lexicon)
        if around.run_in is False
        else _opens_as_sisters(text, text[colon.end() :], around, lexicon) or _names_part(colon[1], lexicon)
    ):
        return _titled(rest, colon[1], HEADING_SCORE + (0.2 if around.bold_known else 0.6))
    stop = re.match(r"([^:;.!?%]{3,80})\.\s+(?=[^\W\d_])", text)
    if stop and around.run_in and opens_run_in(text, lexicon):
        return _titled(rest, stop[1], HEADING_SCORE + 0.6)
    if (
        stop
        and text[stop.end()].isupper()
        and len(stop[1].split()) <= 8
        and _names_part(stop[1], lexicon)
        and not around.bold_known
    ):
        return _titled(rest, stop[1], HEADING_SCORE + 0.2)
    standing = heading_words(lexicon).standing.match(bare(text))
    behind = text[standing.end() :].lstrip(" \f") if standing else ""
    acts = opens_body(behind, heading_words(lexicon))
    if standing and behind[:1].isupper() and not acts and not is_capitals(text):
        return _titled(rest, text[: standing.end()], HEADING_SCORE + 0.2)
    return None


def _tells_figure(title: str, behind: str, lexicon: Lexicon) -> bool:
    """Whether a colon stands between an indicator and its figure; a part may be so short too ("Kinh phí: 100% …")."""
    if bare(title).lstrip().startswith(COUNTED) and _FIGURE.match(bare(behind)):
        return True
    value = _VALUE.match(bare(behind).strip())
    return bool(value and role_by_words(title, "appendix" if value["share"] else None, lexicon) in (None, "targets"))


def _opens_as_sisters(text: str, behind: str, around: Surroundings, lexicon: Lexicon) -> bool:
    """Whether words before a colon are a title as its sisters' are.

    Where only most of them open so, a capital must begin what the title stands over, or the word that hands it to a
    body ("giao phòng …"): a list in small letters may be the rest of its sentence.
    """
    if not opens_run_in(text, lexicon):
        return False
    assigned = comparison_form(behind).lstrip().startswith(ASSIGNS)
    return bool(around.run_in) or (around.run_in_most and (behind[:1].isupper() or assigned))


def opens_run_in(text: str, lexicon: Lexicon) -> bool:
    """Whether a labelled line opens with a few words and a colon or stop that may end its title ("Thi đua: …")."""
    match = _RUN_IN.match(text)
    most = RUN_IN_TITLE if match and match["mark"] == ":" else RUN_IN_TITLE // 2
    if match is None or len(match["title"].split()) > most or not match["title"][0].isupper():
        return False
    title = one_line(match["title"])
    half = comparison_form(title).startswith(HALF_SENTENCES)
    return not heading_words(lexicon).openers.search(bare(title)) and not half


def lost_colon(text: str, sisters: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a scan made the colon of a run-in title a semicolon: three sisters or more open so, and all of them."""
    worn = len(sisters) >= 3 and _WORN_COLON.match(text)
    return bool(worn) and all(opens_run_in(sister, lexicon) for sister in sisters)


def counts_once(text: str) -> bool:
    """Whether a line tells a figure of what its colon names ("Hộ nghèo: còn 3%"); several clauses are its text."""
    before, colon, behind = text.partition(":")
    return "%" in text and not (colon and "%" not in before and ";" in behind)


def _counts(title: str, behind: str, lexicon: Lexicon) -> bool:
    """Whether a body or an indicator before a colon is what the figure behind it counts ("Đơn vị tự chủ: thêm 02")."""
    words = heading_words(lexicon)
    counted = opens_body(title, words) or bare(title).lstrip().startswith(COUNTED)
    return counted and bool(words.measures.match(bare(behind)))


def _names_matter(title: str, lexicon: Lexicon) -> bool:
    """Whether a title among numbered paragraphs names a body, a role or a field beyond question."""
    if not _names_part(title, lexicon):
        return False
    return (
        opens_body(title, heading_words(lexicon)) or names_role(title, lexicon) or bool(domain_of(title, "", lexicon))
    )


def _titled(rest: Span, title: str, score: float) -> Title:
    return Title(
        _trim(Span(start=rest.start, end=rest.start + len(title)), title), one_line(title).rstrip(TRAILING), score, True
    )


def _names_part(title: str, lexicon: Lexicon) -> bool:
    """Whether words before a colon or stop name a body or a matter rather than open a sentence or a list."""
    folded = bare(one_line(title))
    if len(folded.split()) > RUN_IN_WORDS or not title.lstrip()[:1].isupper():
        return False
    words = heading_words(lexicon)
    if words.openers.search(folded):
        return False
    return opens_body(title, words) or bool(words.matters.match(folded))


def names_body(title: str, lexicon: Lexicon) -> bool:
    """Whether a title is the name of a body that acts."""
    return opens_body(title, heading_words(lexicon))
