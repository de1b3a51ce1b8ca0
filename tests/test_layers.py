"""Dependencies run one way: a module imports only what stands below it."""

import ast
from pathlib import Path

import pytest
from helpers import ROOT

#: From the top to the bottom; a module may import from the lines below its own.
LAYERS = [
    ["cli"],
    ["commands.sources", "commands.curating", "commands.writing", "commands.watching"],
    ["commands.cards", "commands.study", "commands.maps", "commands.making", "commands.queries"],
    ["commands.reading", "commands.exploring", "commands.desk"],
    ["commands.shared"],
    ["graph.drawing.album"],
    [
        "graph.drawing.explorer",
        "graph.drawing.outline",
        "graph.drawing.reply",
        "graph.drawing.report",
    ],
    ["graph.drawing.sides", "graph.drawing.coverage"],
    [
        "graph.drawing.pictures",
        "graph.drawing.handout",
        "graph.drawing.mapwords",
        "graph.maps.request",
    ],
    ["graph.drawing.passages"],
    ["graph.drawing.svg"],
    ["graph.exploring.data"],
    ["graph.exploring.opening", "graph.exploring.legend", "graph.exploring.cards"],
    ["graph.exploring.network", "graph.exploring.tours"],
    ["graph.exploring.evidence", "graph.exploring.places", "graph.exploring.gathered"],
    ["graph.drawing.marks", "graph.drawing.sheet", "graph.drawing.printing"],
    ["graph.drawing.origins"],
    ["graph.maps.atlas", "graph.maps.recognition", "graph.formats.writers"],
    ["graph.formats.readers", "graph.formats.cxl", "graph.formats.graphs", "graph.formats.rdf"],
    ["graph.formats.diagrams", "graph.formats.boards", "graph.formats.outlines"],
    ["graph.formats.drawn", "graph.formats.lists"],
    ["graph.formats.material", "graph.formats.markup"],
    ["graph.drawing.text", "graph.drawing.table", "graph.drawing.style"],
    ["graph.drawing.window", "graph.drawing.templates", "graph.drawing.modules"],
    ["graph.curating.suggesting", "graph.curating.review", "graph.curating.reanchoring"],
    ["graph.curating.proposals"],
    ["graph.curating.newterms", "graph.curating.slips"],
    ["graph.curating.candidates"],
    ["graph.curating.pairs"],
    ["graph.curating.ties"],
    ["graph.curating.skeleton"],
    ["graph.curating.matcher"],
    ["graph.curating.cues"],
    ["graph.curating.tokens"],
    ["graph.curating.lists", "graph.curating.yamltext", "graph.curating.together"],
    ["graph.curating.editions", "graph.curating.reading"],
    ["graph.asking.questions"],
    ["graph.asking.evidence"],
    ["graph.asking.demands"],
    ["graph.asking.chains", "graph.asking.fitting"],
    ["graph.asking.understanding"],
    ["graph.asking.mentions", "graph.asking.phrases"],
    ["graph.asking.retrieval"],
    ["graph.asking.wording"],
    ["graph.asking.plainwords"],
    ["graph.maps.composition", "graph.maps.exercises"],
    ["graph.maps.layout", "graph.maps.selection"],
    ["graph.maps.attaching", "graph.maps.growth"],
    ["graph.maps.grid"],
    [
        "graph.maps.levels",
        "graph.maps.typeface",
        "graph.maps.relevance",
        "graph.maps.dot",
        "graph.maps.geometry",
        "graph.maps.routes",
    ],
    ["graph.maps.places"],
    ["graph.maps.propositions"],
    ["graph.apart", "graph.agreement", "graph.coverage"],
    ["graph.own.adding", "graph.own.works", "graph.own.beginnings"],
    ["graph.texts.adding"],
    ["graph.texts.reading"],
    ["graph.texts.resolving", "graph.texts.numbering", "graph.texts.extraction"],
    ["graph.texts.slips", "graph.texts.proposing", "graph.texts.citations"],
    ["graph.texts.matching", "graph.texts.pages", "graph.texts.office", "graph.texts.markup"],
    ["graph.texts.lines", "graph.texts.decoding", "graph.texts.archive"],
    ["graph.texts.references", "graph.texts.sentences", "graph.texts.blocks"],
    ["graph.maps.conceptmap", "graph.answers", "graph.copies", "graph.comparisons"],
    ["graph.own.present"],
    ["graph.paths"],
    ["graph.ways"],
    ["graph.web"],
    ["graph.curating.vocabulary"],
    ["graph.multigraph", "graph.checks", "graph.export", "graph.completion", "graph.narrowed"],
    ["graph.named", "graph.sparql"],
    ["graph.endpoint", "graph.engine"],
    [
        "graph.lookup",
        "graph.bibliography",
        "graph.own.records",
        "graph.own.live",
        "graph.own.watching",
    ],
    ["graph.own.csl", "graph.own.entries"],
    ["graph.store"],
    ["graph.kept"],
    ["graph.builder", "graph.index"],
    ["graph.reader", "graph.references"],
    ["graph.forms", "graph.clashes"],
    ["graph.bounded"],
    ["graph.workspace", "graph.anchors", "graph.files"],
    ["graph.model", "graph.querytext", "graph.limits"],
    ["graph.errors", "graph.terms"],
]
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}
#: The public front, and folders without code of their own.
FREE = {"commands", "graph", "graph.maps", "graph.drawing", "graph.asking", "graph.formats"} | {
    "graph.exploring",
    "graph.texts",
    "graph.own",
    "graph.curating",
}
#: What only the named modules may import.
ONLY_IN = {
    "click": {"cli", "commands", "graph.drawing"},
    "urllib3": {"graph.endpoint"},
    "pyvis": {"graph.drawing.explorer", "graph.exploring.network"},
    "jinja2": {"graph.drawing.templates"},
    "pygraphviz": {"graph.maps.dot", "graph.exploring.places"},
    "typst": {"graph.drawing.printing"},
    "pyshacl": {"graph.checks"},
    "rdflib": {"graph.checks", "graph.export", "graph"},
    "yaml": {"graph.files"},
    "citeproc": {"graph.references"},
    "pybtex": {"graph.bibliography", "graph.own.records"},
    "rispy": {"graph.own.records"},
    "watchfiles": {"graph.own.watching"},
    "http": {"graph.own.live"},
    "spellchecker": {"graph.asking.wording"},
    "rapidfuzz": {
        "graph.lookup",
        "graph.asking.wording",
        "graph.texts.matching",
        "graph.texts.resolving",
    },
    "charset_normalizer": {"graph.texts.decoding"},
    "docx": {"graph.texts.office"},
    "lxml": {"graph.texts.markup", "graph.texts.office"},
    "markdown_it": {"graph.texts.markup"},
    "pdfminer": {"graph.texts.pages"},
    "sentencex": {"graph.texts.sentences"},
    "Stemmer": {"graph.lookup"},
    "networkx": {"graph.multigraph", "graph.paths", "graph.formats.graphs", "graph"},
    "sqlite3": {"graph.index", "graph.kept", "graph.store"},
}


def modules() -> dict[str, Path]:
    files = [ROOT / "cli.py", *(ROOT / "commands").glob("*.py"), *(ROOT / "graph").rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


@pytest.mark.parametrize("module", modules())
def test_imports_point_downwards(module: str) -> None:
    """Every module has its place, and imports nothing above or beside it."""
    if module in FREE:
        return
    assert module in LEVEL, "give the new module its place in LAYERS"
    for name in imports(modules()[module]):
        inner = name.removeprefix("relatum.")
        if name.startswith("relatum.") and inner in LEVEL:
            assert LEVEL[inner] > LEVEL[module], f"{module} imports {inner}"


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_used_in_its_place_only(package: str) -> None:
    """What another package does is wrapped once."""
    users = {
        module
        for module, path in modules().items()
        if any(name.split(".")[0] == package for name in imports(path))
    }
    assert all(u in ONLY_IN[package] or u.rpartition(".")[0] in ONLY_IN[package] for u in users)
    assert users


def test_the_listing_in_the_architecture_is_true() -> None:
    """docs/architecture.md names every module, and none that is not there."""
    import re

    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^ *([a-z_]+\.py) ", text, re.MULTILINE))
    there = {path.name for path in modules().values() if path.name != "__init__.py"}
    assert named == there
