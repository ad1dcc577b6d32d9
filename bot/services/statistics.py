"""How answers turned out and how they were rated: counted, and told to the operator."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.policy import Policy
from bot.services.request import Command, Request
from bot.storage.feedback import Feedback, Rating
from bot.views.reply import FormattedText, Reply, Style, join, shortened
from bot.views.translations import Translation

_MISSES = 30
_TERMS = 80
ANSWERED = {"found", "listing"}
"""The outcomes that are answers; any other is the reason why there is none."""


class Statistics:
    """Keeps how answers were rated, and tells the operator how they turned out."""

    def __init__(self, feedback: Feedback, policy: Policy, version: Callable[[], str]) -> None:
        """Keep `feedback` as `policy` says; `version` tells that of the corpus."""
        self._feedback = feedback
        self._policy = policy
        self._version = version

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "stats": self.stats,
            "unanswered": self.unanswered,
        }

    async def stats(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell an admin how many answers there were of each kind, and how they were rated."""
        if not self._is_admin(request):
            return Reply(request.words("admins_only"))
        words, tallies = request.words, await self._feedback.tallies()
        good, bad = await self._feedback.rated()
        lines = [
            words("stats", count=sum(tallies.values())).wearing(Style.BOLD),
            *(_counted(words, outcome, count) for outcome, count in tallies.items()),
            words("stats_rated", good=good, bad=bad),
            words("about_version", version=self._version()),
        ]
        return Reply(join(lines, "\n"))

    async def unanswered(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell an admin what was asked in vain: the words if they are kept, else the reasons."""
        if not self._is_admin(request):
            return Reply(request.words("admins_only"))
        words, tallies = request.words, await self._feedback.tallies()
        reasons = {key: count for key, count in tallies.items() if key not in ANSWERED}
        lines = [
            words("unanswered").wearing(Style.BOLD),
            *(_counted(words, reason, count) for reason, count in reasons.items()),
        ]
        if not self._policy.keeps_terms:
            return Reply(join((*lines, words("unanswered_unkept")), "\n"))
        for miss in await self._feedback.missed(_MISSES):
            terms = shortened(miss.terms, _TERMS)
            reason = _named(words, miss.reason)
            lines.append(words("unanswered_line", terms=terms, reason=reason, count=miss.count))
        return Reply(join(lines, "\n"))

    async def rate(self, request: Request, rating: Rating) -> None:
        """Keep what a reader thinks of an answer."""
        await self._feedback.rate(request.conversation.asker, rating)

    def _is_admin(self, request: Request) -> bool:
        return request.conversation.asker in self._policy.admins


def _counted(words: Translation, outcome: str, count: int) -> FormattedText:
    return words("stats_line", outcome=_named(words, outcome), count=count)


def _named(words: Translation, outcome: str) -> str:
    """Say how an answer turned out; as it is written down, if another version of us did that."""
    return words.sentences.get(f"outcome_{outcome}", outcome)
