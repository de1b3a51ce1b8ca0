"""A source moved to another edition of its text: numbers and digests of what is safely found.

Only numbers are changed in what people wrote, each in its line; remarks and order stay.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from relatum.graph.anchors import anchor
from relatum.graph.copies import numbered, read_copy
from relatum.graph.curating import proposals
from relatum.graph.curating.editions import Passage, compare
from relatum.graph.curating.reading import PRIVATE, passages
from relatum.graph.curating.together import finish, write_together
from relatum.graph.curating.yamltext import load
from relatum.graph.errors import RelatumError
from relatum.graph.files import Entry, Items, Text, Unreadable, parse_json, read_text, read_yaml
from relatum.graph.model import Anchor

CLAIMS, ANCHORS, SOURCE = "claims.yaml", "anchors.json", "source.yaml"


class Edition(NamedTuple):
    """A source beside another edition of its text.

    Attributes:
        folder: of the source.
        passages: how each of its sentences fares.
        new: the sentences of the other edition.
        quotes: the key phrases of the source's sentences.
        copy: the file of the other edition.
    """

    folder: Path
    passages: list[Passage]
    new: Mapping[str, str]
    quotes: Mapping[str, Sequence[str]]
    copy: Path

    @property
    def numbers(self) -> dict[str, str]:
        """The new number of each sentence that is safely found."""
        return {p.at: p.now for p in self.passages if p.at and p.safe}


def beside(folder: Path, copy: Path) -> Edition:
    """A source beside a numbered copy of another edition.

    Raises:
        RelatumError: the copy has no numbers, or a file cannot be read.
    """
    finish(folder)
    new = passages(copy)
    anchors = _anchors(folder / ANCHORS)
    if not any(at.startswith("ref.") for at in new):
        anchors = {at: known for at, known in anchors.items() if not at.startswith("ref.")}
    private = folder / PRIVATE
    old = numbered(read_copy(private)) if private.is_file() else {}
    quotes = _quotes(folder / CLAIMS)
    return Edition(folder, compare(anchors, quotes, new, old), new, quotes, copy)


def hindrances(edition: Edition) -> list[str]:
    """Why nothing can be written: each is for a person to settle first."""
    found = []
    for passage in edition.passages:
        if passage.at.startswith("ref.") and passage.status == "moved":
            found.append(
                f"reference {passage.at[4:]} is now {passage.now[4:]}: put the list of "
                f"{SOURCE} into the new order first"
            )
        elif passage.at in edition.quotes and not passage.safe and passage.at in edition.new:
            found.append(
                f"{passage.at} is {passage.status}, and its number is now another "
                f"sentence's: settle its claims in {CLAIMS} first"
            )
    return found


def apply(edition: Edition) -> list[Path]:
    """Writes the numbers and digests of what is safely found, all files or none.

    Returns:
        The files that were changed.

    Raises:
        RelatumError: something is to be settled first, or a file cannot be written.
    """
    if found := hindrances(edition):
        raise RelatumError("; ".join(found))
    folder, numbers = edition.folder, edition.numbers
    texts: dict[Path, bytes | None] = {folder / ANCHORS: _anchored(edition).encode()}
    for name in (CLAIMS, proposals.FILE):
        if (folder / name).is_file():
            texts[folder / name] = _renumbered(folder / name, numbers).encode()
    texts[folder / SOURCE] = _record(folder / SOURCE, numbers).encode()
    if (folder / PRIVATE).is_file():
        texts[folder / PRIVATE] = edition.copy.read_bytes()
    changed = [path for path, content in texts.items() if path.read_bytes() != content]
    write_together(folder, {path: texts[path] for path in changed})
    return changed


# ------------------------------------------------------------ what is read


def _anchors(path: Path) -> dict[str, Anchor]:
    try:
        data = parse_json(path, read_text(path))
        return {
            at: Anchor(a["letters"], a["head"], a["digest"], frozenset(a["quotes"]))
            for at, a in data.items()
        }
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    except (AttributeError, KeyError, TypeError):
        raise RelatumError(
            f"{path}:1: is not as 'relatum source anchor' writes it; run it again"
        ) from None


def _quotes(path: Path) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for one in load(path)[1]:
        if quote := one.get("quote"):
            quotes.setdefault(one.at, []).append(quote)
    return quotes


# ------------------------------------------------------------ what is written


def _anchored(edition: Edition) -> str:
    """The anchors of the new edition; what is not safely found keeps its own."""
    path = edition.folder / ANCHORS
    kept = json.loads(read_text(path))
    back = {now: at for at, now in edition.numbers.items()}
    data = {}
    for at, sentence in edition.new.items():
        known = anchor(sentence, edition.quotes.get(back.get(at, ""), ()))
        data[at] = {
            "letters": known.letters,
            "head": known.head,
            "digest": known.digest,
            "quotes": sorted(known.quotes),
        }
    left = {p.at for p in edition.passages if p.at and not p.safe and p.at in edition.quotes}
    left |= {at for at in kept if at.startswith("ref.")} - set(data)
    data |= {at: kept[at] for at in left if at not in data}
    return json.dumps(data, indent=1) + "\n"


def _renumbered(path: Path, numbers: Mapping[str, str]) -> str:
    """A file of claims with the new numbers."""
    text, written = load(path)
    places = [one.fields.get("at") for one in written]
    return _replaced(text, (at for at in places if isinstance(at, Text)), numbers)


def _record(path: Path, numbers: Mapping[str, str]) -> str:
    """The record of a source with the new numbers of its slips, notes and parts."""
    try:
        text, record = read_text(path), read_yaml(path)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    if not isinstance(record, Entry):
        return text
    text = _replaced(text, _places(record), numbers)
    outline = record.get("outline")
    parts = {at.removesuffix(".1"): now for at, now in numbers.items() if at.endswith(".1")}
    if isinstance(outline, Entry):
        lines = text.split("\n")
        for number in outline:
            now = parts.get(number, "")
            if isinstance(number, Text) and now.endswith(".1"):
                line = number.line - 1
                new = now.removesuffix(".1")
                lines[line] = re.sub(rf"^(\s*)(['\"]?){number}\b", rf"\g<1>\g<2>{new}", lines[line])
        text = "\n".join(lines)
    return text


def _places(record: Entry) -> Iterator[Text]:
    """The sentence numbers in the lists of a record."""
    for name in ("errata", "parallels"):
        items = record.get(name)
        for item in items if isinstance(items, Items) else ():
            at = item.get("at") if isinstance(item, Entry) else None
            if isinstance(at, Text):
                yield at


def _replaced(text: str, places: Iterator[Text], numbers: Mapping[str, str]) -> str:
    """A text with the numbers in some lines replaced by the new ones."""
    lines = text.split("\n")
    for at in places:
        if at in numbers and not at.startswith("ref."):
            line = at.line - 1
            lines[line] = re.sub(
                rf"(\bat:\s*['\"]?){re.escape(at)}\b", rf"\g<1>{numbers[at]}", lines[line], count=1
            )
    return "\n".join(lines)
