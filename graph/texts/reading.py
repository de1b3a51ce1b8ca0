"""An article's file to all that is found in it: numbers, citations, works, slips."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relatum.graph.anchors import count_words
from relatum.graph.texts.extraction import extract
from relatum.graph.texts.matching import Match, Works
from relatum.graph.texts.numbering import Numbered, number
from relatum.graph.texts.proposing import Record, key_for, own_record, record
from relatum.graph.texts.resolving import Citation, Resolver, by_sentence
from relatum.graph.texts.slips import Slip, in_list

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's file gives.

    Attributes:
        name: of the file.
        digest: SHA-256 of the file.
        numbered: the text.
        matches: the reference list with its works.
        citations: what the sentences cite.
        slips: what seems to be printed wrong.
        unused: the numbers of entries that no sentence cites.
        authors: as the file's own description has them.
    """

    name: str
    digest: str
    numbered: Numbered
    matches: tuple[Match, ...]
    citations: tuple[Citation, ...]
    slips: tuple[Slip, ...]
    unused: tuple[int, ...]
    authors: tuple[str, ...]

    def misses(self) -> list[tuple[str, str, str]]:
        """What was not matched: where, what is printed, and the reason."""
        missed = [(f"ref.{m.entry.number}", m.entry.text, m.reason)
                  for m in self.matches if not m.work]  # fmt: skip
        for citation in self.citations:
            for one in citation.cited:
                # What the reference list has is told once, with its entry.
                if not one.work and not one.reference:
                    missed.append((citation.at, citation.text, one.reason))
        return missed

    def found(self) -> dict[str, Any]:
        """All that was found, for the private folder of the source."""
        return {
            "article": self.name,
            "sha256": self.digest,
            "references": [
                {"number": m.entry.number, "work": m.work, "reason": m.reason, "text": m.entry.text}
                for m in self.matches
            ],
            "citations": [citation.as_record() for citation in self.citations],
            "slips": [
                {"at": s.at, "reads": s.reads, "means": s.means, "note": s.note} for s in self.slips
            ],
            "never cited": list(self.unused),
        }


def read_article(path: Path, works: Works) -> Article:
    """Reads, numbers and matches an article.

    Args:
        path: its file.
        works: the bibliography.

    Raises:
        RelatumError: it cannot be read.
    """
    extracted, data = extract(path)
    numbered = number(extracted)
    matches = tuple(works.match(entry) for entry in numbered.references)
    resolver = Resolver(matches, works)
    notes = {f"note {n}": text for n, text in enumerate(numbered.notes, 1)}
    citations = by_sentence(numbered.sentences() | notes, resolver)
    return Article(
        name=path.name,
        digest=hashlib.sha256(data).hexdigest(),
        numbered=numbered,
        matches=matches,
        citations=tuple(citations),
        slips=(*resolver.slips, *in_list(matches, works.by_key)),
        unused=tuple(entry.number for entry in resolver.never_cited()),
        authors=extracted.authors,
    )


def proposals(
    article: Article, key: str, work: str, records: Mapping[str, Any]
) -> tuple[list[str], list[Record]]:
    """The works of the reference list by their keys, and records of those that are new.

    Args:
        article: what was read.
        key: of the source.
        work: of the article itself.
        records: the works that are known.

    Returns:
        Of each entry the key, with a question mark before one that is only proposed; and
        the proposed records.
    """
    proposed = (
        [] if work in records else [own_record(work, article.numbered.title, article.authors)]
    )
    taken = {*records, work, key}
    keys = []
    for match in article.matches:
        if match.work:
            keys.append(match.work)
            continue
        new = key_for(match.entry, taken)
        taken.add(new)
        keys.append(f"?{new}")
        proposed.append(record(match.entry, new))
    return keys, proposed


def quotable(slip: Slip) -> bool:
    """Whether a slip may stand in the shared files: it quotes at most six words."""
    return 0 < count_words(slip.reads) <= _MOST_WORDS or not count_words(slip.reads)
