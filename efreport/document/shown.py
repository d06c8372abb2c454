"""One indicator as it is shown: its figures, movement, target and trend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from efreport.document.words import Number, Text


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
