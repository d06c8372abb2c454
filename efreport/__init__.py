"""Builds a council's children's services performance framework from the quarter's Excel returns."""

__version__ = "0.1.0"
