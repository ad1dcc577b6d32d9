"""The reports that the settings name, opened: a folder or file, an index on disk, or a cluster."""

from __future__ import annotations

import logging
from importlib import import_module

from bot import VERSION
from bot.settings import Settings, SettingsError
from retrieval.corpus import CorpusError
from retrieval.index.archive.building import Builder
from retrieval.index.engine import UnreachableError
from retrieval.library import Library
from retrieval.library_source import LibrarySource, Source
from retrieval.meaning.encoder import SentenceEncoder, encoder
from retrieval.meaning.vector_folder import VectorFolder

_LOG = logging.getLogger("bot")


def open_library(settings: Settings) -> Library:
    """Open the reports that the settings name; SettingsError or CorpusError when that fails."""
    return opened(settings, source_of(settings))


def source_of(settings: Settings) -> Source:
    """Return where the reports come from; SettingsError when that cannot be used."""
    model = _encoder() if settings.sentence_vectors else None
    if settings.opensearch_url:
        return _on_cluster(settings, settings.opensearch_url.get_secret_value(), model)
    builder = Builder(
        say=_LOG.info,
        tell=lambda done, total: _LOG.info("%.0f%% of the reports indexed", 100 * done / total),
    )
    vectors = VectorFolder(model, settings.vectors_dir, jobs=1, tell=_tell) if model else None
    return LibrarySource(
        settings.corpus_dir, settings.index_dir, settings.synonyms_file, builder, vectors
    )


def _tell(done: int, total: int) -> None:
    _LOG.info("%.0f%% of the new reports have vectors of their sentences", 100 * done / total)


def _encoder() -> SentenceEncoder:
    """Return the encoder of sentences; SettingsError where it is not installed."""
    try:
        return encoder()
    except CorpusError as error:
        message = f"SENTENCE_VECTORS: {error}"
        raise SettingsError(message) from error


def _on_cluster(settings: Settings, url: str, model: SentenceEncoder | None) -> Source:
    """Take the reports from OpenSearch; SettingsError when the address is none."""
    try:
        source: Source = import_module("retrieval.cluster_source").source_at(
            url,
            settings.opensearch_password_file,
            settings.opensearch_certificates,
            settings.synonyms_file,
            model,
        )
    except ModuleNotFoundError as error:
        message = f"OPENSEARCH_URL needs {error.name}: `make opensearch`"
        raise SettingsError(message) from error
    except (ValueError, OSError) as error:
        message = f"OPENSEARCH_URL {error}"
        raise SettingsError(message) from error
    return source


def opened(settings: Settings, source: Source) -> Library:
    """Open the reports, and log what they are; SettingsError or CorpusError when that fails."""
    try:
        library = source.open()
    except UnreachableError as error:
        raise SettingsError(str(error)) from error
    except OSError as error:
        where = error.filename or settings.index_dir
        message = f"INDEX_DIR cannot be used: {where}: {error.strerror}"
        raise SettingsError(message) from error
    for problem in library.problems:
        _LOG.warning("%s", problem)
    mode = "webhook" if settings.webhook_url else "polling" if settings.token else "terminal"
    count, version = len(library.articles), library.version
    _LOG.info("Wenbao %s, %d reports, version %s, %s", VERSION, count, version, mode)
    return library
