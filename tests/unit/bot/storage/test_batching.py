"""What comes while something is being done is done together, and each gets its own result."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage.batching import Batcher


class Squares:
    """Squares numbers, in as many rounds as it is called; negative ones are refused."""

    def __init__(self) -> None:
        self.rounds: list[Sequence[int]] = []

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int | Exception]:
        self.rounds.append(numbers)
        await asyncio.sleep(0)
        return [ValueError(number) if number < 0 else number**2 for number in numbers]


async def test_what_comes_meanwhile_is_done_at_once() -> None:
    squares = Squares()
    together = Batcher(squares)
    assert await asyncio.gather(*(together.do(number) for number in range(100))) == [
        number**2 for number in range(100)
    ]
    assert [len(numbers) for numbers in squares.rounds] == [100]
    assert await together.do(3) == 9
    await together.finish()


async def test_an_error_is_raised_to_whom_it_concerns() -> None:
    together = Batcher(Squares())
    done = await asyncio.gather(*map(together.do, (1, -2, 3)), return_exceptions=True)
    assert [str(one) for one in done] == ["1", "-2", "9"]


async def test_an_error_of_all_is_raised_to_all_and_the_next_is_done() -> None:
    async def fail(things: Sequence[int]) -> Sequence[int]:
        if 0 in things:
            raise OSError
        return things

    together = Batcher(fail)
    done = await asyncio.gather(*map(together.do, (0, 1)), return_exceptions=True)
    assert [type(one) for one in done] == [OSError, OSError]
    assert await together.do(1) == 1


async def test_who_no_longer_waits_holds_up_nobody() -> None:
    together = Batcher(Squares())
    tasks = [asyncio.create_task(together.do(number)) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    assert [await tasks[0], await tasks[2]] == [0, 4]
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
