"""Whether a commentary agrees with the figures of its row, and what it says instead. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from efreport.model import Figure, Indicator, Polarity, Unit
from efreport.movement import displayed
from efreport.phrases import listed
from efreport.rules.claims import Claim, Way, claims_in, sentences
from efreport.rules.held import Held, is_plain
from efreport.rules.since import Since, clause, since_when
from efreport.rules.spelling import Marked, Number, Told
from efreport.rules.telling import is_told, kinds_of

FEWEST_DIGITS = 3
# Of smaller numbers two may well be alike by chance.
FEWEST_FOR_CHANCE = 12
# What stands before and after a percentage that is the result of the quarter.
_AS_RESULT = re.compile(
    r"^\W*$|\((?:now )?$|[–:-] $|\b(?:to|at|now|remains|reached|achieved|was|is|are|were|of|or|figure|result) $",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r" of (?:the|these|those|them|all|which|cases|this|our|their|who)\b", re.IGNORECASE)
_INTENT = re.compile(
    r"\b(?:aim|target|expect|planned|hope|want|ambition|forecast|predict|could|would|should|will|if|until)\w*",
    re.IGNORECASE,
)


class Disagreement(NamedTuple):
    """What the commentary says, quoted, and what the latest result is held against (“after 253”), empty where it stands alone."""

    said: str
    instead: str = ""


def disagreement(commentary: str, held: Held) -> Disagreement | None:
    """Give the first thing that the commentary says and its row does not; None where they agree, as far as can be told."""
    marked = sentences(commentary)
    told = (
        found
        for sentence in marked
        for claim in claims_in(sentence, held.names)
        if (found := _contradicted(claim, held))
    )
    if (found := next(told, None)) or _is_given(marked, held):
        return found
    strange = _strange_percentages(marked, held) or _digits_moved(marked, held)
    return Disagreement(strange) if strange else None


def _is_given(marked: Sequence[Marked], held: Held) -> bool:
    """Say whether the commentary gives the latest result."""
    kinds = kinds_of(held.indicator)
    return any(is_told(each, held.latest) for sentence in marked for each in sentence.numbers if each.told in kinds)


def _contradicted(claim: Claim, held: Held) -> Disagreement | None:
    if _INTENT.search(claim.before) or claim.since is Since.ANOTHER:
        return None
    if claim.start and claim.end:
        return _from_to(claim, claim.start, claim.end, held)
    if claim.end and claim.end.told not in kinds_of(held.indicator):
        return None
    if claim.by and claim.end and not is_told(claim.end, held.latest):
        return _to_another(claim, claim.by, claim.end, held)
    if claim.by:
        return _reckoned(claim, claim.by, held) or _by_another(claim, claim.by, held)
    if claim.times:
        return _times_another(claim, claim.times, held)
    return _ends_otherwise(claim, claim.end, held) if claim.end else _other_way(claim, held)


def _from_to(claim: Claim, start: Number, end: Number, held: Held) -> Disagreement | None:
    """Find “from 40 to 8” that begins with the row's latest or an earlier figure, and ends with another than the latest."""
    kinds = kinds_of(held.indicator)
    if end.told not in kinds or start.told not in (*kinds, Told.PLAIN) or is_told(end, held.latest):
        return None
    if max(start.amount, end.amount) < FEWEST_FOR_CHANCE and not is_plain(claim.before, held):
        return None
    begins_with_latest = is_told(start, held.latest)
    ends_elsewhere = any(is_told(end, figure) for figure in held.figures)
    if begins_with_latest or (not ends_elsewhere and any(is_told(start, figure) for figure in held.earlier)):
        return Disagreement(f"“{claim.words}”")
    return None


def _to_another(claim: Claim, by: Number, end: Number, held: Held) -> Disagreement | None:
    """Find “by 149 to 838” that goes from an earlier figure of the row to another than the latest."""
    if any(is_told(end, figure) for figure in held.figures):
        return None
    goes_on = any(
        abs(abs(end.amount - displayed(figure)) - by.amount) <= _slack(by, figure, held.indicator)
        for figure in held.earlier
    )
    return Disagreement(f"“{claim.words}”") if goes_on or _same_digits(end, held.latest) else None


def _ends_otherwise(claim: Claim, end: Number, held: Held) -> Disagreement | None:
    """Find “fell to 22%” of nothing but the indicator, where the latest is another."""
    if claim.since is not Since.UNSAID or is_told(end, held.latest):
        return None
    alone = is_plain(claim.before, held) and is_plain(claim.after, held)
    return Disagreement(f"“{_whole(claim)}”") if alone else None


def _reckoned(claim: Claim, by: Number, held: Held) -> Disagreement | None:
    """Find “757 days, 93 fewer than in Q1”: a number that is so far from a figure of the row, and is not the latest."""
    if any(is_told(each, held.latest) for each in claim.sentence.numbers):
        return None
    kinds = [each for each in claim.sentence.numbers if each.told in kinds_of(held.indicator) and each != by]
    for told in kinds:
        strange = not any(is_told(told, figure) for figure in held.figures)
        reckoned = any(
            abs(abs(told.amount - displayed(figure)) - by.amount) < _slack(by, figure, held.indicator) + _LEAST
            for figure in held.against(claim.since)
        )
        if strange and reckoned:
            return Disagreement(f"{_written(told)}, “{claim.words}”")
    return None


def _written(told: Number) -> str:
    return f"{told.amount:,}{'%' if told.told is Told.PERCENT else ''}"


def _by_another(claim: Claim, by: Number, held: Held) -> Disagreement | None:
    """Find “an increase of 3.2 percentage points” where no two figures of the row are so far apart."""
    if not _is_of_unit(by, held, anchored=claim.end is not None):
        return None
    others = held.against(claim.since)
    near = others if claim.since is not Since.UNSAID else held.figures[1:]
    if not others or any(_is_change(by, held, figure, _way(claim, held)) for figure in near):
        return None
    alone = claim.end or (is_plain(claim.before, held) and is_plain(claim.after, held))
    return Disagreement(f"“{claim.words}”", _beside(others, claim, held)) if alone else None


def _is_of_unit(by: Number, held: Held, *, anchored: bool) -> bool:
    """Say whether a change is told in the unit of the figure; of “up by 5%”, a percentage's points and share are not known."""
    unit = held.indicator.unit
    match by.told:
        case Told.PERCENT:
            return anchored or not unit.takes_percent
        case Told.POINTS:
            return unit.takes_percent
        case Told.PLAIN:
            return unit is not Unit.PERCENT


def _times_another(claim: Claim, times: tuple[Decimal, Decimal], held: Held) -> Disagreement | None:
    """Find “doubled” where no earlier figure is half of the latest."""
    others = [figure for figure in held.against(claim.since) if displayed(figure) > 0]
    shares = [displayed(held.latest) / displayed(figure) for figure in others]
    if not shares or any(times[0] <= share <= times[1] for share in shares):
        return None
    alone = is_plain(claim.before, held, named=False) and is_plain(claim.after, held)
    return Disagreement(f"“{claim.words}”", _beside(others, claim, held)) if alone else None


def _other_way(claim: Claim, held: Held) -> Disagreement | None:
    """Find “numbers fell” where the figure rose, “improved” where it is worse, than all that may be meant."""
    others = held.against(claim.since)
    if not others or _agrees(claim, held, others):
        return None
    if _judges(claim) and held.indicator.polarity is not Polarity.HIGHER:
        return None
    named = not held.indicator.unit.takes_percent
    alone = is_plain(claim.before, held, named=named) and is_plain(claim.after, held, named=named)
    return Disagreement(f"“{_whole(claim)}”", _beside(others, claim, held)) if alone else None


def _agrees(claim: Claim, held: Held, others: Sequence[Figure]) -> bool:
    """Say whether the latest went the way that is told, or stayed, from any of the figures."""
    latest, way = displayed(held.latest), _way(claim, held)
    if claim.way is Way.LEVEL:
        near = (*others, *held.averages)
        return any(abs(latest - displayed(figure)) <= _slack(_ONE, figure, held.indicator) for figure in near)
    return any((latest - displayed(figure)) * way >= 0 for figure in others)


def _judges(claim: Claim) -> bool:
    """Say whether “performance fell” is told, which of a figure that should be low means that it rose."""
    return claim.way in (Way.UP, Way.DOWN) and bool(
        re.search(r"performance", f"{claim.before}{claim.after}", re.IGNORECASE)
    )


def _whole(claim: Claim) -> str:
    """Give the words of a claim with those that lead up to it."""
    return f"{claim.before}{claim.words}".strip(" ,")


def _way(claim: Claim, held: Held) -> int:
    """Give 1 where the words say that the number rose, -1 where it fell, 0 where they say neither."""
    better = {Polarity.HIGHER: 1, Polarity.LOWER: -1, Polarity.NEUTRAL: 0}[held.indicator.polarity]
    return {Way.UP: 1, Way.DOWN: -1, Way.BETTER: better, Way.WORSE: -better, Way.LEVEL: 0, Way.UNSAID: 0}[claim.way]


def _is_change(by: Number, held: Held, figure: Figure, way: int) -> bool:
    """Say whether the latest is so far from the figure, on the side that the words say."""
    if way * (held.latest.amount - figure.amount) < 0:
        return False
    if by.told is Told.PERCENT and not held.indicator.unit.takes_percent:
        return bool(figure.amount) and abs(abs(held.latest.amount / figure.amount - 1) * 100 - by.amount) <= 1
    apart = abs(displayed(held.latest) - displayed(figure))
    return abs(apart - by.amount) <= _slack(by, figure, held.indicator, held.latest)


def _slack(by: Number, *rest: Figure | Indicator) -> Decimal:
    """Give by how much a change that is told may differ from that of figures which were rounded before."""
    figures = [each for each in rest if isinstance(each, Figure)]
    counts = any(isinstance(each, Indicator) and each.unit is Unit.COUNT for each in rest)
    told = Decimal(0) if counts else Decimal(1).scaleb(-by.decimals) / 2
    return told + sum((Decimal(0) if counts else Decimal(1).scaleb(-each.decimals) / 2 for each in figures), Decimal(0))


def _beside(others: Sequence[Figure], claim: Claim, held: Held) -> str:
    sign = "%" if held.indicator.unit is Unit.PERCENT else ""
    shown = list(dict.fromkeys(f"{displayed(each):,f}{sign}" for each in others))
    return f"against {listed(shown)}" if claim.since is Since.AVERAGES else f"after {shown[0]}"


_ONE = Number(Decimal(1), 0, Told.PLAIN)
_LEAST = Decimal("0.0001")


def _strange_percentages(marked: Sequence[Marked], held: Held) -> str:
    """Quote percentages that are given as the latest result and are in no column of the row, where that is not given."""
    if held.indicator.unit is not Unit.PERCENT:
        return ""
    strange = [told for told in _latest_in(marked, held) if not any(is_told(told, each) for each in held.figures)]
    return " and ".join(dict.fromkeys(f"{told.amount}%" for told in strange[:2]))


def _latest_in(marked: Sequence[Marked], held: Held) -> Iterator[Number]:
    """Give the percentages that are told as the result of the quarter, in the first sentence or one on nothing else."""
    for place, sentence in enumerate(marked):
        for number, (before, after) in zip(sentence.numbers, sentence.about(), strict=True):
            after = clause(after)
            is_meant = not _INTENT.search(before) and since_when(f"{before} {after}", held.names) is Since.UNSAID
            is_result = number.told is Told.PERCENT and _AS_RESULT.search(before) and not _OF_OTHERS.match(after)
            if is_meant and is_result and (not place or is_plain(before, held)):
                yield number


def _digits_moved(marked: Sequence[Marked], held: Held) -> str:
    """Quote a number that has the digits of the latest result in another order, where that is not given."""
    numbers = [each for sentence in marked for each in sentence.numbers if each.told in kinds_of(held.indicator)]
    moved = [
        each
        for each in numbers
        if _same_digits(each, held.latest) and not any(is_told(each, figure) for figure in held.figures)
    ]
    return next((f"{each.amount:,}{'%' if each.told is Told.PERCENT else ''}" for each in moved), "")


def _same_digits(number: Number, figure: Figure) -> bool:
    """Say whether the number is the figure with its digits in another order."""
    told, shown = f"{number.amount:f}".replace(".", ""), f"{abs(displayed(figure)):f}".replace(".", "")
    return len(told) >= FEWEST_DIGITS and told != shown and sorted(told) == sorted(shown)
