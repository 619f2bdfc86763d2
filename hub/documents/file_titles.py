"""Which of the titles that files carry say what a document is.

Programs fill the title of a file in by themselves: with the name of the file that it was made of,
with a word for a page that nobody has named, or with that of a template.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_TITLE: Final = 400
"""Characters of a title that are looked at."""

_AROUND: Final = re.compile(
    r"(?:(?:microsoft|ms|openoffice\S*|libreoffice\S*) +[\w.]+ *[-–] *)?(?:(?:re|sv|vs|fwd?): *)*"
    r"(?P<title>.*?)(?: *\[[^\[\]]*\])?",
    re.IGNORECASE,
)
"""What programs put around a title: their name, that it is an answer, how the file was opened."""

_FILE_NAME: Final = re.compile(
    r"\S+|.*\.(?:pdf|docx?|dotx?|docm|odt|rtf|xlsx?|pptx?|indd|qxp|html?|tmp)"
    r"|(?:[a-z]:)?[\\/].*|.*\w_\w.*",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\S+ (?!(?:19|20)\d\d$)[\d/.-]*\d\W*")
"""A word and a number that is no year: »Lysbillede 1«, »Ark 1«, »Sag 19/12345«."""

_PROMPT: Final = re.compile(
    r"(?:skriv|klik|indsæt|angiv|tilføj|click|type|enter|insert)\b.*"
    r"\b(?:her|titel|tekst|here|title|text)\W*",
    re.IGNORECASE,
)
"""What a template asks for: »Klik her for at angive tekst.«"""

_EMPTY_WORDS: Final = re.compile(
    r"(?:udkast|kladde|draft|layout|dokument|document|untitled|uden ?titel|unavngivet"
    r"|ikke[- ]navngivet|no ?title|titel|title|skabelon|template|word|powerpoint|præsentation"
    r"|presentation|side|page|slide|dias|print|job|scan(?:net|ned)?|kopi|copy|af|of|notat|brev|test"
    r"|endelig|final|version|ver|v|rev|nr|nummer|sagsnr|dok|j|forside|bilag|blank|tom|ny|nyt|new|mappe|book|projekt"
    r"|project|acrobat|adobe|pdf|indesign|[\W\d_])+",
    re.IGNORECASE,
)


def telling_title(title: str | None) -> str | None:
    """Return a file's title as it may be proposed to an editor; None where it says nothing.

    What programs put around it is left out: »Microsoft Word - Svar fra kommunerne«.
    """
    around = _AROUND.fullmatch(" ".join((title or "")[:LONGEST_TITLE].split()))
    plain = around["title"] if around else ""
    if any(form.fullmatch(plain) for form in (_FILE_NAME, _NUMBERED, _PROMPT, _EMPTY_WORDS)):
        return None
    return plain or None
