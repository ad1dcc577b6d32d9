"""The arguments of one request: strings in forms, values in JSON, files in multipart bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.telegram.errors import refuse
from tests.telegram.values import Document, Json

_READ_AS_JSON = {
    "reply_markup": "reply keyboard markup JSON object",
    "reply_parameters": "reply parameters JSON object",
    "link_preview_options": "link preview options JSON object",
    "entities": "entities JSON object",
    "caption_entities": "entities JSON object",
    "commands": "commands JSON object",
    "scope": "BotCommandScope JSON object",
    "reaction": "reaction types JSON object",
    "results": "JSON encoded inline query results",
    "result": "JSON encoded web view query results",
    "button": "inline query results button JSON object",
    "allowed_updates": "allowed updates JSON object",
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a request says, by field; whatever is JSON inside a string is decoded."""

    values: Mapping[str, Json]
    files: Mapping[str, Document] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a string; empty when it is not there."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """Return a number; 0 when it is not there or none, as the server reads it."""
        try:
            return int(self.text(name))
        except ValueError:
            return 0

    def flag(self, name: str) -> bool:
        """Return yes or no."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def json(self, name: str) -> Json:
        """Return a decoded value; None when it is not there."""
        return self.values.get(name)


async def read(request: web.Request) -> Arguments:
    """Read a request; ApiError 400 when its JSON is none, or its text is no UTF-8."""
    values: dict[str, Json] = dict(request.query)
    files: dict[str, Document] = {}
    if request.content_type == "application/json":
        values |= await _json(request)
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                mime = value.content_type
                files[name] = Document("", value.filename, mime, value.file.read())
            else:
                values[name] = value
    return Arguments({name: _decode(name, value) for name, value in values.items()}, files)


async def _json(request: web.Request) -> Json:
    try:
        return await request.json()
    except ValueError:
        refuse("Can't parse the request as JSON")


def _decode(name: str, value: Json) -> Json:
    if name in _READ_AS_JSON and isinstance(value, str):
        try:
            value = json.loads(value) if value else None
        except ValueError:
            refuse(f"Can't parse {_READ_AS_JSON[name]}")
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        refuse("Strings must be encoded in UTF-8")
    return value
