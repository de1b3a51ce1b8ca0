"""Real files of each sort that an article comes in, made by the tests."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

TITLE = "On the Long Way Home"
PARAGRAPHS = [
    "It rained for days (Stern, 1985, p. 9). Nobody minded the interpersonal silence of the house.",
    "Then it stopped. Bowlby (1969, 1973) had foreseen it, as Miller (1981) had.",
]
LATER = ["A second part begins here. It has more than one sentence, e.g. this one."]
REFERENCES = [
    "Bowlby, J. (1969). Attachment and loss: Vol. 1. Attachment. New York: Basic Books.",
    "Bowlby, J. (1973). Attachment and loss: Vol. 2. Separation. New York: Basic Books.",
    "Miller, A. (1981). A day of rain. Journal of Trials, 3(2), 4-19.",
    "Stern, D. N. (1985). The interpersonal world of the infant. New York: Basic Books.",
]
NOTE = "A note that belongs to the foot of the page."

CONTAINER = (
    '<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles>'
    "</container>"
)
PACKAGE = (
    '<?xml version="1.0"?><package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    f"<dc:title>{TITLE}</dc:title><dc:creator>Anna Roth</dc:creator></metadata><manifest>"
    '<item id="a" href="part%201.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
)
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha ha ha ">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]>"
)


def text(path: Path) -> None:
    parts = [TITLE, *PARAGRAPHS, "Endings", *LATER, "References", *REFERENCES]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def markdown(path: Path) -> None:
    parts = [f"# {TITLE}", *PARAGRAPHS, "## Endings", LATER[0] + "[^1]", f"[^1]: {NOTE}"]
    listed = "\n".join(f"{n}. {entry}" for n, entry in enumerate(REFERENCES, 1))
    path.write_text("\n\n".join([*parts, "## References", listed]), encoding="utf-8")


def html(path: Path) -> None:
    body = f"<nav>Menu</nav><h1>{TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    body += f"<h2>Endings</h2><p>{LATER[0]}</p><aside class='footnotes'><p>{NOTE}</p></aside>"
    body += "<h2>References</h2>" + "".join(f"<p>{entry}</p>" for entry in REFERENCES)
    path.write_text(f"<html><title>{TITLE}</title><body>{body}</body></html>", encoding="utf-8")


def docx(path: Path) -> None:
    from docx import Document

    document = Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.add_paragraph().add_run("Endings").bold = True
    document.add_paragraph(LATER[0])
    document.add_heading("References", 1)
    for entry in REFERENCES:
        document.add_paragraph(entry)
    document.save(str(path))


def epub(path: Path) -> None:
    body = f"<h1>{TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    body += f'<h2>Endings</h2><p>{LATER[0]}</p><aside epub:type="footnote"><p>{NOTE}</p></aside>'
    body += "<h2>References</h2>" + "".join(f"<p>{entry}</p>" for entry in REFERENCES)
    page = f'<?xml version="1.0" encoding="utf-8"?><html><body>{body}</body></html>'
    zipped(path, {"META-INF/container.xml": CONTAINER, "OEBPS/p.opf": PACKAGE,
                  "OEBPS/part 1.xhtml": page})  # fmt: skip


def pdf(path: Path) -> None:
    """Two columns over several pages, with headers, page numbers, hyphens and a footnote."""
    import typst

    filler = [
        f"Here stands the {n}th of many paragraphs, about responsiveness, understanding and"
        " characteristic circumlocutions. It says nothing else in its two sentences."
        for n in range(4, 40)
    ]
    first = PARAGRAPHS[0] + f" #footnote[{NOTE}]"
    source = (
        '#set page(paper: "a5", columns: 2, header: [Journal of Trials #h(1fr) Vol. 3],'
        " footer: context align(center, counter(page).display()))\n"
        "#set par(justify: true, first-line-indent: 1em)\n"
        '#set text(size: 9pt, hyphenate: true, lang: "en")\n'
        f'#place(top, scope: "parent", float: true)[= {TITLE}]\n'
        + "\n\n".join([first, PARAGRAPHS[1], *filler])
        + f"\n\n== Endings\n{LATER[0]}\n\n== References\n"
        "#set par(hanging-indent: 1em, first-line-indent: 0em)\n" + "\n\n".join(REFERENCES)
    )
    path.write_bytes(typst.compile(source.encode()))


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def word(path: Path, document: str | bytes) -> None:
    """A Word file with a document of one's own making."""
    zipped(path, {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS,
                  "word/document.xml": document})  # fmt: skip


def raw_pdf(path: Path, content: bytes, kids: bytes = b"3 0 R") -> None:
    """A PDF of one page whose drawing is given."""
    packed = zlib.compress(content, 1)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    path.write_bytes(out)
