"""The description for data portals: the same in both forms, and as the published shapes want it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyshacl
import pytest
import rdflib
from open_data import ADDRESS, STANDARDS, dataset
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, SH

from hub.site.export import dcat

SHAPES = sorted(STANDARDS.glob("dcat-ap*.ttl"))
Files = Mapping[str, bytes]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib in itself


@pytest.fixture(params=["frozen_files", "hostile_files"])
def files(request: pytest.FixtureRequest) -> Files:
    return request.getfixturevalue(request.param)


@pytest.fixture
def graph(files: Files) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files["data/katalog.ttl"], format="turtle")


def test_both_forms_say_the_same(files: Files, graph: rdflib.Graph):
    other = rdflib.Graph().parse(data=files["data/katalog.jsonld"], format="json-ld")

    assert isomorphic(graph, other)
    assert len(graph) > 100


def violations(data: bytes, shapes: Path, lost: tuple[rdflib.URIRef, ...] = ()) -> list[tuple]:
    """Return node and path of each violation; properties that are `lost` are taken away first."""
    graph = rdflib.Graph().parse(data=data, format="turtle")
    for one in lost:
        graph.remove((None, one, None))
    _, report, _ = pyshacl.validate(graph, shacl_graph=str(shapes), advanced=True)
    return [
        (report.value(one, SH.focusNode), report.value(one, SH.resultPath))
        for whole in report.subjects(RDF.type, SH.ValidationReport)
        for one in report.objects(whole, SH.result)
        if report.value(one, SH.resultSeverity) == SH.Violation
    ]


@pytest.mark.skipif(not SHAPES, reason="the published shapes are not beside this checkout")
@pytest.mark.parametrize("shapes", SHAPES, ids=lambda path: path.stem)
def test_the_published_shapes_find_no_violation(hostile_files: Files, shapes: Path):
    assert violations(hostile_files["data/katalog.ttl"], shapes) == []


@pytest.mark.skipif(not SHAPES, reason="the published shapes are not beside this checkout")
def test_the_shapes_would_find_a_violation(frozen_files: Files):
    (shapes,) = [one for one in SHAPES if one.stem == "dcat-ap-dk_2.0.2_shacl_shapes"]
    lost = (DCTERMS.title, DCTERMS.publisher, DCTERMS.description)

    found = violations(frozen_files["data/katalog.ttl"], shapes, lost)

    assert {path for _, path in found} >= {*lost}


def test_every_file_that_is_described_is_there(files: Files, graph: rdflib.Graph):
    named = [str(one).removeprefix(ADDRESS) for one in graph.objects(None, DCAT.downloadURL)]

    assert len(named) > 10
    assert [path for path in named if path not in files] == []


def test_it_names_no_mail_address(files: Files):
    assert b"mailto:" not in files["data/katalog.ttl"]
    assert b"@example" not in files["data/katalog.ttl"]


def test_without_an_address_of_the_site_there_is_none(frozen):
    frozen_without = dataset(frozen, site_address="")

    assert [*dcat.turtle_files(frozen_without), *dcat.json_ld_files(frozen_without)] == []
