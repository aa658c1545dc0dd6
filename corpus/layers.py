"""Text layers that lie: legacy encodings, missing or shifted maps, faulty OCR, a stray letter.

The page shows what it should; what a program copies out of it is something else. TCVN3 and VNI: the two encodings of
Vietnamese before Unicode (TCVN 5712:1993; VNI Software), as their fonts put them on a Latin code page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpus import fonts

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from corpus.sheets import PrintedWord, Sheet

MAPS = ("tcvn3", "vni", "shifted", "cid")
"""Layers of digital pages whose codes do not lead to the letters shown."""
OVERLAYS = ("ocr_layer", "stray")
"""Invisible text over scanned pages."""

_TCVN3_LOWER = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ",
        bytes.fromhex(
            "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbccceCFd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9acEAebecedee"
            "eff1f2f3f4adf5f6f7f8f9fafbfcfdfeae"
        ).decode("latin-1"),
        strict=True,
    )
)
_TCVN3_UPPER = dict(zip("ĂÂÊÔƠƯĐ", "\xa1\xa2\xa3\xa4\xa5\xa6\xa7", strict=True))
CAPITAL = "-H"
"""Ends the name of a face for toned capitals."""
_TONED_CAPITALS = re.compile("[ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]")
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_WITH_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_WITH_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_FAULTS = {
    "0": "O",
    "1": "l",
    "5": "S",
    "8": "3",
    "I": "l",
    "ế": "é",
    "ề": "è",
    "ộ": "ô",
    "ự": "ụ",
    "ữ": "ũ",
    "ả": "å",
    "đ": "d",
    "ạ": "a",
    "ứ": "ú",
    "ơ": "o",
    "m": "rn",
    "h": "b",
    "c": "e",
    "n": "ri",
}


def to_tcvn3(char: str) -> str:
    """Return what a TCVN3 font stores for a letter; toned capitals are those of a capital font (.VnTimeH)."""
    return _TCVN3_UPPER.get(char) or _TCVN3_LOWER.get(char) or _TCVN3_LOWER.get(char.lower(), char)


def to_vni(char: str) -> str:
    """Return what a VNI font stores for a letter: the base and, behind it, a code for its marks."""
    lower = char.lower()
    if lower in _VNI_WHOLE:
        found = _VNI_WHOLE[lower]
        return found if char == lower else found.upper()
    parts = unicodedata.normalize("NFD", lower)
    base, marks = parts[0], parts[1:]
    if not marks or base not in "aeiouy":
        return char
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0306" in marks:
        text = base + _WITH_BREVE[tone]
    elif "\u0302" in marks:
        text = base + _WITH_HAT[tone]
    elif "\u031b" in marks:
        text = ("ô" if base == "o" else "ö") + _TONES.get(tone, "")
    else:
        text = base + _TONES[tone]
    return text if char == lower else text.upper()


def is_capital_face(face: str) -> bool:
    """Whether a face is one of those that `set_capitals` made."""
    return face.endswith(CAPITAL)


def set_capitals(sheet: Sheet) -> Sheet:
    """Set toned capitals in faces of their own: in TCVN3 their case lives in the font's name (.VnTimeH)."""
    words: list[PrintedWord] = []
    for word in sheet.words:
        toned = _TONED_CAPITALS.search(word.text)
        if toned is None:
            words.append(word)
            continue
        # A word in capitals is set whole; of others the capitals at their head ("Ủy").
        end = len(word.text) if word.text.isupper() else toned.end()
        face = _capital_face(word.face)
        x = word.x + fonts.width(word.text[:end], face, word.size)
        words.append(replace(word, text=word.text[:end], x1=x, face=face))
        if end < len(word.text):
            words.append(replace(word, text=word.text[end:], x=x))
    return replace(sheet, words=words)


@lru_cache(maxsize=32)
def _capital_face(face: str) -> str:
    """Register the same letters under a name that ends in H."""
    font = TTFont(face + CAPITAL, pdfmetrics.getFont(face).face.filename)
    font.face.name += CAPITAL.encode()
    pdfmetrics.registerFont(font)
    return face + CAPITAL


def falsify_maps(document: Any, layer: str, fonts_with: str = "") -> None:
    """Rewrite the maps from codes to letters of fonts in a reportlab document that is about to be saved.

    `fonts_with`: of fonts with this in their name; empty: of all.
    """
    for font in document.delayedFonts:
        font.addObjects(document)
    document.delayedFonts = []
    for name, item in list(document.idToObject.items()):
        if name.startswith("toUnicodeCMap:") and fonts_with in name:
            item.content = re.sub(r"<(\w\w)> <(\w{4})>", lambda found: _entry(found, layer), item.content)
        elif layer == "cid" and hasattr(item, "ToUnicode"):
            item.ToUnicode = None
        elif layer in ("tcvn3", "vni") and hasattr(item, "ToUnicode"):
            item.BaseFont = _font_name(layer, item.BaseFont)
        elif layer in ("tcvn3", "vni") and "FontName" in getattr(item, "dict", {}):
            item.dict["FontName"] = pdfdoc.PDFName(_font_name(layer, item.dict["FontName"]))


def _font_name(layer: str, own: object) -> str:
    if layer == "vni":
        return "AAAAAA+VNI-Times"
    return "AAAAAA+.VnTimeH" if str(own).endswith(CAPITAL) else "AAAAAA+.VnTime"


def _entry(found: re.Match[str], layer: str) -> str:
    char = chr(int(found[2], 16))
    if layer == "tcvn3":
        text = to_tcvn3(char)
    elif layer == "vni":
        text = to_vni(char)
    elif layer == "shifted" and char != " ":
        text = chr(ord(char) + 3)
    else:
        text = char
    return f"<{found[1]}> <{''.join(f'{ord(c):04X}' for c in text)}>"


def without_marks(text: str) -> str:
    """Return a text as a reader of plain Latin letters has it."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def hidden_words(layer: str, sheet: Sheet, rng: random.Random) -> Sequence[PrintedWord]:
    """Return the invisible words over a scanned page: faulty OCR of all of it, or one stray letter."""
    if layer == "stray":
        first = sheet.words[0]
        return (replace(first, text="x", x=sheet.width - 30, y=22.0, x1=sheet.width - 24, size=10.0),)
    return [replace(word, text=_faulty(word.text, rng)) for word in sheet.words if rng.random() > 0.04]


def _faulty(text: str, rng: random.Random) -> str:
    return "".join(_FAULTS.get(char, char) if rng.random() < 0.14 else char for char in text)
