"""The evening, scene by scene."""

from __future__ import annotations

from tests.evening.stage import WITHIN, Stage
from tests.telegram import Button

QUESTION = "双林镇有多少名快递小哥担任先锋骑士?"


async def questions(on: Stage) -> None:
    """Asked in private: found, followed on, more of it, why, and a word of thanks."""
    on.page.scene("私聊：问")
    await on.ask("/start")
    answer = await on.ask(QUESTION)
    on.copy("📋 引用", answer)
    on.copy("📋 引用", answer)
    answer = await on.turn("⋯", answer)
    await on.touch("👍", answer)
    await on.open("更多", answer)
    follow_up = await on.ask("那村社兼职网格员呢?")
    await on.open("更多", follow_up)
    await on.ask("那篇报道是谁写的?")


async def refusals(on: Stage) -> None:
    """Asked in vain: what may be related is shown, what is not there is said."""
    on.page.scene("私聊：报道里没有的")
    await on.ask("双林镇的先锋骑士每月工资多少元?")
    answer = await on.ask("西湖有多深?")
    answer = await on.turn("⋯", answer)
    await on.touch("👎", answer)
    await on.ask("😀😀😀")


async def reading(on: Stage) -> None:
    """Read around a quote, forth and back; a range, the list, and any paragraph."""
    on.page.scene("私聊：前后读一读")
    answer = await on.ask("/read a06-3")
    answer = await on.turn("下一段 ▶", answer)
    answer = await on.turn("◀ 上一段", answer)
    await on.ask("/read a06-2-3")
    await on.ask("/read a06-99")
    articles = await on.ask("/articles")
    await on.turn("下一页 ▶", articles)
    await on.ask("/search 直播 地点:紫金街道")
    await on.ask("/about")
    await anything(on)


async def anything(on: Stage) -> None:
    """Whatever /random brings, which differs from evening to evening."""
    said = on.telegram.command("random", user=on.lan)
    on.page.said(said)
    answer = await on.telegram.reply(said.chat, after=said, timeout=WITHIN)
    assert "全文" in [button.text for button in answer.buttons]
    on.page.event("问报拿出随便一段，每晚不同")


async def quotations(on: Stage) -> None:
    """Quotations checked: word for word, with wrong characters, and never printed."""
    on.page.scene("私聊：核对引文")
    await on.ask("/verify 已有78名快递小哥担任先锋骑士")
    await on.ask("/verify 已有87名快递小哥担当先锋骑士，16名快递小哥担任村社兼职网格员")
    await on.ask("/verify 西湖的水深达三百米")


async def languages(on: Stage) -> None:
    """Spoken to in another language; quotes stay as they are printed."""
    on.page.scene("私聊：换一种语言")
    settings = await on.ask("/settings")
    settings = await on.turn("繁體中文", settings)
    await on.ask("新市镇的不动产证在哪里办理?")
    await on.turn("跟隨 Telegram", settings)
    await on.ask("/about", on.emma)


async def editing(on: Stage) -> None:
    """A question is edited, and so is its answer."""
    on.page.scene("私聊：问题打错了，改一改")
    answer = await on.ask("/read a99-2", on.mu)
    await on.change("/read a09-2", answer)


async def topics(on: Stage) -> None:
    """A group with topics: answers where they are asked, buttons for who asked, silence else."""
    group = on.telegram.group("读报会", [on.lan, on.mu], is_forum=True, bot="administrator")
    fruit = on.telegram.topic(group, "水果", on.mu)
    on.page.scene("群「读报会」，话题「水果」")
    await on.unheard("今晚吃什么?", group, on.lan, fruit)
    answer = await on.ask("/ask 哪个村的大棚杨梅出名?", on.mu, group, thread=fruit)
    assert answer.thread == fruit
    opened = await on.open(answer.buttons[0].text, answer, on.mu)
    await on.touch("下一段 ▶", opened, on.lan)
    await on.reply("那里的精品杨梅每斤最高卖到多少元?", answer, on.mu)
    on.page.scene("群「读报会」，话题「综合」")
    answer = await on.ask(f"@wenbao_bot {QUESTION}", on.lan, group)
    assert answer.thread is None


async def moving(on: Stage) -> None:
    """A group becomes a supergroup, and throws the bot out in the end."""
    small = on.telegram.group("邻居群", [on.lan], type="group")
    on.page.scene("群「邻居群」")
    await on.ask("/ask 贵湖老粮仓改造项目总投资约多少?", on.lan, small)
    new = on.telegram.migrate(small)
    on.page.event("「邻居群」升级为超级群，换了编号")
    await on.ask("/ask 那里什么时候完工?", on.lan, new)
    on.telegram.kick(new)
    on.page.event("问报被请出「邻居群」")
    await on.unheard("/ask 还在吗?", new, on.lan)


async def inline(on: Stage) -> None:
    """Quoted in a chat of others, and opened from there."""
    on.page.scene("内联：在任何聊天里引用")
    friends = on.telegram.group("老同学", [on.mu], bot="left")
    await on.look_up("量子火箭", on.mu)
    query = await on.look_up("大棚杨梅", on.mu)
    sent = on.telegram.choose(query, 0, friends)
    on.page.event(f"{on.mu.first_name}选第 1 条，发到「老同学」")
    on.page.told(sent, f"（经{on.mu.first_name}）")
    link = sent.buttons[0]
    on.page.event(f"{on.emma.first_name}按 [{link.text}]，来到与问报的私聊")
    followed = on.telegram.follow(link, on.emma)
    opened = await on.telegram.reply(followed.chat, after=followed, timeout=WITHIN)
    on.page.told(opened)


async def guest(on: Stage) -> None:
    """Called into a chat it is not in, to say what the reports have on a claim."""
    on.page.scene("访客：请来作证")
    friends = on.telegram.group("老同学", [on.mu], bot="left")
    claim = on.telegram.say("听说已有87名快递小哥担任先锋骑士。", friends, on.mu)
    on.page.said(claim)
    summons = on.telegram.summon("@wenbao_bot 真的吗?", friends, on.lan, claim)
    on.page.said(summons.summons, "（回复）")
    on.page.told(await summons.answer(WITHIN))


async def restart(on: Stage) -> None:
    """Killed in the middle; what was asked meanwhile is answered, and old buttons go on."""
    on.page.scene("私聊：半路断电")
    opened = await on.ask("/read a07-1", on.mu)
    await on.settled()
    await on.bot.kill()
    on.page.event("kill -9")
    said = on.telegram.say("杨坑村在哪个街道?", user=on.mu)
    on.page.said(said)
    await on.bot.start()
    on.page.event("问报重新启动")
    on.page.told(await on.telegram.reply(said.chat, after=said, timeout=WITHIN))
    await on.turn("下一段 ▶", opened, on.mu)
    await on.touch(Button({"text": "很旧的按钮", "callback_data": "p:a07:1"}), opened, on.mu)


async def leaving(on: Stage) -> None:
    """What is kept, for the operator and of people; and how it goes."""
    on.page.scene("私聊：留下了什么")
    await on.settled()
    await on.ask("/stats")
    await on.ask("/stats", on.editor)
    await on.ask("/unanswered", on.editor)
    await on.ask("/privacy")
    await on.ask("/forget")


SCENES = (
    questions,
    refusals,
    reading,
    quotations,
    languages,
    editing,
    topics,
    inline,
    guest,
    restart,
    moving,
    leaving,
)
