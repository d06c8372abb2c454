"""Makes workbooks part by part, as programs other than Excel write them and as somebody who meddles with one would."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(**targets: str) -> str:
    """A part's relationships: kind=target; the id of the first is rId1."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind.rstrip("_")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet's part: its rows, and what stands before and after them."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*items: str) -> str:
    """The part of shared strings: what stands in each of them."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def styles(*formats: str | int) -> str:
    """The part of styles: the number format of each, as text or by its number."""
    custom = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode="{each}"/>'
        for place, each in enumerate(formats)
        if isinstance(each, str)
    )
    xfs = "".join(
        f'<xf numFmtId="{164 + place if isinstance(each, str) else each}" fontId="0" fillId="0" borderId="0"/>'
        for place, each in enumerate(formats)
    )
    fonts = "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    own = f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{xfs}</cellXfs>'
    return f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts>{fonts}{own}</styleSheet>'


def workbook(sheets: str = '<sheet name="Return" sheetId="1" r:id="rId1"/>', before: str = "", after: str = "") -> str:
    """The workbook's own part."""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'


def parts(rows: str = "", **changed: str) -> dict[str, str]:
    """The parts of a workbook of one sheet by their names; `changed` are its workbook, sheet, strings and styles."""
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
        ),
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": changed.get("workbook", workbook()),
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        "xl/worksheets/sheet1.xml": changed.get("sheet", sheet(rows)),
        "xl/sharedStrings.xml": changed.get("strings", strings("<t>CP2</t>")),
        "xl/styles.xml": changed.get("styles", styles("General", "0.0%", 14, "[h]:mm", "d mmm yyyy h:mm", 20)),
    }


def packed(parts: dict[str, str] | dict[str, bytes]) -> bytes:
    """Pack the parts as the bytes of a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    return made.getvalue()


def strict(parts: dict[str, str]) -> dict[str, str]:
    """The same parts as Excel saves them as Strict Open XML."""
    office = (OFFICE, STRICT_OFFICE)
    return {name: part.replace(MAIN, STRICT_MAIN).replace(*office) for name, part in parts.items()}
