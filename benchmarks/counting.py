"""Counts what a Word document and a workbook hold, so that only documents that hold the same are compared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
SPARKLINE = b"<x14:sparkline>"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def counted_word(path: Path) -> dict[str, int]:
    """Count paragraphs, tables, cells, charts, small drawings and characters of a Word document."""
    with ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(huge_tree=True))
    found = Counter(element.tag for element in root.iter())
    return {
        "paragraphs": found[f"{WORD}p"],
        "tables": found[f"{WORD}tbl"],
        "cells": found[f"{WORD}tc"],
        "charts": found[f"{CHART}chart"],
        "small drawings": found[f"{SHAPE}wsp"],
        "characters": sum(len(text.text or "") for text in root.iter(f"{WORD}t")),
    }


def counted_excel(path: Path) -> dict[str, int]:
    """Count sheets, cells that hold something, charts and sparklines of a workbook."""
    with ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        parts = [package.read(name) for name in sheets]
    cells, small = sum(map(_filled, parts)), sum(part.count(SPARKLINE) for part in parts)
    return {"sheets": len(sheets), "filled cells": cells, "charts": len(charts), "sparklines": small}


def _filled(part: bytes) -> int:
    return sum(1 for cell in etree.fromstring(part, etree.XMLParser(huge_tree=True)).iter(f"{SHEET}c") if len(cell))
