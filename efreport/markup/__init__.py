"""Marks up copies of returns with their findings, to be sent back; every other part of a workbook stays as it is."""

from efreport.markup.copies import marked_copies

__all__ = ["marked_copies"]
