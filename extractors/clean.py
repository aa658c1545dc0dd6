"""Comparison forms: how a text is compared and searched, beside the text that is kept.

A form folds what a typist may write in two ways: composed and decomposed letters, the old and the new place of a tone
mark (hoà/hòa, uỷ/ủy), y and i after one consonant (kĩ/kỹ, quí/quý), upper and lower case, dashes, bullets, quotes,
blanks.
For composed text (NFC, as transcripts are) a form has the length of its text, so offsets hold in both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BULLETS = "•●▪■□◦○◆♦◇◊▶►❖✓✔➢➤➔·∙‣⁃»\uf0b7\uf0a7"
"""Signs that open an item of a list, beside dashes, "+" and "*"; a comparison form knows the first alone."""
_FOLD = str.maketrans(
    {
        **dict.fromkeys(BULLETS, "•"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„‟«", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("\f\n\r\t\v\u00a0\u2002\u2003\u2009\u202f\u3000", " "),
        "Ð": "đ",
    }
)
_FOLDED = re.compile(rf"[{''.join(map(re.escape, map(chr, _FOLD)))}]")
# These two begin with the letter that is rare: a search that may skip to it is several times faster.
_OLD_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?![^\W\d_])")
_NEW_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Upper-case letters of Vietnamese, for a character class (their code points alternate with the lower-case ones)."""
UPWARD = re.compile(r"\s*trở (?:lên|xuống)(?!\w)", re.IGNORECASE)
"""The half of a bound that stands behind its number or its things: "92% trở lên", "95% hồ sơ trở lên"."""
_SHORT_I = re.compile(r"[ìíỉĩị](?:(?<=(?<![^\W\d_])[hklmst].)|(?<=(?<![^\W\d_])qu.))(?![^\W\d_])")
_Y = str.maketrans("ìíỉĩị", "ỳýỷỹỵ")


def past_upward(text: str) -> str:
    """A text without "trở lên", "trở xuống" at its beginning."""
    found = UPWARD.match(text)
    return text[found.end() :] if found else text


@dataclass(frozen=True)
class Comparison:
    """A comparison form and the way back: `origins[i]` is the offset in the text of character i (None: the same)."""

    text: str
    origins: tuple[int, ...] | None = None

    def origin(self, offset: int) -> int:
        """Offset in the original text of a character of the form (its end maps to the end)."""
        return offset if self.origins is None else self.origins[offset]


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=4096)
def comparison_form(text: str) -> str:
    """Fold a composed text for comparison, one character for one.

    Args:
        text: NFC text (decomposed letters stay apart: use `compare` for text of unknown make).

    Returns:
        A text of the same length.
    """
    folded = _lower(text.translate(_FOLD) if _FOLDED.search(text) else text)
    folded = _OLD_TONE.sub(lambda m: _NEW_TONE[m.group()], folded)
    return _SHORT_I.sub(lambda m: m.group().translate(_Y), folded)


def compare(text: str) -> Comparison:
    """Fold any text for comparison and keep the way back to its offsets."""
    if unicodedata.is_normalized("NFC", text):
        return Comparison(comparison_form(text))
    pieces: list[str] = []
    origins: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        composed = unicodedata.normalize("NFC", text[start:end])
        pieces.append(composed)
        origins.extend([start] * len(composed))
        start = end
    return Comparison(comparison_form("".join(pieces)), (*origins, len(text)))


def one_line(text: str) -> str:
    """Join a text's pieces by single blanks: how a name or subject is written down."""
    return " ".join(text.split())


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these words in comparison form, longest first, blanks of any width.

    Words that begin alike share their beginning: with hundreds of them that is several times faster than a plain list.
    """
    return _branches(sorted({comparison_form(word) for word in words}))


def last_words(phrases: Iterable[str]) -> frozenset[str]:
    """Last word of each phrase, in comparison form: for `may_end`."""
    return frozenset(comparison_form(phrase).split()[-1] for phrase in phrases)


def may_end(form: str, words: frozenset[str]) -> bool:
    """Whether a text may end in a phrase of which these are the last words, in a number or in a mark.

    Most texts do not, and need not be searched for where such an end begins.
    """
    last = form[form.rfind(" ") + 1 :]
    return last in words or not last.isalpha()


def _branches(forms: list[str]) -> str:
    """Alternatives by their first letters; of words that go on where another ends, the longer first."""
    branches = []
    for first, group in groupby((form for form in forms if form), key=lambda form: form[0]):
        tails = [form[1:] for form in group]
        head = r"\s+" if first == " " else re.escape(first)
        while "" not in tails and len({tail[0] for tail in tails}) == 1:
            head += r"\s+" if tails[0][0] == " " else re.escape(tails[0][0])
            tails = [tail[1:] for tail in tails]
        rest = _branches(tails)
        branches.append(f"{head}(?:{rest}){'?' if '' in tails else ''}" if rest else head)
    return "|".join(branches)
