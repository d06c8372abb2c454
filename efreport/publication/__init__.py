"""Checks of finished documents: whether a .docx or .xlsx, ours or a copy that somebody edited, is fit to be published."""

from efreport.publication.base import DocumentRule
from efreport.publication.properties import unreadable
from efreport.publication.rules import CATALOGUE, DOCUMENT_RULES
from efreport.publication.running import check_documents, essential_failures, read_document, run_document_rules

UNREADABLE = unreadable.code

__all__ = [
    "CATALOGUE",
    "DOCUMENT_RULES",
    "UNREADABLE",
    "DocumentRule",
    "check_documents",
    "essential_failures",
    "read_document",
    "run_document_rules",
]
