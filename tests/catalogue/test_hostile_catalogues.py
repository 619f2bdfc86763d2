"""Catalogues made to harm: each is told its faults, quickly, in little memory, without a crash.

The aim is 2 seconds and 200 MB each. What is measured is the program's own processor time (user and
system, without loading it) and its peak of resident memory, not the time on the clock. The bound on
time only stops what runs away: how much a core does in a second depends on who else uses it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from roots import CATALOGUE, ENTRY, GOOD, Run, make_root, run_hub

from bench.synthetic import notification
from hub.catalogue.parser import MOST_EVENTS, MOST_NODES
from hub.catalogue.source import LARGEST_FILE, MOST_LINES
from hub.catalogue.tree import MOST_PROBLEMS

MOST_CPU_SECONDS = 6.0
"""A bound against running away, wide enough for a slow and busy machine. The aim is 2 seconds."""
MOST_BYTES = 200 * 1024**2
MOST_CPU_SECONDS_OF_LARGE = 15.0
MOST_BYTES_OF_LARGE = 600 * 1024**2

ROUND = "    rounds:\n      - kind: original\n        year: 2019\n"


def good_with(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def many(fault: str) -> str:
    """Return 10,000 entries, each with the same kind of fault; `{n}` makes each one differ."""
    entry = ENTRY.format(id="sag-{n}").replace("    scope: national\n", fault)
    return "notifications:\n" + "".join(entry.replace("{n}", str(n)) for n in range(10_000))


LAUGHS = "a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    # name: the catalogue, and a rule that it must be told to break
    "billion laughs": (LAUGHS, "alias"),
    "a node that holds itself": ("notifications: &a\n  - *a\n", "alias"),
    "many aliases": ("notifications: &a []\nx:\n" + "  - *a\n" * 10_000, "alias"),
    "merge keys": (good_with("scope", "<<: &a {b: c}\n    scope"), "unknown-field"),
    "merge of an alias": (good_with("scope", "<<: *a\n    scope"), "alias"),
    "100 lists deep": ("notifications: " + "[" * 100 + "]" * 100, "too-deep"),
    "100 mappings deep": ("notifications: " + "{a: " * 100 + "x" + "}" * 100, "too-deep"),
    "100 blocks deep": ("".join(f"{' ' * n}a:\n" for n in range(100)), "too-deep"),
    "100 list items deep": ("notifications:\n  " + "- " * 100 + "x\n", "too-deep"),
    "100,000 lists deep": ("notifications: " + "[" * 100_000, "too-deep"),
    "100,000 mappings deep": ("notifications: " + "{a: " * 100_000, "too-deep"),
    "100,000 list items deep": ("notifications:\n  " + "- " * 100_000 + "x\n", "too-deep"),
    "100,000 keys deep": ("notifications:\n  " + "? " * 100_000 + "x\n", "key-not-text"),
    "3,000 blocks deep": ("".join(f"{' ' * n}a:\n" for n in range(3_000)), "too-deep"),
    "100,000 closing brackets": ("notifications: " + "]" * 100_000, "first-character"),
    "a Python object": (
        good_with("title: Sag", "title: !!python/object/apply:os.system ['exit 3']"),
        "tag",
    ),
    "a Python name": (good_with("title: Sag", "title: !!python/name:os.system"), "tag"),
    "a raw NUL": (good_with("Sag", "S\0ag"), "hidden-character"),
    "a raw escape": (good_with("Sag", "S\x1b[31mag"), "hidden-character"),
    "an escaped NUL": (good_with("title: Sag", 'title: "S\\0ag"'), "hidden-character"),
    "an escaped control": (good_with("title: Sag", 'title: "S\\x1b[2Jag"'), "hidden-character"),
    "nothing but NUL": ("\0" * 1_000_000, "hidden-character"),
    "right to left": (good_with("Sag", "S\u202eag"), "hidden-character"),
    "right to left, escaped": (good_with("title: Sag", 'title: "\\u202Eag"'), "hidden-character"),
    "tags that none can see": (good_with("Sag", "S\U000e0041ag"), "hidden-character"),
    "Latin-1": (good_with("Sag", "Særlig").encode("latin-1"), "not-utf8"),
    "UTF-16 with a mark": (GOOD.encode("utf-16"), "not-utf8"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "hidden-character"),
    "UTF-32": (GOOD.encode("utf-32"), "not-utf8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "not-utf8"),
    "an archive": (b"\x1f\x8b\x08\x00" + b"\x00" * 1_000, "not-utf8"),
    "an escaped surrogate": (good_with("title: Sag", 'title: "\\ud800"'), "unknown-escape"),
    "two documents": (GOOD + "---\n" + GOOD, "several-documents"),
    "no bytes": ("", "file-empty"),
    "a comment only": ("# Kun en kommentar\n", "file-empty"),
    "the start of a document": ("---\n", "file-empty"),
    "a directive": ("%YAML 9.9\n---\n" + GOOD, "yaml-syntax"),
    "5,000 digits": (good_with("2019", "9" * 5_000), "not-a-year"),
    "5,000 digits, negative": (good_with("2019", "-" + "9" * 5_000), "not-a-year"),
    "infinity": (good_with("2019", ".inf"), "not-a-year"),
    "30 February": (
        good_with("year: 2019", "year: 2019\n        reported: 2019-02-30"),
        "not-a-date",
    ),
    "an id that climbs": (good_with("id: sag", "id: ../../../etc/passwd"), "not-an-id"),
    "an id of a drive": (good_with("id: sag", 'id: "C:\\\\sag"'), "not-an-id"),
    "an id of 1,000,000": (good_with("id: sag", "id: " + "a" * 1_000_000), "not-an-id"),
    "a title of 10,000": (good_with("title: Sag", "title: " + "æ" * 10_000), "too-long"),
    "a title of 1,000,000 words": (
        good_with("title: Sag", "title: " + "ø " * 1_000_000),
        "too-long",
    ),
    "an address of 1,000,000": (
        good_with("scope", f"agency_page: https://www.sbst.dk/{'a' * 1_000_000}\n    scope"),
        "not-an-address",
    ),
    "an address of backtracking": (
        good_with("scope", f"agency_page: https://{'a.' * 100_000}\n    scope"),
        "not-an-address",
    ),
    "a mapping as key": (good_with("scope", "{a: b}: c\n    scope"), "key-not-text"),
    "a list as key": (good_with("scope", "? [a, [b]]\n    : c\n    scope"), "key-not-text"),
    "no key": (good_with("scope", "~: c\n    scope"), "key-not-text"),
    "a list for the whole": ("- a\n- b\n", "expected-fields"),
    "a text for the whole": ("kun tekst\n", "expected-fields"),
    "carriage returns": (good_with("national", "nationl").replace("\n", "\r\n"), "not-one-of"),
    "only carriage returns": (good_with("national", "nationl").replace("\n", "\r"), "not-one-of"),
    "tabs": (GOOD.replace("    ", "\t"), "tab"),
    "an open quote": (good_with("title: Sag", 'title: "Sag'), "quote-not-closed"),
    "an open single quote": (good_with("title: Sag", "title: 'Sag"), "quote-not-closed"),
    "100,000 open quotes": (good_with("title: Sag", "title: " + "\"'" * 100_000), "indentation"),
    "an open bracket": (good_with("title: Sag", "title: [Sag"), "bracket-not-closed"),
    "an open brace": (good_with("title: Sag", "title: {Sag"), "bracket-not-closed"),
    "10,000 unknown fields": (
        GOOD + "".join(f"    felt{n}: x\n" for n in range(10_000)),
        "unknown-field",
    ),
    "10,000 fields twice": (
        GOOD + "".join(f"    f{n}: x\n" for n in range(10_000)) + "    f9999: x\n" * 10_000,
        "duplicate-key",
    ),
    "10,000 items of a wrong shape": ("notifications:\n" + "- a\n" * 10_000, "expected-fields"),
    "10,000 wrong words": (many("    scope: nationl{n}\n"), "not-one-of"),
    "10,000 unknown names": (many("    scope: national\n    titel{n}: x\n"), "unknown-field"),
    "10,000 lacking fields": (many(""), "missing-field"),
    "10,000 wrong hosts": (
        many("    scope: national\n    agency_page: https://www.sbst{n}.dk/\n"),
        "host-not-allowed",
    ),
    "10,000 unknown predecessors": (
        many("    scope: national\n    succeeds: sagen-{n}\n"),
        "unknown-notification",
    ),
    "10,000 equal ids": (many("    scope: national\n").replace("sag-", "sag #"), "duplicate-id"),
}

ACCEPTED: dict[str, str | bytes] = {
    "a byte-order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "carriage returns": GOOD.replace("\n", "\r\n"),
    "only carriage returns": GOOD.replace("\n", "\r"),
    "the start and end of a document": f"---\n{GOOD}...\n",
    "a byte-order mark and a start": b"\xef\xbb\xbf---\r\n" + GOOD.encode(),
    "JSON": json.dumps({"notifications": []}),
    "no end of the last line": GOOD.removesuffix("\n"),
    "quotes, signs and other letters": good_with(
        "title: Sag", "title: '<script> & \"x\" {{ y }} ${z} 日本 عربى 👩\u200d👧'"
    ),
    "10,000 entries": many("    scope: national\n"),
}


def check(root: Path) -> Run:
    """Run the check."""
    return run_hub(root, "check")


def assert_bounded(run: Run) -> None:
    assert run.errors == ""
    assert run.cpu_seconds < MOST_CPU_SECONDS
    assert run.peak_bytes < MOST_BYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_catalogue_is_refused_quickly_and_in_words(name: str, tmp_path: Path):
    catalogue, rule = HOSTILE[name]

    run = check(make_root(tmp_path / "root", catalogue))

    assert run.code == 1
    assert f"[{rule}]" in run.output
    assert_bounded(run)


LARGE: dict[str, tuple[str, str]] = {
    # name: a catalogue of some MiB, and the one rule that is told of all the rest
    "2,000,000 items": ("notifications:\n" + "- a\n" * 2_000_000, "too-many-values"),
    "30,000 items": ("notifications:\n" + "- a\n" * 30_000, "more-problems"),
    "a field 900,000 times": (GOOD + "    note: x\n" * 900_000, "duplicate-key"),
    "a field 30,000 times among others": (
        GOOD + "    note: x\n" + "".join(f"    f{n}: x\n    note: x\n" for n in range(30_000)),
        "more-problems",
    ),
    "30,000 equal ids": (
        "notifications:\n" + ENTRY.format(id="sag") * 30_000,
        "more-problems",
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_of_very_many_faults_it_is_told_that_there_are_more(name: str, tmp_path: Path):
    catalogue, rule = LARGE[name]

    run = check(make_root(tmp_path / "root", catalogue))

    assert run.code == 1
    assert run.output.count(f"fejl[{rule}]") == 1
    assert run.output.count("fejl[") <= MOST_PROBLEMS + 1
    assert run.errors == ""
    assert run.cpu_seconds < MOST_CPU_SECONDS_OF_LARGE
    assert run.peak_bytes < MOST_BYTES_OF_LARGE


SHORT: dict[str, tuple[str, str]] = {
    # name: a catalogue of two or three MB whose values are as short as they can be, and its rule
    "600,000 mappings": ("notifications:\n" + "- {}\n" * 600_000, "too-many-values"),
    "900,000 mappings in brackets": (f"notifications: [{'{},' * 900_000}]", "too-many-values"),
    "600,000 empty texts": ("notifications:\n" + "- ''\n" * 600_000, "too-many-values"),
    "900,000 words of one field": (
        f"notifications:\n- policy_areas: [{'a,' * 900_000}]\n",
        "too-many-values",
    ),
    "600,000 documents in 60,000 lists": (
        "notifications:\n- rounds:\n" + f"  - appendices: [{'{},' * 10}]\n" * 60_000,
        "too-many-values",
    ),
    "400,000 anchors": ("notifications:\n" + "- &a {}\n" * 400_000, "more-problems"),
    "500,000 fields": ("".join(f"a{n}: x\n" for n in range(500_000)), "too-many-values"),
    "49,000 entries of nothing but faults": (
        "notifications:\n" + "- rounds: [{},{},{}]\n  id: A\n  scope: b\n" * 49_000,
        "more-problems",
    ),
    "3,000,000 lines": ("notifications:\n" + "\n" * 3_000_000 + "- 'a\n", "too-many-values"),
}
MOST_BYTES_OF_SHORT = 400 * 1024**2
"""What is left of it is the tree of the values that are still read."""


@pytest.mark.parametrize("name", SHORT)
def test_very_many_short_values_take_no_more_memory_than_long_ones(name: str, tmp_path: Path):
    catalogue, rule = SHORT[name]

    run = check(make_root(tmp_path / "root", catalogue))

    assert run.code == 1
    assert run.output.count(f"fejl[{rule}]") == 1
    assert run.errors == ""
    assert run.peak_bytes < MOST_BYTES_OF_SHORT


def test_very_many_short_values_in_many_files_take_no_more_memory(tmp_path: Path):
    root = make_root(tmp_path / "root")
    (root / "data/notifications").mkdir()
    for number in range(20):
        file = root / f"data/notifications/{number:02}.yaml"
        file.write_text("notifications:\n" + "- {}\n" * 45_000)

    run = check(root)

    assert run.code == 1
    assert "data/notifications/08.yaml:39984:3: fejl[too-many-values]" in run.output
    assert run.output.count("fejl[too-many-values]") == 1
    assert run.peak_bytes < MOST_BYTES_OF_SHORT


def test_ten_thousand_rich_entries_are_within_every_limit():
    some = [notification(number) for number in range(100)]
    entries = yaml.dump(
        some, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    )
    events = list(yaml.parse(entries, yaml.CSafeLoader))
    nodes = [one for one in events if isinstance(one, yaml.CollectionStartEvent)]

    assert entries.count("publisher:") > 600  # documents
    assert len(entries.encode()) * 100 < LARGEST_FILE
    assert entries.count("\n") * 100 < MOST_LINES
    assert len(events) * 100 < MOST_EVENTS
    assert len(nodes) * 100 < MOST_NODES


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_odd_but_sound_catalogue_is_accepted_quickly(name: str, tmp_path: Path):
    run = check(make_root(tmp_path / "root", ACCEPTED[name]))

    assert run.output.endswith(": 0 fejl, 0 advarsler.\n")
    assert run.code == 0
    assert_bounded(run)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path):
    root = make_root(tmp_path / "root")
    with (root / CATALOGUE).open("r+b") as stream:
        stream.truncate(100 * LARGEST_FILE)

    run = check(root)

    assert run.code == 1
    assert run.output.splitlines()[0] == (
        "data/notifications.yaml:1:1: fejl[file-too-large] "
        "Filen data/notifications.yaml fylder mere end 40 MiB."
    )
    assert_bounded(run)


@pytest.mark.parametrize("file", ["notifications", "vocabulary", "process", "hosts"])
def test_a_missing_file_is_told_and_the_others_are_still_checked(tmp_path: Path, file: str):
    root = make_root(tmp_path / "root")
    (root / f"data/{file}.yaml").unlink()

    run = check(root)

    assert run.code == 1
    assert run.output.startswith(f"data/{file}.yaml:1:1: fejl[file-unreadable] ")
    assert_bounded(run)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path):
    root = make_root(tmp_path / "root")
    (root / CATALOGUE).unlink()
    (root / CATALOGUE).mkdir()

    run = check(root)

    assert (run.code, "[file-unreadable]" in run.output) == (1, True)
    assert_bounded(run)


@pytest.mark.parametrize("file", ["vocabulary", "process", "hosts"])
@pytest.mark.parametrize("written", [b"", b"[]", b"\xff", b"x: *y", b"a: " + b"[" * 100_000])
def test_a_broken_file_beside_the_catalogue_is_told(tmp_path: Path, file: str, written: bytes):
    root = make_root(tmp_path / "root")
    (root / f"data/{file}.yaml").write_bytes(written)

    run = check(root)

    assert (run.code, f"data/{file}.yaml:" in run.output) == (1, True)
    assert_bounded(run)


@pytest.mark.parametrize("written", [b"", b"[]", b"\xff", b"plugins: 1", b"plugins: [hub: [x]]"])
def test_broken_settings_do_not_crash_the_check(tmp_path: Path, written: bytes):
    root = make_root(tmp_path / "root")
    (root / "mkdocs.yml").write_bytes(written)

    run = check(root)

    assert run.code in (0, 1)
    assert_bounded(run)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("wrong", "column"), [("nationl", 12), ("natio\u202enal", 17)], ids=["value", "character"]
)
def test_places_are_the_same_whatever_ends_a_line(
    tmp_path: Path, ends: str, wrong: str, column: int
):
    root = make_root(tmp_path / "root", good_with("national", wrong).replace("\n", ends))

    run = run_hub(root, "check", "--format", "json")

    [told] = json.loads(run.output)["problems"]
    assert (told["line"], told["column"]) == (5, column)
