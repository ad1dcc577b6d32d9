"""Places: never more than there are, the oldest first, and none is lost when somebody gives up."""

from __future__ import annotations

import asyncio

from hypothesis import given, strategies as st

from bot.telegram.rate_limiter import Places


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 4), st.data())
def test_the_least_number_is_next_and_no_place_is_lost(
    numbers: list[int], count: int, data: st.DataObject
) -> None:
    given_up = data.draw(st.sets(st.integers(0, max(len(numbers) - 1, 0))))

    async def take() -> list[int]:
        places, taken, inside = Places(count), list[int](), 0
        holding = asyncio.Event()

        async def hold(number: int) -> None:
            nonlocal inside
            async with places.place(number):
                inside += 1
                assert inside <= count
                if number >= 0:
                    taken.append(number)
                else:
                    await holding.wait()
                await asyncio.sleep(0)
                inside -= 1

        first = [asyncio.create_task(hold(-1)) for _ in range(count)]
        await asyncio.sleep(0)
        rest = [asyncio.create_task(hold(number)) for number in numbers]
        await asyncio.sleep(0)
        for index in given_up & set(range(len(numbers))):
            rest[index].cancel()
        holding.set()
        await asyncio.gather(*first, *rest, return_exceptions=True)
        async with asyncio.timeout(30):
            for _ in range(count):
                await places._take(0)  # noqa: SLF001
        return taken

    left = [number for index, number in enumerate(numbers) if index not in given_up]
    assert asyncio.run(take()) == sorted(left)
