"""What the first page of a corrected framework says: which edition it takes the place of, why, and what reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efreport.assessment import Assessed
from efreport.compose.words import clean, sentence
from efreport.document import Block, Heading, Paragraph, Role, Table, Text
from efreport.model import FIGURE_COLUMNS, Column, Framework, QuarterRecord, Round, Succession

OTHERWISE = "What reads otherwise than in the edition before"
MOST_SHOWN = 10
BLANK = "not given"


def which_edition(round_: Round, succession: Succession) -> Iterator[Block]:
    """Say which edition this is, which one it takes the place of, and why; nothing for the first of a quarter."""
    before = succession.corrects
    if before is None:
        return
    words = f"This is edition {succession.number} of {round_.quarter.label}. It takes the place of {before.label}."
    yield Paragraph(Text(words, Role.WARNING))
    if succession.reason:
        yield Paragraph(Text(sentence(clean(f"Why there is another edition: {succession.reason}"))))


def reads_otherwise(
    round_: Round, framework: Framework, assessed: Sequence[Assessed], before: QuarterRecord | None
) -> Iterator[Block]:
    """Say what reads otherwise than in the edition `before`; nothing where there is none."""
    if before is None:
        return
    headings = framework.headings(round_.quarter)
    changed = [(entry, column, was, now) for entry in assessed for column, was, now in _figures(entry, before)]
    if changed:
        yield Heading(1, OTHERWISE)
        yield Table(
            caption=OTHERWISE,
            description="One row for each figure: the indicator, which of its figures, and what it was and is now.",
            headings=("Code", "Indicator", "Figure", "Was", "Is now"),
            rows=tuple(
                (
                    Text(clean(" / ".join(entry.indicator.codes) or framework.no_code)),
                    Text(clean(entry.indicator.name)),
                    Text(clean(headings[column])),
                    Text(clean(was).strip() or BLANK),
                    Text(clean(now).strip() or BLANK),
                )
                for entry, column, was, now in changed[:MOST_SHOWN]
            ),
        )
    yield Paragraph(Text(_rest(len(changed), [entry for entry in assessed if _is_reworded(entry, before)])))


def _figures(entry: Assessed, before: QuarterRecord) -> Iterator[tuple[Column, str, str]]:
    """Give each figure of an indicator that reads otherwise: its column, what it was and is now."""
    row = before.by_key.get(entry.indicator.key)
    for column in FIGURE_COLUMNS if row else ():
        was = row.figures[column].text if row and column in row.figures else ""
        now = entry.values[column].text
        if was.split() != now.split():
            yield column, was, now


def _is_reworded(entry: Assessed, before: QuarterRecord) -> bool:
    """Say whether the commentary is another one."""
    row = before.by_key.get(entry.indicator.key)
    now = entry.row.text(Column.COMMENTARY) if entry.row else ""
    return row is not None and row.commentary.split() != now.split()


def _rest(figures: int, reworded: Sequence[Assessed]) -> str:
    """Say what is not in the table: further figures, and how many commentaries are others."""
    more = figures - MOST_SHOWN
    if not figures:
        said = "No figure reads otherwise."
    elif more > 0:
        said = (
            f"{more} more {'figure reads' if more == 1 else 'figures read'} otherwise; all are marked [r], with a note."
        )
    else:
        said = "Each figure that was published otherwise is marked [r], with a note."
    if not reworded:
        return said
    codes = [" / ".join(entry.indicator.codes) or entry.indicator.name for entry in reworded[:MOST_SHOWN]]
    of = ", ".join(codes) + (f" and {len(reworded) - MOST_SHOWN} more" if reworded[MOST_SHOWN:] else "")
    return clean(f"{said} The commentary reads otherwise of {of}.")
