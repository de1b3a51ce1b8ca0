"""Files that are zip archives, such as DOCX and EPUB, without letting one unpack for ever."""

import zipfile
import zlib
from typing import IO

from relatum.graph.errors import RelatumError

#: What an archive may unpack to, in bytes, and what one part of it may.
MOST, MOST_PART = 256 << 20, 48 << 20
#: What Python's zip module raises where a file is damaged or locked.
DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)


class Archive:
    """The parts of a zip file."""

    def __init__(self, handle: IO[bytes], name: str) -> None:
        """Opens an archive.

        Raises:
            RelatumError: it is none, or says that it unpacks to too much.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(handle)
        except DAMAGED:
            raise RelatumError(f"'{name}' is damaged: it is no zip archive inside") from None
        whole = sum(info.file_size for info in self._zip.infolist())
        if whole > MOST or len(self._zip.infolist()) > 20_000:
            raise RelatumError(f"'{name}' unpacks to {whole >> 20} MB, more than {MOST >> 20} MB")

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._zip.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            RelatumError: it is missing, damaged, locked or too large.
        """
        try:
            with self._zip.open(part) as handle:
                data = handle.read(MOST_PART + 1)
        except KeyError:
            raise RelatumError(f"'{self.name}' is damaged: it has no '{part}' inside") from None
        except DAMAGED as e:
            raise RelatumError(f"'{self.name}' is damaged: {str(e)[:100] or 'cut short'}") from None
        if len(data) > MOST_PART:
            raise RelatumError(f"'{self.name}' has a part larger than {MOST_PART >> 20} MB")
        return data
