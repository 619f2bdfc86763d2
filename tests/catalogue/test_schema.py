"""The JSON Schema takes what the check takes, and refuses what it refuses of one field."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from core_yaml import CoreLoader
from roots import CATALOGUE, FROZEN, GOOD, make_root, run_hub
from test_every_field import REMOVED, broken, fields, first_path, sample, sample_around

from hub.catalogue.fields import (
    LONGEST_ADDRESS,
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_PROSE,
    Known,
)
from hub.catalogue.loader import (
    CATALOGUE_FOLDER,
    HOSTS_FILE,
    VOCABULARY_FILE,
    check_catalogue,
    known_by,
    read_records,
)
from hub.catalogue.model import Catalogue
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.schema_ids import SCHEMA_FILE, check_schema
from hub.catalogue.source import read_source, source_of
from hub.catalogue.vocabulary import Hosts, Vocabulary
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import all_rules

CHECKED_ALONE = {
    # between fields or entries of the catalogue
    "due-before-published",
    "duplicate-address",
    "duplicate-document",
    "duplicate-id",
    "ends-before-start",
    "first-round-original",
    "later-round-renewed",
    "missing-area",
    "reported-before-published",
    "rounds-out-of-order",
    "succeeds-not-older",
    "treated-before-published",
    "unknown-notification",
    "year-mismatch",
    # between the catalogue and data/hosts.yaml
    "host-not-allowed",
    "private-address",
    # of the file as text, before there is any field
    "hidden-character",
}
"""The errors that a schema cannot know."""

OTHER_SPELLINGS = {"+7", "0x1f", "1e3", "2019.0", "True"}
"""Numbers and truths to editors' tools, which do not see how they are spelt; the check does."""

TEXTS = (
    # written as they are here, in the place of a field's value
    "",
    "~",
    "null",
    "Null",
    "noget-helt-andet",
    "Æblegrød",
    "7",
    '"7"',
    "007",
    "0",
    "-5",
    "1.5",
    "+7",
    "0x1f",
    "1e3",
    "2019.0",
    "999",
    "1000",
    "1989",
    "1990",
    "2019",
    "'2019'",
    '"2019"',
    '"2019 "',
    "2099",
    "2100",
    "20199",
    "2019-11",
    "2019-13",
    "2019-11-26",
    '"2019-11-26"',
    "2019-11-31",
    "2019-02-29",
    "2020-02-29",
    "2019-efterår",
    "2019-vinter",
    "26.11.2019",
    "26/11-2019",
    "november 2019",
    "26. november 2019",
    "2019/11/26",
    "20191126",
    "true",
    "True",
    '"true"',
    "false",
    "yes",
    "ja",
    "[]",
    "{}",
    "[x]",
    "[~]",
    "[[x]]",
    "[{a: b}]",
    "{a: b}",
    '""',
    '"   "',
    '"  x  "',
    '"to\\nlinjer"',
    '"x\\n"',
    '"a\\tb"',
    '"\\u200b"',
    '"a\\u00a0b"',
    '"<script>alert(1)</script>"',
    '"{0} %s ${x} {{ y }}"',
    '"\\\\"',
    '"../../etc/passwd"',
    "side-2",
    "2019-side-2",
    "index",
    "a--b",
    "-a",
    "hovedstaden",
    "Hovedstaden",
    "styrelsen",
    "serviceloven",
    "da",
    "pdf",
    "national",
    "original",
    "high",
    '"' + "a" * LONGEST_ID + '"',
    '"' + "a" * (LONGEST_ID + 1) + '"',
    '"' + "æ" * LONGEST_LINE + '"',
    '"' + "æ" * LONGEST_LINE + '  "',
    '"' + "æ" * (LONGEST_LINE + 1) + '"',
    '"' + "æ" * LONGEST_PROSE + '"',
    '"' + "æ" * (LONGEST_PROSE + 1) + '"',
    "https://www.sbst.dk/ny",
    "https://www.sbst.dk",
    "HTTPS://WWW.SBST.DK/ny",
    '"https://www.sbst.dk:443/ny?a=b#c"',
    '"https://www.sbst.dk:0/"',
    '"https://www.sbst.dk:99999999/"',
    '"https://www.sbst.dk/ny fil.pdf"',
    '"https://www.sbst.dk/ny "',
    '"https://bruger:kode@www.sbst.dk/"',
    '"https://[::1"',
    '"https://"',
    "http:/www.sbst.dk/",
    "www.sbst.dk/ny",
    '"javascript:alert(1)"',
    '"file:///C:/bilag.pdf"',
    '"C:\\\\bilag.pdf"',
    "https://example.org/",
    '"https://www.sbst.dk/' + "a" * (LONGEST_ADDRESS - 20) + '"',
    '"https://www.sbst.dk/' + "a" * (LONGEST_ADDRESS - 19) + '"',
)

HERE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""In a catalogue as JSON: where the varied text comes in, as it is."""

WAYS = [
    # What is within a document is tried in one of the four places where documents are.
    way
    for way in fields(Catalogue)
    if not {"appendices", "regional_reports", "document"} & {*way[:-2]}
]

IN_ANOTHER_FILE = {("notifications",): {"removed"}}
"""What a file may lack because another file of the catalogue has it."""

CHANGES: dict[str, object] = {"removed": REMOVED} | dict.fromkeys(TEXTS, HERE)

MODELS = {way[:-1]: way for way in fields(Catalogue) if way[-1] != "*"}
"""The way to each group of fields, with one of its fields."""


@functools.cache
def vocabulary() -> Vocabulary:
    read = read_source(FROZEN / VOCABULARY_FILE, VOCABULARY_FILE)
    return Vocabulary.model_validate(read.tree)


@functools.cache
def known() -> Known:
    read = read_source(FROZEN / HOSTS_FILE, HOSTS_FILE)
    found = known_by(vocabulary(), Hosts.model_validate(read.tree))
    assert found is not None
    return found


@functools.cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(catalogue_schema(vocabulary())))


def as_tools_read(text: str) -> object:
    return yaml.load(text, CoreLoader)  # noqa: S506  # a safe loader of our own


def errors(text: str) -> set[str]:
    """Return the rules that the check says a catalogue breaks, but for warnings."""
    source = source_of(text, CATALOGUE)
    problems: list[Problem] = list(source.problems)
    if not problems:
        check_catalogue(source, ("hovedstaden",), problems, known())
    return {one.rule for one in problems if all_rules()[one.rule].severity == "error"}


def disagreement(text: str, values: object) -> str:
    """Return how schema and check disagree of a catalogue; nothing where they do not.

    `values` are what editors' tools read in the text.
    """
    found, taken = errors(text), validator().is_valid(values)
    if not found and not taken:
        return "only the schema refuses it"
    if found - CHECKED_ALONE and taken:
        return f"only the check refuses it: {', '.join(sorted(found))}"
    return ""


def disagreements(way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each text that stands in the place of a field's value, and how the two disagree."""
    tree = sample_around(CATALOGUE, way)
    path = first_path(tree, way)
    assert path is not None
    for name, value in CHANGES.items():
        if not name and way[-1] == "*":
            continue  # an item of which nothing is written is none
        with broken(tree, path, value):
            text = json.dumps(tree, ensure_ascii=False).replace(f'"{HERE}"', name)
        # The whole text read anew as editors' tools read it would take minutes.
        with broken(tree, path, REMOVED if value is REMOVED else as_tools_read(name)):
            yield name, disagreement(text, tree)


def test_there_are_many_variations():
    assert len(WAYS) * len(CHANGES) > 200


@pytest.mark.parametrize("way", WAYS, ids=".".join)
def test_schema_and_check_agree_of_a_field_whatever_stands_in_it(way: tuple[str, ...]):
    found = {name: how for name, how in disagreements(way) if how}

    assert found.keys() - OTHER_SPELLINGS - IN_ANOTHER_FILE.get(way, set()) == set(), found


@pytest.mark.parametrize("text", sorted(OTHER_SPELLINGS))
def test_only_the_check_sees_how_a_value_is_spelt(text: str):
    tree = sample(CATALOGUE)
    path = first_path(tree, ("notifications", "*", "rounds", "*", "year"))
    assert path is not None
    with broken(tree, path, HERE):
        varied = json.dumps(tree, ensure_ascii=False).replace(f'"{HERE}"', text)

    assert errors(varied) >= {"not-a-year"}


@pytest.mark.parametrize("way", MODELS.values(), ids=[".".join(way) for way in MODELS])
@pytest.mark.parametrize("name", ["ukendt", "Title", "rounds ", "agency_treatment", "id", "year"])
def test_schema_and_check_agree_of_a_field_where_it_may_not_stand(way: tuple[str, ...], name: str):
    tree = sample(CATALOGUE)
    path = first_path(tree, way)
    assert path is not None
    with broken(tree, (*path[:-1], name), "2019"):
        text = json.dumps(tree, ensure_ascii=False)

    assert disagreement(text, as_tools_read(text)) == ""


@pytest.mark.parametrize(
    "text", ["notifications: []", "notifications:", "{}", "[]", "x", "ukendt: 1"]
)
def test_schema_and_check_agree_of_a_whole_file(text: str):
    assert disagreement(text, as_tools_read(text)) == ""


def test_a_file_beside_a_folder_may_hold_the_list_alone(tmp_path: Path):
    text = f"source_list: {json.dumps(sample(CATALOGUE)['source_list'])}\n"
    root = make_root(tmp_path / "root", text)
    (root / CATALOGUE_FOLDER).mkdir()
    (root / CATALOGUE_FOLDER / "sag.yaml").write_text(GOOD, encoding="utf-8")

    assert (read_records(root).problems, validator().is_valid(as_tools_read(text))) == ((), True)


def test_the_ids_of_the_vocabulary_are_listed_with_their_names():
    document = json.loads(catalogue_schema(vocabulary()))["$defs"]["Document"]["properties"]

    area = document["area"]
    assert dict(zip(area["enum"], [*area["enumDescriptions"], None], strict=True)) == {
        "hovedstaden": "Hovedstadsregionen",
        "sjaelland": "Region Sjælland",
        "syddanmark": "Region Syddanmark",
        "midtjylland": "Region Midtjylland",
        "nordjylland": "Region Nordjylland",
        None: None,
    }
    assert document["publisher"]["enum"][0] == "styrelsen"
    assert document["publisher"]["enumDescriptions"][0] == "Social- og Boligstyrelsen"


def test_every_value_has_words_of_ours_for_what_is_wrong_with_it():
    schema = json.loads(catalogue_schema(vocabulary()))
    groups = [schema, *schema["$defs"].values()]

    silent = [
        name
        for group in groups
        for name, field in group["properties"].items()
        for one in (field, field.get("items", field))
        if "errorMessage" not in one
    ]

    assert silent == []


def test_a_schema_without_an_id_of_the_vocabulary_is_told(tmp_path: Path):
    root = make_root(tmp_path / "root")
    run_hub(root, "schema")
    path = root / VOCABULARY_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  - id: kl\n", "  - id: kommunerne\n"), encoding="utf-8")

    told = run_hub(root, "check")

    assert told.code == 0
    assert (
        f"{SCHEMA_FILE}:1:1: advarsel[schema-stale] Skemaet, som redigeringsprogrammer bruger, og "
        "data/vocabulary.yaml har ikke de samme id'er: kl, kommunerne."
    ) in told.output


@pytest.mark.parametrize("written", [None, "{", "[]", '{"$defs": 1}', "[" * 100_000])
def test_a_schema_that_lists_no_ids_is_not_told(tmp_path: Path, written: str | None):
    root = make_root(tmp_path / "root")
    if written is not None:
        (root / SCHEMA_FILE).write_text(written, encoding="utf-8")

    assert list(check_schema(root, vocabulary())) == []
