"""Comparison forms of Vietnamese text, character for character as long as the text itself, so that offsets hold."""

from __future__ import annotations

import re
import unicodedata

_OLD_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_TONES = dict(zip(_OLD_TONES, _NEW_TONES, strict=True))
# "hoà" but not "hoàn"; "uý" but not "quý" (there u belongs to the initial).
_TONE = re.compile(rf"(?:(?<!q)(?:{'|'.join(t for t in _OLD_TONES if t[0] == 'u')})|{'|'.join(_OLD_TONES[:10])})(?!\w)")
_LIKE = str.maketrans({"Ð": "đ", "ð": "đ", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """Fold case, dashes, quotes, white space and the place of tone marks ("Hoà" is "hòa"); the length stays.

    The text should be in NFC (transcripts are); what changes length in lower case is left as it is.
    """
    out = "".join(low if len(low := char.lower()) == 1 else char for char in text).translate(_LIKE)
    out = "".join(" " if char.isspace() else char for char in out)
    return _TONE.sub(lambda match: _TONES[match.group()], out)


def bare(text: str) -> str:
    """Fold and drop all marks ("Ủy ban" is "uy ban"); the length stays. What OCR confuses most falls together."""
    return "".join(_bare_letter(char) for char in fold(text))


def _bare_letter(char: str) -> str:
    if char == "đ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0]
    return base if len(base) == 1 else char


def squeeze(text: str) -> str:
    r"""Join white space (also a form feed) into single spaces and strip: how a value over several lines reads."""
    return re.sub(r"\s+", " ", text).strip()
