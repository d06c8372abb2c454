"""Which indicator a row of a table is of: by its key, by any of its codes, and by its name where it has neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efreport.model import Column, Framework, Indicator, Problem
from efreport.past.columns import Besides, TableRow
from efreport.phrases import shortened
from efreport.returns.matching import Catalogue

OLD_CODE = "If it is an old code of an indicator, add it to that indicator's codes in config/areas."


@dataclass(frozen=True)
class Naming:
    """The framework's indicators, by key and as returns name them."""

    by_key: Mapping[str, Indicator]
    known: Catalogue

    def indicator(self, row: TableRow) -> Indicator | Problem:
        """Find the indicator of a row, or say why none is found."""
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
            row.place(), "The line says neither a code nor a name.", "Type the indicator's code, or delete the line."
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
