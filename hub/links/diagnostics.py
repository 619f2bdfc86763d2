"""What the lock tells an editor: each link that is not well, at the line of the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hub.catalogue.tree import SourceFile
from hub.catalogue.vocabulary import Hosts
from hub.diagnostics.problem import InFull, Problem
from hub.links.exclusions import exclusion_of
from hub.links.moves import is_proved
from hub.links.records import LinkLock, LinkRecord, LinkVerdict
from hub.links.suggestions import elsewhere, proposal
from hub.links.usages import Usage, with_https
from hub.web.url_policy import ForbiddenAddress, UrlPolicy


def problems_of(
    uses: Iterable[Usage], lock: LinkLock, hosts: Hosts, sources: Mapping[str, SourceFile]
) -> tuple[Problem, ...]:
    """Return what is wrong or worth a remark, sorted by place; `sources` are YAML files by name."""
    guard = UrlPolicy.of(hosts)
    problems: list[Problem] = []
    for use in uses:
        problems += _of_use(use, lock, hosts, guard, sources.get(use.place.file))
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.rule)))


def _of_use(
    use: Usage, lock: LinkLock, hosts: Hosts, guard: UrlPolicy, source: SourceFile | None
) -> Iterator[Problem]:
    try:
        guard.checked(use.address)
    except ForbiddenAddress:
        if source is None:  # in YAML the catalogue's own check tells it
            yield use.problem("link-host", address=InFull(use.address))
        return
    if excluded := exclusion_of(use.address, hosts):
        yield use.problem("link-excluded", reason=excluded.reason, date=excluded.look_again)
        return
    record = lock.links.get(use.asked)
    if record is not None:
        yield from _of_record(use, record, lock, source)


def _of_record(
    use: Usage, record: LinkRecord, lock: LinkLock, source: SourceFile | None
) -> Iterator[Problem]:
    other = proposal(use, record, lock)
    match record.verdict:
        case LinkVerdict.OK if other is not None and other == with_https(use.address):
            yield use.problem("link-https", target=InFull(other))
        case LinkVerdict.REDIRECTED if other is not None:
            proved = is_proved(use, record, source)
            yield use.problem("link-moved", target=InFull(other), proved=proved)
        case LinkVerdict.BROKEN:
            detail = dict(record.detail)
            last = record.failures[-1].rule if record.failures else record.rule
            yield use.problem("link-broken", **{**detail, "cause": last, "since": _since(record)})
        case LinkVerdict.BLOCKED | LinkVerdict.UNCHECKED if record.rule:
            yield use.problem(record.rule, **record.detail)
    if record.verdict not in (LinkVerdict.BROKEN, LinkVerdict.UNCHECKED):
        return
    if other is not None:
        yield use.problem("link-proposed", target=InFull(other))
    elif source is not None and (page := elsewhere(use, lock, source)):
        yield use.problem("link-elsewhere", target=InFull(page))


def _since(record: LinkRecord) -> str:
    return record.failing_since or record.since
