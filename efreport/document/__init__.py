"""The framework as a document without a file format: blocks and texts with roles. How a role looks is the writers' affair."""

from efreport.document.blocks import Block, Chart, Heading, IndicatorTable, Paragraph, Series, Table, texts
from efreport.document.shown import IndicatorRow, MovementShown, PrintedColumn, Shown, TargetShown, TrendShown
from efreport.document.whole import Document
from efreport.document.words import Number, Paint, Role, Style, Text

__all__ = [
    "Block",
    "Chart",
    "Document",
    "Heading",
    "IndicatorRow",
    "IndicatorTable",
    "MovementShown",
    "Number",
    "Paint",
    "Paragraph",
    "PrintedColumn",
    "Role",
    "Series",
    "Shown",
    "Style",
    "Table",
    "TargetShown",
    "Text",
    "TrendShown",
    "texts",
]
