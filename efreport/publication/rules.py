"""The catalogue of the rules of documents, by code, and that of all rules there are."""

from __future__ import annotations

from efreport.publication import (
    excel_fit,
    excel_pages,
    excel_sheets,
    excel_tables,
    legibility,
    properties,
    word_headings,
    word_pages,
    word_tables,
)
from efreport.publication.base import DocumentRule
from efreport.rules import RULES, Rule

TOPICS = (
    word_headings, word_tables, word_pages, excel_sheets, excel_tables, excel_fit, excel_pages, properties, legibility,
)  # fmt: skip
DOCUMENT_RULES: tuple[DocumentRule, ...] = tuple(
    sorted(
        (entry for topic in TOPICS for entry in vars(topic).values() if isinstance(entry, DocumentRule)),
        key=lambda entry: entry.code,
    )
)
CATALOGUE: tuple[Rule | DocumentRule, ...] = (*RULES, *DOCUMENT_RULES)
