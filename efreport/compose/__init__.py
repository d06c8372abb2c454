"""Composes the Document: every sentence of the framework is written here, and no file format is known."""

from efreport.compose.composing import compose

__all__ = ["compose"]
