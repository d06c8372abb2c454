"""The whole program in order: what each command does from config and returns to findings, documents and files."""

from efreport.run.building import Built, WordTemplate, build, drafts_beside, file_stem, left_out, read_template
from efreport.run.checking import RULE_CODES, NoConfig, Outcome, check, find_config, load, next_quarter
from efreport.run.faults import AmongReturns, NoTemplate, NotFitToPublish, NotReadBack, TemplateNotFit
from efreport.run.marking import annotate, no_longer_needed, refuse_among_returns

__all__ = [
    "RULE_CODES", "AmongReturns", "Built", "NoConfig", "NoTemplate", "NotFitToPublish", "NotReadBack", "Outcome",
    "TemplateNotFit", "WordTemplate", "annotate", "build", "check", "drafts_beside", "export", "file_stem", "find_config",
    "left_out", "load", "next_quarter", "no_longer_needed", "read_template", "refuse_among_returns",
]  # fmt: skip


def export(outcome: Outcome, form: str) -> str:
    """Give the assessed indicators as text in that form."""
    from efreport.export import EXPORTS, to_rows

    return EXPORTS[form](to_rows(outcome.round, outcome.framework, outcome.assessed))
