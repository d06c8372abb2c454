"""The targets by name."""

from fuzz import cells, configs, documents, values, workbooks
from fuzz.holding import Target

TARGETS: dict[str, Target] = {each.TARGET.name: each.TARGET for each in (values, cells, workbooks, configs, documents)}
