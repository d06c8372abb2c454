"""What any part of a workbook may take, and not its sheets alone: time, memory, the depth and the length of its elements."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from efreport.model import Limits
from efreport.returns import allowance as allowances
from efreport.returns.refusal import NotAWorkbook
from efreport.returns.sheets import read_sheets
from tests.odd_workbooks import HEAD, MAIN, OFFICE, PACKAGE, packed, parts, relations, sheet, strings, workbook

MANY = 30_000
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
BEYOND = "far more than any return needs (the limit is {}, set as {} under [limits] in framework.toml)"


def styles(inner: str) -> str:
    return f'{HEAD}<styleSheet xmlns="{MAIN}">{inner}</styleSheet>'


def related(many: int) -> dict[str, str]:
    """A workbook whose own part is said to be related to much that is not there."""
    each = "".join(f'<Relationship Id="r{number}" Type="{OFFICE}/x" Target="a"/>' for number in range(many))
    listing = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
    return {**parts(ROW), "xl/_rels/workbook.xml.rels": listing}


def typed(many: int) -> dict[str, str]:
    """A workbook that only its content types name, among much else."""
    each = '<Override PartName="/a" ContentType="x.main+xml"/>' * many
    listing = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{each}</Types>'
    return {**parts(ROW), "_rels/.rels": relations(x="a"), "[Content_Types].xml": listing}


OF_MANY: dict[str, Callable[[int], dict[str, str]]] = {
    "styles": lambda many: parts(ROW, styles=styles(f"<cellXfs>{'<xf/>' * many}</cellXfs>")),
    "number formats": lambda many: parts(
        ROW, styles=styles("".join(f'<numFmt numFmtId="{number}"/>' for number in range(many)))
    ),
    "texts": lambda many: parts(ROW, strings=strings("<t>CP2</t>", *[""] * many)),
    "texts in no item": lambda many: parts(ROW, strings=strings("<t>CP2</t><a/>b" + "<a/>b" * many)),
    "sheets": lambda many: parts(ROW, workbook=workbook("<sheet/>" * many)),
    "a name in pieces": lambda many: parts(
        ROW, workbook=workbook(after=f"<definedNames><definedName name='a'>{'<b/>c' * many}</definedName></definedNames>")
    ),
    "relationships": related,
    "content types": typed,
    "merged blocks": lambda many: parts(sheet=sheet(ROW, after='<mergeCell ref="A1:B2"/>' * many)),
    "shared formulas": lambda many: parts(
        sheet=sheet("".join(f'<row><c><f t="shared" si="{number}">1</f></c></row>' for number in range(many)))
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OF_MANY)
def test_what_is_kept_of_any_part_is_counted(kind: str) -> None:
    limits = Limits(memory_megabytes=7)
    if kind not in ("sheets", "relationships", "content types"):
        read_sheets(packed(OF_MANY[kind](10)), limits)
    with pytest.raises(NotAWorkbook) as refused:
        read_sheets(packed(OF_MANY[kind](MANY)), limits)
    assert refused.value.reason == f"reading it takes more than 7 MB, {BEYOND.format('7 MB', 'memory_megabytes')}"


@pytest.mark.parametrize("kind", OF_MANY)
def test_time_is_looked_at_in_any_part(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The clock says that the part which is long took all the time there is."""
    looked = count()
    monkeypatch.setattr(allowances, "monotonic", lambda: 0.0 if next(looked) < 2 else 31.0)
    monkeypatch.setattr(allowances, "BYTES_A_THING", 0)
    with pytest.raises(NotAWorkbook) as refused:
        read_sheets(packed(OF_MANY[kind](MANY)))
    assert refused.value.reason == f"reading it takes more than 30 seconds, {BEYOND.format('30 seconds', 'seconds')}"


LONG = {
    "attributes without end": "<row " + " ".join(f"a{number}=''" for number in range(200_000)) + "/>",
    "one endless attribute": f'<row a="{"x" * 2_000_000}"/>',
    "elements within elements": "<a>" * 50_000 + "</a>" * 50_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_tags_longer_or_deeper_than_any_workbook_has_are_not_waited_for(kind: str) -> None:
    with pytest.raises(NotAWorkbook) as refused:
        read_sheets(packed(parts(sheet=sheet(LONG[kind]))))
    assert refused.value.reason == "Excel may open it, but something in it is damaged or unusual"


def test_a_long_text_and_a_deep_sheet_of_a_genuine_workbook_are_read() -> None:
    long = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"long " * 400_000}</t></is></c></row>'
    (found,) = read_sheets(packed(parts(sheet=sheet(long, after="<ext>" * 40 + "</ext>" * 40))))
    assert len(found.rows[1][1].text) == 2_000_000
