"""The process that every notification goes through, as far as its sources tell it."""

from __future__ import annotations

from hub.catalogue.fields import Date, Id, Line, Number, Prose, Truth
from hub.catalogue.model import Outcome, Source, Written


class Passage(Written):
    """The way from one step to another."""

    step: Id
    """The step it leads to."""
    when: Line | None = None
    """On what condition, in a few words."""


class Step(Written):
    """One step of the process, from hearing to order."""

    id: Id
    title: Line
    actor: Line
    text: Prose
    provision: Line | None = None
    outcome: Outcome | None = None
    """The outcome that the step ends in, where it does."""
    exceptional: Truth = False
    leads_to: tuple[Passage, ...] = ()
    """The steps that may follow; the drawing of the process is made of them."""


class Duty(Written):
    """What the municipalities must do with a notification, and by when."""

    who: Line
    what: Prose
    where: Prose
    deadline: Line
    submit_to: Line
    submit_when: Line
    provision: Line


class Role(Written):
    """Who takes part, and how."""

    actor: Line
    role: Prose


class ReportingForm(Written):
    """The form in which a report is given."""

    purposes: tuple[Prose, ...]
    specified_in: tuple[Line, ...]
    note: Prose | None = None


class Theme(Written):
    """A theme of the report, with the data it asks for."""

    number: Number
    title: Line
    assessed: Prose
    """What the agency must be able to judge."""
    covers: tuple[Prose, ...]
    """What the section must tell."""
    requested_data: tuple[Prose, ...]
    data_scope: Line | None = None
    purpose: Prose | None = None


class LadderStep(Written):
    """A step of the agency's assessment: what it does, and when."""

    number: Number
    condition: Prose | None = None
    action: Prose


class AssessmentBasis(Written):
    """What the agency's assessment rests on."""

    provision: Prose
    preparatory_works: Line
    test: Prose
    depends_on: tuple[Prose, ...]
    ladder: tuple[LadderStep, ...]


class Criterion(Written):
    """One of the four criteria of the screening model."""

    number: Number
    id: Id
    name: Line
    requirement: Prose
    threshold: Number | None = None
    unit: Line | None = None
    rationale: Prose


class ScreeningModel(Written):
    """The model by which a service is judged highly specialised."""

    title: Line
    developed_in: Line
    also_considered: Prose
    criteria: tuple[Criterion, ...]


class ScheduledActivity(Written):
    """A line of the schedule; `when` is how the site says it."""

    when: Line
    start: Date | None = None
    end: Date | None = None
    deadline: Truth = False
    ongoing: Truth = False
    actor: Line
    activity: Prose
    note: Prose | None = None


class Process(Written):
    """`data/process.yaml` as a whole."""

    notification: Id
    """The notification whose appendix tells the process in full: the example."""
    summary: Prose
    steps: tuple[Step, ...]
    duty: Duty
    roles: tuple[Role, ...]
    reporting_form: ReportingForm
    themes: tuple[Theme, ...]
    assessment: AssessmentBasis
    screening_model: ScreeningModel
    schedule: tuple[ScheduledActivity, ...]
    sources: tuple[Source, ...]
    notes: tuple[Prose, ...] = ()
    """Slips and gaps of the sources."""
