"""The rules, one module a topic: each looks at a round and says what is wrong, where and how to put it right."""

from efreport.rules import (
    arithmetic,
    codes,
    commentary,
    figures,
    headings,
    layout,
    likelihood,
    names,
    periods,
    restatement,
    signing,
    waivers,
    workbook,
    writing,
)
from efreport.rules.base import Rule, Subject
from efreport.rules.running import run_rules

TOPICS = (
    workbook, headings, layout, signing, waivers, codes, names, figures, likelihood, writing, periods, arithmetic,
    restatement, commentary,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (entry for topic in TOPICS for entry in vars(topic).values() if isinstance(entry, Rule)),
        key=lambda entry: entry.code,
    )
)

__all__ = ["RULES", "Rule", "Subject", "run_rules"]
