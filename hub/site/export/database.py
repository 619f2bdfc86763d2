"""The tables as one SQLite file, with an index of their words; it opens in Datasette."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from hub.site.export.csv_files import DATA_FILES, TABLES, Rows, table_rows
from hub.site.export.dataset import Dataset
from hub.site.export.table import ColumnKind

DATABASE_PATH: Final = f"{DATA_FILES}/katalog.sqlite"
TOKENIZER: Final = "unicode61 remove_diacritics 0"
"""Words by the letters that they have: »å« is not »a«."""

_OF_WRITER: Final = ((24, 28), (92, 100))
"""The bytes of the header that count the writings, and name the version of SQLite that wrote."""

_TYPES: Final[dict[ColumnKind, type]] = {"string": str, "integer": int, "number": float}


def database_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the database; the same tables give the same bytes. Raises OSError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "katalog.sqlite")
        try:
            _fill(path, dataset)
        except sqlite3.OperationalError as error:  # its own way to tell that the disk is full
            raise OSError(errno.ENOSPC, f"SQLite says: {error}", str(path)) from error
        with path.open("r+b") as stream:
            for start, end in _OF_WRITER:
                stream.seek(start)
                stream.write(bytes(end - start))
        yield DATABASE_PATH, path.read_bytes()


def _fill(path: Path, dataset: Dataset) -> None:
    with closing(sqlite3.connect(path)) as connection:
        _fill_tables(connection, table_rows(dataset))
        connection.commit()


def _fill_tables(connection: sqlite3.Connection, rows: Mapping[str, Rows]) -> None:
    from sqlite_utils import Database  # noqa: PLC0415  # only who writes the file needs it

    database = Database(connection, execute_plugins=False)
    # If it is cut off, nobody sees the file.
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    # What is referred to comes first.
    for table in sorted(TABLES, key=lambda one: len(one.references)):
        made = database.table(table.name)
        made.create(
            {column.name: _TYPES[column.kind] for column in table.columns},
            pk=table.key or None,
            foreign_keys=[(field, other, "id") for field, other in table.references],
        )
        places = ", ".join("?" * len(table.columns))
        # Its own way of filling a table looks at the keys of every row, which takes twice as long.
        connection.executemany(
            f"INSERT INTO {table.name} VALUES ({places})",  # noqa: S608  # the name is ours
            rows[table.name],
        )
        if table.searched:
            made.enable_fts(table.searched, tokenize=TOKENIZER)
