"""What areas, authorities and laws are called, for those who write a name where an id is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from hub.catalogue.vocabulary import Vocabulary

Names = Mapping[str, Mapping[str, frozenset[str]]]


def names_in(vocabulary: Vocabulary) -> Names:
    """Return for each group of ids what its members are called, and which of them that may be."""
    pairs: dict[str, Iterator[tuple[str, str]]] = {
        "areas": (
            (name, one.id)
            for one in vocabulary.areas
            for name in (
                *(dated.name for dated in (*one.names, *one.regions)),
                one.contact_council,
                one.steering_group,
                one.id,
            )
        ),
        "authorities": (
            (name, one.id)
            for one in vocabulary.authorities
            for name in (*(dated.name for dated in one.names), one.id)
        ),
        "instruments": (
            (name, one.id)
            for one in vocabulary.instruments
            for name in (one.title, one.short_title, one.id)
        ),
    }
    return {group: _by_name(named_ones) for group, named_ones in pairs.items()}


def _by_name(pairs: Iterator[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, id_ in pairs:
        found[name].add(id_)
    return {name: frozenset(ids) for name, ids in found.items()}
