"""What a commentary claims of a movement: which way, by how much, to what, and since when. No rule stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from efreport.rules.since import Names, Since, clause, since_when
from efreport.rules.spelling import SPELT, Marked, Number, mark, marked


class Way(Enum):
    """Which way the words say that a figure went."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    UNSAID = "unsaid"


class Claim(NamedTuple):
    """A movement that a commentary tells, in its own `words`, which are in its `sentence`; `before` and `after` stand about them.

    `by`, `start` and `end` are the numbers that it gives. `times` are the lowest and highest share of the earlier figure that a
    word such as “doubled” allows.
    """

    words: str
    sentence: Marked
    before: str
    after: str
    way: Way
    since: Since
    by: Number | None = None
    start: Number | None = None
    end: Number | None = None
    times: tuple[Decimal, Decimal] | None = None


_WORDS = {
    Way.UP: "up rise rises rose risen rising increase increases increased increasing grew grow grows grown growing growth climb climbs "
    "climbed climbing gain gains gained jump jumps jumped higher more additional longer above greater",
    Way.DOWN: "down fall falls fell fallen falling drop drops dropped dropping decrease decreases decreased decreasing reduction "
    "reductions reduced decline declines declined declining dip dips dipped lower fewer less shorter below smaller shrank shrunk",
    Way.BETTER: "improve improves improved improving improvement improvements better",
    Way.WORSE: "worsen worsens worsened worsening deteriorate deteriorates deteriorated deteriorating deterioration worse slipped",
    Way.LEVEL: "unchanged same identical level no not",
    Way.UNSAID: "change changed changes moved",
}
_WAYS = {word: way for way, words in _WORDS.items() for word in words.split()}
_ADVERBS = (
    r"(?:,? (?:again|further|once more|slightly|sharply|steadily|steeply|overall|still|now|marginally|significantly|considerably|only"
    r"|just|back|down|up|quickly|slowly|markedly|since \w+"
    r"|in the quarter|this quarter|in Q\d|on Q\d|on last quarter)){0,3}"
)
_ABOUT = (
    r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|some|circa|c\.|at least|up to|more than|less than|a little"
    r"|just|well over|just over|just under|all but)"
)
_PLAIN_WORDS = r"(?:[^.;\ue000]){0,60}?"
_TO = r"(?<!due )(?<!owing )(?<!thanks )(?<!relating )(?<!linked )(?<!compared )(?<!subject )(?<!related )\bto "
_OF = r"(?:,? by| of| by)?,? "
_NOUN = r"rises?|increases?|falls?|drops?|reductions?|decreases?|declines?|improvements?|gains?|dips?|changes?|deteriorations?"
_MORE = r"more|fewer|less|lower|higher|longer|shorter|up|down|below|above|better|worse|greater|smaller"
_THAN = r"(?: than| on| since| compared with| compared to| from| against| when| short of)?"
_FILL = r"(?: (?:in|at|for|the|that|that of|of|both|end|level|our|those|during|figure|rate|result|outturn|it|was|were|end of))*"

_COMPARED = r"(?:compared (?:with|to)|against|(?:up|down) from|rather than|versus|vs\.?|and not)"

# Each form of a claim that begins with a number or a word of its own; the first that fits has the words.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\bfrom {mark('start')}(?P<between>{_PLAIN_WORDS}) (?:up |down )?{_TO}{mark('end')}",
        rf"{mark('end')}(?P<between>(?:[^.;,\ue000]|, (?=compared|against|up|down)){{0,50}}?),? {_COMPARED} (?:the )?{mark('start')}",
        rf"{mark('by')} (?P<way>{_NOUN})\b(?:(?P<between>{_PLAIN_WORDS}){_TO}{mark('end')})?",
        rf"{mark('by')}(?: (?P<noun>[a-z]+))? (?P<way>{_MORE})\b(?: now)?(?P<kind>(?: [a-z]+){{0,4}}?)(?={_THAN}{_FILL} \S)",
    )
)
# And each that begins with a word for a way.
_BY_WAY = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<way>\w+){_ADVERBS}{_OF}(?:(?P<about>{_ABOUT}) )?{mark('by')}(?:(?P<between>{_PLAIN_WORDS}){_TO}{mark('end')})?",
        rf"(?!up to)(?P<way>\w+){_ADVERBS},? {_TO}{mark('end')}",
        r"(?P<times>doubled|trebled|tripled|quadrupled|halved)\b",
        r"(?P<way>no change|no movement|not changed|unchanged|same|identical|level with|(?!no|not|same|level|changed?|changes|moved)\w+)\b",
    )
)
_WORD, _NEAR = re.compile(r"[a-z]+", re.IGNORECASE), re.compile(rf"\b({_ABOUT}) $", re.IGNORECASE)
_TIMES = {
    "doubled": Decimal(2), "trebled": Decimal(3), "tripled": Decimal(3), "quadrupled": Decimal(4), "halved": Decimal("0.5"),
}  # fmt: skip
_BEYOND, _SHORT_OF = ("more than", "just over", "well over", "over"), ("nearly", "almost", "just under", "all but")
FAR, LOOSE, CLOSE = Decimal("1.3"), Decimal("1.2"), Decimal("1.05")
LONGEST_QUOTED, LONGEST_NEAR = 40, 20
LONGEST_READ, MOST_SENTENCES = 4000, 60
_DIGIT, _TELLING = re.compile(r"\d"), frozenset((*_WAYS, *_TIMES, *SPELT)) - {"same", "level", "no", "not", "a"}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s*\n+\s*")


def claims_in(sentence: Marked, names: Names) -> Iterator[Claim]:
    """Give the claims of a sentence; no two of them share a word."""
    taken: list[tuple[int, int]] = []
    for match in _matches(sentence):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            yield _claim(match, sentence, names)


def _matches(sentence: Marked) -> Iterator[re.Match[str]]:
    if sentence.numbers:
        for form in _FORMS:
            yield from form.finditer(sentence.words)
    ways = [
        word.start()
        for word in _WORD.finditer(sentence.words)
        if word[0].casefold() in _WAYS or word[0].casefold() in _TIMES
    ]
    for form in _BY_WAY:
        yield from (match for start in ways if (match := form.match(sentence.words, start)))


def sentences(commentary: str) -> list[Marked]:
    """Give the sentences of a commentary, each on one line, that tell a number or a way; the first one whatever it tells.

    Of an endless commentary, which another rule finds, it gives the first ones.
    """
    found = [" ".join(sentence.split()) for sentence in _SENTENCE.split(commentary[:LONGEST_READ])][:MOST_SENTENCES]
    return [marked(sentence) for place, sentence in enumerate(found) if not place or _tells(sentence)]


def _tells(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None or not _TELLING.isdisjoint(_WORD.findall(sentence.casefold()))


def _claim(match: re.Match[str], sentence: Marked, names: Names) -> Claim:
    held = match.groupdict()
    by, start, end = (sentence.numbers[int(held[name])] if held.get(name) else None for name in ("by", "start", "end"))
    before, words = (sentence.unmarked(each) for each in (sentence.words[: match.start()], match[0]))
    after = sentence.unmarked(clause(sentence.words[match.end() :]))
    since = since_when(f"{held.get('between') or ''} {after}", names)
    near = _NEAR.search(before[-LONGEST_NEAR:]) if held.get("times") or not held.get("about") else None
    if near:
        before, words = before.removesuffix(near[0]), f"{near[0]}{words}"
    about = (near[1] if near else held.get("about") or "").casefold()
    # A number that is said to be near is none to be held to.
    by = None if about else by
    quoted = words if since is Since.UNSAID or len(after) > LONGEST_QUOTED else words + after
    after = f"{held.get('between') or ''} {held.get('noun') or ''} {held.get('kind') or ''} {after}"
    return Claim(quoted.strip(" ,"), sentence, before, after, _way(held), since, by, start, end, _bounds(held, about))


def _way(held: Mapping[str, str | None]) -> Way:
    words = (held.get("way") or "").casefold()
    return _WAYS.get(words, Way.LEVEL if words else Way.UNSAID)


def _bounds(held: Mapping[str, str | None], about: str) -> tuple[Decimal, Decimal] | None:
    """Give between what shares of the earlier figure the latest must be for “doubled” and the like to be true."""
    if not held.get("times"):
        return None
    share = _TIMES[(held["times"] or "").casefold()]
    lowest, highest = share / LOOSE, share * LOOSE
    if about in _BEYOND:
        return (share / CLOSE, share * 4) if share > 1 else (Decimal(0), share * CLOSE)
    if about in _SHORT_OF:
        return (share / FAR, share * CLOSE) if share > 1 else (share / CLOSE, share * FAR)
    return lowest, highest
