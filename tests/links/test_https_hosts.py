"""An address with http is told where its host is known to answer https."""

from __future__ import annotations

from hub.catalogue.source import source_of
from hub.diagnostics.reporters import hint
from hub.diagnostics.rules import all_rules
from hub.documents.records import Lock
from hub.links.https_hosts import insecure_addresses
from hub.links.records import LinkLock
from hub.links.usages import usages_in

TEXT = """\
a:
  url: http://www.sbst.dk/a
  landing_page: https://www.sbst.dk/b
  links:
    - http://www.sbst.dk/c
b:
  url: http://www.kl.dk/a
c:
  url: http://www.rs17.dk/a
"""
SEEN = {"since": "2026-11-01", "checked": "2026-11-01"}
LINKS = LinkLock.model_validate(
    {
        "links": {
            "https://www.sbst.dk/b": {"verdict": "ok", **SEEN},
            "https://www.kl.dk/b": {"verdict": "broken", **SEEN},
            "http://www.rs17.dk/a": {"verdict": "ok", **SEEN},
        }
    }
)


def test_only_hosts_whose_https_was_seen_well_are_told():
    uses = list(usages_in(source_of(TEXT, "x")))

    found = list(insecure_addresses(uses, LINKS, Lock()))

    assert [(one.rule, one.place.line) for one in found] == [
        ("address-insecure", 2),
        ("address-insecure", 5),
    ]
    assert [hint(one, all_rules(), "da") for one in found] == [
        "Skriv linjen sådan: url: https://www.sbst.dk/a",
        "Skriv linjen sådan: - https://www.sbst.dk/c",
    ]
