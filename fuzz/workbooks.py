"""The target `workbooks`: the samples and a workbook full of what Excel can put into one, changed and checked as returns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz import rounds
from fuzz.choices import Choices
from fuzz.holding import Target
from fuzz.packages import Parts, changed, parts_of

NAMES = ("cp.xlsx", "adoption.xlsx", "yos.xlsx", "mash.xlsx", "education.xlsx")


def run(data: bytes) -> None:
    """Change a workbook and check it; now and then mark its copy or build the documents of it."""
    choices = Choices(data)
    which, then = choices.below(2 * len(NAMES)), choices.below(16)
    name = NAMES[which % len(NAMES)]
    made = changed(full() if which >= len(NAMES) else parts_of(rounds.SAMPLES / rounds.QUARTER / name), choices)
    outcome = rounds.read(name, made, reported=then > 10)
    if then in (1, 2):
        rounds.mark(name, made)
    elif then == 3 and outcome.round.returns:
        rounds.write(rounds.document(outcome))


def seeds() -> Iterator[bytes]:
    """Give each workbook as it is, and each with one change of each kind to one of its parts."""
    for which in range(2 * len(NAMES)):
        yield bytes((which, which % 4))
        yield from (bytes((which, 0, 0, 3 + kind, 7 + kind, 0, 5 * kind, kind)) for kind in range(10))


def full() -> Parts:
    """Give the workbook full of what Excel can put into one."""
    return dict(_full_parts())


@cache
def _full_parts() -> tuple[tuple[str, bytes], ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        _write_full(path)
        return tuple(parts_of(path).items())


def _write_full(path: Path) -> None:
    """Write the sample with formulas, dates, comments, names, tables, hidden and merged cells, filters and more sheets."""
    from openpyxl import load_workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import Rule
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table

    book = load_workbook(rounds.SAMPLES / rounds.QUARTER / "cp.xlsx")
    sheet = book.worksheets[0]
    last = sheet.max_row
    sheet["J12"], sheet["K12"], sheet["L12"], sheet["M12"] = "=SUM(C8:C9)", date(2014, 9, 30), True, "#REF!"
    sheet["J13"].value, sheet["J13"].number_format = 0.5, '[h]:mm;[Red]"x"0.0%'
    sheet["C9"].comment = Comment("Checked twice.", "Return")
    sheet.merge_cells(start_row=last + 2, end_row=last + 3, start_column=1, end_column=4)
    sheet.row_dimensions[last].hidden = True
    sheet.column_dimensions["L"].hidden = True
    sheet.conditional_formatting.add("C8:C20", Rule(type="cellIs", operator="lessThan", formula=["0"]))
    choice = DataValidation(type="list", formula1='"CMT,LSCB"')
    sheet.add_data_validation(choice)
    choice.add("H8:H20")
    other = book.create_sheet("Lists")
    for row in range(1, 6):
        other.append([f"Item {row}" if row > 1 else "Item", row if row > 1 else "Number"])
    other.sheet_state = "hidden"
    other.add_table(Table(displayName="Items", ref="A1:B5"))
    chart = BarChart()
    chart.add_data(Reference(other, min_col=2, min_row=1, max_row=5))
    other.add_chart(chart, "D2")
    book.create_chartsheet("Chart")
    book.defined_names["Named"] = DefinedName("Named", attr_text="Lists!$A$1:$B$5")
    book.save(path)


TARGET = Target("workbooks", run, seeds)
