"""What can be proposed for questions that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from hub.catalogue.documents import DocumentRole
from hub.catalogue.fields import RESERVED_IDS
from hub.catalogue.vocabulary import Vocabulary, name_on
from hub.documents.assignment import sure_addresses
from hub.documents.file_titles import telling_title
from hub.documents.offers import link_offers
from hub.documents.preview import Preview
from hub.documents.proposals import Sought, appendix_number
from hub.editing.entry_context import EntryContext, NoSuchRound, round_names
from hub.editing.entry_kinds import Kind
from hub.editing.questions import Answers
from hub.text.danish import date_text
from hub.text.dates import KnownDate
from hub.text.slugs import slug

_KIND_WORDS: Final = {"pdf": "PDF", "html": "webside"}
_ROLES: Final[Mapping[Kind, DocumentRole]] = {
    "appendix": "appendix",
    "report": "regional_report",
    "treatment": "treatment",
}
"""What the document of an entry is; of other kinds a notification."""

_LONGEST_ID: Final = 60


def defaults(context: EntryContext, answers: Answers, seen: Preview | None = None) -> Answers:
    """Return what can be proposed after the answers so far, and what an address says of itself."""
    found = (*_of_answers(context, answers), *_of_file(context.kind, seen))
    return {name: value for name, value in found if value and name not in answers}


def completed(context: EntryContext, given: Answers, seen: Preview | None = None) -> Answers:
    """Return the answers with what can be proposed where nobody is asked.

    The date that a file was made on is no document's date: only a person can say that it is.
    """
    proposed = dict(defaults(context, given, seen))
    proposed.pop("date", None)
    if seen and seen.kind == "html":
        proposed.pop("url", None)
    return {**proposed, **given}


def address_answers(seen: Preview) -> Answers:
    """Return the answers that an address gives by itself."""
    own = "landing_page" if seen.kind == "html" else "url"
    english = (seen.language or "").lower().startswith("en")
    return {own: seen.address, **({"language": "en"} if english else {})}


def preview_lines(kind: Kind, seen: Preview) -> Iterator[str]:
    """Yield what was seen, in Danish, for the editor to judge."""
    pages = f", {seen.pages} {'side' if seen.pages == 1 else 'sider'}" if seen.pages else ""
    yield f"Fundet: {_KIND_WORDS.get(seen.kind, seen.kind)}{pages}."
    if seen.title:
        yield f"Filens egen titel: {seen.title}"
    if seen.created:
        made = date_text(KnownDate.parse(seen.created))
        yield f"Filen er lavet {made}. Det er ikke altid dokumentets egen dato."
    if file := _linked_file(kind, seen):
        yield f"Siden linker til filen {file}"


def _of_answers(context: EntryContext, answers: Answers) -> Iterator[tuple[str, str]]:
    host = answers.get("url") or answers.get("landing_page") or ""
    if context.kind == "notification":
        yield "id", _free_id(context, answers)
    if answers.get("published"):
        yield "year", answers["published"][:4]
    if context.kind == "round":
        yield "title", "Anmodning om fornyet behandling"
        yield "publisher", "styrelsen"
    if (notification := context.notification(answers)) and context.kind != "round":
        yield "year", round_names(notification.rounds)[-1]
    if context.kind == "report" and answers.get("area"):
        yield "title", f"Afrapportering fra {_area_name(answers, context.vocabulary)}"
    if context.kind == "appendix" and answers.get("number"):
        yield "title", f"Bilag {answers['number']}"
    if context.kind == "treatment":
        yield from _of_treatment(context, answers)
    if publisher := publisher_of(host, context.vocabulary):
        yield "publisher", publisher


def _of_treatment(context: EntryContext, answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield what the catalogue says of a round's treatment already."""
    if answers.get("url") or answers.get("landing_page"):
        yield "title", "Styrelsens behandling af afrapporteringerne"
    notification = context.notification(answers)
    try:
        number = context.round_number(answers)
    except (KeyError, NoSuchRound):
        return
    treatment = notification.rounds[number].agency_treatment if notification else None
    if treatment is None:
        return
    for name in ("outcome", "date", "summary"):
        yield name, str(getattr(treatment, name) or "")
    if document := treatment.document:
        for name in ("title", "url", "landing_page", "publisher"):
            yield name, str(getattr(document, name) or "")


def publisher_of(address: str, vocabulary: Vocabulary) -> str | None:
    """Return the authority on whose own site an address lies, if there is one."""
    sites = {_host(one.site): one.id for one in reversed(vocabulary.authorities) if one.site}
    return sites.get(_host(address))


def short_slug(text: str) -> str:
    """Return a text as an id: whole words, not longer than an address should be."""
    made = slug(text.removeprefix("Central udmelding for ").removeprefix("Central udmelding om "))
    if len(made) <= _LONGEST_ID:
        return made
    return made[: _LONGEST_ID + 1].rpartition("-")[0] or made[:_LONGEST_ID]


def _free_id(context: EntryContext, answers: Answers) -> str:
    """Return an id that no notification has, made of the target group, else of the title."""
    about = answers.get("target_group") or answers.get("title")
    if not about:
        return ""
    wanted, taken = short_slug(about), {one.id for one in context.catalogue.notifications}
    year = (answers.get("year") or answers.get("published") or "")[:4]
    endings = ("", *([f"-{year}"] if year else []), *(f"-{number}" for number in range(2, 1000)))
    free = (f"{wanted}{ending}" for ending in endings)
    return next(
        (one for one in free if one not in taken and not RESERVED_IDS.fullmatch(one)), wanted
    )


def _of_file(kind: Kind, seen: Preview | None) -> Iterator[tuple[str, str]]:
    """Yield what a file says of itself, which only an editor can say is so."""
    if seen is None:
        return
    yield from {
        name: value
        for name, value in (
            ("title", telling_title(seen.title)),
            ("date", seen.created),
            ("url", _linked_file(kind, seen)),
        )
        if value
    }.items()


def _linked_file(kind: Kind, seen: Preview) -> str | None:
    """Return the address of the one file that a page presents, if there is one."""
    if len(seen.links) == 1:
        return next(iter(seen.links))
    titles = (seen.title,) if seen.title else ()
    sought = Sought(
        id="",
        role=_ROLES.get(kind, "notification"),
        renewed=kind == "round",
        titles=titles,
        case="",
        number=appendix_number(titles),
        areas={},
        years=frozenset(),
        kind=None,
        pages=frozenset((seen.address,)),
    )
    return sure_addresses([sought], {seen.address: link_offers(seen.links)}).get(sought.id)


def _area_name(answers: Answers, vocabulary: Vocabulary) -> str:
    area = next((one for one in vocabulary.areas if one.id == answers["area"]), None)
    try:
        date = KnownDate.parse(answers.get("date") or (answers.get("year") or "")[:4])
    except ValueError:
        date = None
    return name_on(area.names, date) if area else answers["area"]


def _host(address: str | None) -> str:
    return (address or "").partition("//")[2].partition("/")[0].removeprefix("www.")
