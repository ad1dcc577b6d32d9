"""The tables of the bot's database.

A table with a column `asker` holds things of people, and all of theirs goes when they say so; a
table with a column `sent` (seconds since 1970) holds things that grow old.
"""

SCHEMA = (
    """
    CREATE TABLE told (
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        highlights TEXT NOT NULL,
        aim TEXT NOT NULL,
        PRIMARY KEY (chat, asker)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE answers (
        chat INTEGER NOT NULL,
        question INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        answer INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (chat, question)
    ) WITHOUT ROWID;
    CREATE INDEX answers_by_age ON answers (sent);
    CREATE TABLE languages (asker INTEGER PRIMARY KEY, language TEXT NOT NULL);
    """,
    """
    CREATE TABLE inbox (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id INTEGER NOT NULL UNIQUE,
        body TEXT,
        is_aside INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX inbox_waiting ON inbox (place) WHERE body IS NOT NULL;
    """,
    """
    ALTER TABLE told ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
    UPDATE told SET sent = CAST(strftime('%s', 'now') AS INTEGER);
    CREATE TABLE verdicts (
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        terms TEXT NOT NULL,
        good INTEGER NOT NULL,
        version TEXT NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (asker, article, number, start, stop, terms)
    ) WITHOUT ROWID;
    CREATE TABLE tallies (
        sent INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (sent, outcome)
    ) WITHOUT ROWID;
    CREATE TABLE unanswered (
        terms TEXT NOT NULL,
        reason TEXT NOT NULL,
        count INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        PRIMARY KEY (terms, reason)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE answers ADD COLUMN about TEXT;
    """,
    """
    ALTER TABLE inbox ADD COLUMN aside_since INTEGER;
    UPDATE inbox SET aside_since = CAST(strftime('%s', 'now') AS INTEGER) WHERE is_aside;
    CREATE TABLE clock (believed INTEGER NOT NULL);
    INSERT INTO clock VALUES (CAST(strftime('%s', 'now') AS INTEGER));
    """,
    """
    ALTER TABLE told RENAME TO told_before;
    CREATE TABLE told (
        chat INTEGER NOT NULL,
        topic INTEGER NOT NULL DEFAULT 0,
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        highlights TEXT NOT NULL,
        aim TEXT NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (chat, topic, asker)
    ) WITHOUT ROWID;
    INSERT INTO told
    SELECT chat, 0, asker, article, number, start, stop, highlights, aim, sent FROM told_before;
    DROP TABLE told_before;
    CREATE TABLE outbox (
        place INTEGER PRIMARY KEY,
        made REAL NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        unclear INTEGER NOT NULL DEFAULT 0,
        not_before REAL NOT NULL DEFAULT 0,
        body TEXT NOT NULL
    );
    CREATE TABLE dead_letters (
        asker INTEGER NOT NULL,
        method TEXT NOT NULL,
        reason TEXT NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER))
    );
    """,
    """
    CREATE TABLE reports (
        article TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX reports_by_body ON reports (body);
    CREATE TABLE report_texts (digest TEXT PRIMARY KEY, record BLOB NOT NULL);
    CREATE TABLE revisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        article TEXT NOT NULL,
        title TEXT NOT NULL,
        before TEXT,
        after TEXT,
        is_news INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER))
    );
    CREATE INDEX revisions_by_article ON revisions (article);
    CREATE TABLE shown (
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        language TEXT NOT NULL,
        sent INTEGER NOT NULL,
        PRIMARY KEY (article, number, start, stop, chat, topic, asker)
    ) WITHOUT ROWID;
    CREATE INDEX shown_by_asker ON shown (asker);
    CREATE TABLE watches (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        language TEXT NOT NULL,
        words TEXT NOT NULL,
        is_reminded INTEGER NOT NULL DEFAULT 0,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        UNIQUE (chat, topic, words)
    );
    CREATE INDEX watches_by_words ON watches (words);
    CREATE TABLE daily (
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        language TEXT NOT NULL,
        minute INTEGER NOT NULL,
        day INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (chat, topic)
    ) WITHOUT ROWID;
    CREATE TABLE alerts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        language TEXT NOT NULL,
        words TEXT NOT NULL,
        article TEXT NOT NULL,
        before TEXT,
        place TEXT NOT NULL,
        more INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER))
    );
    CREATE INDEX alerts_by_chat ON alerts (chat, topic);
    CREATE TABLE flags (
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (asker, article, number)
    ) WITHOUT ROWID;
    """,
    """
    CREATE INDEX reports_by_digest ON reports (digest);
    CREATE INDEX revisions_by_before ON revisions (before);
    """,
)
"""What makes each version of the database out of the one before; only ever appended to."""

VERSIONS = len(SCHEMA)
