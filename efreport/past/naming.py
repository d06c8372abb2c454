"""Which indicator a row of a table is of: by its key, by any of its codes, and by its name where it has neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efreport.model import Column, Framework, Indicator, Problem
from efreport.past.columns import Besides, TableRow
from efreport.phrases import shortened
from efreport.returns.matching import Catalogue
from efreport.rules.names import another_named

OLD_CODE = "If it is an old code of an indicator, add it to that indicator's codes in config/areas."


@dataclass(frozen=True)
class Naming:
    """The framework's indicators, by key and as returns name them."""

    by_key: Mapping[str, Indicator]
    known: Catalogue

    def indicator(self, row: TableRow) -> Indicator | Problem:
        """Find the indicator of a row, or say why none is found, or why it is in doubt which it is."""
        found = self._said(row)
        return found if isinstance(found, Problem) else self._in_doubt(row, found) or found

    def _in_doubt(self, row: TableRow, found: Indicator) -> Problem | None:
        """Say that a row has the name of another indicator: an older wording of its own is like no other's name."""
        holds = Besides.KEY if row.text(Besides.KEY) else Column.CODE
        typed, name = row.text(holds), row.text(Column.NAME)
        if self.known.says_nothing(typed):
            return None
        other = another_named(name, found, self.by_key.values())
        if other is None:
            return None
        whose = f"{called(other)}, “{shortened(name)}”" if other.codes else f"“{shortened(other.name)}”"
        right = other.key if holds is Besides.KEY else " / ".join(other.codes) or self.known.no_code
        return Problem(
            row.place(holds),
            f"The {holds.value} “{shortened(typed)}” is that of “{shortened(found.name)}”, but the name is that of "
            f"{whose}.",
            f"Check whose figures row {row.line.number} holds. If they are {called(found)}'s, type its own name or clear the "
            f"cell of the name; if not, type {right} as the {holds.value}.",
        )

    def _said(self, row: TableRow) -> Indicator | Problem:
        key, code = row.text(Besides.KEY), row.text(Column.CODE)
        if not key:
            return self._by_code(row)
        found = self.by_key.get(key.casefold())
        if found is None:
            return self._unknown(row, Besides.KEY, key, "Correct it, or clear the cell: the code is enough.")
        named = self.known.all_by_code(code)
        if named and found not in named:
            said = f"The key “{shortened(key)}” and the code “{shortened(code)}” are of two indicators."
            return Problem(row.place(Column.CODE), said, "Correct one of them.")
        return found

    def _by_code(self, row: TableRow) -> Indicator | Problem:
        code, name = row.text(Column.CODE), row.text(Column.NAME)
        if found := self.known.match(code, name, None):
            return found
        if not self.known.says_nothing(code):
            if several := self.known.all_by_code(code):
                said = f"“{shortened(code)}” names {len(several)} indicators: {', '.join(map(called, several))}."
                return Problem(row.place(Column.CODE), said, "Leave the code of the one whose figures these are.")
            return self._unknown(row, Column.CODE, code, f"Correct it. {OLD_CODE}")
        if name:
            return self._unknown(row, Column.NAME, name, "Type the indicator's code, or its name as config has it.")
        return Problem(
            row.place(), "The row says neither a code nor a name.", "Type the indicator's code, or delete the row."
        )

    def _unknown(self, row: TableRow, holds: Besides | Column, typed: str, hint: str) -> Problem:
        nearest = self.known.nearest("" if holds is Column.NAME else typed, row.text(Column.NAME), None)
        meant = f" Did you mean {called(nearest)}?" if nearest else ""
        return Problem(
            row.place(holds), f"The {holds.value} “{shortened(typed)}” is not in the framework.{meant}", hint
        )


def naming(framework: Framework, known: Catalogue) -> Naming:
    """List the framework's indicators for tables of past figures."""
    return Naming({indicator.key.casefold(): indicator for indicator in framework.indicators()}, known)


def called(indicator: Indicator) -> str:
    """Name an indicator in a message: by its codes, or its name where it has none."""
    return " / ".join(indicator.codes) or shortened(indicator.name)
