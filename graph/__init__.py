"""The theory of relational psychotherapy as a graph whose every statement has its evidence.

>>> from relatum.graph import load, network
>>> dataset = load()        # an rdflib.Dataset with a named graph for each source
>>> net = network()         # a networkx.MultiDiGraph
>>> net.nodes["attunement"]["label"]
'attunement'
"""

from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import networkx
    import rdflib

__all__ = ["load", "network"]


def load(workspace: Path | None = None) -> "rdflib.Dataset":
    """The whole dataset for rdflib; its default graph is the union of the named graphs.

    Args:
        workspace: a folder with your own `ontology/` and `sources/`, read together
            with the bundled ones.

    Raises:
        RelatumError: the files cannot be built.
    """
    from relatum.graph.export import as_rdflib
    from relatum.graph.store import open_store
    from relatum.graph.workspace import Workspace

    return as_rdflib(open_store(Workspace.open(workspace)))


def network(workspace: Path | None = None) -> "networkx.MultiDiGraph[str]":
    """Concepts, people and works as a networkx graph; its edges are claims with evidence.

    Args:
        workspace: as for `load`.

    Raises:
        RelatumError: the files cannot be built.
    """
    from relatum.graph.multigraph import network_of
    from relatum.graph.store import open_store
    from relatum.graph.workspace import Workspace

    return network_of(open_store(Workspace.open(workspace)))
