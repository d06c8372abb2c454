"""Reads past frameworks from tables that people saved as text: one row an indicator a quarter."""

from efreport.past.impossible import not_ended, why_not_true
from efreport.past.reading import read_past
from efreport.past.sums import of_returns

__all__ = ["not_ended", "of_returns", "read_past", "why_not_true"]
