"""The tables as one SQLite file, with an index of their words; it opens in Datasette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hub.site.export.csv_files import DATA_FILES, TABLES, table_rows
from hub.site.export.dataset import Dataset
from hub.site.export.table import ColumnKind

DATABASE_PATH: Final = f"{DATA_FILES}/katalog.sqlite"
TOKENIZER: Final = "unicode61 remove_diacritics 0"
"""Words by the letters that they have: »å« is not »a«."""

_TYPES: Final[dict[ColumnKind, type]] = {"string": str, "integer": int, "number": float}


def database_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the database; the same tables give the same bytes."""
    from sqlite_utils import Database  # noqa: PLC0415  # only who writes the file needs it

    database = Database(memory=True, execute_plugins=False)
    rows = table_rows(dataset)
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
        database.conn.executemany(
            f"INSERT INTO {table.name} VALUES ({places})",  # noqa: S608  # the name is ours
            rows[table.name],
        )
        if table.searched:
            made.enable_fts(table.searched, tokenize=TOKENIZER)
    database.conn.commit()
    yield DATABASE_PATH, database.conn.serialize()
