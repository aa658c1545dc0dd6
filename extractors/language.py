"""A spaCy Doc over Vietnamese words: underthesea cuts them, offsets stay those of the text.

Vietnamese writes a blank between syllables, not between words; what a number counts ("05 bộ phận tiếp nhận") is a word.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from underthesea import pos_tag, word_tokenize

from extractors.clean import comparison_form

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

    from extractors.lexicon import Lexicon

NOUN = "NOUN"
ONE_AT_A_TIME = threading.Lock()
"""underthesea loads its model at the first call, and a second thread meets it half loaded."""


class WordTokenizer:
    """Cut text at underthesea's words, realigned so that the Doc's text is the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return a Doc whose tokens, with their blanks, spell `text`."""
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        with ONE_AT_A_TIME:
            cut = word_tokenize(text)
        for word in cut:
            start = text.find(word, position)
            if start < 0:
                continue
            self._fill(text[position:start], words, spaces)
            words.append(word)
            spaces.append(False)
            position = start + len(word)
        self._fill(text[position:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _fill(gap: str, words: list[str], spaces: list[bool]) -> None:
        """Keep what stands between two words: one blank as the word's own, anything else as a token."""
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the words are underthesea's."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> WordTokenizer:
        """Counterpart of `to_bytes`."""
        return self


@lru_cache(maxsize=1)
def language() -> Language:
    """The blank language with Vietnamese words."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    return nlp


def read_doc(text: str) -> Doc:
    """Cut a text into words; `Doc.text` equals the text."""
    return language()(text)


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> PhraseMatcher:
    matcher = PhraseMatcher(language().vocab, attr="ORTH")
    matcher.add(NOUN, [read_doc(comparison_form(noun)) for noun in lexicon.table("units")["nouns"]])
    return matcher


@lru_cache(maxsize=8)
def _long_nouns(lexicon: Lexicon) -> re.Pattern[str]:
    """Nouns of several words, the longest first."""
    nouns = sorted((noun for noun in counted_nouns(lexicon) if " " in noun), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(noun) for noun in nouns)})(?!\w)")


@lru_cache(maxsize=8)
def counted_nouns(lexicon: Lexicon) -> frozenset[str]:
    """The nouns of the lexicon that plans count, in comparison form."""
    return frozenset(comparison_form(noun) for noun in lexicon.table("units")["nouns"])


@lru_cache(maxsize=4096)
def is_noun(text: str) -> bool:
    """Whether the first word of a text is a noun, by underthesea's tagger."""
    with ONE_AT_A_TIME:
        tagged = pos_tag(text)
    return bool(tagged) and tagged[0][1].startswith("N")


@lru_cache(maxsize=4096)
def is_verb(text: str) -> bool:
    """Whether the first word of a text is a verb, by underthesea's tagger."""
    with ONE_AT_A_TIME:
        tagged = pos_tag(text)
    return bool(tagged) and tagged[0][1].startswith("V")


_HEAD = re.compile(r"[^,.;:()%\d]*(?:(?:[,.;:()%]+|\d[\d.,]*)\s*\w*\s*\w*)?")
"""Up to a mark or number, and two words behind it: what stands further cuts no word before it otherwise."""


@lru_cache(maxsize=4096)
def _head(form: str) -> Doc:
    return read_doc(form)


@lru_cache(maxsize=4096)
def find_counted_noun(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Find the noun that a text begins with: what the number before it counts.

    Args:
        text: what stands behind the number.
        lexicon: table `units`.

    Returns:
        Start and end in `text`: the longest noun of the lexicon there, else the first word; None where no word stands.
    """
    form = comparison_form(text[:48])
    doc = _head(_HEAD.match(form).group())  # type: ignore[union-attr]
    first = next((token for token in doc if not token.text.isspace()), None)
    if first is None or not first.text[0].isalpha():
        return None
    ends = [doc[end - 1].idx + len(doc[end - 1]) for _, start, end in _nouns(lexicon)(doc) if start == first.i]
    # Segmentation may cut a rare noun amiss ("ki ốt tra | cứu"): several words in a row are it all the same.
    if not ends and (spelt := _long_nouns(lexicon).match(form, first.idx)):
        ends.append(spelt.end())
    return first.idx, max(ends, default=first.idx + len(first))
