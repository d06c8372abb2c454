"""What is no TOML in a config file: what people type instead, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_config import config, problems

__all__ = ["config"]

BACKSLASH = "a backslash in \"double quotes\" has a meaning of its own; put the text in single quotes: 'C:\\Folder'"
# What is typed on line 2, pasted from Word or meant for something else than TOML, and what is said of it.
SLIPS = (
    ("title = “Framework”", 'it has the curly quotes of Word; type straight ones: "…"'),
    ('title = "Framework”', 'it has a curly quote of Word; type a straight one: "…"'),
    ("sign_off = [‘approved_by’]", 'it has the curly quotes of Word; type straight ones: "…"'),
    ("pending–quarters = 3", "it has a long dash, as Word makes them; type a plain - with the keyboard"),
    ("least = −5", "it has a long dash, as Word makes them; type a plain - with the keyboard"),
    ("least =\u00a05", "it has a space that looks like any other and is not, as Word and web pages have them; type it again"),
    ("pending_quarters 3", "there is no = between the key and its value: key = value"),
    ("title: \"Framework\"", "a key is followed by =, not by a colon: key = value"),
    ("pending quarters = 3", "a key is one word, with _ or - in place of spaces"),
    ("\ttitle = Early Intervention", 'text stands in straight quotes: "…"'),
    ("factor = 0,5", "a number has a point, not a comma: 0.5, not 0,5"),
    ("longest = 1,200", "a number has no commas: 1200, not 1,200"),
    ("least = .5", "a nought must stand before the point: 0.5, not .5"),
    ("least = 5%", "a number has no %"),
    ("code = 01", 'a number does not begin with a nought; text, like a code, stands in quotes: "01"'),
    ("by = 12/10/2014", 'a day is written in quotes, the year first: "2015-01-16"'),
    ("charts = True", "yes is written: true"),
    ("charts = no", "no is written: false"),
    ("folder = \"C:\\Users\\Returns\"", BACKSLASH),
    ("folder = \"\\\\server\\share\"", BACKSLASH),
    ("name = 'Sue's team'", "the text has an apostrophe, which ends 'single quotes'; put it in \"double quotes\""),
    ('name = "Sue', "the quotes are not closed"),
    ("name =", "nothing stands after the ="),
    ("[severity", "a bracket that opens this line is not closed"),
    ("codes = [1,2 3]", "a list is not closed with ]"),
)  # fmt: skip


@pytest.mark.parametrize("after", ["\npending_quarters = 3\n", ""], ids=["within", "at the end"])
@pytest.mark.parametrize(("line", "said"), SLIPS, ids=[line for line, _ in SLIPS])
def test_what_is_no_toml_is_said_plainly(config: Path, line: str, said: str, after: str) -> None:
    (config / "rules.toml").write_text(f"# Don’t “quote” 1,200 here.\n{line}{after}", encoding="utf-8")
    problem = f"rules.toml: the file is not valid TOML: line 2, “{line.strip()}”: {said}"
    assert problems(config) == [problem]


@pytest.mark.parametrize("kept", ['"It’s 1,200 – “so” they say"', "'C:\\Folder'", '"0,5"'])
def test_what_is_typed_within_straight_quotes_stays(config: Path, kept: str) -> None:
    (config / "rules.toml").write_text(f"strange = {kept}\nagain = = 3\n", encoding="utf-8")
    assert problems(config) == [
        "rules.toml: the file is not valid TOML: line 2, “again = = 3”: what follows the = is no value; text stands in quotes"
    ]
