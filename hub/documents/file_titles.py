"""Which of the titles that files carry say what a document is.

Programs fill the title of a file in by themselves: with the name of the file that it was made of,
with a word for a page that nobody has named, or with that of a template.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_TITLE: Final = 400
"""Characters of a title that are looked at."""

_PROGRAM: Final = re.compile(
    r"(?:microsoft|ms|openoffice\S*|libreoffice\S*) +[\w.]+ *[-–] *", re.IGNORECASE
)
_FILE_NAME: Final = re.compile(
    r"\S+|.*\.(?:pdf|docx?|dotx?|docm|odt|rtf|xlsx?|pptx?|indd|qxp|html?|tmp)", re.IGNORECASE
)
_EMPTY_WORDS: Final = re.compile(
    r"(?:udkast|kladde|draft|layout|dokument|document|untitled|uden ?titel|unavngivet"
    r"|ikke[- ]navngivet|no ?title|titel|title|skabelon|template|word|powerpoint|præsentation"
    r"|presentation|side|page|slide|dias|print|scan(?:net)?|kopi|copy|af|of|notat|brev|test"
    r"|endelig|final|version|ver|v|rev|nr|forside|bilag|blank|tom|ny|nyt|new|mappe|book|projekt"
    r"|project|acrobat|adobe|pdf|indesign|[\W\d_])+",
    re.IGNORECASE,
)


def telling_title(title: str | None) -> str | None:
    """Return a file's title as it may be proposed to an editor; None where it says nothing.

    What the program put before it is left out: »Microsoft Word - Svar fra kommunerne«.
    """
    plain = " ".join((title or "")[:LONGEST_TITLE].split())
    plain = _PROGRAM.sub("", plain, count=1) if _PROGRAM.match(plain) else plain
    if _FILE_NAME.fullmatch(plain) or _EMPTY_WORDS.fullmatch(plain):
        return None
    return plain or None
