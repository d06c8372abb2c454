"""The framework as a document without a file format: blocks and texts with roles. How a role looks is the writers' affair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


class Role(Enum):
    """What a text is, never how it looks."""

    PLAIN = "plain"
    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_CHANGE = "no change"
    CHANGED = "changed"
    NOT_COMPARED = "not compared"
    AWAITED = "awaited"
    GAP = "gap"
    NOTE = "note"
    WARNING = "warning"
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Paint:
    """A fill and the text on it, each as six hexadecimal digits."""

    fill: str
    text: str


@dataclass(frozen=True)
class Style:
    """How the council wants its documents to look. Empty, 0 and None leave it to each writer.

    Colours are six hexadecimal digits; `headings` is that of headings and rules. Sizes are in points: of running text
    and of the tables of indicators in Word, and of cells in Excel. `template` is a Word template as its bytes.
    """

    headings: str = ""
    table_header: Paint | None = None
    paints: Mapping[Role, Paint] = field(default_factory=dict)
    font: str = ""
    heading_font: str = ""
    text_points: float = 0
    table_points: float = 0
    sheet_points: float = 0
    template: bytes = b""


@dataclass(frozen=True, slots=True)
class Text:
    """Words and what they are. `notes` are the numbers of the notes below the table that the words refer to."""

    words: str
    role: Role = Role.PLAIN
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a number: 22 for 22%, with how the return showed it. `suffix` is a short unit or mark."""

    amount: Decimal
    decimals: int
    percent: bool = False
    thousands: bool = False
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure cell: the words of the return, the number in them if there is one, and the words that qualify it."""

    text: Text
    number: Number | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MovementShown:
    """A movement: the words for print ("▲ 9 pp, improved"), and its parts for columns of their own.

    `direction` is up, down, level or empty; `change` is signed and in the indicator's unit, with its `change_unit`.
    `note` holds the caveats, or why nothing was compared.
    """

    text: Text
    direction: str = ""
    change: Number | None = None
    change_unit: str = ""
    judgement: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetShown:
    """A target and the status against it: the words for print, and the parts for columns of their own.

    `amount` is None where the indicator has no target for the quarter. `note` holds the caveats, or why there is no
    status.
    """

    text: Text
    amount: Number | None
    status: Text
    note: str = ""


@dataclass(frozen=True)
class TrendShown:
    """An indicator over the quarters, to be drawn small: its figures by the quarters' labels, oldest first.

    `joined` says that a line may lead from each figure to the next; else each is drawn for itself. `words` say how many
    figures there are and how far they reach, `note` in full what of them is more than chance, if anything is; `text` is both
    in short, with its reference, to stand below the drawing. `description` says every figure in words. Where the trend is
    not `drawn`, the words stand alone.
    """

    figures: Mapping[str, Shown]
    joined: bool
    words: str
    text: Text
    description: str
    note: str = ""
    drawn: bool = True

    @property
    def in_full(self) -> str:
        """All words of it, without references to notes."""
        return f"{self.words}; {self.note}" if self.note else self.words

    @property
    def numbers(self) -> tuple[Number | None, ...]:
        """The figures as numbers, None where a quarter has none."""
        return tuple(shown.number for shown in self.figures.values())


@dataclass(frozen=True)
class PrintedColumn:
    """A column of the indicator tables. `kind` is the column's name in config, or direction or target."""

    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator: `figures` by kind of column, the rest by name. Nothing is empty: a gap is said in words.

    `positions` are what stands below a comparator's figure in print, by kind of column; `against_neighbours` and
    `against_national` say the same in full. What has no column is left out: these three are empty where the framework
    shows no comparators, and `target` is None where it has no targets. `trend` is None where too few quarters have figures.
    """

    code: str
    name: str
    unit: str
    figures: Mapping[str, Shown]
    movement: MovementShown
    against_neighbours: str
    against_national: str
    source: Text
    commentary: Text
    positions: Mapping[str, Text] = field(default_factory=dict)
    target: TargetShown | None = None
    trend: TrendShown | None = None

    @property
    def note_numbers(self) -> tuple[int, ...]:
        """The numbers of the notes below the table that anything in the row refers to."""
        texts = [*(figure.text for figure in self.figures.values()), self.movement.text, *self.positions.values()]
        texts += [self.trend.text] if self.trend else []
        return tuple(sorted({number for text in texts for number in text.notes}))


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a service area or the notes, level 2 a section."""

    level: int
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text


@dataclass(frozen=True)
class Table:
    """A plain table with one header row. The first column names the row.

    `name` is a single word that stays the same from quarter to quarter, for formulas and programs; empty for none.
    """

    caption: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    name: str = ""


@dataclass(frozen=True)
class IndicatorTable:
    """The indicators of one section of one area, with the numbered notes that its rows refer to."""

    caption: str
    description: str
    area: str
    section: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[IndicatorRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One kind of figure in a chart: its name, and the figure of each category or None."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True)
class Chart:
    """Figures of the tables drawn side by side, all in one unit. `description` says them in words, for who cannot see it.

    Where it is `stacked`, the series of a category are parts of a whole and are drawn one after the other.
    """

    title: str
    description: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False


Block: TypeAlias = Heading | Paragraph | Table | IndicatorTable | Chart


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


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks in reading order, cell by cell: what any output must hold and give back.

    Not those of charts, which draw what the tables hold and may be left out.
    """
    for block in blocks:
        match block:
            case Heading():
                yield block.words
            case Paragraph():
                yield block.text.words
            case Table():
                yield from block.headings
                yield from (cell.words for row in block.rows for cell in row)
            case IndicatorTable():
                yield from (column.heading for column in block.columns)
                for row in block.rows:
                    yield from (
                        row.code,
                        row.name,
                        row.source.words,
                        row.commentary.words,
                        row.movement.text.words,
                    )
                    yield from (figure.text.words for figure in row.figures.values())
                    yield from (position.words for position in row.positions.values())
                    if row.target:
                        yield row.target.text.words
                    if row.trend:
                        yield row.trend.text.words
                yield from block.notes
            case Chart():
                pass
