"""The targets by name."""

from fuzz import cells, configs, documents, finished, ledgers, opinions, tables, values, workbooks
from fuzz.holding import Target

TARGETS: dict[str, Target] = {
    each.TARGET.name: each.TARGET
    for each in (values, opinions, cells, workbooks, configs, documents, finished, tables, ledgers)
}
