"""The framework of one quarter as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from efreport.document.blocks import Block, Chart, IndicatorTable
from efreport.document.words import Style


@dataclass(frozen=True)
class Document:
    """The whole framework of one quarter.

    `dated` is the day the document bears, taken from the quarter so that it never depends on today. The table of
    contents is not among the blocks: it is the headings of `areas` and `notes`, and each writer lists them. `quality`
    is what the checks found in the returns, for who works on with the figures; it and the charts
    of the `cover` are for writers that have the room. `quarters` are the labels of all that any trend shows, oldest first.
    """

    title: str
    organisation: str
    directorate: str
    quarter: str
    quarter_key: str
    dated: date
    draft: bool
    cover: tuple[Block, ...]
    areas: tuple[Block, ...]
    notes: tuple[Block, ...]
    quality: tuple[Block, ...] = ()
    style: Style = field(default_factory=Style)
    quarters: tuple[str, ...] = ()

    @property
    def indicator_tables(self) -> tuple[IndicatorTable, ...]:
        """Every indicator table, in printed order."""
        return tuple(block for block in self.areas if isinstance(block, IndicatorTable))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the areas, in printed order."""
        return tuple(block for block in self.areas if isinstance(block, Chart))
