"""The rules, one module a topic: each looks at a round and says what is wrong, where and how to put it right."""

from efreport.rules import codes, commentary, figures, headings, workbook
from efreport.rules.base import Rule, Subject
from efreport.rules.running import run_rules

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            entry
            for topic in (workbook, headings, codes, figures, commentary)
            for entry in vars(topic).values()
            if isinstance(entry, Rule)
        ),
        key=lambda entry: entry.code,
    )
)

__all__ = ["RULES", "Rule", "Subject", "run_rules"]
