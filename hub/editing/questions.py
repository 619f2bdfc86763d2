"""What is asked of an editor: each question, and the field of the catalogue that it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel

from hub.catalogue.descriptions import field_descriptions
from hub.catalogue.document_model import Document, Treatment
from hub.catalogue.field_docs import examples
from hub.catalogue.model import Notification, Round
from hub.editing.yaml_writer import Value

Answers = Mapping[str, str]
"""The answers by the names of their questions, as the catalogue says them.

An empty answer says that it is not known; a question that nobody has answered is left out.
"""

Shape = Literal["line", "prose", "date", "year", "number", "address", "choice", "choices"]
"""What an answer looks like: by it the answer is read, and a form's field is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the field of the catalogue that its answer is for."""

    name: str
    """The field's name, and so the option's."""
    label: str
    """What it is called in Danish, on forms and in messages."""
    shape: Shape = "line"
    model: type[BaseModel] | None = None
    """The group of fields that the field is of; none where it says what an entry belongs to."""
    needed: bool = False
    hint: str = ""
    """What is to be answered, where the field's own words are for those who write YAML."""

    @property
    def help(self) -> str:
        """What is to be answered, in Danish."""
        if self.hint or self.model is None:
            return self.hint
        return field_descriptions(self.model).get(self.name, "")

    @property
    def example(self) -> str:
        """An answer as it may be given; empty where there is none."""
        if self.model is None or self.shape in ("choice", "choices", "prose", "date"):
            return ""
        found = examples().get((self.model.__name__, self.name), "")
        return found if isinstance(found, str) else ", ".join(found)

    def value(self, answer: str) -> Value:
        """Return an answer as it stands in the catalogue."""
        if self.shape == "choices":
            return tuple(part.strip() for part in answer.split(",") if part.strip())
        return answer


_PRECISE: Final = "Så præcist, som det kendes: 26. november 2019, november 2019 eller 2019."

NOTIFICATION: Final = Question(
    name="notification",
    label="Udmelding",
    shape="choice",
    needed=True,
    hint="Udmeldingen, det gælder: dens titel, adressen på dens side her, eller dens id.",
)
ROUND_YEAR: Final = Question(
    name="year",
    label="Rundens år",
    shape="choice",
    model=Round,
    needed=True,
    hint="Året, runden blev sendt ud. Uden svar er det den nyeste runde.",
)

ABOUT_CASE: Final = (
    Question(
        name="title",
        label="Titel",
        model=Notification,
        needed=True,
        hint="Udmeldingens titel, ord for ord.",
    ),
    Question(name="target_group", label="Målgruppe", model=Notification, needed=True),
    Question(
        name="id",
        label="Id",
        model=Notification,
        needed=True,
        hint="Navnet i sidens adresse: små bogstaver a-z, tal og bindestreger. Det ændres aldrig.",
    ),
    Question(
        name="scope",
        label="Gælder",
        shape="choice",
        model=Notification,
        needed=True,
        hint="Om udmeldingen gælder hele landet eller en del af det.",
    ),
    Question(
        name="policy_areas",
        label="Fagområder",
        shape="choices",
        model=Notification,
        needed=True,
        hint="De fagområder, udmeldingen gælder.",
    ),
    Question(
        name="summary",
        label="Hvad sagen handler om",
        shape="prose",
        model=Notification,
        needed=True,
        hint="To til fire sætninger, som enhver kan forstå. Skriv dem selv.",
    ),
    Question(name="agency_page", label="Styrelsens side", shape="address", model=Notification),
    Question(
        name="succeeds",
        label="Afløser",
        shape="choice",
        model=Notification,
        hint="En ældre udmelding om samme målgruppe, som denne afløser.",
    ),
)

ABOUT_ROUND: Final = (
    Question(name="published", label="Sendt ud", shape="date", model=Round, hint=_PRECISE),
    Question(
        name="year",
        label="År",
        shape="year",
        model=Round,
        needed=True,
        hint="Året, runden blev sendt ud. Det indgår i dokumenternes varige adresser.",
    ),
    Question(
        name="report_due",
        label="Frist for kommunernes svar",
        shape="date",
        model=Round,
        hint="Dagen, svarene senest skal være hos styrelsen: 15. oktober 2020.",
    ),
)
REQUEST: Final = Question(
    name="request", label="Hvad kommunerne blev bedt om", shape="prose", model=Round
)
REPORTED: Final = Question(
    name="reported", label="Kommunernes svar forelå", shape="date", model=Round, hint=_PRECISE
)

DOCUMENT_TITLE: Final = Question(
    name="title",
    label="Dokumentets titel",
    model=Document,
    needed=True,
    hint="Titlen, som den skal vises, uden slåfejl.",
)
DOCUMENT_ADDRESS: Final = (
    Question(
        name="url",
        label="Dokumentets adresse",
        shape="address",
        model=Document,
        hint="Selve filens adresse. Lad den stå tom, når den ikke er fundet; gæt den aldrig.",
    ),
    Question(
        name="landing_page",
        label="Side om dokumentet",
        shape="address",
        model=Document,
        hint="En side hos udgiveren, der præsenterer dokumentet.",
    ),
)
DOCUMENT_DATE: Final = Question(
    name="date", label="Dokumentets dato", shape="date", model=Document, hint=_PRECISE
)
PUBLISHER: Final = Question(
    name="publisher",
    label="Udgiver",
    shape="choice",
    model=Document,
    hint="Den myndighed, der har udgivet dokumentet.",
)
AREA: Final = Question(
    name="area",
    label="Område",
    shape="choice",
    model=Document,
    needed=True,
    hint="Det område, hvis kommuner har svaret.",
)
NUMBER: Final = Question(
    name="number",
    label="Bilagets nummer",
    shape="number",
    model=Document,
    needed=True,
    hint="Tallet efter »Bilag«.",
)
NOTE: Final = Question(name="note", label="Bemærkning", shape="prose", model=Document)

ABOUT_OUTCOME: Final = (
    Question(
        name="outcome",
        label="Udfald",
        shape="choice",
        model=Treatment,
        needed=True,
        hint="Hvad styrelsen kom frem til.",
    ),
    Question(
        name="date",
        label="Behandlingens dato",
        shape="date",
        model=Treatment,
        hint=f"Hvornår styrelsen afsluttede behandlingen. {_PRECISE}",
    ),
    Question(name="summary", label="Styrelsens konklusion", shape="prose", model=Treatment),
)
