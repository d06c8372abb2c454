"""A council's own Word template: what comes from it, what is added to it, and what is said of one that cannot be used."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.shared import Cm, Inches, Pt
from openpyxl import Workbook

from efreport.contrast import stands_out
from efreport.document import Document, Style, texts
from efreport.faults import UsageFault
from efreport.writers import WRITERS, template_remarks
from samples.make_template import BODY_TEXT, TEMPLATE, template
from tests.conftest import PROJECT, Run
from tests.test_documents import words_of
from tests.test_style import W, looks_in_word, word_part

COUNCIL = TEMPLATE.read_bytes()
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def in_template(document: Document, data: bytes) -> bytes:
    """The document in a template, every word of which was found again."""
    styled = replace(document, style=replace(document.style, template=data))
    written = WRITERS["docx"].render(styled)
    assert WRITERS["docx"].missing(styled, written) == ()
    return written


def changed(change: Callable[[Package], object]) -> bytes:
    """The example template with something changed in it, as a .docx."""
    package = docx.Document(io.BytesIO(as_document(COUNCIL)))
    change(package)
    saved = io.BytesIO()
    package.save(saved)
    return saved.getvalue()


def as_document(data: bytes) -> bytes:
    """A template as a document, which python-docx reads."""
    return rezipped(data, lambda name, content: content.replace(b"template.main+xml", b"document.main+xml"))


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package with its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return made.getvalue()


def restyled(old: str, new: str) -> bytes:
    """The example template with other words in its styles part."""

    def change(name: str, content: bytes) -> bytes:
        if name != "word/styles.xml":
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return rezipped(COUNCIL, change)


def styles_of(data: bytes) -> dict[str, str]:
    """The name of each style of a document by its identifier."""
    styles = word_part(data, "styles").iter(f"{W}style")
    return {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles}


def furniture(data: bytes, kind: str) -> list[str]:
    """The words of every header, or of every footer."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(rf"word/{kind}\d*\.xml", name)]
    return [words_of(word_part(data, name.removeprefix("word/").removesuffix(".xml"))) for name in sorted(names)]


@pytest.fixture(scope="module")
def council(sample_document: Document) -> bytes:
    """The sample framework in the example template."""
    return in_template(sample_document, COUNCIL)


def test_the_example_is_as_its_maker_makes_it() -> None:
    with zipfile.ZipFile(io.BytesIO(template())) as made, zipfile.ZipFile(TEMPLATE) as kept:
        assert {name: made.read(name) for name in made.namelist()} == {
            name: kept.read(name) for name in kept.namelist()
        }


def test_nothing_need_be_said_of_the_example() -> None:
    assert template_remarks(Style(template=COUNCIL)) == ()


def test_page_styles_header_and_footer_are_the_templates(council: bytes) -> None:
    body = word_part(council, "document")
    margins = body.find(f"{W}body/{W}sectPr/{W}pgMar")
    assert (margins.get(f"{W}left"), margins.get(f"{W}top")) == ("850", "1361")
    styles = {style.get(f"{W}styleId"): style for style in word_part(council, "styles").iter(f"{W}style")}
    assert styles["Heading1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "5A2A6B"
    assert styles["Title"].find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Trebuchet MS"
    assert furniture(council, "header") == ["Sample City Council"]
    assert furniture(council, "footer") == ["Children and Families ServicePage 1 of 1"]
    with zipfile.ZipFile(io.BytesIO(council)) as package, zipfile.ZipFile(TEMPLATE) as source:
        assert package.read("word/media/image1.png") == source.read("word/media/image1.png")


def test_what_is_ours_takes_the_colour_of_the_templates_headings(council: bytes) -> None:
    styles = {style.get(f"{W}styleId"): style for style in word_part(council, "styles").iter(f"{W}style")}
    assert styles["HeadingOfSummary"].find(f"{W}rPr/{W}color").get(f"{W}val") == "5A2A6B"
    with zipfile.ZipFile(io.BytesIO(council)) as package:
        chart = package.read("word/charts/chart1.xml")
    assert b'<a:srgbClr val="5A2A6B"/>' in chart
    assert b"12505B" not in chart


def test_its_body_is_dropped_and_ours_is_whole(council: bytes, sample_document: Document) -> None:
    said = [words_of(paragraph) for paragraph in word_part(council, "document").iter(f"{W}p")]
    assert said[:3] == [
        f"{sample_document.organisation}, {sample_document.directorate}",
        sample_document.title,
        sample_document.quarter,
    ]
    assert BODY_TEXT not in said
    assert set(texts(sample_document.areas)) <= {
        *said,
        *(text for text in texts(sample_document.areas) if "\n" in text),
    }


def test_title_and_language_are_set(council: bytes, sample_document: Document) -> None:
    properties = docx.Document(io.BytesIO(council)).core_properties
    assert (properties.title, properties.author, properties.language) == (
        sample_document.title,
        sample_document.organisation,
        "en-GB",
    )
    assert properties.created.date() == sample_document.dated
    languages = {each.get(f"{W}val") for each in word_part(council, "styles").iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_the_language_is_set_where_the_template_has_another(sample_document: Document) -> None:
    american = restyled('w:lang w:val="en-GB"', 'w:lang w:val="en-US"')
    languages = {
        each.get(f"{W}val") for each in word_part(in_template(sample_document, american), "styles").iter(f"{W}lang")
    }
    assert languages == {"en-GB"}


def test_the_same_template_gives_the_same_bytes(council: bytes, sample_document: Document) -> None:
    assert in_template(sample_document, COUNCIL) == council


def test_every_text_stands_out_from_its_fill(council: bytes) -> None:
    pairs = set(looks_in_word(council))
    assert ("FFFFFF", "5A2A6B") in pairs
    assert [pair for pair in pairs if not stands_out(*pair)] == []


def test_a_style_that_it_lacks_is_added_and_said(sample_document: Document) -> None:
    lacking = restyled('<w:name w:val="heading 2"/>', '<w:name w:val="Something else"/>')
    assert template_remarks(Style(template=lacking)) == (
        "The template has no style “Heading 2”; efreport's own was added.",
    )
    written = in_template(sample_document, lacking)
    assert styles_of(written)["Heading2"] == "heading 2"
    assert list(styles_of(written).values()).count("heading 2") == 1
    assert "Something else (template)" in styles_of(written).values()


def test_styles_are_known_by_name_and_not_by_identifier(sample_document: Document) -> None:
    foreign = restyled('w:styleId="Heading1"', 'w:styleId="berschrift1"')
    written = in_template(sample_document, foreign)
    styles = {style.get(f"{W}styleId"): style for style in word_part(written, "styles").iter(f"{W}style")}
    assert "berschrift1" not in styles
    assert styles["Heading1"].find(f"{W}rPr/{W}color").get(f"{W}val") == "5A2A6B"


def test_a_style_of_ours_that_it_has_by_accident_gives_way(sample_document: Document) -> None:
    accident = (
        '<w:style w:type="paragraph" w:styleId="IndicatorText"><w:name w:val="Indicator Text"/>'
        '<w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="10"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Based"><w:name w:val="Based"/><w:basedOn w:val="IndicatorText"/></w:style>'
        "</w:styles>"
    )
    written = in_template(sample_document, restyled("</w:styles>", accident))
    styles = {style.get(f"{W}styleId"): style for style in word_part(written, "styles").iter(f"{W}style")}
    assert styles["IndicatorText"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "18"
    assert styles["Based"].find(f"{W}basedOn").get(f"{W}val") == "IndicatorTextTemplate"
    assert styles["IndicatorTextTemplate"].find(f"{W}name").get(f"{W}val") == "Indicator Text (template)"


def test_faint_headings_are_said() -> None:
    faint = restyled('<w:color w:val="5A2A6B"/><w:sz w:val="38"/>', '<w:color w:val="9BC2E6"/><w:sz w:val="38"/>')
    assert template_remarks(Style(template=faint)) == (
        "The template's style “Heading 1” has text #9BC2E6 on #FFFFFF: a contrast of 1.86:1, and text needs 4.5:1.",
    )


def test_a_template_that_makes_an_unfit_document_is_refused(efreport: Run, tmp_path: Path) -> None:
    path = tmp_path / "council.dotx"
    path.write_bytes(
        restyled('<w:color w:val="5A2A6B"/><w:sz w:val="38"/>', '<w:color w:val="9BC2E6"/><w:sz w:val="38"/>')
    )
    ran = efreport("build", "--quarter", "2014Q2", "--template", path, "--out", tmp_path / "out", cwd=PROJECT)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"The template {path} cannot be used: in the document that it makes, "
        "early-intervention-performance-framework-2014Q2.docx › Heading “Front Door Demand Levels for Children's…” fails "
        "EF811: “Front Door Demand Levels for Children's…” is #9BC2E6 on #FFFFFF, a contrast of 1.8 to 1, and 11 more "
        "places. Make the text darker or what it stands on lighter, to at least 4.5 to 1. Change that in the template. "
        "The template's style “Heading 1” has text #9BC2E6 on #FFFFFF: a contrast of 1.86:1, and text needs 4.5:1.\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_table_style_that_cannot_be_read_is_not_used(sample_document: Document) -> None:
    faint = restyled('<w:color w:val="FFFFFF"/>', '<w:color w:val="8A5A9B"/>')
    assert template_remarks(Style(template=faint)) == (
        "The template's table style “Framework Table” is not used: text #8A5A9B on #5A2A6B has a contrast of 2.03:1, and "
        "text needs 4.5:1.",
    )
    assert [pair for pair in set(looks_in_word(in_template(sample_document, faint))) if not stands_out(*pair)] == []


def test_pages_are_numbered_where_the_template_does_not(sample_document: Document) -> None:
    def without_numbers(package: Package) -> None:
        for paragraph in package.sections[0].footer.paragraphs:
            for field in paragraph._p.findall(f"{W}fldSimple"):
                paragraph._p.remove(field)

    (footer,) = furniture(in_template(sample_document, changed(without_numbers)), "footer")
    assert footer.startswith("Children and Families Service")
    assert footer.endswith("Page 1 of 1")


def test_a_template_without_header_and_footer_gets_ours(sample_document: Document) -> None:
    def bare(package: Package) -> None:
        package.sections[0].header.is_linked_to_previous = True
        package.sections[0].footer.is_linked_to_previous = True

    written = in_template(sample_document, changed(bare))
    assert furniture(written, "header") == [
        f"{sample_document.organisation}{sample_document.title}, {sample_document.quarter}"
    ]
    assert furniture(written, "footer") == ["Page 1 of 1"]


def test_the_header_of_an_earlier_section_is_the_one_that_goes_on(sample_document: Document) -> None:
    written = in_template(sample_document, changed(lambda package: package.add_section()))
    assert furniture(written, "header") == ["Sample City Council"]
    assert len(list(word_part(written, "document").iter(f"{W}sectPr"))) == 1


def test_a_draft_is_marked_on_every_page(sample_document: Document) -> None:
    assert furniture(in_template(replace(sample_document, draft=True), COUNCIL), "header") == [
        "Sample City CouncilDRAFT"
    ]


def test_tracked_changes_and_the_way_to_the_template_are_not_taken(sample_document: Document) -> None:
    tracking = f'<w:trackRevisions xmlns:w="{WORDML}"/>'
    written = in_template(
        sample_document, changed(lambda package: package.settings.element.append(parse_xml(tracking)))
    )
    settings = word_part(written, "settings")
    assert settings.find(f"{W}trackRevisions") is None
    assert settings.find(f"{W}attachedTemplate") is None


def letter(package: Package) -> None:
    """Make the page of a package a portrait letter."""
    section = package.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)


def test_a_narrow_page_has_the_commentary_in_a_table_of_its_own(sample_document: Document) -> None:
    written = in_template(sample_document, changed(letter))
    (remark,) = template_remarks(Style(template=changed(letter)))
    assert remark.startswith("The template's page has 16.5 cm for text")
    tables = list(word_part(written, "document").iter(f"{W}tbl"))
    headings = [[words_of(cell) for cell in next(table.iter(f"{W}tr")).iter(f"{W}tc")] for table in tables]
    of_words = [row for row in headings if "Commentary" in row]
    assert of_words == [["No", "Priority Indicator", "Source of commentary", "Commentary"]] * len(
        sample_document.indicator_tables
    )
    assert sum("Direction" in row for row in headings) == len(sample_document.indicator_tables)
    for table in tables:
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 9360
    extents = [int(each.get("cx")) for each in word_part(written, "document").iter(EXTENT)]
    assert extents == [9360 * 635] * len(sample_document.charts)
    text = words_of(word_part(written, "document").find(f"{W}body"))
    assert all(note in text for table in sample_document.indicator_tables for note in table.notes)
    positions = [
        words for each in sample_document.indicator_tables for row in each.rows for words in row.positions.values()
    ]
    assert len(positions) > 30


def test_columns_fill_the_page_of_the_template(council: bytes) -> None:
    for table in word_part(council, "document").iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 16838 - 2 * 850


def narrower(package: Package) -> None:
    """Leave 13 cm of the page for text."""
    letter(package)
    package.sections[0].left_margin = package.sections[0].right_margin = Cm((21.59 - 13) / 2)


def protected(package: Package) -> None:
    """Allow no changes."""
    package.settings.element.append(
        parse_xml(f'<w:documentProtection xmlns:w="{WORDML}" w:edit="readOnly" w:enforcement="1"/>')
    )


def with_content_type(kind: bytes) -> bytes:
    """The example template as another kind of document."""
    return rezipped(
        COUNCIL,
        lambda _, content: content.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", kind
        ),
    )


def workbook() -> bytes:
    """An Excel workbook."""
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def replaced(part: str, pattern: str, new: str) -> bytes:
    """The example template with something else in one of its parts."""

    def change(name: str, content: bytes) -> bytes:
        return re.sub(pattern, new, content.decode()).encode() if name == part else content

    return rezipped(COUNCIL, change)


def header_for_settings() -> bytes:
    """The example template with a header in the place of its settings."""
    with zipfile.ZipFile(TEMPLATE) as package:
        header = package.read("word/header1.xml")
    return rezipped(COUNCIL, lambda name, content: header if name == "word/settings.xml" else content)


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SAVE_AGAIN = "open it in Word and save it again as a Word Document (.docx) or Word Template (.dotx)"
MACROS = "it holds macros, which a published document must not; save it without them as .dotx"
REFUSED = {
    "text": (b"Dear all,", f"it is not a Word file; {SAVE_AGAIN}"),
    "nothing": (b"", f"it is not a Word file; {SAVE_AGAIN}"),
    "a workbook": (workbook(), f"it is not a Word file; {SAVE_AGAIN}"),
    "half of it": (COUNCIL[: len(COUNCIL) // 2], f"it is damaged; {SAVE_AGAIN}"),
    "a broken part": (restyled("</w:styles>", ""), f"it is damaged; {SAVE_AGAIN}"),
    # Found by fuzzing.
    "a part that is taken over unseen": (
        replaced("word/fontTable.xml", "</w:fonts>", ""),
        f"it is damaged; {SAVE_AGAIN}",
    ),
    "a picture of no kind": (
        replaced("word/_rels/header1.xml.rels", ' Type="[^"]*"', ""),
        f"it is damaged; {SAVE_AGAIN}",
    ),
    "a header for settings": (header_for_settings(), f"something in it is damaged or unusual; {SAVE_AGAIN}"),
    "the Word of long ago": (COMPOUND, f"it is no .docx or .dotx; {SAVE_AGAIN}"),
    "a password": (
        COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        "it is protected with a password; in Word, take it off under File, Info, Protect Document",
    ),
    "no changes allowed": (
        changed(protected),
        "it is protected against changes; in Word, stop that under Review, Restrict Editing, or File, Info",
    ),
    "macros": (with_content_type(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), MACROS),
    "macros in a document": (with_content_type(b"application/vnd.ms-word.document.macroEnabled.main+xml"), MACROS),
    "too narrow": (
        changed(narrower),
        "its page has 13.0 cm for text between the margins, and the tables need at least 14 cm; make its margins narrower, "
        "or turn its page to landscape",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_said_in_one_line(efreport: Run, tmp_path: Path, name: str) -> None:
    data, reason = REFUSED[name]
    path = tmp_path / "council.dotx"
    path.write_bytes(data)
    ran = efreport("build", "--quarter", "2014Q2", "--template", path, "--out", tmp_path / "out", cwd=PROJECT)
    assert (ran.code, ran.out, ran.err) == (2, "", f"The template {path} cannot be used: {reason}.\n")
    assert not (tmp_path / "out").exists()


def test_a_template_that_is_not_there(efreport: Run, tmp_path: Path) -> None:
    path = tmp_path / "council.dotx"
    ran = efreport("build", "--quarter", "2014Q2", "--template", path, "--out", tmp_path / "out", cwd=PROJECT)
    assert (ran.code, ran.err) == (2, f"The template {path} cannot be read (No such file or directory).\n")


def test_the_template_of_the_config_is_used_and_remarks_are_printed(efreport: Run, tmp_path: Path) -> None:
    config = tmp_path / "config"
    (config / "areas").mkdir(parents=True)
    for path in (PROJECT / "config").rglob("*.toml"):
        (config / path.relative_to(PROJECT / "config")).write_bytes(path.read_bytes())
    (config / "style.toml").write_text('template = "council.docx"\n', "utf-8")
    (config / "council.docx").write_bytes(changed(letter))
    data, out = PROJECT / "samples", tmp_path / "out"
    ran = efreport("build", "--quarter", "2014Q2", "--config", config, "--data", data, "--out", out)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[2].startswith("The template's page has 16.5 cm for text")
    assert furniture(next(out.glob("*.docx")).read_bytes(), "header") == ["Sample City Council"]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_template_never_ends_in_a_traceback(sample_document: Document, seed: int) -> None:
    chance = random.Random(seed)
    small = replace(sample_document, cover=(), areas=sample_document.areas[:1], notes=())
    data = bytearray(COUNCIL)
    if seed % 2:
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        with zipfile.ZipFile(TEMPLATE) as package:
            spoilt = chance.choice([name for name in package.namelist() if not name.endswith(".png")])

        def spoil(name: str, content: bytes) -> bytes:
            start = chance.randrange(len(content))
            return content[:start] + content[start + chance.randint(1, 300) :] if name == spoilt else content

        data = bytearray(rezipped(COUNCIL, spoil))
    try:
        in_template(small, bytes(data))
    except UsageFault as fault:
        reason = str(fault)
    else:
        reason = SAVE_AGAIN
    assert reason.endswith(SAVE_AGAIN)


def test_sizes_of_tables_stay_readable(sample_document: Document) -> None:
    tiny = changed(lambda package: setattr(package.styles["Normal"].font, "size", Pt(7)))
    styles = {
        style.get(f"{W}styleId"): style
        for style in word_part(in_template(sample_document, tiny), "styles").iter(f"{W}style")
    }
    assert styles["IndicatorText"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "18"
