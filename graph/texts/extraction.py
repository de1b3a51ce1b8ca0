"""An article's file to its blocks, whatever sort of file it is.

Runs in a process that is bounded in time and memory; the libraries that read these files
are imported nowhere else.  What a file is, its first bytes say before its name.
"""

import re
from dataclasses import replace
from pathlib import Path

from relatum.graph.errors import RelatumError
from relatum.graph.files import Unreadable, read_bytes
from relatum.graph.texts.blocks import LONGEST_TEXT, Extract

#: The endings that are read, and what each stands for.
ENDINGS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".pdf": "pdf", ".epub": "epub",
}  # fmt: skip
#: What no text file of ours may hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
#: Other files of writing, and what to do with them.
_OTHERS = {
    ".doc": "save it as .docx", ".odt": "save it as .docx", ".rtf": "save it as .docx",
    ".pages": "export it as .docx", ".mobi": "convert it to .epub", ".azw3": "convert it to .epub",
    ".djvu": "convert it to .pdf", ".ps": "convert it to .pdf",
}  # fmt: skip


def sort_of(path: Path, head: bytes) -> str:
    """What sort of file it is: text, markdown, html, docx, pdf or epub.

    Raises:
        RelatumError: none that is read.
    """
    ending = path.suffix.casefold()
    if head.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if ending in (".docx", ".epub"):
            return ENDINGS[ending]
        raise RelatumError(f"'{path.name}' is a zip archive; give the article that is in it")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise RelatumError(f"'{path.name}' is an old Word file; save it as .docx")
    if head.startswith(b"{\\rtf"):
        raise RelatumError(f"'{path.name}' is an RTF file; save it as .docx")
    known = ENDINGS.get(ending, "")
    if not known:
        mend = _OTHERS.get(ending, f"one of {', '.join(ENDINGS)} is read")
        raise RelatumError(f"cannot read articles of the sort '{ending or path.name}': {mend}")
    if known in ("docx", "pdf", "epub"):
        raise RelatumError(f"'{path.name}' is damaged, or no {ending} file: its beginning is wrong")
    return known


def extract(path: Path) -> tuple[Extract, bytes]:
    """The blocks of an article's file, and the file's bytes.

    Raises:
        RelatumError: it cannot be read, is too large, or has no text.
    """
    try:
        data = read_bytes(path)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    found = _read(sort_of(path, data[:1024]), data, path.name)
    found.blocks = [replace(block, text=_UNPRINTABLE.sub("", block.text)) for block in found.blocks]
    found.title, found.authors = _printable(found.title), tuple(map(_printable, found.authors))
    length = sum(len(block.text) for block in found.blocks)
    if not length:
        raise RelatumError(f"'{path.name}' has no text")
    if length > LONGEST_TEXT:
        raise RelatumError(f"'{path.name}' has {length:,} letters; split it into its parts")
    return found, data


def _printable(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", text).split())


def _read(sort: str, data: bytes, name: str) -> Extract:
    if sort == "pdf":
        from relatum.graph.texts.pages import read_pdf

        return read_pdf(data, name)
    if sort == "docx":
        from relatum.graph.texts.office import read_docx

        return read_docx(data, name)
    if sort == "text":
        from relatum.graph.texts.decoding import decode
        from relatum.graph.texts.lines import paragraphs

        return Extract(paragraphs(decode(data, name)))
    from relatum.graph.texts import markup

    readers = {
        "html": markup.read_html, "markdown": markup.read_markdown, "epub": markup.read_epub,
    }  # fmt: skip
    return readers[sort](data, name)
