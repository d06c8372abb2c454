"""What changed between two records, as facts: no sentence is made here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from efreport.comparison.wording import Piece
from efreport.model import Column, QuarterRecord, RecordedFinding, RecordedRow
from efreport.movement import Movement, Standing


class Kind(Enum):
    """How a figure is another one: another amount, given at last, withdrawn, the same amount said otherwise, or still none."""

    CHANGED = "changed"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    OTHERWISE = "said otherwise"
    STILL_NONE = "still no figure"


@dataclass(frozen=True)
class Revision:
    """A figure of one period that the later side gives otherwise than the earlier one.

    `then_column` and `column` are where each side gives it, `standing` how the figure now stands against the one then, None
    where either is no figure.
    """

    row: RecordedRow
    then_column: Column
    column: Column
    then: str
    now: str
    kind: Kind
    standing: Standing | None = None


@dataclass(frozen=True)
class FigureChange:
    """A figure of two periods that differs between them.

    `revised` is what the later side says of the earlier period, where that is another figure; the change is from it.
    `difference` is in the indicator's unit, None where there is none to be had. `movement` holds the judgement, None where
    the two are neither of quarters that follow one another nor of the same quarter of two years.
    """

    row: RecordedRow
    column: Column
    then: str
    now: str
    kind: Kind
    revised: str = ""
    difference: Decimal | None = None
    movement: Movement | None = None


class WordsKind(Enum):
    """What became of a commentary."""

    CHANGED = "changed"
    REWRITTEN = "rewritten"
    REPEATED = "the same word for word"
    MISSING = "missing"
    NEW = "new"


@dataclass(frozen=True)
class WordsChange:
    """What became of an indicator's commentary, and where it was `CHANGED`, in which words."""

    row: RecordedRow
    kind: WordsKind
    then: str
    now: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class SourceChange:
    """An indicator whose commentary comes from another source."""

    row: RecordedRow
    then: str
    now: str


class Aspect(Enum):
    """What of an indicator itself may be changed in config."""

    NAME = "name"
    CODE = "code"
    AREA = "service area"
    SECTION = "section"
    UNIT = "unit"
    POLARITY = "polarity"


@dataclass(frozen=True)
class Recast:
    """An indicator that is described otherwise."""

    row: RecordedRow
    aspect: Aspect
    then: str
    now: str


class Since(Enum):
    """What became of a finding."""

    NEW = "new"
    FIXED = "fixed"
    WAIVED = "agreed since"


@dataclass(frozen=True)
class FindingChange:
    """A finding that one side has and the other has not, or that was agreed to since."""

    since: Since
    finding: RecordedFinding


@dataclass(frozen=True)
class Comparison:
    """Everything in which two records differ; `then` is the earlier one.

    `unchecked` are the sides of which no findings are known, so that findings cannot be compared.
    """

    then: QuarterRecord
    now: QuarterRecord
    revisions: tuple[Revision, ...]
    added: tuple[RecordedRow, ...]
    dropped: tuple[RecordedRow, ...]
    recast: tuple[Recast, ...]
    figures: tuple[FigureChange, ...]
    commentary: tuple[WordsChange, ...]
    sources: tuple[SourceChange, ...]
    findings: tuple[FindingChange, ...]
    unchecked: tuple[QuarterRecord, ...] = ()

    @property
    def is_same(self) -> bool:
        """Say whether both sides say the same, findings aside."""
        return not any(
            (self.revisions, self.added, self.dropped, self.recast, self.figures, self.commentary, self.sources)
        )
