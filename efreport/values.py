"""What the text of a cell means: the tables of value forms, and `parse_value`, which reads by them. Pure text.

One form is one row: a pattern, what it means, and an example that is both its test and its line in
`docs/value-forms.md`. Shorthand in square brackets is that of the Government Analysis Function's guidance
on symbols in tables ([p] provisional, [r] revised, [c] confidential, [x] not available, [z] not applicable).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from efreport.model import Figure, Gap, Mark, NoFigure, Qualifier, Unreadable, Value


class GapForm(NamedTuple):
    """A way to say that there is no figure; the pattern takes the whole cell."""

    pattern: str
    gap: Gap
    example: str


class QualifierForm(NamedTuple):
    """Words that may follow a figure. `detail` puts what they say into one form."""

    pattern: str
    mark: Mark
    example: str
    detail: Callable[[re.Match[str]], str] = lambda _: ""


class UnreadableForm(NamedTuple):
    """Something that is recognised, and is no value; the pattern takes the whole cell."""

    pattern: str
    reason: str
    example: str


_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
_DATE = (
    rf"(?:{_DAY} {_MONTH}|"
    r"(?P<month2>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*) (?P<day2>\d{1,2})(?:st|nd|rd|th)?"
    r"),? (?P<year>\d{4})"
)
_YEARS = r"(?P<from>(?:19|20)\d\d) ?[/-] ?(?P<to>(?:(?:19|20)\d\d|\d\d))"
_AMOUNT = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NOT_EXACT = (
    r"about|approx(?:imately)?\b\.?|around|circa|c\.|ca\b\.?|roughly|nearly|almost|over|under|more than|at least|up to"
    r"|below|est(?:imated)?\b\.?|[<>]=?|[~≈≥≤]"
)
_SMALL = r"(?:[1-9]|10|five|ten)"


def _date_detail(match: re.Match[str]) -> str:
    month = (match["month"] or match["month2"])[:3].casefold()
    day = int(match["day"] or match["day2"])
    return f"{match['year']}-{_MONTH_NAMES.index(month) + 1:02d}-{day:02d}"


def _years_detail(match: re.Match[str]) -> str:
    return f"{match['from']}/{match['to'][-2:]}"


def _basis_detail(match: re.Match[str]) -> str:
    return match["words"].strip().lower()


GAP_FORMS = (
    GapForm(r"", Gap.BLANK, ""),
    GapForm(r"n ?[/.\\]? ?a\.?(?: yearly| new measure| annual(?:ly)?)?", Gap.NOT_APPLICABLE, "n/a"),
    GapForm(r"n/a[ :,(-]+[a-z][^\d]*", Gap.NOT_APPLICABLE, "n/a Yearly"),
    GapForm(r"not (?:applicable|available|relevant)", Gap.NOT_APPLICABLE, "Not available"),
    GapForm(r"\[[zx]\]", Gap.NOT_APPLICABLE, "[z]"),
    GapForm(r"-{1,3}", Gap.NOT_APPLICABLE, "-"),
    GapForm(r"\.{2,3}|…", Gap.NOT_APPLICABLE, ".."),
    GapForm(r"(?:data )?pending(?:[ :,(-].*)?", Gap.AWAITED, "Pending data accuracy work"),
    GapForm(
        r".*\breportable from (?:q[1-4]|\d{4}).*",
        Gap.AWAITED,
        "System changes will make this reportable from Q3",
    ),
    GapForm(r"not yet (?:published|available|reported|due)(?:[ :,(-].*)?", Gap.AWAITED, "Not yet published"),
    GapForm(
        r"new measure[ ,:-]+(?:to be )?(?:collected|reported|available) from .*",
        Gap.AWAITED,
        "New measure to be collected from Q2",
    ),
    GapForm(r"(?:figures? |data )?(?:awaited|expected|due)(?: (?:from|in|by) .*)?", Gap.AWAITED, "Awaited"),
    GapForm(r"(?:to be (?:available|collected|reported)|available) from .*", Gap.AWAITED, "Available from Q3"),
    GapForm(r"t\.?b\.?[ca]\.?|to be (?:confirmed|advised)", Gap.AWAITED, "TBC"),
    GapForm(r"new(?: measure)? ?-? ?not (?:yet )?collected", Gap.NEVER_COLLECTED, "New - not yet collected"),
    GapForm(r"new(?: measure| indicator)?", Gap.NEVER_COLLECTED, "New measure"),
    GapForm(
        r"(?:only available as a snapshot ?[-,:] ?)?not (?:yet |previously )?(?:collected|recorded)(?: at the time)?",
        Gap.NEVER_COLLECTED,
        "Only available as a snapshot - not collected at the time",
    ),
    GapForm(
        r"no (?:national |statistical neighbour )?comparators?(?: available)?",
        Gap.NO_COMPARATOR,
        "No comparator",
    ),
    GapForm(r"no standard method of counting", Gap.NO_COMPARATOR, "No standard method of counting"),
    GapForm(r"not held", Gap.NOT_HELD, "Not held"),
    GapForm(
        r"\[c\]|c|x|(?:suppressed|confidential)(?:[ :,(-]\D*(?:(?:<|than |under )\d\d?\D*)?)?", Gap.CONFIDENTIAL, "[c]"
    ),
    GapForm(rf"(?:<=?|≤|fewer than|less than|under|below) ?{_SMALL}", Gap.CONFIDENTIAL, "<5"),
    GapForm(rf"{_SMALL} or (?:fewer|less|under)", Gap.CONFIDENTIAL, "5 or fewer"),
)

UNREADABLE_FORMS = (
    UnreadableForm(r"#n/a", "an Excel error (the formula looks for something that is not there)", "#N/A"),
    UnreadableForm(r"#ref!", "an Excel error (the formula points to a cell that is no longer there)", "#REF!"),
    UnreadableForm(r"#div/0!", "an Excel error (the formula divides by zero or by a blank cell)", "#DIV/0!"),
    UnreadableForm(r"#value!", "an Excel error (the formula expects a number but finds text)", "#VALUE!"),
    UnreadableForm(r"#name\?", "an Excel error (the formula holds a name that Excel does not recognise)", "#NAME?"),
    UnreadableForm(
        r"#(?:num!|null!|spill!|calc!|getting_data)", "an Excel error (the formula could not be worked out)", "#NUM!"
    ),
    UnreadableForm(r"#+", "Excel shows only hash signs, since the column is too narrow", "####"),
    UnreadableForm(r"\*+", "an asterisk alone does not say why there is no figure", "*"),
    UnreadableForm(r"nil(?: return)?|none|zero|nought", "a word, not a figure", "nil"),
    UnreadableForm(r"true|false|yes|no", "a yes-or-no answer, not a figure", "TRUE"),
    UnreadableForm(r"=.*", "a formula typed as text", "=B2/C2"),
    UnreadableForm(
        rf"(?:\d{{1,2}}[/-](?:\d{{1,2}}[/-]\d{{2,4}}|[a-z]{{3}}(?:[/-]\d{{2,4}})?)|\d{{4}}-\d\d-\d\d.*|{_DATE})",
        "a date, not a figure",
        "01-Apr",
    ),
    UnreadableForm(rf"{_AMOUNT}%? ?(?:-|to|/|of|out of) ?{_AMOUNT}%?", "two figures in one cell", "12 to 15"),
    UnreadableForm(
        rf"(?:{NOT_EXACT}) ?{_AMOUNT}.*|{_AMOUNT} ?%? ?(?:ish|or so|approx(?:imately)?\.?|est(?:imated)?\.?|\+|\?)",
        "an exact figure is needed",
        "approx 20",
    ),
    UnreadableForm(r"-?\d[\d.,]*(?: \d[\d.,]*)+(?: ?%)?", "there is a space between its digits", "2 53"),
    UnreadableForm(rf"{_AMOUNT}(?: ?%){{2,}}", "it has more than one percent sign", "82%%"),
    UnreadableForm(
        r"-?\d+,(?:\d{1,2}|\d{4,})(?: ?%)?|-?\d{4,},\d+(?: ?%)?",
        "its comma is not one between thousands, and decimals take a point",
        "13,0%",
    ),
    UnreadableForm(
        rf"(?!{_AMOUNT}(?: ?%)?\Z)-?[\d.,]*\d[\d.,]*(?: ?%)?", "its points and commas do not make a figure", "1.2.3"
    ),
    UnreadableForm(rf"[£$€] ?{_AMOUNT}.*", "an amount of money", "£12"),
    UnreadableForm(rf"\( ?{_AMOUNT} ?%? ?\)", "brackets around a figure may mean that it is below zero", "(3)"),
)

QUALIFIER_FORMS = (
    QualifierForm(r"\*? ?prov(?:isional)?\b\.?", Mark.PROVISIONAL, "80% *Prov"),
    QualifierForm(r"\(\*?(?:p|prov(?:isional)?\.?(?: figure)?)\)|\[p\]", Mark.PROVISIONAL, "12.3% (p)"),
    QualifierForm(
        r"\((?:prov(?:isional)?,? (?P<year>(?:19|20)\d\d)|(?P<year2>(?:19|20)\d\d),? prov(?:isional)?)\)",
        Mark.PROVISIONAL,
        "80% (2014 provisional)",
        lambda match: match["year"] or match["year2"],
    ),
    QualifierForm(
        r"\((?:amended|revised|changed|restated),? (?:from|was) (?P<old>-?[\d,]+(?:\.\d+)?)%?\)",
        Mark.REVISED,
        "66.4% (amended from 68.9%)",
        lambda match: match["old"].replace(",", ""),
    ),
    QualifierForm(r"\((?:r|revised|amended|restated)\)|\[r\]", Mark.REVISED, "15% (revised)"),
    QualifierForm(r"\((?P<year>(?:19|20)\d\d)\)", Mark.PERIOD, "26.6% (2013)", lambda match: match["year"]),
    QualifierForm(rf"\({_YEARS}\)", Mark.PERIOD, "6 (2013/14)", _years_detail),
    QualifierForm(
        rf"\(q(?P<number>[1-4]),? {_YEARS}\)",
        Mark.PERIOD,
        "12 (Q1 2014/15)",
        lambda match: f"{match['from']}Q{match['number']}",
    ),
    QualifierForm(r"\((?P<quarter>q[1-4])\)", Mark.PERIOD, "65% (Q2)", lambda match: match["quarter"].upper()),
    QualifierForm(rf"\(?as (?:of|at)(?: the)? {_DATE}\)?", Mark.PERIOD, "88% as of April 1st 2014", _date_detail),
    QualifierForm(
        r"\((?P<words>[^()]*\b(?:average|only|ongoing|cases|cohort|rolling|to date|ytd|cumulative|annualised"
        r"|snapshot|exclud\w+|includ\w+|based on|excl|incl)\b[^()]*)\)",
        Mark.BASIS,
        "645 (3-year average)",
        _basis_detail,
    ),
    QualifierForm(
        r"(?P<words>(?:subject to|known to|placed|on a|on an|aged|with an?|in care)\b[^()\d]*)",
        Mark.BASIS,
        "6 young people subject to MAPPA",
        _basis_detail,
    ),
    QualifierForm(r"(?P<words>\([^()]*\)|\[[^\[\]]*\]|\*+|[†‡§#^]+)", Mark.UNKNOWN, "62 (see below)", _basis_detail),
)

UNIT_WORDS = (
    r"per ?cent|pp|percentage points?|weeks?|wks?|days?|per 100?,?000|per 10k"
    r"|young people|children|child|pupils?|families|family|cases?|referrals?|episodes?|adopters?|households?"
    r"|care leavers?|convictions?|offences?|plans?|applications?|assessments?|people|placements?|entrants?"
)
UNIT_EXAMPLES = ("22.0%", "14.2 pp", "21 weeks", "313 days", "838 per 10,000", "6 young people")

LONGEST_AMOUNT = 18
LONGEST_TEXT = 250

_EXPECTED_FROM = re.compile(
    r"\b(?:from|in|by) (?P<when>q[1-4](?: (?:19|20)\d\d ?[/-] ?\d\d)?|\w+ \d{4}|\d{4})", re.IGNORECASE
)
_FIGURE = re.compile(rf"(?P<amount>{_AMOUNT})(?: ?(?P<unit>%(?!%)|(?:{UNIT_WORDS})(?![\w%])))?", re.IGNORECASE)
# Most cells: no form of a gap, nor of what is unreadable, takes such a text, so they need not be tried one by one.
_PLAIN_FIGURE = re.compile(rf"{_AMOUNT}(?: ?%)?")
_GAPS = tuple((re.compile(form.pattern, re.IGNORECASE), form) for form in GAP_FORMS)
_UNREADABLES = tuple((re.compile(form.pattern, re.IGNORECASE), form) for form in UNREADABLE_FORMS)
_QUALIFIERS = tuple((re.compile(form.pattern, re.IGNORECASE), form) for form in QUALIFIER_FORMS)

# What Excel and Word put in for what was typed. Read as plain characters; the text itself is kept as it was.
_PLAIN = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("‐‑‒–—−－﹣", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        "％": "%", "﹪": "%", "．": ".", "，": ",", "（": "(", "）": ")", "／": "/",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Give the text with ordinary spaces, dashes and digits: what the forms are matched against."""
    return " ".join(text.translate(_PLAIN).split())


def parse_value(text: str) -> Value:
    """Read the text of a cell. Never raises: what fits no form is Unreadable, and every word is kept."""
    words = plain(text)
    if len(words) > LONGEST_TEXT:
        return Unreadable(text, "it is far longer than any figure")
    if _PLAIN_FIGURE.fullmatch(words):
        return _parse_figure(words, text)
    for pattern, gap_form in _GAPS:
        if pattern.fullmatch(words):
            return NoFigure(gap_form.gap, text, _expected_from(words) if gap_form.gap is Gap.AWAITED else "")
    for pattern, unreadable_form in _UNREADABLES:
        if pattern.fullmatch(words):
            return Unreadable(text, unreadable_form.reason)
    return _parse_figure(words, text)


def excel_error(text: str) -> str:
    """Say which error of Excel's the text is (#REF!), in words that complete "cannot be read: ...", or nothing."""
    value = parse_value(text) if "#" in text else None
    return value.reason if isinstance(value, Unreadable) and value.reason.startswith("an Excel error") else ""


def _expected_from(words: str) -> str:
    match = _EXPECTED_FROM.search(words)
    return match["when"] if match else ""


def _parse_figure(words: str, text: str) -> Value:
    match = _FIGURE.match(words)
    if match is None or len(match["amount"]) > LONGEST_AMOUNT:
        return Unreadable(text, "it is not a figure, nor one of the recognised ways to say that there is none")
    rest = words[match.end() :]
    if rest and rest[0].isalnum():
        return Unreadable(text, "there are letters in the figure")
    if rest and rest[0] in ",./-":
        return Unreadable(text, f"“{rest.strip()}” follows the figure")
    qualifiers, leftover = _parse_qualifiers(rest.strip())
    if leftover:
        return Unreadable(text, f"the words “{leftover}” after the figure are not recognised")
    number = match["amount"].replace(",", "")
    decimals = len(number.partition(".")[2])
    return Figure(Decimal(number), decimals, (match["unit"] or "").lower(), qualifiers, text)


def _parse_qualifiers(rest: str) -> tuple[tuple[Qualifier, ...], str]:
    found: list[Qualifier] = []
    while rest:
        qualifier, length = _first_qualifier(rest)
        if qualifier is None:
            break
        found.append(qualifier)
        rest = rest[length:].lstrip(" ,;")
    return tuple(found), rest


def _first_qualifier(rest: str) -> tuple[Qualifier | None, int]:
    for pattern, form in _QUALIFIERS:
        if match := pattern.match(rest):
            return Qualifier(form.mark, match[0].strip(), form.detail(match)), match.end()
    return None, 0
