"""Rules EF801 to EF809: any document's properties, what is left in it, and what it takes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from efreport.model import CellRef, Severity
from efreport.publication.base import Published, Unreadable, and_more, document_rule, quoted
from efreport.rules.base import Found, NotApplicable

_NO_TITLES = re.compile(
    r"(?:document|book|workbook|sheet|presentation|untitled|title|word document)\s*\d*|microsoft \w+.*|.*\.(?:docx?|xlsx?)",
    re.IGNORECASE,
)
_PLACEHOLDERS = re.compile(
    r"lorem ipsum|\{\{.*?\}\}|\{%.*?%\}|<<[A-Za-z_ ]+>>|error! (?:bookmark|reference|no|not|unknown|hyperlink)[\w ,]*"
    r"|update (?:the )?(?:field|table)[\w ]*|no table of contents entries found|click (?:or tap )?(?:here )?to (?:enter|add) text"
    r"|\[(?:insert|type|enter)[^\]]{1,60}\]|xx/xx/\d*|\bTODO\b",
    re.IGNORECASE,
)
_EMPTY_LINKS = re.compile(
    r"(?:click |see )?(?:here|this|link|this link|more|read more|click|page)|https?://\S+|www\.\S+", re.IGNORECASE
)
_TAKEN = frozenset(
    {"image", "oleObject", "video", "audio", "externalLinkPath", "subDocument", "frame", "externalLink", "connections"}
)


@document_rule("EF801", Severity.ERROR, Unreadable)
def unreadable(file: Unreadable) -> Iterator[Found]:
    """The document cannot be read.

    The file is not a Word document (.docx) or an Excel workbook (.xlsx) that can be opened: it is protected by a
    password, an old or other format, damaged, empty, or something else under a document's name.

    Why: nothing in it can be checked, and readers may not be able to open it either.

    How to put it right: as the message says.

    Before: framework.doc, saved by Word 2003
    After: framework.docx
    """
    yield Found(CellRef(file.name), f"The document cannot be read: {file.reason}.", file.advice)


@document_rule("EF802", Severity.ERROR, Published)
def no_title(document: Published) -> Iterator[Found]:
    """The document has no title.

    The title among the document's properties is not set, or is no title but a file's name.

    Why: a screen reader says it first, a browser shows it on the tab, and a PDF takes it over. WCAG 2.4.2 asks for it.

    How to put it right: File > Info > Properties > Title.

    Before: Document1
    After: Early Intervention Performance Framework
    """
    title = document.stated("title")
    if not title:
        yield Found(
            document.whole,
            "The title among the properties is not set.",
            "Set it under File > Info > Properties > Title.",
        )
    elif _NO_TITLES.fullmatch(title):
        yield Found(document.whole, f"{quoted(title)} is no title.", "Set it under File > Info > Properties > Title.")


@document_rule("EF803", Severity.WARNING, Published)
def language_property(document: Published) -> Iterator[Found]:
    """The language among the properties is not British English.

    The property “Language” is another or is not set. Word and Excel do not show it; some programs that turn documents
    into PDFs and web pages go by it.

    Why: a screen reader pronounces what is made from the document by it.

    How to put it right: in Windows, right-click the file, Properties > Details > Language.

    Before: en-US
    After: en-GB
    """
    language = document.stated("language")
    if language.casefold() != "en-gb":
        message = f"The language among the properties is {language or 'not set'}."
        advice = "In Windows, right-click the file and set Properties > Details > Language to en-GB."
        yield Found(document.whole, message, advice)


@document_rule("EF804", Severity.WARNING, Published)
def no_creator(document: Published) -> Iterator[Found]:
    """The document does not say whose it is.

    The author among the properties is not set, or is the name of a program.

    Why: who finds the document on its own cannot tell which organisation stands behind its figures.

    How to put it right: File > Info > Author: the council's name, rather than a person's.

    Before: python-docx
    After: Sample City Council
    """
    creator = document.stated("creator")
    if not creator or creator.casefold() in ("python-docx", "openpyxl", "user", "microsoft office user", "author"):
        message = f"The author among the properties is {quoted(creator) if creator else 'not set'}."
        yield Found(document.whole, message, "Set it under File > Info > Author to the council's name.")


@document_rule("EF805", Severity.ERROR, Published, of_content=True)
def placeholder(document: Published) -> Iterator[Found]:
    """A placeholder is left.

    Words stand there that were to be replaced: of a template, of a field that could not be worked out, or of nobody.

    Why: it is the first thing that every reader sees, and casts doubt on the figures.

    How to put it right: write what was to stand there, or delete it; for a field, put right what it refers to.

    Before: Error! Bookmark not defined.
    After: 12
    """
    for where, words in document.matching(_PLACEHOLDERS):
        yield Found(where, f"{quoted(words)} is a placeholder.", "Write what was to stand there, or delete it.")


@document_rule("EF806", Severity.ERROR, Published)
def macros(document: Published) -> Iterator[Found]:
    """The document holds a program.

    It has macros, controls or embedded objects of other programs.

    Why: the council's and readers' machines block it or warn of it, and it may do harm.

    How to put it right: save it as a Word document (*.docx) or Excel Workbook (*.xlsx) without macros, and put pictures
    or tables in the place of embedded objects.

    Before: framework.docm
    After: framework.docx
    """
    for called, names in (
        ("macros", ("vbaproject.bin", "vbadata.xml")),
        ("controls", ("activex/",)),
        ("embedded objects", ("oleobject", ".bin.ole")),
    ):
        if any(name in part.lower() for part in document.package.parts for name in names):
            advice = "Save it as a *.docx or *.xlsx without macros, and put pictures in the place of objects."
            yield Found(document.whole, f"The document holds {called}.", advice)


@document_rule("EF807", Severity.ERROR, Published)
def taken_from_elsewhere(document: Published) -> Iterator[Found]:
    """The document takes content from elsewhere.

    A picture, an object or figures are not in the file but are fetched from another file or address when it is opened.

    Why: readers elsewhere see nothing there or are warned, the content may change after the board has read it, and the
    address gives away how the council's folders are named.

    How to put it right: break the links (File > Info > Edit Links to Files; Data > Edit Links), insert pictures whole.

    Before: a picture linked from \\\\server\\share
    After: the picture itself
    """
    folders = {part.rpartition("/_rels/") for part in document.package.parts if part.endswith(".rels")}
    owners = [f"{folder}/{name.removesuffix('.rels')}".lstrip("/") for folder, _, name in folders if name != ".rels"]
    found = [
        each.target
        for owner in sorted(owners)
        for each in document.package.related(owner)
        if each.kind in _TAKEN and (each.external or each.kind == "connections")
    ]
    if found:
        message = f"Content is taken from {quoted(found[0])}{and_more(len(found), 'link')}."
        yield Found(document.whole, message, "Break the links, and put the content itself into the document.")


@document_rule("EF808", Severity.NOTE, Published)
def links_outside(document: Published) -> Iterator[Found]:
    """Links lead outside.

    The document has links to the web or to files. They are listed so that somebody can try them.

    Why: a link that is dead, or leads to a folder of the council's own network, is of no use to readers.

    How to put it right: try each link as a reader outside the council; delete those that lead nowhere.

    Before: file:///S:/Performance/returns.xlsx
    After: the address of a public page
    """
    links = [link for link in document.links if link.external and link.target]
    if not links:
        raise NotApplicable("no link leads outside")
    for link in links:
        yield Found(link.where, f"A link leads to {link.target}.", "Try it as a reader outside the council would.")


@document_rule("EF809", Severity.WARNING, Published)
def link_says_nothing(document: Published) -> Iterator[Found]:
    """A link does not say where it leads.

    Its words are “here”, “link” or the like, an address, or nothing.

    Why: a screen reader lists links by their words alone. WCAG 2.4.4 asks that they say what they lead to.

    How to put it right: let the words name what is found there.

    Before: click here
    After: Statistical neighbours: how they are chosen
    """
    for link in document.links:
        if not link.words.strip() or _EMPTY_LINKS.fullmatch(link.words.strip()):
            said = quoted(link.words.strip()) if link.words.strip() else "without words"
            yield Found(
                link.where, f"A link {said} does not say where it leads.", "Let its words name what is found there."
            )
