"""What the page's colours, marks, lines and relations stand for."""

from typing import Any

from relatum.graph import terms
from relatum.graph.drawing.style import DASHES, LOOKS, OTHER, Look
from relatum.graph.drawing.text import HEADINGS
from relatum.graph.exploring.evidence import Record
from relatum.graph.exploring.network import MADE
from relatum.graph.maps.propositions import CITED
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

#: What stands beside the kinds of the ontology.
_COMPANY = {
    "theorist": "A person whose works are cited.",
    "work": "A book or an article that is cited.",
}
_ATTRIBUTION = "attribution"


def legend(store: Store) -> Record:
    """The parts of the graph's block that say what is meant: kinds, families, relations, sources.

    Args:
        store: the dataset.
    """
    rows: dict[str, list[Row]] = {"kind": [], "family": [], "relation": []}
    for row in store.rows("legend"):
        rows[row["sort"]].append(row)
    return {
        "kinds": _kinds(rows["kind"]),
        "other": _look(OTHER),
        "dashes": dict(DASHES),
        "families": _families(rows["family"]),
        "relations": _relations(rows["relation"]),
        "sources": _sources(store),
    }


def _kinds(rows: list[Row]) -> list[Record]:
    """The kinds in the order of the palette, then what a workspace adds, then people and works."""
    meant = {row["label"]: row.get("definition", "") for row in rows}
    names = [name for name in LOOKS if name in meant]
    names += sorted(meant.keys() - LOOKS.keys())
    return [
        {"name": name, **_look(LOOKS.get(name, OTHER)), "definition": {**meant, **_COMPANY}[name]}
        for name in [*names, *_COMPANY]
    ]


def _look(look: Look) -> Record:
    return dict(look._asdict())


def _families(rows: list[Row]) -> list[Record]:
    """The families in the order in which cards have them, with what stands above their claims."""
    meant = {row["label"]: row.get("definition", "") for row in rows}
    names = [name for name in HEADINGS if name in meant or name == _ATTRIBUTION]
    return [
        {
            "key": name,
            "label": name,
            "heading": HEADINGS.get(name, name),
            "definition": meant.get(name, ""),
        }
        for name in [*names, *sorted(meant.keys() - HEADINGS.keys())]
    ]


def _relations(rows: list[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(
            terms.relation_name(row["thing"]),
            {
                "label": row["label"],
                "inverse": row.get("inverse", ""),
                "family": row["family"],
                "iri": row["thing"],
            },
        )
    made = {"label": "wrote", "inverse": "was written by", "iri": terms.FOAF + "made"}
    cited = {"label": "is cited for", "inverse": "is cited from", "iri": terms.SCHEMA + "citedFor"}
    for name, relation in ((MADE, made), (CITED, cited)):
        found[name] = {**relation, "family": _ATTRIBUTION}
    return found


def _sources(store: Store) -> list[Record]:
    iris = sorted({row["thing"] for row in store.rows("names") if row["sort"] == "source"})
    records = []
    for iri in iris:
        for row in store.rows("source", thing=iri)[:1]:
            records.append(
                {"key": key_of(iri), "reference": row["reference"], "inText": row["inText"]}
            )
    return records
