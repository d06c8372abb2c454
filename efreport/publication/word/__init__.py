"""A Word document as the rules see it: its headings, tables, looks and links, each with a place that a person can find."""

from efreport.publication.word.reading import Heading, WordFile

__all__ = ["Heading", "WordFile"]
