"""What the checks found, for people and for programs: one module a format."""

from efreport.reports.documents import documents_to_json, documents_to_text
from efreport.reports.json import to_json
from efreport.reports.text import Line, Style, to_text

__all__ = ["Line", "Style", "documents_to_json", "documents_to_text", "to_json", "to_text"]
