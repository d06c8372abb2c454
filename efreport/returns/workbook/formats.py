"""Number formats by the styles of cells, and which of them make a number a date or a length of time."""

from __future__ import annotations

import re
from functools import lru_cache

from efreport.returns.workbook.package import Package
from efreport.returns.workbook.xml import in_workbooks, parse

GENERAL = "General"
BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": '"$"#,##0_);("$"#,##0)',
    "6": '"$"#,##0_);[Red]("$"#,##0)',
    "7": '"$"#,##0.00_);("$"#,##0.00)',
    "8": '"$"#,##0.00_);[Red]("$"#,##0.00)',
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "mm-dd-yy",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "m/d/yy h:mm",
    "37": "#,##0_);(#,##0)",
    "38": "#,##0_);[Red](#,##0)",
    "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)",
    "41": r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    "42": r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    "43": r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    "44": r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mmss.0",
    "48": "##0.0E+0",
    "49": "@",
}
"""The formats that a workbook names by number alone."""

_LITERAL = re.compile(r'"[^"]*"|\[(?!(?:hh?|mm?|ss?)\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


def read_formats(package: Package, part: str | None) -> dict[str, str]:
    """Read the number format of each style of cells, by the number of the style as cells name it."""
    custom: dict[str, str] = {}
    ids: list[str] = []
    inside: list[str] = []

    def begin_format(attributes: dict[str, str]) -> None:
        custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def begin_style(attributes: dict[str, str]) -> None:
        if inside:
            ids.append(attributes.get("numFmtId", ""))

    if part is not None:
        begins = {"numFmt": begin_format, "xf": begin_style, "cellXfs": lambda _: inside.append("")}
        counted = package.allowance.growing(custom, ids, inside)
        parse(package.part(part), in_workbooks(begins), in_workbooks({"cellXfs": inside.clear}), pause=counted)
    return {str(style): custom.get(id_, BUILT_IN.get(id_, GENERAL)) for style, id_ in enumerate(ids)}


@lru_cache(maxsize=256)
def is_date(number_format: str) -> bool:
    """Say whether the format shows a number as a date, a time or a length of time."""
    return bool(_DATE.search(_LITERAL.sub("", number_format.split(";")[0])))


@lru_cache(maxsize=256)
def is_elapsed(number_format: str) -> bool:
    """Say whether the format shows a number as a length of time, such as 30 hours."""
    return bool(_ELAPSED.search(number_format.split(";")[0]))
