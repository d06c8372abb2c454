"""What the text of a cell means: every form by its example, good and bad tables, and properties of any text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from efreport.model import Figure, Gap, Mark, NoFigure, Unreadable
from efreport.values import GAP_FORMS, QUALIFIER_FORMS, UNIT_EXAMPLES, UNREADABLE_FORMS, excel_error, parse_value

P, R, PERIOD, BASIS, UNKNOWN = Mark.PROVISIONAL, Mark.REVISED, Mark.PERIOD, Mark.BASIS, Mark.UNKNOWN

FIGURES = [
    ("838", "838", 0, "", []),
    ("1,156", "1156", 0, "", []),
    ("12,345,678.90", "12345678.90", 2, "", []),
    ("22.0%", "22.0", 1, "%", []),
    ("22 %", "22", 0, "%", []),
    ("-3", "-3", 0, "", []),
    ("0.0%", "0.0", 1, "%", []),
    ("21 weeks", "21", 0, "weeks", []),
    ("757 days", "757", 0, "days", []),
    ("65 per 10,000", "65", 0, "per 10,000", []),
    ("64.6 per 10000", "64.6", 1, "per 10000", []),
    ("65% (Q2)", "65", 0, "%", [(PERIOD, "Q2")]),
    ("6 young people subject to MAPPA", "6", 0, "young people", [(BASIS, "subject to mappa")]),
    ("80% *Prov (2014)", "80", 0, "%", [(P, ""), (PERIOD, "2014")]),
    ("80% *Prov", "80", 0, "%", [(P, "")]),
    ("12.3% (p)", "12.3", 1, "%", [(P, "")]),
    ("62 [p]", "62", 0, "", [(P, "")]),
    ("80% (2014 provisional)", "80", 0, "%", [(P, "2014")]),
    ("26.6% (2013)", "26.6", 1, "%", [(PERIOD, "2013")]),
    ("6 (2013/14)", "6", 0, "", [(PERIOD, "2013/14")]),
    ("6 (2013-2014)", "6", 0, "", [(PERIOD, "2013/14")]),
    ("12 (Q1 2014/15)", "12", 0, "", [(PERIOD, "2014Q1")]),
    ("88% as of April 1st 2014", "88", 0, "%", [(PERIOD, "2014-04-01")]),
    ("88% as at 1 April 2014", "88", 0, "%", [(PERIOD, "2014-04-01")]),
    ("66.4% (amended from 68.9%)", "66.4", 1, "%", [(R, "68.9")]),
    ("15% (revised)", "15", 0, "%", [(R, "")]),
    ("12 [r]", "12", 0, "", [(R, "")]),
    ("645 (3-year average)", "645", 0, "", [(BASIS, "3-year average")]),
    ("21 weeks (average for ongoing cases)", "21", 0, "weeks", [(BASIS, "average for ongoing cases")]),
    ("4.8% (Autumn & Spring only 2014)", "4.8", 1, "%", [(BASIS, "autumn & spring only 2014")]),
    ("62 (see below)", "62", 0, "", [(UNKNOWN, "(see below)")]),
    # what Excel and Word put in for what was typed
    ("\u00a022\u00a0%\u00a0", "22", 0, "%", []),
    ("\u22123", "-3", 0, "", []),
    ("\u20133", "-3", 0, "", []),
    ("\uff11\uff12\uff05", "12", 0, "%", []),
    ("2\u200b2%", "22", 0, "%", []),
    ("\ufeff22\u00ad%", "22", 0, "%", []),
    ("\uff11\uff0c\uff11\uff15\uff16\uff0e\uff15", "1156.5", 1, "", []),
    ("12\n(p)", "12", 0, "", [(P, "")]),
    ("12 (p) [r] (2013) *", "12", 0, "", [(P, ""), (R, ""), (PERIOD, "2013"), (UNKNOWN, "*")]),
    ("6 (2013\u201314)", "6", 0, "", [(PERIOD, "2013/14")]),
]
# Every other wording that a form takes, by what it means.
WORDINGS = {
    Gap.NOT_APPLICABLE: (
        "n.a.", "n / a", "n\\a", "na yearly", "n/a annual", "n/a annually", "na new measure", "N/A - yearly", "n/a, yearly",
        "n/a: yearly", "n/a (yearly)", "not applicable", "not available", "not relevant", "--", "---", "...", "…",
    ),
    Gap.AWAITED: (
        "pending", "data pending", "Pending: a check", "pending, a check", "pending (a check)", "pending - a check",
        "reportable from 2015", "not yet available", "not yet reported", "not yet due", "Not yet published - due in May",
        "not yet due (May)", "new measure: to be collected from Q3", "new measure, reported from Q3",
        "new measure - available from Q3", "figures awaited", "figure expected by May", "data due in December 2014", "due",
        "to be available from Q4", "to be collected from Q4", "to be reported from Q4", "TBA", "t.b.c.", "to be confirmed",
        "to be advised",
    ),
    Gap.NEVER_COLLECTED: (
        "new", "new indicator", "New not collected", "new measure - not yet collected", "not collected", "not recorded",
        "not yet recorded", "not previously recorded", "Only available as a snapshot: not recorded at the time",
        "only available as a snapshot, not yet collected",
    ),
    Gap.NO_COMPARATOR: (
        "no comparators", "no comparator available", "no national comparator", "no statistical neighbour comparators available",
    ),
    Gap.CONFIDENTIAL: (
        "less than 5", "below five", "fewer than ten", "<1", "<10", "≤ 10", "ten or less", "5 or under", "10 or fewer",
        "suppressed", "suppressed: fewer than 5", "confidential, under 10", "suppressed (less than 5)", "suppressed - small",
    ),
}  # fmt: skip
UNIT_WORDS = (
    "per cent", "percent", "pp", "percentage point", "percentage points", "week", "weeks", "wk", "wks", "day", "days",
    "per 10,000", "per 10000", "per 100,000", "per 100000", "per 10k", "young people", "children", "child", "pupil",
    "pupils", "families", "family", "case", "cases", "referral", "referrals", "episode", "episodes", "adopter", "adopters",
    "household", "households", "care leaver", "care leavers", "conviction", "convictions", "offence", "offences", "plan",
    "plans", "application", "applications", "assessment", "assessments", "people", "placement", "placements", "entrant",
    "entrants",
)  # fmt: skip
DAYS = (
    ("2014-01-01", "1st January 2014"), ("2014-02-02", "2nd Feb 2014"), ("2014-03-03", "3rd March 2014"),
    ("2014-04-04", "4th April 2014"), ("2014-05-05", "May 5th, 2014"), ("2014-06-06", "June 6, 2014"),
    ("2014-07-21", "21st July 2014"), ("2014-08-22", "22nd August 2014"), ("2014-09-23", "Sept 23rd 2014"),
    ("2014-10-31", "31 Oct, 2014"), ("2014-11-11", "November 11 2014"), ("2014-12-12", "the 12 December 2014"),
)  # fmt: skip
MARKED = {
    (P, ""): ("*Prov", "prov.", "provisional", "Provisional.", "(*prov)", "(prov. figure)", "(provisional figure)", "(*p)", "[P]"),
    (P, "2014"): ("(prov, 2014)", "(provisional 2014)", "(2014, prov)", "(2014 provisional)"),
    (R, "1068.9"): ("(revised from 1,068.9%)", "(revised, was 1068.9)", "(changed from 1,068.9)", "(restated from 1,068.9%)"),
    (R, "-3"): ("(amended from -3)",),
    (R, ""): ("(r)", "(revised)", "(amended)", "(restated)", "[R]"),
    (PERIOD, "2014Q1"): ("(q1 2014/15)", "(Q1, 2014-2015)", "(Q1 2014 / 15)"),
    (PERIOD, "1999/00"): ("(1999/00)", "(1999-2000)"),
    (BASIS, "known to yos"): ("known to YOS",),
    **{(BASIS, words): (words,) for words in (
        "subject to mappa", "placed out of area", "on a plan", "on an order", "with a plan", "with an order", "aged under five",
        "in care",
    )},
    **{(BASIS, words): (f"({words})",) for words in (
        "3-year average", "girls only", "ongoing", "open cases", "2013 cohort", "rolling", "year to date", "ytd", "cumulative",
        "annualised", "snapshot", "excluding asylum", "includes asylum", "based on 40", "excl asylum", "incl asylum",
    )},
    **{(UNKNOWN, words): (words,) for words in ("[x]", "**", "†", "‡", "§", "#", "^", "(see below)")},
}  # fmt: skip
REASONS = {
    "an exact figure is needed": (
        "about 20", "approximately 20", "approx. 20", "around 20", "circa 20", "ca. 20", "ca 20", "c. 20", "roughly 20", "nearly 20",
        "almost 20", "over 20", "more than 20", "at least 20", "up to 20", "below 20", "est. 20", "estimated 20", ">=20", "<20",
        "~20", "≈20", "≥20", "20 or so", "20% or so", "20 approximately", "20 est.", "20 estimated", "20 ish", "20 ?", "20 +",
    ),
    "a yes-or-no answer, not a figure": ("no", "yes", "false"),
    "a word, not a figure": ("nought", "nil return"),
    "an Excel error (the formula could not be worked out)": ("#NUM!", "#NULL!", "#CALC!", "#GETTING_DATA"),
    "a date, not a figure": (
        "14-10-2014", "2014-10-14", "2014-10-14 09:30", "14/10/14", "01-Apr-14", "1/Apr", "1 April 2014", "April 1st, 2014",
    ),
    "an amount of money": ("$5", "€5", "£1,200 a week"),
    "brackets around a figure may mean that it is below zero": ("(3%)", "( 1,200 )"),
    "two figures in one cell": ("12 out of 40", "12 - 15", "12/40%", "5% to 6%"),
    "an asterisk alone does not say why there is no figure": ("***",),
    "Excel shows only hash signs, since the column is too narrow": ("#",),
    "its points and commas do not make a figure": ("12,", ",12", "1.5.", ".5", "1,234,56%"),
    "its comma is not one between thousands, and decimals take a point": ("12,5", "-1,5%", "1234,567"),
    "there is a space between its digits": ("1 2", "-1 234.5%"),
    "“./” follows the figure": ("12./",),
    "“-” follows the figure": ("12%-",),
}  # fmt: skip
GAPS = [
    ("", Gap.BLANK),
    (" \u00a0\n", Gap.BLANK),
    ("n/a", Gap.NOT_APPLICABLE),
    ("N/A", Gap.NOT_APPLICABLE),
    ("na", Gap.NOT_APPLICABLE),
    ("n/a Yearly", Gap.NOT_APPLICABLE),
    ("n/a New measure", Gap.NOT_APPLICABLE),
    ("[z]", Gap.NOT_APPLICABLE),
    ("[x]", Gap.NOT_APPLICABLE),
    ("-", Gap.NOT_APPLICABLE),
    ("\u2013", Gap.NOT_APPLICABLE),
    ("..", Gap.NOT_APPLICABLE),
    ("Pending data accuracy work", Gap.AWAITED),
    ("System changes will make this reportable from Q3", Gap.AWAITED),
    ("Not yet published", Gap.AWAITED),
    ("New measure to be collected from Q2", Gap.AWAITED),
    ("TBC", Gap.AWAITED),
    ("New - not yet collected", Gap.NEVER_COLLECTED),
    ("New \u2013 not yet collected", Gap.NEVER_COLLECTED),
    ("New measure", Gap.NEVER_COLLECTED),
    ("Only available as a snapshot - not collected at the time", Gap.NEVER_COLLECTED),
    ("No comparator", Gap.NO_COMPARATOR),
    ("No standard method of counting", Gap.NO_COMPARATOR),
    ("Not held", Gap.NOT_HELD),
    ("[c]", Gap.CONFIDENTIAL),
    ("c", Gap.CONFIDENTIAL),
    ("x", Gap.CONFIDENTIAL),
    ("<5", Gap.CONFIDENTIAL),
    ("\u22645", Gap.CONFIDENTIAL),
    ("<=5", Gap.CONFIDENTIAL),
    ("under 5", Gap.CONFIDENTIAL),
    ("Under 10", Gap.CONFIDENTIAL),
    ("fewer than 5", Gap.CONFIDENTIAL),
    ("5 or fewer", Gap.CONFIDENTIAL),
    ("Suppressed (small numbers)", Gap.CONFIDENTIAL),
    ("suppressed (<5)", Gap.CONFIDENTIAL),
    ("Confidential", Gap.CONFIDENTIAL),
]
NO_FORM = "it is not a figure, nor one of the recognised ways to say that there is none"
NOT_EXACT = "an exact figure is needed"
ITS_COMMA = "its comma is not one between thousands, and decimals take a point"
POINTS_AND_COMMAS = "its points and commas do not make a figure"
A_SPACE = "there is a space between its digits"
LETTERS = "there are letters in the figure"
BAD = [
    ("a dozen or so", NO_FORM),
    ("about 20ish", NOT_EXACT),
    ("20ish", NOT_EXACT),
    ("circa 20%", NOT_EXACT),
    ("> 20", NOT_EXACT),
    (">5", NOT_EXACT),
    ("<20", NOT_EXACT),
    ("under 5%", NOT_EXACT),
    ("under 50", NOT_EXACT),
    ("\u226550", NOT_EXACT),
    ("Suppressed 14", NO_FORM),
    ("*", "an asterisk alone does not say why there is no figure"),
    ("nil", "a word, not a figure"),
    ("None", "a word, not a figure"),
    ("zero", "a word, not a figure"),
    ("20+", NOT_EXACT),
    ("20?", NOT_EXACT),
    ("12 approx", NOT_EXACT),
    ("£12", "an amount of money"),
    ("(3)", "brackets around a figure may mean that it is below zero"),
    ("1,15", ITS_COMMA),
    ("13,0%", ITS_COMMA),
    ("1,1567", ITS_COMMA),
    ("12345,678", ITS_COMMA),
    ("12.", POINTS_AND_COMMAS),
    ("1.2.3", POINTS_AND_COMMAS),
    ("1.156,5", POINTS_AND_COMMAS),
    ("12%%", "it has more than one percent sign"),
    ("12 % %", "it has more than one percent sign"),
    ("12 to 15", "two figures in one cell"),
    ("5 of 20", "two figures in one cell"),
    ("26/40", "two figures in one cell"),
    ("12/14", "two figures in one cell"),
    ("#N/A", "an Excel error (the formula looks for something that is not there)"),
    ("#DIV/0!", "an Excel error (the formula divides by zero or by a blank cell)"),
    ("#VALUE!", "an Excel error (the formula expects a number but finds text)"),
    ("#SPILL!", "an Excel error (the formula could not be worked out)"),
    ("####", "Excel shows only hash signs, since the column is too narrow"),
    ("TRUE", "a yes-or-no answer, not a figure"),
    ("1-4", "two figures in one cell"),
    ("1/4/2014", "a date, not a figure"),
    ("01-Apr", "a date, not a figure"),
    ("=B2/C2", "a formula typed as text"),
    ("9" * 40, NO_FORM),
    ("=A1", "a formula typed as text"),
    ("1 156", A_SPACE),
    ("1\u202f156", A_SPACE),
    ("2 53 %", A_SPACE),
    ("12 weeks 3 days", "the words “3 days” after the figure are not recognised"),
    ("1.23457E+09", LETTERS),
    ("3O6", LETTERS),
    ("65%P", LETTERS),
    ("74.8%.", "“.” follows the figure"),
    ("65 per 1,000", "the words “per 1,000” after the figure are not recognised"),
    ("100\u2013150", "two figures in one cell"),
    ("n/a 2014", NO_FORM),
    ("(" * 100_000, "it is far longer than any figure"),
    ("a " * 50_000, "it is far longer than any figure"),
    ("1 " * 120, A_SPACE),
    ("1 " * 50_000, "it is far longer than any figure"),
    ("1 (" + "average " * 30, f"the words “({'average ' * 30}” after the figure are not recognised".replace(" ”", "”")),
    ("word " * 100, "it is far longer than any figure"),
]
QUALIFIERS = [" *Prov", " (2014)", " (revised)", " (3-year average)", " [p]", " (2013/14)", " as at 1 April 2014"]


@pytest.mark.parametrize(("text", "amount", "decimals", "unit_mark", "marks"), FIGURES)
def test_figures(text: str, amount: str, decimals: int, unit_mark: str, marks: list[tuple[Mark, str]]) -> None:
    value = parse_value(text)
    assert isinstance(value, Figure), value
    assert (value.amount, value.decimals, value.unit_mark, value.text) == (Decimal(amount), decimals, unit_mark, text)
    assert [(qualifier.mark, qualifier.detail) for qualifier in value.qualifiers] == marks


@pytest.mark.parametrize(("text", "gap"), GAPS)
def test_gaps(text: str, gap: Gap) -> None:
    value = parse_value(text)
    assert isinstance(value, NoFigure), value
    assert (value.gap, value.text) == (gap, text)


@pytest.mark.parametrize(("text", "reason"), BAD, ids=lambda given: given[:40])
def test_unreadable(text: str, reason: str) -> None:
    assert parse_value(text) == Unreadable(text, reason)


@pytest.mark.parametrize(("gap", "text"), [(gap, text) for gap, texts in WORDINGS.items() for text in texts])
def test_every_wording_of_a_gap(gap: Gap, text: str) -> None:
    value = parse_value(text)
    assert isinstance(value, NoFigure), value
    assert (value.gap, value.text) == (gap, text)


@pytest.mark.parametrize("words", UNIT_WORDS)
def test_every_word_for_a_unit(words: str) -> None:
    for text in (f"5 {words}", f"5{words.upper()}"):
        value = parse_value(text)
        assert isinstance(value, Figure), value
        assert (value.amount, value.unit_mark, value.qualifiers) == (5, words, ())
    assert parse_value(f"5 {words}x") == Unreadable(
        f"5 {words}x", f"the words “{words}x” after the figure are not recognised"
    )


@pytest.mark.parametrize(("day", "words"), DAYS)
def test_every_way_to_write_the_day_of_a_figure(day: str, words: str) -> None:
    for text in (f"88 as at {words}", f"88 (as of {words})"):
        value = parse_value(text)
        assert isinstance(value, Figure), value
        assert [(each.mark, each.detail) for each in value.qualifiers] == [(PERIOD, day)]


@pytest.mark.parametrize(("means", "words"), [(means, words) for means, texts in MARKED.items() for words in texts])
def test_every_wording_after_a_figure(means: tuple[Mark, str], words: str) -> None:
    value = parse_value(f"62 {words}")
    assert isinstance(value, Figure), value
    assert [(each.mark, each.detail, each.text) for each in value.qualifiers] == [(*means, words)]


@pytest.mark.parametrize("between", ["", " ", ", ", "; "])
def test_what_may_stand_between_two_marks(between: str) -> None:
    value = parse_value(f"62 [p]{between}(2013)")
    assert isinstance(value, Figure), value
    assert [each.text for each in value.qualifiers] == ["[p]", "(2013)"]


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REASONS.items() for text in texts])
def test_every_wording_that_cannot_be_read(reason: str, text: str) -> None:
    assert parse_value(text) == Unreadable(text, reason)


@pytest.mark.parametrize("digit", range(10))
def test_every_wide_digit(digit: int) -> None:
    assert parse_value(f"2{chr(0xFF10 + digit)}") == Figure(Decimal(20 + digit), 0, "", (), f"2{chr(0xFF10 + digit)}")


@pytest.mark.parametrize("dash", "‐‑‒–—−－﹣")
def test_every_dash_is_a_minus_before_a_figure_and_a_gap_alone(dash: str) -> None:
    assert parse_value(f"{dash}3") == Figure(Decimal(-3), 0, "", (), f"{dash}3")
    assert parse_value(dash) == NoFigure(Gap.NOT_APPLICABLE, dash)


def test_wide_signs_are_the_signs() -> None:
    assert parse_value("5％ （２０１３／１４）") == replace(parse_value("5% (2013/14)"), text="5％ （２０１３／１４）")
    assert parse_value("5﹪") == Figure(Decimal(5), 0, "%", (), "5﹪")


def test_how_long_a_figure_and_a_text_may_be() -> None:
    assert parse_value("9" * 18) == Figure(Decimal("9" * 18), 0, "", (), "9" * 18)
    assert parse_value("9" * 19) == Unreadable("9" * 19, NO_FORM)
    assert parse_value("word " * 50 + "w") == Unreadable("word " * 50 + "w", "it is far longer than any figure")
    assert parse_value("word " * 50) == Unreadable("word " * 50, NO_FORM)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#REF!", "an Excel error (the formula points to a cell that is no longer there)"),
        (" #name? ", "an Excel error (the formula holds a name that Excel does not recognise)"),
        ("see #REF!", ""),
        ("####", ""),
        ("", ""),
    ],
)
def test_excel_errors_are_told_from_words(text: str, reason: str) -> None:
    assert excel_error(text) == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("System changes will make this reportable from Q3", "Q3"),
        ("New measure to be collected from Q2", "Q2"),
        ("Due by December 2014", "December 2014"),
        ("Available from Q3 2014/15", "Q3 2014/15"),
        ("Pending data accuracy work", ""),
        ("Available from 2015", "2015"),
        ("Data expected in May 2015", "May 2015"),
        ("Not yet published - due in May", ""),
        ("New - not collected", ""),
    ],
)
def test_awaited_says_from_when(text: str, expected: str) -> None:
    value = parse_value(text)
    assert isinstance(value, NoFigure)
    assert value.expected == expected


@pytest.mark.parametrize("form", GAP_FORMS, ids=lambda form: form.example)
def test_every_gap_form_by_its_example(form) -> None:
    value = parse_value(form.example)
    assert isinstance(value, NoFigure)
    assert value.gap is form.gap


@pytest.mark.parametrize("form", QUALIFIER_FORMS, ids=lambda form: form.example)
def test_every_qualifier_form_by_its_example(form) -> None:
    value = parse_value(form.example)
    assert isinstance(value, Figure)
    assert form.mark in [qualifier.mark for qualifier in value.qualifiers]


@pytest.mark.parametrize("form", UNREADABLE_FORMS, ids=lambda form: form.example)
def test_every_unreadable_form_by_its_example(form) -> None:
    assert parse_value(form.example) == Unreadable(form.example, form.reason)


@pytest.mark.parametrize("text", UNIT_EXAMPLES)
def test_every_unit_by_its_example(text: str) -> None:
    value = parse_value(text)
    assert isinstance(value, Figure)
    assert value.unit_mark


@given(st.text() | st.text("0123456789%.,()[]*- nN/aPprov#=<", max_size=40))
@example("88% as of 1 \u017fep 2014")
@example("(" * 100_000)
@example("1 " + "(a" * 100)
@example("1 (" + "average " * 20)
def test_any_text_is_read_and_keeps_its_words(text: str) -> None:
    assert parse_value(text).text == text


@given(st.from_regex(r"-?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,20})([.][0-9]{1,20})?( ?%)?", fullmatch=True))
def test_no_form_of_words_takes_a_plain_figure(text: str) -> None:
    forms = [form.pattern for form in (*GAP_FORMS, *UNREADABLE_FORMS)]
    assert not [pattern for pattern in forms if re.fullmatch(pattern, text, re.IGNORECASE)]


@given(st.decimals(0, 10**9, places=1), st.sampled_from(["", "%"]), st.lists(st.sampled_from(QUALIFIERS), max_size=3))
def test_qualifiers_never_change_the_amount(amount: Decimal, sign: str, qualifiers: list[str]) -> None:
    value = parse_value(f"{amount}{sign}{''.join(qualifiers)}")
    assert isinstance(value, Figure)
    assert (value.amount, value.decimals) == (amount, 1)
    assert len(value.qualifiers) == len(qualifiers)
