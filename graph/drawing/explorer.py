"""The explorer as one web page that works offline: our template and scripts, pyvis's network.

pyvis's own page loads styles from elsewhere and runs script from labels; here its nodes and
edges and the vis-network program that it carries go into a template that escapes everything
and lets nothing in from outside.
"""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from relatum.graph.drawing.modules import joined
from relatum.graph.drawing.templates import template
from relatum.graph.exploring.data import Exploration, for_script
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.propositions import in_order

#: What of this folder goes into a page.
_PARTS = Path(__file__).parent / "explorer"
_STYLES = ("explorer.css", "words.css")


def page(shown: Exploration) -> str:
    """The whole page, as HTML that asks for nothing from outside.

    Args:
        shown: what it holds.
    """
    style = "".join((_PARTS / name).read_text(encoding="utf-8") for name in _STYLES)
    script, library = joined(_PARTS / "main.js"), _library()
    opening = shown.opening
    return template("explorer/explorer.html.jinja").render(
        title=shown.blocks["graph"]["title"],
        question=opening.question,
        definition=opening.concepts[0].definition,
        said=list(_sentences(opening)),
        licence=shown.blocks["graph"]["licence"],
        blocks=[(name, for_script(data)) for name, data in shown.blocks.items()],
        style=style,
        library=library,
        script=script,
        csp=f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; "
        f"style-src {_hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'",
    )


def is_page(path: Path) -> bool:
    """Whether a file is a page made here, so that it may be replaced."""
    try:
        with path.open(encoding="utf-8") as handle:
            return '<meta name="generator" content="relatum">' in handle.read(1000)
    except (OSError, ValueError):
        return False


def _sentences(concept_map: ConceptMap) -> Iterator[str]:
    """What a map says, each proposition with how it is said and where."""
    labels = concept_map.labels
    for link in in_order(concept_map.propositions):
        marks = [link.certainty] if link.certainty != "stated" else []
        marks += ["denied"] if link.negated else []
        marks += dict.fromkeys(one.at for one in link.evidence)
        yield f"{labels[link.subject]} {link.phrase} {labels[link.object]} ({', '.join(marks)})"


def _library() -> str:
    """The vis-network program that the installed pyvis carries."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    newest = max(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name)
    # A closing tag inside the program would end the element that holds it.
    return newest.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _hash(part: str) -> str:
    """The hash of a script or style for the Content-Security-Policy (W3C, CSP level 3)."""
    digest = hashlib.sha256(part.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
