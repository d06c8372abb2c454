"""The Word template that the analyst's script fills in: one table for each service area, with docxtpl's own tags."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

FIELDS: Final = (
    "code",
    "name",
    "latest",
    "previous",
    "year",
    "direction",
    "neighbours",
    "national",
    "source",
    "commentary",
)
HEADINGS: Final = (
    "No", "Priority Indicator", "Latest Result", "Previous", "2013/14", "Direction", "Statistical Neighbour Average",
    "National Average", "Source of commentary", "Commentary",
)  # fmt: skip


def write_template(path: Path) -> Path:
    """Write the template."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    document.add_heading("{{ title }}", 0)
    document.add_paragraph("{{ quarter }}")
    document.add_paragraph("{%p for area in areas %}")
    document.add_heading("{{ area.heading }}", 1)
    table = document.add_table(4, len(FIELDS), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    table.rows[1].cells[0].text = "{%tr for row in area.rows %}"
    for cell, field in zip(table.rows[2].cells, FIELDS, strict=True):
        shade = "{% cellbg row.colour %}" if field == "direction" else ""
        cell.text = f"{shade}{{{{ row.{field} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))
    return path
