"""Named queries: the questions that are asked most, each in a file with what it answers.

A file of `graph/queries/named/` begins with a comment that says what it answers.  A
comment such as `# ?need: concept` gives a variable its sort; what a person types for it
is looked up as a name, so that it never becomes query text.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.lookup import find, find_sentence, find_term, slug
from relatum.graph.store import QUERIES, Store, Table

_FOLDER = QUERIES / "named"
_PARAMETER = re.compile(r"# \?(\w+): (\w+)")

#: How what is typed for a parameter of each sort leads to the thing that is meant.
SORTS: dict[str, Callable[[Store, str], str]] = {
    "concept": lambda store, name: find(store, "concept", name),
    "theorist": lambda store, name: find(store, "theorist", name),
    "work": lambda store, name: find(store, "work", name),
    "source": lambda store, name: find(store, "source", name),
    "kind": lambda store, name: find_term(store, "kind", name),
    "relation": lambda store, name: find_term(store, "relation", name),
    "sentence": find_sentence,
}


class NamedQuery(NamedTuple):
    """A question with a name: what it answers, and its parameters with their sorts."""

    name: str
    answers: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def usage(self) -> str:
        """The name with what is to be typed after it, as `satisfies CONCEPT`."""
        return " ".join([self.name, *(sort.upper() for _, sort in self.parameters)])


def queries() -> list[NamedQuery]:
    """Every named query, by name.

    >>> next(query.usage for query in queries() if query.name == "satisfies")
    'satisfies CONCEPT'
    """
    found = []
    for path in sorted(_FOLDER.glob("*.rq")):
        head, *rest = path.read_text(encoding="utf-8").splitlines()
        matches = [match for line in rest if (match := _PARAMETER.fullmatch(line))]
        parameters = tuple((match[1], match[2]) for match in matches)
        found.append(NamedQuery(path.stem, head.removeprefix("# "), parameters))
    return found


def listed() -> Table:
    """The named queries as a table: how each is asked, and what it answers."""
    rows = [{"query": query.usage, "answers": query.answers} for query in queries()]
    return Table(["query", "answers"], rows)


def ask(store: Store, name: str, arguments: Sequence[str]) -> Table:
    """The answers of a named query.

    Args:
        store: the dataset.
        name: the query.
        arguments: a name for each parameter; where there is one parameter, the words
            of its name may come apart.

    Raises:
        RelatumError: there is no such query, or it takes more or fewer arguments.
        UnknownName: nothing goes by the name that an argument gives.
    """
    known = {query.name: query for query in queries()}
    query = known.get(slug(name))
    if query is None:
        hint = did_you_mean(name[:200], known) or "'relatum query' lists what is here"
        joint = ", " if hint.startswith("did") else "; "
        raise RelatumError(f"unknown query '{name[:60]}'{joint}{hint}")
    wanted = len(query.parameters)
    if wanted == 1 and len(arguments) > 1:
        arguments = [" ".join(arguments)]
    if len(arguments) != wanted or not all(argument.strip() for argument in arguments):
        raise RelatumError(f"this query is asked as 'relatum query {query.usage}'")
    values = {
        variable: SORTS[sort](store, argument)
        for (variable, sort), argument in zip(query.parameters, arguments, strict=True)
    }
    return store.table(f"named/{query.name}", **values)
