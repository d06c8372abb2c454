"""The rules, one module a topic: each looks at a round and says what is wrong, where and how to put it right."""

from efreport.rules import (
    arithmetic,
    beside,
    building,
    codes,
    commentary,
    contradiction,
    crossed,
    figures,
    folder,
    gaps,
    headings,
    layout,
    likelihood,
    names,
    percent,
    periods,
    restatement,
    rolling,
    signing,
    strays,
    template,
    unreadable,
    waivers,
    workbook,
    writing,
)
from efreport.rules.base import Rule, Subject
from efreport.rules.running import run_rules

TOPICS = (
    workbook, folder, headings, layout, beside, signing, template, waivers, codes, strays, names, unreadable, percent, figures,
    gaps, likelihood, building, writing, periods, arithmetic, restatement, rolling, crossed, commentary, contradiction,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (entry for topic in TOPICS for entry in vars(topic).values() if isinstance(entry, Rule)),
        key=lambda entry: entry.code,
    )
)

__all__ = ["RULES", "Rule", "Subject", "run_rules"]
