"""Telegram's surfaces: chats, buttons, inline and guest mode, menus; each a handler of updates."""
