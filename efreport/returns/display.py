"""What Excel shows for a stored number or date under its number format. Knows formats, not workbooks.

Covers the formats that figures are kept in: decimals, thousands, percent, literals, dates and times. Anything else
(fractions, exponents, conditions) is shown as General shows it. Of a format's sections only the first counts: a
negative is always shown with a minus and nought as a figure, since "(3)" and "-" would read as something else.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from efreport.days import MONTHS, WEEKDAYS

GENERAL_DIGITS = 11
STORED_DIGITS = 15
SMALLEST = Decimal("1e-9")
# Excel shows these two formats as the country's own short date, which in Britain begins with the day.
SHORT_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}
_ANY_SIZE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<space>.)|\*(?P<fill>.)'
    r"|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<percent>%)|(?P<general>General)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.'
    r"|(?P<code>y+|m+|d+|h+|s+|am/pm|a/p)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')


def stored_amount(number: float, number_format: str) -> Decimal:
    """Give the number as Excel holds it (15 digits, nought without a minus), times 100 where its format shows a percentage."""
    amount = Decimal(f"{number or 0:.{STORED_DIGITS}g}")
    return amount * 100 if shows_percent(number_format) else amount


@lru_cache(maxsize=256)
def shows_percent(number_format: str) -> bool:
    """Say whether the format shows a percentage (a % that is no literal)."""
    return any(match.lastgroup == "percent" for match in _TOKENS.finditer(_sections(number_format)[0]))


def shown_number(number: float, number_format: str) -> str:
    """Give the text that Excel shows for a stored number."""
    amount = stored_amount(number, number_format)
    tokens = _tokens(number_format)
    if not tokens:
        return _general(amount) + ("%" if shows_percent(number_format) else "")
    sign = "-" if amount < 0 else ""
    return sign + "".join(_shown_token(kind, text, abs(amount)) for kind, text in tokens).strip()


def shown_date(moment: date | time | timedelta, number_format: str) -> str:
    """Give the text that Excel shows for a date or time."""
    if isinstance(moment, timedelta):
        return str(moment)
    tokens = list(_DATE_TOKENS.finditer(_sections(SHORT_DATES.get(number_format, number_format))[0]))
    codes = [(match["code"] or "").lower() for match in tokens]
    shown = [_date_token(match, moment, _is_minutes(codes, index)) for index, match in enumerate(tokens)]
    return "".join(shown).strip() or moment.isoformat()


def hides(number: float, number_format: str) -> bool:
    """Say whether the format shows nothing for the number, as ;;; does for every number and 0;-0; for nought."""
    sections = _sections(number_format)
    own = 1 if number < 0 else 2 if number == 0 else 0
    return len(sections) > 1 and not sections[own if own < len(sections) else 0].strip()


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[str, ...]:
    return tuple(_SECTIONS.split(number_format or "General"))


@lru_cache(maxsize=256)
def _tokens(number_format: str) -> tuple[tuple[str, str], ...]:
    """Take the format apart; nothing is given where its numbers are shown as General shows them."""
    section = _sections(number_format)[0]
    tokens = tuple((match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKENS.finditer(section))
    figures = sum(kind in ("number", "general") for kind, _ in tokens)
    return () if figures != 1 or _is_odd(tokens) else tokens


def _is_odd(tokens: tuple[tuple[str, str], ...]) -> bool:
    """Fractions, exponents and conditions are shown as General shows them."""
    strange = any(kind == "other" and text.lower() in "/e@" for kind, text in tokens)
    return strange or any(kind == "bracket" and text[:1] in "<>=" for kind, text in tokens)


def _shown_token(kind: str, text: str, amount: Decimal) -> str:
    match kind:
        case "number":
            return _digits(amount, text)
        case "general":
            return _general(amount)
        case "quoted" | "escaped" | "other" | "percent":
            return text
        case "bracket" if text.startswith("$"):
            return text[1:].partition("-")[0]
        case "space":
            return " "
        case _:
            return ""


def _digits(amount: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    scaled = whole.rstrip(",")
    amount = amount.scaleb(-3 * (len(whole) - len(scaled)))
    rounded = amount.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, _ANY_SIZE)
    text = f"{rounded:,f}" if "," in scaled else f"{rounded:f}"
    head, _, tail = text.partition(".")
    optional = len(fraction) - len(fraction.rstrip("#?"))
    while optional and tail.endswith("0"):
        tail, optional = tail[:-1], optional - 1
    least = len(scaled.replace(",", "").lstrip("#?"))
    head = head.zfill(least) if least > 1 else head
    return f"{head}.{tail}" if tail else head


def _general(amount: Decimal) -> str:
    """General shows at most eleven characters of a number, and no nought at the end."""
    if amount == amount.to_integral_value() and abs(amount) < 10**GENERAL_DIGITS:
        return f"{amount:.0f}"
    whole = len(f"{abs(amount):.0f}")
    places = max(0, GENERAL_DIGITS - 1 - whole)
    if abs(amount) >= 10**GENERAL_DIGITS or abs(amount) < SMALLEST:
        return f"{amount:.5E}"
    shown = f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return shown.rstrip("0").rstrip(".") if places else shown


def _is_minutes(codes: list[str], index: int) -> bool:
    """An m stands for minutes straight after hours or straight before seconds."""
    before = next((code for code in reversed(codes[:index]) if code), "")
    after = next((code for code in codes[index + 1 :] if code), "")
    return codes[index].startswith("m") and (before.startswith("h") or after.startswith("s"))


def _date_token(match: re.Match[str], moment: date | time, minutes: bool) -> str:
    code = (match["code"] or "").lower()
    if not code:
        return match["quoted"] or match["escaped"] or match["other"] or ""
    if isinstance(moment, time | datetime) and (minutes or code[0] in "hsa"):
        return _time_part(code, moment)
    return _date_part(code, moment) if isinstance(moment, date) else ""


def _time_part(code: str, moment: time | datetime) -> str:
    if code[0] == "a":
        return "AM" if moment.hour < 12 else "PM"
    part = {"h": moment.hour, "m": moment.minute, "s": moment.second}[code[0]]
    return f"{part:02d}" if len(code) > 1 else str(part)


def _date_part(code: str, moment: date) -> str:
    match code:
        case "d" | "dd":
            return f"{moment.day:0{len(code)}d}"
        case "ddd" | "dddd":
            name = WEEKDAYS[moment.weekday()]
            return name if code == "dddd" else name[:3]
        case "m" | "mm":
            return f"{moment.month:0{len(code)}d}"
        case "mmm":
            return MONTHS[moment.month - 1][:3]
        case "yy" | "y":
            return f"{moment.year % 100:02d}"
        case _:
            return MONTHS[moment.month - 1] if code.startswith("m") else f"{moment.year:04d}"
