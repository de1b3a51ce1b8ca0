"""Reading maps that others drew."""

from pathlib import Path

import click

from relatum.commands.shared import as_format, existing_file, show_json, store_of


@click.command("read")
@click.argument("file", type=existing_file, metavar="MAP")
@as_format
@click.pass_obj
def read_(folder: Path | None, file: Path, form: str) -> None:
    """Compare a map of your own with the graph.

    Reads maps of CmapTools (.cxl), GraphML as yEd writes it, and tables of propositions
    (.csv, .tsv, .txt), and tells which concepts and propositions the graph has.

    Example: relatum read my-map.cxl
    """
    from relatum.graph.formats.readers import read_map
    from relatum.graph.maps.recognition import recognise

    result = recognise(store_of(folder), read_map(file))
    if form == "json":
        show_json(result)
    else:
        from relatum.graph.drawing.report import recognition

        click.echo(recognition(result))


#: What this module gives the command line.
COMMANDS = (read_,)
