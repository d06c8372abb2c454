"""An Excel workbook as the rules see it: its sheets, cells, tables, looks and links, each with its place."""

from efreport.publication.excel.reading import ExcelFile
from efreport.publication.excel.sheets import Cell, ExcelTable, Sheet

__all__ = ["Cell", "ExcelFile", "ExcelTable", "Sheet"]
