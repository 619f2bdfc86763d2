"""`mkdocs serve` where another program has the port: said plainly, before anything is built."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from projects import ROOT, Project


def test_a_busy_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    project = Project.copied_to(tmp_path / "project")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = project.mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")

    assert done.returncode == 1
    assert f"127.0.0.1:{port} is in use by another program" in done.stderr
    assert f"make serve PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Cleaning site directory" not in done.stderr


def test_the_makefile_takes_the_port_that_the_message_names() -> None:
    makefile = (ROOT / "site.mk").read_text(encoding="utf-8")

    assert re.search(r"^PORT \?= 8000$", makefile, re.MULTILINE)
    assert "--dev-addr 127.0.0.1:$(PORT)" in makefile
