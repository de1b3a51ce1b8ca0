"""Pictures as PDF and PNG, made by Typst with the typeface that lies here: all look alike."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

#: What Typst makes.
Form = Literal["pdf", "png"]
#: Where the typeface lies.
_FONTS = Path(__file__).parent


def printed(
    pictures: Sequence[tuple[str, float, float]], form: Form, *, title: str = "", dpi: int = 200
) -> bytes:
    """Pictures as one PDF, a page each, or the first as PNG.

    Args:
        pictures: each an SVG with its width and height in points.
        form: `pdf` or `png`.
        title: what the document is called.
        dpi: dots per inch of a PNG.
    """
    shown = pictures if form == "pdf" else pictures[:1]
    source = [f"#set document(title: {quoted(title)}, date: none)"]
    for at, (_, wide, high) in enumerate(shown):
        source.append(f"#page(width: {wide}pt, height: {high}pt, margin: 0pt)[")
        source.append(f'#image("{at}.svg", width: {wide}pt, alt: {quoted(title)})]')
    files = {f"{at}.svg": picture for at, (picture, _, _) in enumerate(shown)}
    return typeset("\n".join(source), files, form, dpi=dpi)


def typeset(source: str, files: dict[str, str], form: Form, *, dpi: int = 200) -> bytes:
    """A document that Typst sets.

    Args:
        source: the document in Typst's language.
        files: other files that it uses, by name.
        form: `pdf` or `png`.
        dpi: dots per inch of a PNG.
    """
    from tempfile import TemporaryDirectory

    import typst

    with TemporaryDirectory(prefix="relatum-") as name:
        folder = Path(name)
        for file, text in {**files, "map.typ": source}.items():
            (folder / file).write_text(text, encoding="utf-8")
        made = typst.compile(
            str(folder / "map.typ"), format=form, ppi=float(dpi), font_paths=[str(_FONTS)]
        )
    return bytes(made)


def quoted(text: str) -> str:
    r"""Text as a string of Typst's language, in which nothing of it can be code.

    >>> quoted('a "b" #c')
    '"a \\"b\\" #c"'
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    return json.dumps(plain, ensure_ascii=False)
