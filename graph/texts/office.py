"""Word files (.docx) to blocks, through python-docx."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from relatum.graph.errors import RelatumError
from relatum.graph.texts.archive import DAMAGED, Archive
from relatum.graph.texts.blocks import Block, Extract

_FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_docx(data: bytes, name: str) -> Extract:
    """The blocks of a Word file; footnotes and endnotes come last, as notes.

    Raises:
        RelatumError: it is no Word file, or unpacks to too much.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml import etree

    archive = Archive(BytesIO(data), name)
    try:
        document = Document(BytesIO(data))
    except (OpcError, KeyError, AttributeError, etree.LxmlError, *DAMAGED) as error:
        said = " ".join(str(error).split())[:150]
        raise RelatumError(f"'{name}' is not a Word file that can be read: {said}") from None
    blocks = list(_paragraphs(document))
    for part in _FOOTNOTES:
        if archive.has(part):
            blocks += _notes(archive.read(part))
    properties = document.core_properties
    authors = tuple(filter(None, (a.strip() for a in (properties.author or "").split(";"))))
    return Extract(blocks, (properties.title or "").strip(), authors)


def _paragraphs(document: Any) -> Iterator[Block]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for number, element in enumerate(document.element.body.iter(qn("w:p")), 1):
        paragraph = Paragraph(element, document)
        text = " ".join(paragraph.text.replace("\u00ad", "").split())
        if not text:
            continue
        style = (paragraph.style.name if paragraph.style is not None else "") or ""
        heading = style.startswith(("Heading", "Title")) or _is_bold_line(paragraph, text)
        yield Block(text, "heading" if heading else "paragraph", f"paragraph {number}")


def _is_bold_line(paragraph: Any, text: str) -> bool:
    """Whether a short line is all bold, as people make headings by hand."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and len(text) < 90 and not text.endswith(".") and all(r.bold for r in runs)


def _notes(data: bytes) -> Iterator[Block]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.LxmlError:
        return
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    notes = tree.xpath("//w:footnote | //w:endnote", namespaces=space)
    for number, note in enumerate(notes, 1):
        text = " ".join("".join(note.xpath(".//w:t/text()", namespaces=space)).split())
        if text:
            yield Block(text, "note", f"note {number}")
