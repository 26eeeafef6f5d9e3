"""A place name in, the key it is looked up by out: the same for "Khān Yūnis", "Khan Yunis" and "KHAN YUNIS"."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition turns into plain ones.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "ł": "l",
        "Ł": "l",
        "ı": "i",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
_MARKS_INSIDE = re.compile("['`´‘’ʻʼʽʾʿ]")  # written or not, they change no name: Sana'a, Sanaa
_NOT_WORD = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\b(?:st|ste|sankt|santo)\b(?= )")
_FORT = re.compile(r"\bft\b(?= )")
_MOUNT = re.compile(r"\bmt\b(?= )")
_ARTICLE = re.compile(r"(?:the|al|el|ad|ar|as|ash|at|az|an) (?=\w)")


def place_key(name: str) -> str:
    """A name as looked up: small plain letters, single spaces; '' when no letter is left."""
    folded = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    letters = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    key = _NOT_WORD.sub(" ", _MARKS_INSIDE.sub("", letters)).strip()
    key = _MOUNT.sub("mount", _FORT.sub("fort", _SAINT.sub("saint", key)))
    return key if any(c.isalpha() for c in key) else ""


def without_article(key: str) -> str:
    """A key without its English or Arabic article: "al raqqah" and "raqqah" are one town."""
    return _ARTICLE.sub("", key, count=1) if _ARTICLE.match(key) else key
