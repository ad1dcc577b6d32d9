"""What strangers write, for hypothesis: texts, front matter, callback data, updates."""

from __future__ import annotations

from hypothesis import strategies as st

_CHINESE = (
    "镇桥王李记者摄图为近日一二三十百千万亿两零〇年月日个吨的了吗呢谁哪几多少什么不没有在是和与"
    "《》“”（）【】，。？！：；、—…"
)
_ODD = (
    "aZ09 \t\n\r\f\v\x00\x85\u2028\u3000\u200b\u200d\u202e\u2066\ufeff\ufe0f\u0301\ud800\udfff"
    "𠀀👍🏽[]{}()<>&'\"`*_~|\\/#@$%^+=-.,:;!?"
)
texts = st.one_of(
    st.text(st.sampled_from(_CHINESE + _ODD), max_size=300),
    st.text(st.characters(), max_size=120),
    st.builds(lambda part, times: part * times, st.text(max_size=6), st.integers(1, 700)),
)
"""Text as strangers write it, lone surrogates and all."""

printable = texts.map(lambda text: text.encode(errors="replace").decode())


fronts = st.lists(
    st.tuples(
        st.sampled_from(["id", "title", "byline", "date", "x", "<<", "? a", "- a", "&a", "*a"]),
        st.sampled_from([": ", ":", "  ", ": |\n ", ": >\n ", ": !!python/object:os.system "]),
        st.one_of(printable, st.sampled_from(["a01", "*a", "&a [*a]", "[[[", "{a: *a}", "'", '"'])),
    ).map("".join),
    max_size=6,
).map("\n".join)


callback_data = st.one_of(
    texts,
    st.builds(
        "2{}{}.{}.{}.{}.{}.{}".format,
        st.sampled_from("otwbrlhmygds?"),
        *[st.text("0123456789abcdefghijklmnopqrstuvwxyzZ-²", max_size=7)] * 4,
        st.text("0123456789abcdefg", max_size=7),
        st.one_of(st.sampled_from(["t01", "t02", "", "~", "../x"]), texts),
    ),
)

_KEYS = (
    *("message_id", "date", "chat", "from", "text", "caption", "entities", "caption_entities"),
    *("reply_to_message", "quote", "type", "id", "first_name", "title", "is_bot", "language_code"),
    *("photo", "via_bot", "sender_chat", "message_thread_id", "is_topic_message", "data"),
    *("migrate_to_chat_id", "new_chat_members", "pinned_message", "forward_origin", "edit_date"),
    *("inline_message_id", "query", "offset", "new_chat_member", "old_chat_member", "status"),
)
_KINDS = (
    *("message", "edited_message", "callback_query", "inline_query", "guest_message"),
    *("my_chat_member", "channel_post", "poll", "unknown"),
)
ids = st.one_of(st.integers(-(2**52), 2**52), st.sampled_from([0, 1, -1, 777000, 1087968824]))
scalars = st.one_of(st.none(), st.booleans(), ids, st.floats(), texts)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=8), st.sampled_from(_KEYS)), inner, max_size=5),
    ),
    max_leaves=12,
)
entities = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["bot_command", "mention", "url", "bold", "x"]),
            "offset": st.integers(-3, 300),
            "length": st.integers(-3, 300),
        }
    ),
    max_size=3,
)
chats = st.fixed_dictionaries(
    {"id": ids, "type": st.sampled_from(["private", "group", "supergroup", "channel", "x"])},
    optional={"title": texts, "first_name": texts, "is_forum": st.booleans()},
)
people = st.fixed_dictionaries(
    {"id": ids, "is_bot": st.booleans(), "first_name": texts},
    optional={"language_code": st.one_of(st.sampled_from(["zh-hant", "en", ""]), texts)},
)
messages = st.fixed_dictionaries(
    {"message_id": ids, "date": st.integers(-5, 2**40), "chat": chats},
    optional={
        "from": people,
        "text": st.one_of(
            texts,
            st.builds(
                "/{} {}".format,
                st.sampled_from(
                    ["ask", "search", "verify", "why", "read", "start", "articles", "settings"]
                ),
                texts,
            ),
        ),
        "caption": texts,
        "entities": entities,
        "caption_entities": entities,
        "message_thread_id": ids,
        "is_topic_message": st.booleans(),
        "sender_chat": chats,
        "via_bot": people,
        "reply_to_message": st.fixed_dictionaries(
            {"message_id": ids, "date": ids, "chat": chats},
            optional={"text": texts, "from": people},
        ),
        "guest_query_id": texts,
        "migrate_to_chat_id": ids,
        "photo": anything,
        "quote": anything,
    },
)
queries = st.fixed_dictionaries(
    {"id": texts, "from": people, "query": texts, "offset": texts}, optional={"chat_type": texts}
)
presses = st.fixed_dictionaries(
    {"id": texts, "from": people, "chat_instance": texts},
    optional={"message": messages, "data": texts, "inline_message_id": texts},
)


updates = st.one_of(
    st.fixed_dictionaries({"message": messages}),
    st.fixed_dictionaries({"edited_message": messages}),
    st.fixed_dictionaries({"guest_message": messages}),
    st.fixed_dictionaries({"inline_query": queries}),
    st.fixed_dictionaries({"callback_query": presses}),
)
"""Updates of the form that Telegram gives them, full of what strangers decide."""

malformed = st.dictionaries(st.sampled_from(_KINDS), anything, min_size=1, max_size=2)
"""Updates that Telegram would never send."""
