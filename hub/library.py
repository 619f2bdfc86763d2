"""The hub as a library: what `from hub import …` offers, and nothing that a quick program pays for.

from hub import load_catalogue

catalogue = load_catalogue("path/to/hub")
for notification in catalogue.notifications:
    print(notification.title, notification.rounds[-1].report_due)
"""

from __future__ import annotations

from pathlib import Path

from hub.catalogue.loader import read_records
from hub.catalogue.model import Catalogue
from hub.catalogue.source import texts_under
from hub.diagnostics.problem import Problem
from hub.diagnostics.reporters import text_report
from hub.diagnostics.rules import all_rules, errors_in


class FaultyCatalogue(Exception):
    """A catalogue has faults, so there is nothing right to hand out.

    The message is what `hub check` prints; `problems` are its values.
    """

    def __init__(self, problems: tuple[Problem, ...], root: Path) -> None:
        report = text_report(problems, all_rules(), "da", texts_under(root))
        super().__init__("\n".join(report))
        self.problems = problems


def load_catalogue(root: Path | str = ".") -> Catalogue:
    """Return the catalogue of the project in a folder, typed and checked as `hub check` does it.

    The values are frozen. Dates are as precise as they are known: `KnownDate` with `year`, `month`
    and `day`, of which the last two may be None; `str()` writes them as the catalogue does. What is
    not known is None, or an empty tuple.

    Raises FaultyCatalogue where the files have errors, also where there are none.
    """
    folder = Path(root)
    records = read_records(folder)
    if errors := errors_in(records.problems):
        raise FaultyCatalogue(errors, folder)
    assert records.catalogue.model is not None  # only what has no faults of shape has no errors
    return records.catalogue.model
