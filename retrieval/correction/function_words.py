"""The words one asks with, and the particles between, by their toneless pinyin.

General knowledge of Chinese. Reports seldom use question words, so that they cannot be learnt from
them.
"""

from __future__ import annotations

from itertools import product

_QUESTION_WORDS = {
    "shui": "谁", "shei": "谁", "na": "哪", "ji": "几", "duo": "多", "ma": "吗", "ne": "呢",
    "shen me": "什么", "shen me shi hou": "什么时候", "shen me di fang": "什么地方",
    "zen me": "怎么", "zen me yang": "怎么样", "zen yang": "怎样", "ru he": "如何",
    "wei shen me": "为什么", "wei he": "为何", "wei sha": "为啥", "sha": "啥", "he shi": "何时",
    "duo shao": "多少", "duo da": "多大", "duo jiu": "多久", "duo chang": "多长",
    "duo yuan": "多远",
    "na li": "哪里", "na er": "哪儿", "na xie": "哪些", "shi shui": "是谁", "zai na": "在哪",
    "shi fou": "是否", "shi bu shi": "是不是", "you mei you": "有没有", "qing wen": "请问",
    "wo xiang zhi dao": "我想知道", "you he": "有何",
}  # fmt: skip
_COUNTING = {"duo shao": "多少", "ji": "几", "na": "哪", "na ji": "哪几", "na yi": "哪一"}
_COUNTED = {
    "ren": "人", "ge": "个", "ge ren": "个人", "jia": "家", "ming": "名", "wei": "位", "nian": "年",
    "yue": "月", "tian": "天", "ci": "次", "jian": "件", "mu": "亩", "wan": "万",
    "wan yuan": "万元",
    "yi yuan": "亿元", "yuan": "元", "qian": "钱", "dun": "吨", "tai": "台", "zhong": "种",
    "suo": "所", "tiao": "条", "xiang": "项", "pian": "篇", "hu": "户", "sui": "岁", "mi": "米",
    "gong li": "公里", "zuo": "座", "bu": "部", "chang": "场", "dian": "点", "lei": "类",
}  # fmt: skip
_PARTICLES = {
    "de": "的", "shi": "是", "zai": "在", "you": "有", "le": "了", "he": "和", "dui": "对",
    "cong": "从", "dao": "到", "bei": "被", "ba": "把", "ye": "也", "dou": "都", "yi gong": "一共",
    "zong gong": "总共", "jiao": "叫",
}  # fmt: skip
_COUNTS = {
    f"{asking} {counted}": _COUNTING[asking] + _COUNTED[counted]
    for asking, counted in product(_COUNTING, _COUNTED)
}

SPELLED: dict[str, str] = _QUESTION_WORDS | _PARTICLES | _COUNTS
"""Syllables, separated by spaces, to the word they spell."""
QUESTION_WORDS = frozenset(_QUESTION_WORDS.values()) | frozenset(_COUNTS.values())
PARTICLES = frozenset(_PARTICLES.values())
FUNCTION_WORDS = QUESTION_WORDS | PARTICLES
SINGLES = frozenset(word for word in FUNCTION_WORDS if len(word) == 1)
"""Those of one character."""
