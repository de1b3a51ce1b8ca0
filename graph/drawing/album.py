"""The files of an atlas: of each subject its map, and one page that leads to all."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from relatum.graph.drawing.handout import handout
from relatum.graph.drawing.pictures import draw
from relatum.graph.drawing.templates import template
from relatum.graph.files import write_whole
from relatum.graph.formats.material import Material
from relatum.graph.formats.writers import WRITERS
from relatum.graph.lookup import slug
from relatum.graph.maps.atlas import Drawn, Subject
from relatum.graph.maps.composition import compose
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import Store

#: What is made of each subject, first what the index opens: the map to look at, to hand out
#: with its passages, and to change in CmapTools.
ENDINGS = (".svg", ".pdf", ".cxl")
#: What the files are called on the index.
_NAMES = {".svg": "map", ".pdf": "handout", ".cxl": "for CmapTools"}


def make(folder: Path, store: Store, subject: Subject) -> list[Path]:
    """Writes the files of one subject.

    Args:
        folder: where to.
        store: the dataset.
        subject: what the map is about.

    Raises:
        RelatumError: there is nothing to draw, or a file cannot be written.
    """
    concept_map, layout = compose(store, Wanted((subject.key,)))
    contents = (
        draw(concept_map, layout, ".svg"),
        handout(store, concept_map, layout),
        WRITERS[".cxl"](Material(concept_map, store, layout)),
    )
    files = [folder / f"{slug(subject.key)}{ending}" for ending in ENDINGS]
    for file, content in zip(files, contents, strict=True):
        write_whole(file, lambda handle, content=content: handle.write(content))  # type: ignore[misc]
    return files


def index(results: Iterable[Drawn]) -> bytes:
    """The page that leads to all maps, by kind, with what could not be drawn and why.

    Args:
        results: what was made.
    """
    kinds: dict[str, list[dict[str, Any]]] = {}
    for result in sorted(results, key=lambda one: (one.subject.label.casefold(), one.subject.key)):
        kinds.setdefault(result.subject.kind, []).append(
            {
                "label": result.subject.label,
                "definition": result.subject.definition,
                "problem": result.problem,
                "files": [
                    {"href": quote(file.name), "name": _NAMES.get(file.suffix, file.suffix[1:])}
                    for file in result.files
                ],
            }
        )
    count = sum(bool(one["files"]) for members in kinds.values() for one in members)
    return template("album.html.jinja").render(kinds=sorted(kinds.items()), count=count).encode()
