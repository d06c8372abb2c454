"""What changed between two records of the framework: two quarters, two editions, or a draft and what was published."""

from efreport.comparison.comparing import compare_records
from efreport.comparison.facts import (
    Aspect,
    Comparison,
    FigureChange,
    FindingChange,
    Kind,
    Recast,
    Revision,
    Since,
    SourceChange,
    WordsChange,
    WordsKind,
)
from efreport.comparison.telling import tell
from efreport.comparison.told import Said, Section, Told

__all__ = [
    "Aspect", "Comparison", "FigureChange", "FindingChange", "Kind", "Recast", "Revision", "Said", "Section", "Since",
    "SourceChange", "Told", "WordsChange", "WordsKind", "compare_records", "tell",
]  # fmt: skip
