"""How updates reach the bot: long poll, or a webhook."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.telegram.arguments import Arguments
from tests.telegram.errors import refuse
from tests.telegram.updates import DEFAULT_UPDATES, TERMINATED_BY_WEBHOOK
from tests.telegram.values import Json
from tests.telegram.webhook import Webhook
from tests.telegram.world import World

MAX_UPDATES = 100
MAX_TIMEOUT = 50
MAX_SECRET = 256
MAX_CONNECTIONS = 100
PORTS = frozenset({80, 88, 443, 8443})

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


async def get_updates(world: World, arguments: Arguments) -> Json:
    """Acknowledge what came before `offset`, and wait for more."""
    world.updates.allow(arguments.json("allowed_updates"))
    limit = min(max(arguments.number("limit") or MAX_UPDATES, 1), MAX_UPDATES)
    timeout = min(max(arguments.number("timeout"), 0), MAX_TIMEOUT)
    return await world.updates.fetch(arguments.number("offset"), limit, timeout)


async def set_webhook(world: World, arguments: Arguments) -> Json:
    """Push updates to an address from now on; an empty one is no webhook."""
    url = arguments.text("url")
    if not url:
        return await delete_webhook(world, arguments)
    _check_url(url)
    secret = arguments.text("secret_token")
    if len(secret) > MAX_SECRET:
        refuse("secret token is too long")
    if not _SECRET.fullmatch(secret):
        refuse("secret token contains unallowed characters")
    await delete_webhook(world, arguments)
    world.updates.allow(arguments.json("allowed_updates"))
    world.updates.terminate(TERMINATED_BY_WEBHOOK)
    connections = min(max(arguments.number("max_connections") or 40, 1), MAX_CONNECTIONS)
    world.webhook = Webhook(url, secret, connections, world.updates, world.webhook_pause)
    world.webhook.start()
    return True


async def delete_webhook(world: World, arguments: Arguments) -> Json:
    """Go back to long poll."""
    if world.webhook is not None:
        await world.webhook.close()
        world.webhook = None
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    return True


def get_webhook_info(world: World, _arguments: Arguments) -> Json:
    """Tell where updates go, how many wait, and what went wrong last."""
    webhook, updates = world.webhook, world.updates
    wire: dict[str, Json] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if webhook is not None:
        wire |= {"max_connections": webhook.connections, "ip_address": "127.0.0.1"}
        if webhook.last_error:
            wire["last_error_message"] = webhook.last_error
            wire["last_error_date"] = webhook.last_error_date
    if updates.allowed != DEFAULT_UPDATES:
        wire["allowed_updates"] = sorted(updates.allowed)
    return wire


def _check_url(url: str) -> None:
    """Check scheme and port; on this machine any will do, as for a Bot API server of one's own."""
    parts = urlsplit(url)
    if not parts.hostname:
        refuse("invalid webhook URL specified")
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        refuse("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
