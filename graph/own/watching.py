"""When the files of a workspace change, by watchfiles (which asks the system to be told)."""

from collections.abc import Iterator

from relatum.graph.workspace import Workspace


def changes(workspace: Workspace) -> Iterator[None]:
    """Once at the beginning, then whenever a file that a build reads has been changed.

    Several files saved together are one change; what nobody reads is none, such as the
    drafts of an editor.

    Args:
        workspace: whose files to watch.

    Raises:
        KeyboardInterrupt: the person ends it.
    """
    from watchfiles import watch

    seen = _signature(workspace)
    yield
    for happened in watch(
        *(root for root in workspace.roots[-1:]), debounce=300, step=50, yield_on_timeout=True,
        rust_timeout=2000, ignore_permission_denied=True,
    ):  # fmt: skip
        # Some disks tell of no changes: so every two seconds it is looked in any case.
        del happened
        now = _signature(workspace)
        if now != seen:
            seen = now
            yield


def _signature(workspace: Workspace) -> str:
    try:
        return workspace.signature()
    except OSError:
        return ""  # a file went while it was looked at
