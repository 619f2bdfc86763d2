"""Signs that look like those of YAML and are others: Word and web pages put them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

LOOK_ALIKES: Final[Mapping[str, tuple[str, str, str]]] = {
    # what the sign is called in Danish and in English, and the sign that it is taken for
    "\u00a0": ("et hårdt mellemrum", "a no-break space", " "),
    "\u2007": ("et talmellemrum", "a figure space", " "),
    "\u2009": ("et smalt mellemrum", "a thin space", " "),
    "\u202f": ("et smalt, hårdt mellemrum", "a narrow no-break space", " "),
    "\u3000": ("et bredt mellemrum", "an ideographic space", " "),
    "\u2010": ("en typografisk bindestreg", "a typographic hyphen", "-"),
    "\u2011": ("en hård bindestreg", "a no-break hyphen", "-"),
    "\u2012": ("en talstreg", "a figure dash", "-"),
    "\u2013": ("en tankestreg", "an en dash", "-"),
    "\u2014": ("en lang tankestreg", "an em dash", "-"),
    "\u2212": ("et minustegn", "a minus sign", "-"),
    "\u2022": ("et punkttegn", "a bullet", "-"),
    "\u201c": ("et krøllet citationstegn", "a curly quotation mark", '"'),
    "\u201d": ("et krøllet citationstegn", "a curly quotation mark", '"'),
    "\u201e": ("et krøllet citationstegn", "a curly quotation mark", '"'),
    "\u2018": ("et krøllet anførselstegn", "a curly single quotation mark", "'"),
    "\u2019": ("en krøllet apostrof", "a curly apostrophe", "'"),
    "\uff1a": ("et bredt kolon", "a full-width colon", ":"),
}
LOOK_ALIKE: Final = re.compile(f"[{''.join(LOOK_ALIKES)}]")

_PLAIN: Final = str.maketrans({sign: plain for sign, (_, _, plain) in LOOK_ALIKES.items()})


def with_plain_signs(text: str) -> str:
    """Return a text with every look-alike replaced by the sign that it is taken for."""
    return text.translate(_PLAIN)


def names_of(sign: str) -> dict[str, object]:
    """Return what a look-alike is called, as values of a problem."""
    danish, english, _ = LOOK_ALIKES[sign]
    return {"sign": danish, "sign_in_english": english}


_HIDDEN: Final[tuple[tuple[str, str, str], ...]] = (
    # the signs, and what they are called in Danish and in English
    ("\u00ad", "en blød bindestreg", "a soft hyphen"),
    ("\u200b", "et mellemrum uden bredde", "a zero-width space"),
    ("\u200c\u200d\u2060", "et bindetegn uden bredde", "a joiner without a width"),
    ("\u2028\u2029", "et særligt linjeskift", "a special line break"),
    (
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
        "et tegn, der vender læseretningen",
        "a sign that turns the direction of reading",
    ),
    ("\ue000-\uf8ff", "et tegn fra en symbolskrift", "a sign of a symbol font"),
    ("\ufeff", "et filmærke (BOM)", "a mark of a file (BOM)"),
)


def hidden_sign(sign: str) -> dict[str, object]:
    """Return the code of a sign that is not seen and what it is called, as values of a problem."""
    names = (
        (danish, english) for signs, danish, english in _HIDDEN if re.match(f"[{signs}]", sign)
    )
    danish, english = next(names, ("et styretegn", "a control character"))
    return {"code": f"{ord(sign):04X}", "sign": danish, "sign_in_english": english}
