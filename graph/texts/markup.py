"""HTML, Markdown and EPUB to blocks, through lxml and markdown-it-py.

What surrounds an article on a page (menus, scripts, forms) is left out.  No entity is
resolved and nothing is fetched.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from relatum.graph.errors import RelatumError
from relatum.graph.texts.archive import Archive
from relatum.graph.texts.blocks import Block, Extract
from relatum.graph.texts.decoding import decode

_HEADING = re.compile(r"h[1-6]")
_BLOCK = re.compile(
    r"h[1-6]|p|div|li|blockquote|section|article|main|td|th|tr|table|ul|ol|dl|dt|dd|pre|figure"
    r"|body|html|header|footer|aside|center|address|hr"
)
_LEFT_OUT = re.compile(
    r"script|style|nav|form|noscript|template|svg|math|button|select|iframe|object|head|title"
    r"|figcaption"
)
_NOTES = re.compile(
    r"\b(?:foot|end)notes?\b|\bdoc-(?:foot|end)notes?\b|\brearnotes?\b", re.IGNORECASE
)


def read_html(data: bytes, name: str) -> Extract:
    """The blocks of an HTML page.

    Raises:
        RelatumError: it is no text, or has none.
    """
    tree = _tree(decode(data, name, markup=True), name)
    body = _article(tree)
    title = " ".join("".join(tree.xpath("//title[1]//text()")).split())
    authors = tree.xpath("//meta[@name='author' or @name='citation_author']/@content")
    return Extract(list(_walk(body)), title, tuple(str(a).strip() for a in authors if a.strip()))


def read_markdown(data: bytes, name: str) -> Extract:
    """The blocks of a Markdown text; its footnotes are notes."""
    from markdown_it import MarkdownIt

    text = decode(data, name)
    tokens = MarkdownIt("commonmark", {"html": False}).disable(["entity"]).parse(text)
    blocks = []
    kind = "paragraph"
    for token in tokens:
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "paragraph_open":
            kind = "paragraph"
        elif token.type == "inline":
            written = _inline(token.children or [])
            note = re.match(r"\[\^[^\]]+\]:\s*", written)
            written = written[note.end() :] if note else re.sub(r"\[\^[^\]]+\]", "", written)
            line = (token.map or [0])[0] + 1
            if written.strip():
                blocks.append(Block(_line(written), "note" if note else kind, f"line {line}"))
    title = next((b.text for b in blocks if b.kind == "heading"), "")
    return Extract(blocks, title)


def read_epub(data: bytes, name: str) -> Extract:
    """The blocks of an EPUB, chapter by chapter as its spine has them.

    Raises:
        RelatumError: it is no EPUB, or unpacks to too much.
    """
    archive = Archive(BytesIO(data), name)
    container = _xml(archive.read("META-INF/container.xml"), name)
    packages = container.xpath("//*[local-name()='rootfile']/@full-path")
    if not packages:
        raise RelatumError(f"'{name}' is not an EPUB: it names no package")
    package = _xml(archive.read(str(packages[0])), name)
    folder = dirname(str(packages[0]))
    items = {i.get("id"): i.get("href") for i in package.xpath("//*[local-name()='item']")}
    extract = Extract(title=_first(package, "title"), authors=tuple(_all(package, "creator")))
    for number, ref in enumerate(package.xpath("//*[local-name()='itemref']/@idref"), 1):
        href = items.get(str(ref))
        if href:
            path = normpath(join(folder, unquote(href.split("#")[0])))
            page = _tree(decode(archive.read(path), path, markup=True), name)
            body = (page.xpath("//body") or [page])[0]
            extract.blocks += [
                Block(b.text, b.kind, f"part {number}") for b in _walk(body) if b.text
            ]
    return extract


def _tree(text: str, name: str) -> Any:
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text, parser=parser)
        # libxml2 leaves out what is too deep, and goes on.
        if any("depth" in error.message for error in parser.error_log):
            raise RelatumError(f"'{name}' is nested too deeply")
        return tree
    except (etree.LxmlError, ValueError) as error:
        raise RelatumError(f"'{name}' cannot be read: {_line(str(error))[:200]}") from None


def _xml(data: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise RelatumError(f"'{name}' cannot be read: {_line(str(error))[:200]}") from None


def _article(tree: Any) -> Any:
    """The part of a page that is its text: the one article or main there is, or all."""
    for tag in ("article", "main"):
        found = tree.xpath(f"//{tag}")
        if len(found) == 1 and len(found[0].text_content()) > 500:
            return found[0]
    bodies = tree.xpath("//body")
    return bodies[0] if bodies else tree


def _walk(body: Any) -> Iterator[Block]:
    """The blocks of an element: a run of text is a block until the next element that is one."""
    run: list[str] = []
    kinds, places = ["paragraph"], [""]

    def flush() -> Iterator[Block]:
        text = _line("".join(run))
        run.clear()
        if text:
            yield Block(text, kinds[-1], places[-1])

    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        block = bool(_BLOCK.fullmatch(tag))
        if leaving:
            if block:
                yield from flush()
                kinds.pop()
                places.pop()
            if node is not body and node.tail:
                run.append(node.tail)
            continue
        if not tag or _LEFT_OUT.fullmatch(tag) or _is_hidden(node):
            if node is not body and node.tail:
                run.append(node.tail)
            continue
        if block:
            yield from flush()
            kinds.append(_kind(node, tag, kinds[-1]))
            places.append(f"line {node.sourceline}")
        if tag == "br":
            run.append(" ")
        if node.text:
            run.append(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    yield from flush()


def _kind(node: Any, tag: str, around: str) -> str:
    marks = " ".join(node.get(name, "") for name in ("class", "id", "role", "epub:type"))
    if around == "note" or (_NOTES.search(marks) and tag != "p"):
        return "note"
    if tag == "p" and _NOTES.search(marks):
        return "note"
    return "heading" if _HEADING.fullmatch(tag) else "paragraph"


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or "display:none" in node.get("style", "").replace(
        " ", ""
    )


def _inline(children: list[Any]) -> str:
    """The text of Markdown's inline marks."""
    made = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            made.append("\n")
        elif child.type == "image":
            continue
        else:
            made.append(child.content)
    return "".join(made)


def _first(tree: Any, name: str) -> str:
    return next(iter(_all(tree, name)), "")


def _all(tree: Any, name: str) -> list[str]:
    texts = ("".join(e.itertext()) for e in tree.xpath(f"//*[local-name()='{name}']"))
    return [_line(text) for text in texts if text.strip()]


def _line(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
