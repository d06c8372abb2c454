"""The floor: a Typer app that reads the cells of the returns and writes prepared documents, and does nothing in between.

Nothing is checked, compared, put into words or read back. What it writes was prepared before: `prepared.py`.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def build(prepared: Path, out: Path) -> None:
    """Read the returns of both quarters and write the Word and Excel documents."""
    from benchmarks.floor_excel import write_excel
    from benchmarks.floor_word import write_word

    content = marshal.loads(prepared.read_bytes())  # noqa: S302 - made by the same run, with nothing of anybody's in it
    cells = _read(content["returns"]) + _read_published(content["ledger"])
    out.mkdir(exist_ok=True)
    write_word(content["word"], out / "floor.docx")
    write_excel(content["excel"], out / "floor.xlsx")
    print(f"Read {cells} cells.")


@app.command()
def read(folders: Annotated[list[Path], typer.Argument()]) -> None:
    """Read the returns in the folders."""
    print(f"Read {_read([str(path) for folder in folders for path in sorted(folder.glob('*.xlsx'))])} cells.")


def _read_published(ledger: str) -> int:
    """Read the figures that were published of each quarter and of the one before it; give how many there are."""
    if not ledger:
        return 0
    import sqlite3

    found = "SELECT entry, place, shown, amount FROM figure WHERE figure_column IN ('latest', 'previous')"
    with sqlite3.connect(ledger) as database:
        return len(database.execute(found).fetchall())


def _read(paths: list[str]) -> int:
    """Read every cell of the workbooks, its value and its number format; give how many there are."""
    from openpyxl import load_workbook

    count = 0
    for path in paths:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book:
            cells = [(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row]
            count += len(cells)
        book.close()
    return count


if __name__ == "__main__":
    app()
