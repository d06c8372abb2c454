"""The charts of a workbook read back: what each says, and that its figures are those of the cells that it draws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from efreport.document import Chart, Series
from efreport.writers.formats import value_of
from efreport.writers.xlsx.cells import clean
from efreport.writers.xlsx.drawings import CHART_FOLDER, DRAWING
from efreport.writers.xlsx.seen import Row, Seen, read_out, root_of

C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
AREA: Final = re.compile(r"(?P<sheet>\w+)!\$(?P<column>[A-Z])\$(?P<first>\d+)(?::\$[A-Z]\$(?P<last>\d+))?")


def absent_charts(charts: Sequence[Chart], data: bytes, sheets: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Give what of the charts is not in the workbook: a description, a name, or a figure that is drawn or referred to."""
    if not charts:
        return
    with ZipFile(BytesIO(data)) as package:
        listed = package.namelist()
        names = [f"{CHART_FOLDER}chart{number}.xml" for number in range(1, len(charts) + 1)]
        if not {DRAWING, *names} <= set(listed):
            yield from (chart.title for chart in charts)
            return
        said = [frame.get("descr", "") for frame in root_of(package, DRAWING).iter(f"{XDR}cNvPr")]
        yield from (chart.description for chart, words in zip(charts, said, strict=False) if words != chart.description)
        for chart, name in zip(charts, names, strict=True):
            drawn = list(root_of(package, name).iter(f"{C}ser"))
            if len(drawn) != len(chart.series):
                yield chart.title
            for series, element in zip(chart.series, drawn, strict=False):
                yield from _absent_in(chart, series, element, sheets)


def _absent_in(chart: Chart, series: Series, drawn: Element, sheets: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """What is drawn is there twice: kept in the chart for programs that do not look, and in the cells it refers to."""
    names = [_unbroken(words) for words in chart.categories]
    values = [None if value is None else float(value_of(value)) for value in series.values]
    if [_unbroken(words) for words in _kept(drawn, "cat")] != names:
        yield chart.title
    if _kept(drawn, "tx") != [series.name] or list(map(float, _kept(drawn, "val"))) != [
        value for value in values if value is not None
    ]:
        yield f"{chart.title}: {series.name}"
    referred = {part: _cells(drawn, part, sheets) for part in ("tx", "cat", "val")}
    if any(cells is not None for cells in referred.values()) and (
        [cell.words for cell in referred["tx"] or ()] != [series.name]
        or [_unbroken(cell.words) for cell in referred["cat"] or ()] != names
        or [cell.value for cell in referred["val"] or ()] != values
    ):
        yield f"{chart.title}: {series.name}, in the cells"


def _kept(drawn: Element, part: str) -> list[str]:
    found = drawn.find(f"{C}{part}")
    return [] if found is None else [read_out(point.text or "") for point in found.iter(f"{C}v")]


def _cells(drawn: Element, part: str, sheets: Mapping[str, Sequence[Row]]) -> list[Seen] | None:
    """The cells that a part of the series refers to; None where it refers to none."""
    formula = drawn.findtext(f"{C}{part}//{C}f")
    if formula is None:
        return None
    area = AREA.fullmatch(formula)
    if area is None:
        return []
    rows = sheets.get(area["sheet"], [])[int(area["first"]) - 1 : int(area["last"] or area["first"])]
    place = ord(area["column"]) - ord("A")
    return [row[place] for row in rows if place < len(row)]


def _unbroken(words: str) -> str:
    """Names are drawn in several lines, which may end after a hyphen or within a long word as well as at a space."""
    return "".join(clean(words).split())
