"""Texts for cells: put together from what people write, what Excel writes, and what nobody should."""

from __future__ import annotations

from efreport.values import GAP_FORMS, QUALIFIER_FORMS, UNIT_EXAMPLES, UNREADABLE_FORMS
from fuzz.choices import Choices

EXAMPLES = (
    tuple(form.example for form in (*GAP_FORMS, *QUALIFIER_FORMS, *UNREADABLE_FORMS) if form.example) + UNIT_EXAMPLES
)
PIECES = (
    *EXAMPLES,
    *"0123456789", *"%,.-+/()[]*£<>=?!'\"#:;&|@\\{}^~_$", " ", "  ", "\t", "\n", "\r\n",
    "10", "100", "1,000", "0.5", "00", "-1", "1e5", "999999999999999999", "1234567890123456789012", "0.0000000001",
    "2014", "2013/14", "2014/15", "Q1", "Q2", "Q5", "2014Q2", "9999", "0000", "1900", "January", "Feb", "31 February 2014",
    " percentage points", " weeks", " days", " per 10,000", " young people", "pp",
    "from", "to", "of", "as at", "as of", "amended", "was", "provisional", "average", "only", "due", "expected by",
    "\u00a0", "\u2003", "\u200b", "\ufeff", "\u00ad", "\u2060", "\u202e", "\u0301", "é", "ß", "ı", "İ", "ſ", "ﬁ", "K",
    "–", "—", "−", "…", "％", "１", "２", "．", "，", "（", "）", "٣", "²", "½", "Ⅳ", "〇", "߁", "👶", "\U0001f1ec\U0001f1e7",
    "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufffe", "\uffff", "_x0041_", "_x0000_", "_xD800_", "[red]", "[/red]",
    "<script>", "&amp;", "]]>", "%s", "{0}", "${x}", "=1+1", "=cmd|' /C calc'!A0", "'", "CP2", "CP12", "NI 65", "TBC",
    "cp", "Child Protection (CP)", "Quarter", "Service area", "Date", "Completed by:", "No", "Latest Result (Q2)", "Commentary",
)  # fmt: skip
MOST_PIECES = 6


def text(choices: Choices) -> str:
    """Give a text of some pieces; now and then a very long one."""
    made = "".join(choices.pick(PIECES) for _ in range(choices.below(MOST_PIECES) + 1))
    return made * choices.pick((20, 300, 5000)) if choices.one_in(60) else made
