"""A run told in short: one line, and a summary in Markdown for a run by the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hub.diagnostics.problem import Language
from hub.diagnostics.reporters import Rules, markdown_table
from hub.links.run import LinkResult, is_known

_LINE: Mapping[Language, str] = {
    "da": (
        "{asked} adresser spurgt: {ok} i orden, {redirected} flyttet, {broken} døde, "
        "{blocked} lukkede for os, {unchecked} kunne ikke kontrolleres; {new} nye bemærkninger, "
        "{known} kendte."
    ),
    "en": (
        "{asked} addresses asked: {ok} well, {redirected} moved, {broken} broken, {blocked} closed "
        "to us, {unchecked} could not be checked; {new} new remarks, {known} known."
    ),
}
_HEADINGS: Mapping[Language, tuple[str, str, str, str]] = {
    "da": ("Links til andre sider", "Nyt siden sidst", "Kendt i forvejen", "Intet."),
    "en": ("Links to other sites", "New since the last run", "Known already", "Nothing."),
}


def summary_line(result: LinkResult, language: Language) -> str:
    """Return the line that ends a run."""
    verdicts = Counter(record.verdict.value for record in result.lock.links.values())
    known = sum(is_known(problem, result) for problem in result.problems)
    counts = {name: verdicts[name] for name in ("ok", "redirected", "broken", "blocked")}
    return _LINE[language].format(
        **counts,
        unchecked=verdicts["unchecked"],
        asked=result.asked,
        known=known,
        new=len(result.problems) - known,
    )


def markdown_summary(result: LinkResult, rules: Rules, language: Language) -> str:
    """Return the run as Markdown: what is new stands apart from what is known."""
    title, new, known, nothing = _HEADINGS[language]
    parts = [f"# {title}\n\n{summary_line(result, language)}\n"]
    for heading, wanted in ((new, False), (known, True)):
        some = [one for one in result.problems if is_known(one, result) == wanted]
        table = markdown_table(some, rules, language) if some else f"{nothing}\n"
        parts.append(f"## {heading} ({len(some)})\n\n{table}")
    return "\n".join(parts)
