"""The buttons of an answer in one row; those that few press come when ⋯ is pressed."""

from __future__ import annotations

from dataclasses import replace

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply, rows

_ROW = 4
_REST = Button("⋯", CallbackData(Action.REST))
_LEADING = {
    *(Action.OPEN, Action.BOOK, Action.WHOLE, Action.TURN, Action.RANGE),
    *(Action.LIST, Action.HITS, Action.PAGE, Action.ASK),
}
"""What leads to words of the reports: these buttons stay as they are laid out."""


def folded(reply: Reply) -> Reply:
    """Return a reply with what leads on, how to cite it, 更多, and ⋯ for whatever else there is."""
    every = [button for row in reply.rows for button in row]
    led, others = _apart(every)
    kept = [b for b in others if b.copies][:1] + [b for b in others if _goes_on(b)]
    kept = kept if led or kept else others[:1]
    rest = [_REST] if len(kept) < len(others) else []
    if len(led) > 1:
        own = [row for line in reply.rows if (row := tuple(b for b in line if b in led))]
        if not kept and len(own[-1]) < _ROW:
            return replace(reply, rows=(*own[:-1], (*own[-1], *rest)))
        return replace(reply, rows=(*own, *rows([*kept, *rest], _ROW)))
    return replace(reply, rows=rows([*led, *kept, *rest], _ROW))


def unfolded(reply: Reply) -> Reply:
    """Return a reply with all of its buttons, as few rows as they take; nothing else is told."""
    led, others = _apart([button for row in reply.rows for button in row])
    across = rows([*led, *others], _ROW)
    return replace(reply, rows=across, remembered=False, outcome="", terms="")


def _apart(buttons: list[Button]) -> tuple[list[Button], list[Button]]:
    pressed = [b for b in buttons if not (b.copies or b.opens)]
    led = [b for b in pressed if b.press.action in _LEADING]
    return led, [b for b in buttons if b not in led]


def _goes_on(button: Button) -> bool:
    return not (button.copies or button.opens) and button.press.action is Action.MORE
