"""What the checks found, for people and for programs: one module a format, and one line in REPORTS."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from efreport.model import Checked, Round
from efreport.reports.csv import to_csv
from efreport.reports.github import to_github
from efreport.reports.json import summary_to_json, to_json
from efreport.reports.junit import to_junit
from efreport.reports.lines import Line, Part, Style, line
from efreport.reports.sarif import to_sarif
from efreport.reports.summary import summary_to_lines, summary_to_text
from efreport.reports.text import to_lines, to_text

Report = Callable[[Round, Checked], str]
REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "text": to_text,
        "json": to_json,
        "csv": to_csv,
        "sarif": to_sarif,
        "junit": to_junit,
        "github": to_github,
    }
)
SUMMARIES: Mapping[str, Report] = MappingProxyType({"text": summary_to_text, "json": summary_to_json})

__all__ = ["REPORTS", "SUMMARIES", "Line", "Part", "Report", "Style", "line", "summary_to_lines", "to_lines"]
