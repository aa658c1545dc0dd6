"""The characters that the recogniser can write, and how a text becomes a target."""

from __future__ import annotations

import re
import unicodedata

from training.words import VIETNAMESE

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[]_•°²³≥≤§×±½"
# Class 0 is the blank of CTC; class k is CHARSET[k - 1].
CHARSET = (
    " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + VIETNAMESE + VIETNAMESE.upper() + PUNCTUATION
)
CLASS_OF = {character: index for index, character in enumerate(CHARSET, 1)}
FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "·": "•", "…": "..."})


def folded(text: str) -> str:
    """The text as the recogniser is to write it.

    NFC, one kind of quote and dash, runs of dots as three, runs of spaces as one.
    """
    plain = unicodedata.normalize("NFC", text).translate(FOLD)
    plain = re.sub(r"\.{3,}", "...", plain)
    return " ".join("".join(c for c in plain if c == " " or c in CLASS_OF).split())


def encoded(text: str) -> list[int]:
    """Class indices of a folded text."""
    return [CLASS_OF[character] for character in text]
