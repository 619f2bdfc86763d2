"""Which file is which document: files and documents of a page are matched together.

Evidence for and against is counted, each kind with its weight; what speaks against a pair rules it
out. A pair is sure when its evidence is enough and no other file or document comes near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hub.documents.offers import Offer
from hub.documents.proposals import Candidate, Proposal, Sought

ENOUGH: Final = 3.0
"""Evidence from which on a pair is sure, if nothing else comes near."""

ONLY_PAIR: Final = 1.5
SOME: Final = 1.0
"""Evidence that nothing else fits either of a pair, where at least so much speaks for it."""

MARGIN: Final = 1.0
"""How much less evidence every other pair of the same file or document must have."""

MOST_PROPOSALS: Final = 3

_SPELLED_OUT: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_IDLE: Final = re.compile(
    r"af|at|den|der|det|en|et|for|fra|i|med|og|om|paa|pa|som|til|ved|de|vedr|vedroerende"
)
_APPENDIX: Final = re.compile(r"\bbilag\W{0,3}0*([0-9]{1,3})\b")
_REPORT: Final = re.compile(r"\bafrapportering(?!s?skema)|\bkommunernes svar|\bbesvarelse")
_TREATMENT: Final = re.compile(r"\bbehandling af afrapportering|\bvurdering af afrapportering")
_RENEWED: Final = re.compile(r"\bfornyet|\brenewed")
_NOTIFICATION: Final = re.compile(r"\bcentrale? udmelding")
_SHORTEST_STEM: Final = 5
_BEGINNING: Final = 120
"""Characters in which a file says what it is."""


def matched(
    sought: Sequence[Sought], offers: Mapping[str, Sequence[Offer]]
) -> tuple[Proposal, ...]:
    """Match documents with the files that their pages offer, each file to one document at most.

    `offers` are by the address of the page. The sure proposals come first; a document for which
    nothing speaks has none.
    """
    candidates = _with_only_pairs(
        {
            one.id: _candidates(one, _offers_of(one, offers), alone=_is_alone(one, sought))
            for one in sought
        }
    )
    given = dict(_assigned(candidates))
    found = []
    for one in sought:
        own = given.get(one.id)
        if own is None:
            continue
        taken = {other.offer.address for id_, other in given.items() if id_ != one.id}
        others = [
            each
            for each in candidates[one.id]
            if each is not own and each.offer.address not in taken
        ]
        sure = _is_sure(one.id, own, candidates)
        found.append(Proposal(one, (own, *others)[:MOST_PROPOSALS], sure))
    return tuple(sorted(found, key=lambda each: not each.sure))


def sure_addresses(
    sought: Sequence[Sought], offers: Mapping[str, Sequence[Offer]]
) -> Mapping[str, str]:
    """Return the address of the file that each document surely is, by the document's id."""
    found = (one for one in matched(sought, offers) if one.sure)
    return {one.sought.id: one.candidates[0].offer.address for one in found}


def _offers_of(sought: Sought, offers: Mapping[str, Sequence[Offer]]) -> list[Offer]:
    found = {one.address: one for page in sought.pages for one in offers.get(page, ())}
    return list(found.values())


def _is_alone(sought: Sought, all_: Iterable[Sought]) -> bool:
    """Return whether no other document shares a page with this one."""
    return not any(other.pages & sought.pages for other in all_ if other is not sought)


def _candidates(sought: Sought, offers: Sequence[Offer], *, alone: bool) -> tuple[Candidate, ...]:
    """Return the files that may be a document, the likeliest first."""
    found = []
    for offer in offers:
        parts = tuple(_evidence(sought, offer))
        if any(weight is None for weight, _ in parts):
            continue
        if alone and len(offers) == 1:
            parts += ((2.0, "sidens eneste fil til dens eneste dokument"),)
        weight = sum(each for each, _ in parts if each)
        if weight > 0:
            reasons = tuple(reason for each, reason in parts if each and each > 0)
            found.append(Candidate(offer, weight, reasons))
    return tuple(sorted(found, key=lambda one: (-one.evidence, one.offer.address)))


def _with_only_pairs(
    candidates: Mapping[str, tuple[Candidate, ...]],
) -> dict[str, tuple[Candidate, ...]]:
    """Return the candidates, with more evidence for pairs of which neither fits anything else."""
    uses = Counter(one.offer.address for some in candidates.values() for one in some)
    found = {}
    for id_, some in candidates.items():
        only = some[0] if len(some) == 1 else None
        if only and uses[only.offer.address] == 1 and only.evidence >= SOME:
            reasons = (*only.reasons, "andet passer ikke")
            only = Candidate(only.offer, only.evidence + ONLY_PAIR, reasons)
            some = (only,)  # noqa: PLW2901  # the one candidate, strengthened
        found[id_] = some
    return found


def _assigned(candidates: Mapping[str, Sequence[Candidate]]) -> Iterator[tuple[str, Candidate]]:
    """Yield the pairs with the most evidence, each document and each file once."""
    pairs = [(one, id_) for id_, some in candidates.items() for one in some]
    documents, files = set[str](), set[str]()
    for one, id_ in sorted(pairs, key=lambda pair: -pair[0].evidence):
        if id_ not in documents and one.offer.address not in files:
            documents.add(id_)
            files.add(one.offer.address)
            yield id_, one


def _is_sure(id_: str, own: Candidate, candidates: Mapping[str, Sequence[Candidate]]) -> bool:
    rivals = [one for one in candidates[id_] if one is not own]
    rivals += [
        one
        for other, some in candidates.items()
        if other != id_
        for one in some
        if one.offer.address == own.offer.address
    ]
    return own.evidence >= ENOUGH and all(one.evidence <= own.evidence - MARGIN for one in rivals)


def _evidence(sought: Sought, offer: Offer) -> Iterator[tuple[float | None, str]]:
    """Yield what speaks for a pair, with its weight and reason; None for what rules it out."""
    named = _Text.of(offer.link, offer.label, offer.name, offer.title)
    near = _Text.of(offer.heading, offer.around)
    inside = _Text.of(offer.start)
    if sought.kind and offer.kind and sought.kind != offer.kind:
        yield None, ""
    yield from _appendix(sought, named, near, inside)
    yield from _role(sought, named, inside)
    yield from _area(sought, named, inside)
    yield from _title(sought, named, near, inside)
    years = {int(year) for year in re.findall(r"\b(?:19|20)[0-9]{2}\b", named.text)}
    if sought.years & years:
        yield 0.5, "året passer"
    elif years and sought.years:
        yield -0.5, ""


def _appendix(
    sought: Sought, named: _Text, near: _Text, inside: _Text
) -> Iterator[tuple[float | None, str]]:
    """Judge by numbers of appendices: a file has that of its name, else that of its first line."""
    # What an appendix is stands first in it; a notification names its appendices further down.
    beginning = _NOTIFICATION.split(inside.text[:_BEGINNING], maxsplit=1)[0]
    for text, weight in ((named.text, 3.0), (beginning, 2.5), (near.text, 1.5)):
        numbers = {int(number) for number in _APPENDIX.findall(text)}
        if not numbers:
            continue
        if sought.role == "appendix" and sought.number in numbers:
            yield (weight if len(numbers) == 1 else weight / 2), f"bilag {sought.number}"
        elif text is not near.text or len(numbers) == 1:
            yield None, ""
        return
    if "bilag" in named.words:
        yield (1.0, "et bilag") if sought.role == "appendix" else (None, "")
    elif sought.role == "appendix" and sought.number is not None:
        yield -1.0, ""


def _role(sought: Sought, named: _Text, inside: _Text) -> Iterator[tuple[float | None, str]]:
    text = f"{named.text} {inside.text[:200]}"
    renewed, report = bool(_RENEWED.search(text)), bool(_REPORT.search(text))
    treatment = bool(_TREATMENT.search(text))
    if sought.role == "notification":
        if renewed != sought.renewed:
            yield -1.5, ""
        elif renewed:
            yield 1.5, "en fornyet behandling"
        if _REPORT.search(named.text):
            yield -2.0, ""
        elif _NOTIFICATION.search(text):
            yield 1.5, "en central udmelding"
    elif sought.role == "regional_report":
        yield (1.5, "en afrapportering") if report and not treatment else (-1.0, "")
    elif sought.role == "treatment":
        yield (2.0, "en behandling af afrapporteringer") if treatment else (-0.5, "")


def _area(sought: Sought, named: _Text, inside: _Text) -> Iterator[tuple[float | None, str]]:
    text = f"{named.text} {inside.text}"
    there = {own for name, own in sought.areas.items() if _folded(name).text in text}
    if sought.role != "regional_report":
        return
    if True in there:
        yield 2.0, "området passer"
    elif False in there:
        yield None, ""


def _title(sought: Sought, named: _Text, near: _Text, inside: _Text) -> Iterator[tuple[float, str]]:
    """Judge by the words of the title; those of the case count less: all its files have them."""
    shares = []
    for title in sought.titles:
        words = _Text.of(re.sub(r"(?i)\bbilag\s+[0-9]+", " ", title)).telling
        if words:
            shares.append(
                max(named.share(words), 0.9 * inside.share(words), 0.5 * near.share(words))
            )
    best = max(shares, default=0.0)
    if best >= 0.5:  # noqa: PLR2004  # at least half of the words
        yield 2.0 * best, "ordene i titlen"
    case = _Text.of(sought.case).telling
    if case and max(named.share(case), inside.share(case)) >= 0.5:  # noqa: PLR2004  # the same
        yield 0.5, "sagens ord"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text folded to ASCII, with its words."""

    text: str
    words: frozenset[str]

    @classmethod
    def of(cls, *texts: str) -> _Text:
        return _folded(" ".join(texts))

    @property
    def telling(self) -> frozenset[str]:
        """The words that say something."""
        return frozenset(word for word in self.words if not _IDLE.fullmatch(word))

    def share(self, words: frozenset[str]) -> float:
        """Return how many of the words stand here, from 0 to 1; a longer form counts too."""
        return sum(self._has(word) for word in words) / len(words)

    def _has(self, word: str) -> bool:
        stem = word[: max(_SHORTEST_STEM, len(word) - 2)]
        return word in self.words or (
            len(stem) >= _SHORTEST_STEM and any(one.startswith(stem) for one in self.words)
        )


@lru_cache(maxsize=4096)
def _folded(text: str) -> _Text:
    composed = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED_OUT)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode("ascii")
    flat = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return _Text(flat, frozenset(flat.split()))
