"""The target `tables`: tables of past figures as CSV, with odd cells, lines, delimiters and encodings, brought in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from efreport.ledger import broken, editions
from efreport.model import FIGURE_COLUMNS, Figure, Framework, NoFigure, Past
from efreport.past import read_past
from efreport.quarter import Quarter
from efreport.reports.imports import problem_lines
from efreport.run.importing import bring_in, gather
from efreport.values import parse_value
from fuzz import rounds
from fuzz.choices import Choices
from fuzz.holding import Target, hold
from fuzz.packages import change_bytes
from fuzz.texts import text

TODAY = date(2014, 11, 14)
HEADINGS = (
    "Quarter",
    "Code",
    "Priority Indicator",
    "Latest Result",
    "Previous",
    "Outturn",
    "England",
    "Source",
    "Comments",
)
OTHER_HEADINGS = (
    "Owner",
    "Key",
    "latest_text",
    "Latest",
    "No",
    "",
    "Quarter",
    " code ",
    "LATEST RESULT (Q2)",
    "Unit",
    "commentary_text",
)
QUARTERS = ("2013Q4", "Q3 2013/14", "2013Q4", "2014Q1", "2099Q4", "2013Q5", "Q4", "", "January to March 2014")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "utf-7", "utf-32")
DELIMITERS = (",", ",", ",", ";", "\t", "|", ":")
ENDS = ("\r\n", "\r\n", "\n", "\r", "\n\n", "\u2028")
NAMES = ("history.csv", "history.tsv", "History 2013.TXT")
MOST_CHANGES = 6
_PROGRAMMERS = re.compile(
    r"Traceback|NoneType|KeyError|TypeError|ValueError|<class|Decimal\(|object at 0x|PosixPath|codec"
)


def run(data: bytes) -> None:
    """Make a table and import it: every problem is told at its place, or all of it is in the ledger as it was read."""
    choices = Choices(data)
    framework = _framework()
    with TemporaryDirectory() as folder:
        path = Path(folder) / choices.pick(NAMES)
        quarter = choices.pick((None, None, "2013Q4"))
        path.write_bytes(_table(choices))
        gathered = gather(framework, (path,), quarter, lambda _: None, TODAY)
        past = read_past(framework, (path,), Quarter(2013, 4) if quarter else None, TODAY)
        hold((past.problems, past.remarks) == (gathered.problems, gathered.remarks), "read twice, it is the same")
        _check_problems(past, path)
        if past.problems:
            return
        hold(past.quarters, "a table without a problem holds a quarter")
        _check_rows(past)
        own = _with_ledger(framework, Path(folder) / "ledger.sqlite")
        brought = bring_in(own, gathered, "Officer", "Board papers", "", dry_run=False)
        kept = editions(own.ledger)
        hold(kept == brought.new and not list(broken(kept)), "what came in stands in the ledger")
        hold([each.rows for each in kept] == list(past.quarters.values()), "every row came in as it was read")
        again = bring_in(own, gathered, "Officer", "Board papers", "", dry_run=False)
        hold(not again.new and len(again.same) == len(kept), "what is imported again is there already")


def seeds() -> Iterator[bytes]:
    """Give the table as it is, in every encoding and delimiter, and with a change of each kind."""
    yield b""
    for number in range(len(ENCODINGS)):
        yield bytes((0, 0, number, number % len(DELIMITERS), number % len(ENDS)))
    for kind in range(8):
        yield bytes((0, 0, 0, 0, 0, 2, 1, kind, 3, kind, 5 + kind, 1, kind, 9))
        yield bytes((0, 2, 0, 0, 0, 2, 2, kind, 1, kind, 30 + kind))


def _check_problems(past: Past, path: Path) -> None:
    for each in past.problems:
        hold(each.place.file == path.name, "a problem names its file", each)
        hold(each.message.strip() and each.hint.strip(), "a problem says what is wrong and what to do", each)
        hold(not _PROGRAMMERS.search(each.message), "a problem is told in plain words", each)
    told = [line.words for line in problem_lines(past.problems)]
    hold(not [words for words in told if len(words.splitlines()) > 1], "each line is one line", told)


def _check_rows(past: Past) -> None:
    for quarter, rows in past.quarters.items():
        hold(quarter <= Quarter(2014, 2), "only what has ended is past", quarter)
        hold(len({row.key for row in rows}) == len(rows), "each indicator is there once", rows)
        for row in rows:
            for column in FIGURE_COLUMNS:
                figure = row.figures[column]
                value = parse_value(figure.text)
                amount = value.amount if isinstance(value, Figure) else None
                hold(isinstance(value, Figure | NoFigure), "what was accepted can be read", figure)
                hold(figure.amount == amount, "the figure is the one in the cell", figure)


def _table(choices: Choices) -> bytes:
    encoding, delimiter, end = choices.pick(ENCODINGS), choices.pick(DELIMITERS), choices.pick(ENDS)
    rows = [list(row) for row in _rows()]
    raw = choices.one_in(6)
    for _ in range(MOST_CHANGES):
        if choices.used_up:
            break
        _change(rows, choices)
    made = StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator=end if "\u2028" not in end else "\n").writerows(rows)
    written = made.getvalue().replace("\n", end) if "\u2028" in end else made.getvalue()
    packed = (f"sep={delimiter}\r\n" if choices.one_in(12) else "").encode() + written.encode(encoding, "replace")
    return change_bytes(packed, choices) if raw else packed


def _change(rows: list[list[str]], choices: Choices) -> None:
    row = choices.below(len(rows) + 1)
    if row == len(rows) or not rows[row]:
        rows.insert(min(row, len(rows)), [text(choices)])
        return
    cell = choices.below(len(rows[row]))
    match choices.below(9):
        case 0 | 1 | 2:
            rows[row][cell] = text(choices)
        case 3:
            rows[row][0] = choices.pick(QUARTERS)
        case 4:
            rows[0][min(cell, len(rows[0]) - 1)] = choices.pick(OTHER_HEADINGS)
        case 5:
            rows.append(list(rows[row]))
        case 6:
            del rows[row][cell]
        case 7:
            rows[row].insert(cell, choices.pick(("", "x", "n/a")))
        case _:
            rows[row][cell] = choices.pick(
                ("=1+1", "@x", "-3", "+4", "'=1+1", "'", "''-3", "\t=1", "12%", "0.5", "n/a")
            )


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return (
        HEADINGS,
        ("2013Q4", "CP2", "", "245", "240", "236", "n/a", "CMT", "More came onto plans, mostly in March."),
        ("2013Q4", "CP12", "", "88% *Prov", "87%", "90%", "70%", "LSCB", ""),
        ("Q3 2013/14", "CP2", "", "240", "", "", "", "", 'They said: "so".'),
        ("2013Q3", "NI 65", "", "12%", "", "", "", "", "Two\nlines"),
    )


@cache
def _framework() -> Framework:
    return rounds.framework()


def _with_ledger(framework: Framework, path: Path) -> Framework:
    from dataclasses import replace

    return replace(framework, ledger=path)


TARGET = Target("tables", run, seeds)
