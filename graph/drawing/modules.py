"""JavaScript modules as one script, for a page that may ask for nothing.

A page that is opened from a file cannot import modules.  Each becomes a function that gives
what it exports, in the order in which they need each other.  Only the plain forms are taken:
`import { a, b } from "./c.js";` on one line, and `export` before a function, class or const.
"""

import re
from pathlib import Path

from relatum.graph.errors import RelatumError

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def joined(root: Path) -> str:
    """The script of a module with all that it imports.

    Args:
        root: the file of the module that begins.

    Raises:
        RelatumError: a module is missing, imports what another does not export, imports in a
            circle, or uses another form.
    """
    scripts: dict[str, str] = {}
    exported: dict[str, list[str]] = {}
    _take(root, scripts, exported, ())
    return "\n".join(['"use strict";', *scripts.values()])


def _take(
    path: Path, scripts: dict[str, str], exported: dict[str, list[str]], above: tuple[str, ...]
) -> None:
    name = path.stem
    if name in above:
        raise RelatumError(
            f"{path.name}: modules import each other in a circle: {', '.join(above)}"
        )
    if name in scripts:
        return
    if not path.is_file():
        raise RelatumError(f"{above[-1] if above else name}.js: there is no module {path.name}")
    text = path.read_text(encoding="utf-8")
    for names, other in _IMPORT.findall(text):
        _take(path.with_name(f"{other}.js"), scripts, exported, (*above, name))
        unknown = set(names.split(", ")) - set(exported[other])
        if unknown:
            raise RelatumError(f"{path.name}: {other}.js exports no {', '.join(sorted(unknown))}")
    exported[name] = _EXPORT.findall(text)
    body = _EXPORT.sub("", _IMPORT.sub(lambda m: f"const {{ {m[1]} }} = {_called(m[2])};", text))
    if other := _OTHER.search(body):
        raise RelatumError(f"{path.name}: cannot join '{other[0].strip()}'")
    given = ", ".join(exported[name])
    scripts[name] = f"const {_called(name)} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _called(name: str) -> str:
    return "$" + name.replace("-", "_")
