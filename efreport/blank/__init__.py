"""Blank returns for the next quarter: what is asked of each service area, with what is known already filled in."""

from efreport.blank.carried import BlankReturn, BlankRow, blank_returns
from efreport.blank.guide import Guide, guide
from efreport.blank.mark import is_as_issued, mark_of
from efreport.blank.workbook import to_workbook

__all__ = ["BlankReturn", "BlankRow", "Guide", "blank_returns", "guide", "is_as_issued", "mark_of", "to_workbook"]
