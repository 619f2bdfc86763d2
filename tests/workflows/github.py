"""A stand-in of GitHub for the workflows: `gh` as a program, over a file with what GitHub knows.

It takes the words of `gh` that the workflows use, refuses all others, and asks the bare remote for
branches as GitHub itself would. Run as a program it is `gh`; its state is the file `GH_STATE`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

START: dict[str, Any] = {"pulls": [], "issues": [], "comments": [], "labels": [], "calls": []}
PAGES = {"html_url": "https://eksempel.github.io/hub/"}


def main(words: list[str]) -> str:
    """Do what the words ask, and return what `gh` prints."""
    path = Path(os.environ["GH_STATE"])
    state = json.loads(path.read_text(encoding="utf-8"))
    given = parsed(words)
    assert os.environ.get("GH_TOKEN"), "gh needs a token"
    state["calls"].append([os.environ["GH_TOKEN"], *words])
    said = given.do(state, given)
    path.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    return said


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what the words of a command say; a word that `gh` does not know ends the program."""
    name = next(one for one in (" ".join(words[:2]), words[0]) if one in COMMANDS)
    do, positional, options = COMMANDS[name]
    parser = argparse.ArgumentParser(f"gh {name}", allow_abbrev=False)
    for word in positional:
        parser.add_argument(word)
    for option in options:
        if option in FLAGS:
            parser.add_argument(option, action="store_true")
        else:
            parser.add_argument(option)
    parser.set_defaults(do=do)
    return parser.parse_args(words[len(name.split()) :])


def list_pulls(state: dict, given: argparse.Namespace) -> str:
    found = [
        pull
        for pull in state["pulls"]
        if given.state in (pull["state"], "all") and pull["head"] == given.head
    ]
    return first_number(found, given)


def edit_pull(state: dict, given: argparse.Namespace) -> str:
    # As gh does it: a branch's name stands for its newest pull request, whatever its state.
    pulls = reversed(state["pulls"])
    pull = next(one for one in pulls if given.pull in (str(one["number"]), one["head"]))
    pull["body"] = body(given)
    return ""


def create_pull(state: dict, given: argparse.Namespace) -> str:
    pushed = subprocess.run(
        ["git", "ls-remote", "--exit-code", "origin", f"refs/heads/{given.head}"], check=False
    )
    open_ = [one for one in state["pulls"] if (one["head"], one["state"]) == (given.head, "open")]
    if pushed.returncode or open_:
        sys.exit(f"pull request create failed for {given.head}")
    return opened(state, "pulls", given, head=given.head)


def list_issues(state: dict, given: argparse.Namespace) -> str:
    found = [
        issue
        for issue in state["issues"]
        if issue["state"] == given.state and issue["label"] == given.label
    ]
    return first_number(found, given)


def create_issue(state: dict, given: argparse.Namespace) -> str:
    if given.label not in state["labels"]:
        sys.exit(f"could not add label: '{given.label}' not found")
    return opened(state, "issues", given, label=given.label)


def comment(state: dict, given: argparse.Namespace) -> str:
    state["comments"].append([given.issue, body(given)])
    return ""


def create_label(state: dict, given: argparse.Namespace) -> str:
    state["labels"] = sorted({*state["labels"], given.label})
    return ""


def call(state: dict, given: argparse.Namespace) -> str:
    path = given.path.replace("{owner}/{repo}", "x/y")
    if given.silent:
        return set_up(state, given, path)
    if given.path == "repos/x/y/pages" and given.method is None:
        assert given.jq == ".html_url"
        return PAGES["html_url"]
    if given.method == "PUT" and given.path.startswith("repos/x/y/actions/workflows/"):
        return ""
    sys.exit("gh: Not Found (HTTP 404)")


def set_up(state: dict, given: argparse.Namespace, path: str) -> str:
    """Do what the owner of a repository does once; what GitHub answers is not printed."""
    fields = dict(one.split("=", 1) for one in (given.raw_field, given.field) if one)
    match given.method, path:
        case "PUT", "repos/x/y/actions/permissions/workflow":
            state["permissions"] = fields
        case None, "repos/x/y/pages" if "pages" in state:
            pass
        case "POST", "repos/x/y/pages" if "pages" not in state:
            state["pages"] = fields
        case _:
            sys.exit("gh: Not Found (HTTP 404)")
    return ""


def opened(state: dict, what: str, given: argparse.Namespace, **more: str) -> str:
    """Open a pull request or an issue: they share their numbers."""
    number = 1 + len(state["pulls"]) + len(state["issues"])
    made = {"number": number, "state": "open", "title": given.title, "body": body(given), **more}
    state[what].append(made)
    return f"https://github.com/x/y/{what}/{number}"


def first_number(found: list[dict], given: argparse.Namespace) -> str:
    assert (given.json, given.jq) == ("number", ".[0].number // empty")
    return str(found[0]["number"]) if found else ""


def body(given: argparse.Namespace) -> str:
    return Path(given.body_file).read_text(encoding="utf-8")


FLAGS = ("--force", "--silent")
ANSWER = ("--json", "--jq")
COMMANDS = {
    "auth setup-git": (lambda *_: "", (), ()),
    "pr list": (list_pulls, (), ("--state", "--base", "--head", *ANSWER)),
    "pr edit": (edit_pull, ("pull",), ("--body-file",)),
    "pr create": (create_pull, (), ("--base", "--head", "--title", "--body-file")),
    "issue list": (list_issues, (), ("--state", "--label", *ANSWER)),
    "issue create": (create_issue, (), ("--title", "--label", "--body-file")),
    "issue comment": (comment, ("issue",), ("--body-file",)),
    "label create": (create_label, ("label",), ("--force",)),
    "api": (call, ("path",), ("--method", "--jq", "--silent", "--raw-field", "--field")),
}

if __name__ == "__main__":
    if said := main(sys.argv[1:]):
        print(said)
