"""What is not about the reports' words: what is kept of people, and what the operator may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.desk.reader import Command, Reader
from bot.policy import Policy
from bot.records import Records, Verdict, counting, missing
from bot.replies.reply import Reply
from bot.replies.styled import Style, Styled, join, shortened
from bot.replies.words import Words
from bot.transactions import Statement

_MISSES = 30
_TERMS = 80
_KNOWN = ("told", "verdicts")
_ANSWERED = {"found", "listing"}


class Office:
    """Keeps the records, and tells what is in them to whom it concerns."""

    def __init__(self, records: Records, policy: Policy, version: str) -> None:
        """Keep `records` as `policy` says; `version` is that of the corpus."""
        self._records = records
        self._policy = policy
        self._version = version

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "privacy": self.privacy,
            "forget": self.forget,
            "stats": self.stats,
            "unanswered": self.unanswered,
        }

    @property
    def policy(self) -> Policy:
        """The rules that are gone by."""
        return self._policy

    async def privacy(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say exactly what is kept."""
        words, policy = reader.words, self._policy
        terms = words("privacy_terms" if policy.keeps_terms else "privacy_no_terms")
        days = words("privacy_days", days=policy.days) if policy.days else words("privacy_for_ever")
        return Reply(join((words("privacy"), terms, days, words("privacy_forget")), "\n\n"))

    async def forget(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Delete all that is kept of the reader, and say what that was."""
        gone = dict(await self._records.forget(reader.conversation.asker))
        told, verdicts = (gone.pop(table, 0) for table in _KNOWN)
        others = sum(gone.values())
        if not told + verdicts + others:
            return Reply(reader.words("forgotten_nothing"))
        return Reply(reader.words("forgotten", told=told, verdicts=verdicts, others=others))

    async def stats(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell an admin how many answers there were of each kind, and how they were rated."""
        if not self._is_admin(reader):
            return Reply(reader.words("admins_only"))
        words, tallies = reader.words, await self._records.tallies()
        good, bad = await self._records.rated()
        lines = [
            words("stats", count=sum(tallies.values())).wearing(Style.BOLD),
            *(_counted(words, outcome, count) for outcome, count in tallies.items()),
            words("stats_rated", good=good, bad=bad),
            words("about_version", version=self._version),
        ]
        return Reply(join(lines, "\n"))

    async def unanswered(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell an admin what was asked in vain: the words if they are kept, else the reasons."""
        if not self._is_admin(reader):
            return Reply(reader.words("admins_only"))
        words, tallies = reader.words, await self._records.tallies()
        reasons = {key: count for key, count in tallies.items() if key not in _ANSWERED}
        lines = [
            words("unanswered").wearing(Style.BOLD),
            *(_counted(words, reason, count) for reason, count in reasons.items()),
        ]
        if not self._policy.keeps_terms:
            return Reply(join((*lines, words("unanswered_unkept")), "\n"))
        for miss in await self._records.missed(_MISSES):
            terms = shortened(miss.terms, _TERMS)
            reason = _named(words, miss.reason)
            lines.append(words("unanswered_line", terms=terms, reason=reason, count=miss.count))
        return Reply(join(lines, "\n"))

    async def judge(self, reader: Reader, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer."""
        await self._records.judge(reader.conversation.asker, verdict)

    @staticmethod
    def counting(reply: Reply) -> Iterator[Statement]:
        """Yield what counts an answer, and keeps the words of a question without one."""
        if reply.outcome:
            yield counting(reply.outcome)
            if reply.terms and reply.outcome not in _ANSWERED:
                yield missing(reply.terms, reply.outcome)

    def _is_admin(self, reader: Reader) -> bool:
        return reader.conversation.asker in self._policy.admins


def _counted(words: Words, outcome: str, count: int) -> Styled:
    return words("stats_line", outcome=_named(words, outcome), count=count)


def _named(words: Words, outcome: str) -> str:
    """Say how an answer turned out; as it is written down, if another version of us did that."""
    return words.sentences.get(f"outcome_{outcome}", outcome)
