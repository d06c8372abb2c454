"""Makes a document of what changed, and proves it as the framework's own are proven."""

from __future__ import annotations

from dataclasses import replace

from efreport.model import Framework
from efreport.run.building import Rendered, prove, read_template
from efreport.run.sides import Compared

WORD = "docx"


def changes_document(compared: Compared, framework: Framework, name: str) -> bytes:
    """Give the comparison as the bytes of a Word document in the house style; `name` is its file's.

    Raises NotReadBack, NotFitToPublish, NoTemplate and TemplateNotFit, as a build does.
    """
    from efreport.compose.changes import compose_changes
    from efreport.writers import WRITERS

    template = read_template(framework, None)
    document = compose_changes(compared.comparison, compared.told, framework)
    document = replace(document, style=replace(document.style, template=template.data if template else b""))
    data = WRITERS[WORD].render(document)
    prove(Rendered(document, template, {name: data}, {}), name, data)
    return data
