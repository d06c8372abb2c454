"""Rule EF202: rows whose indicators are another service area's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from efreport.model import Indicator, Return, Row, Severity
from efreport.phrases import listed, ranges
from efreport.rules.base import Found, Many, Subject, label, rule

FEWEST_TOGETHER = 3


@rule("EF202", Severity.ERROR)
def other_areas_code(subject: Subject) -> Iterator[Found]:
    """The indicator belongs to another service area.

    Where three or more rows do, they are listed once.

    Why: each indicator is reported by one service area; in this return its figures would not be printed.

    How to put it right: correct the code, or move the row into the other area's return. Where all rows are another area's,
    the line “Service area” is wrong, or the file.

    Before: in the return of Adoption, CP14
    After: in the return of Child Protection, CP14
    """
    strays = {row.at: (found, row, indicator) for found, row, indicator in subject.strays()}

    def many(found: Sequence[Found]) -> Found:
        return _many_strays([strays[each.where] for each in found], subject)

    for each in strays.values():
        yield replace(_stray(*each, subject), many=Many("strays", many, FEWEST_TOGETHER))


def _stray(found: Return, row: Row, indicator: Indicator, subject: Subject) -> Found:
    theirs, own = subject.framework.area(indicator.area).heading, found.area.heading if found.area else ""
    return Found(
        row.at,
        f"{label(indicator)} belongs to “{theirs}”, but this is the return of “{own}”.",
        f"Correct the code in {row.at.cell}, or move the row into the return of “{theirs}”.",
        indicator.key,
    )


def _many_strays(strays: Sequence[tuple[Return, Row, Indicator]], subject: Subject) -> Found:
    found, first, _ = strays[0]
    own = found.area.heading if found.area else ""
    counts = Counter(indicator.area for _, _, indicator in strays)
    areas = listed(
        [f"{number} of “{subject.framework.area(key).heading}”" for key, number in counts.most_common()], most=4
    )
    rows = listed(ranges(row.at.row for _, row, _ in strays))
    message = f"Rows {rows} are other areas' indicators: {areas}. This is the return of “{own}”."
    if is_another_areas(found) and found.area_line and len(counts) == 1:
        theirs = subject.framework.area(next(iter(counts))).heading
        hint = f"If this is the return of “{theirs}”, type that in {found.area_line.at.cell}. If not, ask for the right one."
    elif len(counts) >= FEWEST_TOGETHER:
        hint = f"This looks like the whole framework, not one area's return. Put the return of “{own}” in its place."
    else:
        hint = "Delete the rows of other areas, or move them into those areas' returns: each return holds its own indicators only."
    return Found(first.at, message, hint)


def is_another_areas(found: Return) -> bool:
    """Say whether the return has three or more known rows, and none of them is its own area's."""
    areas = [row.indicator.area for row in found.rows if row.indicator]
    return found.area is not None and len(areas) >= FEWEST_TOGETHER and found.area.key not in areas
