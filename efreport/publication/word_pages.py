"""Rules EF621 to EF627: pages, pictures, and what is left of the work on a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from efreport.model import CellRef, Severity
from efreport.publication.base import and_more, document_rule, quoted
from efreport.publication.package import Element
from efreport.publication.word import WordFile
from efreport.publication.word.names import WP, R, W, is_on, words_in
from efreport.publication.word.sections import A4_LONG, A4_SHORT
from efreport.rules.base import Found, NotApplicable

_SLACK = 60
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_REVISIONS = tuple(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange",
        "sectPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblGridChange", "tblPrExChange",
    )
)  # fmt: skip


@document_rule("EF621", Severity.WARNING, WordFile)
def not_landscape_a4(document: WordFile) -> Iterator[Found]:
    """A page is not landscape A4.

    A section is upright, or on another paper.

    Why: the framework's tables need the width, and a board prints on A4.

    How to put it right: Layout > Orientation > Landscape and Layout > Size > A4 in Word.

    Before: Letter, upright
    After: A4, landscape
    """
    for number, section in enumerate(document.sections, 1):
        page = section.page
        if abs(page.width - A4_LONG) > _SLACK or abs(page.height - A4_SHORT) > _SLACK:
            message = f"Section {number} is {page.width / 567:.1f} by {page.height / 567:.1f} cm, not landscape A4."
            yield Found(
                document.whole, message, "Choose Layout > Orientation > Landscape and Layout > Size > A4 in Word."
            )


@document_rule("EF622", Severity.WARNING, WordFile)
def no_page_numbers(document: WordFile) -> Iterator[Found]:
    """A page does not say which it is.

    Neither the header nor the footer of some pages has the page's number and how many there are.

    Why: in a meeting people find a place by its page, and on paper nobody knows whether the last page is there.

    How to put it right: Insert > Page Number > Bottom of Page > Page X of Y in Word; on the first page too, if it has
    a footer of its own.

    Before: a first page whose own footer is empty
    After: Page 1 of 12
    """
    targets = {each.key: each.target for each in document.package.related(document.package.main)}
    current: dict[tuple[str, str], str] = {}
    for number, section in enumerate(document.sections, 1):
        current |= section.references()
        pages = ["default", *(["first"] if section.has_own_first_page else [])]
        pages += ["even"] if is_on(document.settings, "evenAndOddHeaders") else []
        for which in pages:
            parts = [targets.get(current.get((kind, which), ""), "") for kind in ("header", "footer")]
            fields = {name for part in parts if part in document.package.parts for name in _fields(document, part)}
            if not {"PAGE"} < fields & {"PAGE", "NUMPAGES", "SECTIONPAGES"}:
                called = {"default": "The pages", "first": "The first page", "even": "The even pages"}[which]
                message = f"{called} of section {number} do{'es' if which == 'first' else ''} not say “Page X of Y”."
                advice = "Choose Insert > Page Number > Bottom of Page > Page X of Y in Word."
                yield Found(document.story_place("page footer"), message, advice)


def _fields(document: WordFile, part: str) -> Iterator[str]:
    for each in document.package.root(part).iter(f"{W}instrText", f"{W}fldSimple"):
        words = (each.get(f"{W}instr") or each.text or "").split()
        yield from words[:1]


@document_rule("EF623", Severity.ERROR, WordFile)
def picture_without_words(document: WordFile) -> Iterator[Found]:
    """A picture or chart has no alternative text.

    It has none, and is not marked as decorative.

    Why: who cannot see it is told “picture” and nothing more.

    How to put it right: right-click it in Word, Edit Alt Text, and say what it shows; or tick Mark as decorative.

    Before: a chart without alternative text
    After: “Children with a plan rose from 236 to 306 in a year.”
    """
    seen = document.has_drawings_put_away
    for where, root in _roots(document):
        for picture in root.iter(f"{WP}docPr", f"{_VML}imagedata"):
            seen = True
            if not _says_something(picture):
                name = picture.get("name") or picture.get("title") or "A picture"
                message = f"{quoted(name)} has no alternative text."
                advice = "Right-click it in Word, choose Edit Alt Text, and say what it shows."
                yield Found(where or document.place(picture), message, advice)
    if not seen:
        raise NotApplicable("the document has no picture")


def _roots(document: WordFile) -> Iterator[tuple[CellRef | None, Element]]:
    yield None, document.body
    for called, root in document.stories:
        yield document.story_place(called), root


def _says_something(picture: Element) -> bool:
    if picture.tag == f"{_VML}imagedata":
        return bool((picture.getparent().get("alt") or "").strip())
    decorative = next(picture.iter(_DECORATIVE), None)
    return bool((picture.get("descr") or "").strip()) or (decorative is not None and decorative.get("val") == "1")


@document_rule("EF624", Severity.WARNING, WordFile)
def floating(document: WordFile) -> Iterator[Found]:
    """A picture or text box floats.

    It is not in line with the text but lies beside, behind or before it.

    Why: a screen reader comes to it at no certain place, or never; and in another program it lies over the text.

    How to put it right: right-click it in Word, Wrap Text > In Line with Text; put a text box's words into the text.

    Before: a text box beside the table
    After: a paragraph above the table
    """
    for name, called in ((f"{WP}anchor", "picture or shape"), (f"{W}txbxContent", "text box")):
        found = list(document.body.iter(name))
        if found:
            message = f"A {called} is not in line with the text{and_more(len(found))}."
            advice = "Choose Wrap Text > In Line with Text in Word, or put its words into the text."
            yield Found(document.place(found[0]), message, advice)


@document_rule("EF625", Severity.ERROR, WordFile)
def tracked_changes(document: WordFile) -> Iterator[Found]:
    """Tracked changes are left.

    Insertions, deletions or changes of format have been neither accepted nor rejected.

    Why: what was deleted can still be read by whoever opens the document: earlier figures, or a child's name.

    How to put it right: Review > Accept > Accept All Changes and Stop Tracking in Word.

    Before: “306” struck out before “360”
    After: “360”
    """
    found = [(where, each) for where, root in _roots(document) for each in root.iter(*_REVISIONS)]
    if found:
        where, change = found[0]
        message = f"A tracked change is left{and_more(len(found), 'change')}."
        advice = "Choose Review > Accept > Accept All Changes and Stop Tracking in Word."
        yield Found(where or document.place(change), message, advice)


@document_rule("EF626", Severity.ERROR, WordFile)
def comments(document: WordFile) -> Iterator[Found]:
    """Comments are left.

    The document holds comments of those who worked on it.

    Why: they are published with it.

    How to put it right: Review > Delete > Delete All Comments in Document in Word.

    Before: a comment “check this figure with the team”
    After: no comment
    """
    marks = list(document.body.iter(f"{W}commentReference"))
    if marks:
        message = f"A comment is left{and_more(len(marks), 'comment')}."
        yield Found(
            document.place(marks[0]), message, "Choose Review > Delete > Delete All Comments in Document in Word."
        )
        return
    part = document.package.only(document.package.main, "comments")
    if part is not None and len(part):
        message = f"The file still holds a comment{and_more(len(part), 'comment')}."
        yield Found(document.whole, message, "Choose File > Info > Inspect Document in Word and remove the comments.")


@document_rule("EF627", Severity.ERROR, WordFile)
def hidden_text(document: WordFile) -> Iterator[Found]:
    """Text is hidden.

    Words are formatted as hidden: they are neither seen nor printed, and stand in the file all the same.

    Why: whoever opens the document can show them.

    How to put it right: File > Info > Inspect Document in Word, and remove hidden text.

    Before: a hidden line with a child's initials
    After: no such line
    """
    marks = (each.getparent() for each in document.body.iter(f"{W}vanish"))
    runs = (each.getparent() for each in marks if is_on(each, "vanish"))
    found = [run for run in runs if run.tag == R and words_in(run).strip()]
    if found:
        message = f"{quoted(words_in(found[0]))} is hidden text{and_more(len(found))}."
        advice = "Choose File > Info > Inspect Document in Word, and remove the hidden text."
        yield Found(document.place(found[0]), message, advice)
