"""Documents that admins send: shown as what they would become, and published into the folder.

Nothing is kept between the preview and the publishing: the document is fetched and read again, so
that what is published is what it says.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.services.request import Request
from bot.views import uploads
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply
from retrieval.corpus import CorpusError
from retrieval.importing.document import ParsedDocument, UnreadableError
from retrieval.importing.importer import FrontMatter, ImportReport, import_files
from retrieval.importing.reader import read_file

_NAME = 80
_STRANGE = re.compile(r"[^\w.\-()（）《》 ]+")
_DATE = re.compile(r"(?:^|\s)((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?(?=\s|$)")

Reload = Callable[[], Awaitable[Sequence[str]]]
"""Has the reports read again at once; what is wrong with them."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent: its name and what is in it."""

    name: str
    data: bytes

    @property
    def safe_name(self) -> str:
        """The name as a file may have it: without folders and strange signs, its end kept."""
        bare = _STRANGE.sub("_", Path(self.name.replace("\\", "/")).name).strip(" .") or "file"
        stem, suffix = Path(bare).stem[:_NAME], Path(bare).suffix[:10]
        return f"{stem}{suffix}"


class UploadService:
    """Publishes what `admins` send, once it knows where."""

    def __init__(self, admins: Collection[int]) -> None:
        self._admins = admins
        self._folder: Path | None = None
        self._reload: Reload | None = None
        self._one_at_a_time = asyncio.Lock()

    def use(self, folder: Path, reload: Reload) -> None:
        """Publish into `folder`, whose reports are read again by `reload`."""
        self._folder, self._reload = folder, reload

    def may(self, request: Request) -> bool:
        """Whether who asks may publish, here: in private."""
        is_private = request.can_be_told and not request.in_group
        return is_private and request.conversation.asker in self._admins

    def without_file(self, request: Request, press: CallbackData) -> Reply | None:
        """Answer the buttons that need no file: to change what is known of it, or to drop it."""
        if press.part == uploads.EDIT:
            return uploads.editing(request.words)
        return Reply(request.words("upload_dropped")) if press.part == uploads.DROP else None

    async def preview(self, request: Request, file: UploadedFile) -> Reply:
        """Tell what would be published of a file, and what is doubtful."""
        try:
            parsed = await asyncio.to_thread(_parsed, file)
        except UnreadableError as error:
            return uploads.unreadable(request.words, file.safe_name, str(error))
        problem = self._unwritable(request)
        return uploads.preview(request.words, file.safe_name, parsed, problem)

    async def press(self, request: Request, file: UploadedFile, press: CallbackData) -> Reply:
        """Publish the file as it is, or (of a picture) show what it would become."""
        if press.part == uploads.SHOW:
            return await self.preview(request, file)
        return await self.publish(request, file, "")

    async def publish(self, request: Request, file: UploadedFile, typed: str) -> Reply:
        """Write the reports of a file into the folder, and have them answered from at once."""
        if problem := self._unwritable(request):
            return Reply(request.words("upload_unwritable", why=problem))
        if self._folder is None or self._reload is None:
            return Reply(request.words("upload_no_folder"))
        async with self._one_at_a_time:
            work = partial(_imported, file, self._folder, _known(typed))
            try:
                report = await asyncio.to_thread(work)
            except UnreadableError as error:
                return uploads.unreadable(request.words, file.safe_name, str(error))
            except CorpusError as error:
                return Reply(request.words("upload_unwritable", why=str(error)))
        await self._reload()
        return uploads.published(request.words, report)

    def _unwritable(self, request: Request) -> str:
        """Say why nothing can be published; nothing when something can."""
        folder = self._folder
        if folder is None:
            return request.words.plain("upload_no_folder")
        if not folder.is_dir():
            return request.words.plain("upload_no_directory", path=folder.name)
        try:
            with TemporaryDirectory(dir=folder, prefix=".upload"):
                return ""
        except OSError as error:
            why = error.strerror or type(error).__name__
            return request.words.plain("upload_read_only", why=why)


def _parsed(file: UploadedFile) -> ParsedDocument:
    """Read a file; UnreadableError says why it says nothing."""
    with TemporaryDirectory() as folder:
        return read_file(_put(file, Path(folder)), file.safe_name)


def _imported(file: UploadedFile, into: Path, known: FrontMatter) -> ImportReport:
    """Import a file; UnreadableError, CorpusError."""
    with TemporaryDirectory() as folder:
        report = import_files([_put(file, Path(folder))], into, known)
    if report.refused and not report.imported:
        raise UnreadableError(report.refused[0].why)
    return report


def _put(file: UploadedFile, folder: Path) -> Path:
    """Write a file where it can be read."""
    path = folder / file.safe_name
    path.write_bytes(file.data)
    return path


def _known(typed: str) -> FrontMatter:
    """Read what is typed of a source and a date: 湖州日报 2026-05-01."""
    found = _DATE.search(typed)
    date = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
    return FrontMatter(" ".join(_DATE.sub(" ", typed).split())[:60], date)
