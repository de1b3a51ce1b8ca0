r"""A query that a person wrote, as words: what it asks for, and what must not be run.

Only the words are told apart, as SPARQL's grammar has them: what stands in strings,
comments and IRIs is no word.  The engine parses the query; this only finds the few
words that lead outside.  Where a doubt is left the query is refused, as the engine takes
keywords that run into what stands before them (`1SERVICE<...>`).
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from relatum.graph import terms
from relatum.graph.errors import RelatumError

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
#: Of these, the words that no query has anywhere.
_NEVER = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE")

# The prefix of a name is bounded, so that no text takes time by the square of its length.
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | <(?P<iri>(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>
    | (?P<name>(?P<prefix>(?:[^\W\d][\w.\-]{0,200}+)?+):(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*(?<!\.))
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Refused(RelatumError):
    """A query that would change something or ask another server; the message has the word."""


class Token(NamedTuple):
    """A word or sign of a query: its sort, its text and where it begins."""

    sort: str
    text: str
    start: int


class QueryText(NamedTuple):
    """What the words of a query say: its form, its own prefixes, the graphs it names."""

    form: str
    prefixes: dict[str, str]
    graphs: tuple[str, ...]


def read(text: str) -> QueryText:
    """What the words of a query say; it need not be right.

    >>> read("PREFIX x: <http://x/> SELECT * FROM x:g { ?s ?p '# SERVICE' }").graphs
    ('http://x/g',)
    """
    return _said(list(tokens(text)))


def refuse(text: str, graphs: Collection[str], *, network: bool = False) -> None:
    """Refuses a query that would change something or ask another server.

    Args:
        text: the query.
        graphs: the graphs of the dataset, the only ones that FROM may name.
        network: whether asking other servers is allowed.

    Raises:
        Refused: the message names the word.
    """
    for form in dict.fromkeys((text, unescaped(text))):
        words = list(tokens(form))
        said = _said(words)
        _refuse_updates(words, said.form)
        if network:
            continue
        for number, word in enumerate(words):
            if _asks_a_server(word, words[number + 1 : number + 2], said.prefixes):
                line = form.count("\n", 0, word.start) + 1
                raise Refused(
                    f"line {line} has SERVICE, which asks another server; that is off, "
                    "and --allow-network turns it on"
                )
        for graph in said.graphs:
            if graph not in graphs:
                raise Refused(
                    f"FROM names <{graph[:200]}>, which is no graph of this dataset; its graphs "
                    f"are {', '.join(sorted(graphs))} (--allow-network lets others be named)"
                )


def tokens(text: str) -> Iterator[Token]:
    """The words and signs of a query, without spaces and comments."""
    for match in _TOKEN.finditer(text):
        sort = match.lastgroup or ""
        if sort == "prefix":
            sort = "name"
        if sort != "space":
            yield Token(sort, match[sort], match.start())


def with_prefixes(text: str) -> str:
    """A query that declares each prefix of ours which it uses, for other servers.

    The declarations stand before the first line, so that lines keep their numbers.
    """
    words = list(tokens(text))
    own, _ = _prologue(words)
    used = {word.text.partition(":")[0] for word in words if word.sort == "name"}
    declared = "".join(
        f"PREFIX {prefix}: <{namespace}> "
        for prefix, namespace in terms.PREFIXES.items()
        if prefix in used and prefix not in own
    )
    return declared + text


def as_select(text: str) -> str:
    """An ASK query as the SELECT that has one row for yes, and none for no.

    >>> as_select("ASK { ?s ?p 1 }")
    'SELECT * { ?s ?p 1 } LIMIT 1'
    """
    words = list(tokens(text))
    ask = next(w for w in words if w.sort == "word" and w.text.upper() == "ASK")
    depth, ends = 0, len(words) - 1
    for number, word in enumerate(words):
        depth += {"{": 1, "}": -1}.get(word.text, 0) if word.sort == "other" else 0
        if word.text == "}" and depth == 0:
            ends = number
            break
    selected = f"{text[: ask.start]}SELECT *{text[ask.start + len('ASK') :]}"
    # What follows the braces may be a LIMIT of its own, or VALUES, which come after it.
    return selected if words[ends + 1 :] else f"{selected} LIMIT 1"


def _said(words: list[Token]) -> QueryText:
    prefixes, base = _prologue(words)
    form = next((w.text.upper() for w in words if w.text.upper() in (*FORMS, *_UPDATES)
                 and w.sort == "word"), "")  # fmt: skip
    return QueryText(form, prefixes, tuple(_graphs(words, {**terms.PREFIXES, **prefixes}, base)))


def _prologue(words: list[Token]) -> tuple[dict[str, str], str]:
    prefixes, base = {}, ""
    for number, word in enumerate(words):
        keyword = word.text.upper() if word.sort == "word" else ""
        after = words[number + 1 : number + 3]
        if keyword == "BASE" and after and after[0].sort == "iri":
            base = urljoin(base, after[0].text)
        elif keyword == "PREFIX" and [w.sort for w in after] == ["name", "iri"]:
            prefixes[after[0].text.partition(":")[0]] = urljoin(base, after[1].text)
        elif keyword in FORMS:
            break
    return prefixes, base


def _graphs(words: list[Token], prefixes: dict[str, str], base: str) -> Iterator[str]:
    """The graphs that FROM and FROM NAMED name."""
    for number, word in enumerate(words):
        if word.sort != "word" or not word.text.upper().startswith("FROM"):
            continue
        after = words[number + 1 : number + 3]
        if after and after[0].sort == "word" and after[0].text.upper() == "NAMED":
            after = after[1:]
        if after and after[0].sort == "iri":
            yield urljoin(base, unescaped(after[0].text)) if base else unescaped(after[0].text)
        elif after and after[0].sort == "name":
            prefix, _, local = after[0].text.partition(":")
            yield prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def _refuse_updates(words: list[Token], form: str) -> None:
    found = form if form in _UPDATES else next(
        (w.text.upper() for w in words if w.sort == "word" and w.text.upper() in _NEVER), ""
    )  # fmt: skip
    if found:
        raise Refused(f"{found} would change the graph, which is only read here")


def _asks_a_server(word: Token, after: list[Token], prefixes: dict[str, str]) -> bool:
    if word.sort == "word":
        return "service" in word.text.lower()
    if word.sort == "name":
        prefix = word.text.partition(":")[0]
        opens = bool(after) and after[0].text == "{"
        return "service" in prefix.lower() and (prefix not in prefixes or opens)
    return False


def unescaped(text: str) -> str:
    r"""A text with its code point escapes resolved, as SPARQL has it before anything else.

    >>> unescaped("\\u0053ERVICE")
    'SERVICE'
    """

    def letter(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number < 0x110000 else match[0]

    return _ESCAPE.sub(letter, text)
