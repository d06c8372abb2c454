"""What the checks found, for people and for programs: one module a format, and one line in REPORTS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from efreport.reports.lines import Line, Part, Style, line

if TYPE_CHECKING:
    from efreport.model import Checked, Round

Report: TypeAlias = "Callable[[Round, Checked], str]"
DocumentReport: TypeAlias = "Callable[[Sequence[str], Checked], str]"


def _made_by(module: str, function: str) -> Callable[[Any, Checked], str]:
    """Give a report by the module that makes it, which is imported only when a report is asked for."""

    def report(subject: Any, checked: Checked) -> str:
        make = cast("Callable[[Any, Checked], str]", getattr(import_module(f"{__name__}.{module}"), function))
        return make(subject, checked)

    return report


REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "text": _made_by("text", "to_text"),
        "json": _made_by("json", "to_json"),
        "csv": _made_by("csv", "to_csv"),
        "sarif": _made_by("sarif", "to_sarif"),
        "junit": _made_by("junit", "to_junit"),
        "github": _made_by("github", "to_github"),
    }
)
SUMMARIES: Mapping[str, Report] = MappingProxyType(
    {"text": _made_by("summary", "summary_to_text"), "json": _made_by("json", "summary_to_json")}
)
DOCUMENT_REPORTS: Mapping[str, DocumentReport] = MappingProxyType(
    {name: _made_by("documents", f"to_{name}") for name in ("text", "json", "csv", "sarif", "github")}
)

__all__ = ["DOCUMENT_REPORTS", "REPORTS", "SUMMARIES", "DocumentReport", "Line", "Part", "Report", "Style", "line"]
