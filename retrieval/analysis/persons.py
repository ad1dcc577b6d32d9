"""What has the form of a person's name: a surname, and one or two characters.

The lists are general knowledge of the language; no list of persons is kept.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
"""Chinese characters, as the inside of a regular expression's character class."""

# The Hundred Family Surnames, those common today that it lacks, and traditional forms.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
    "郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟"
    "平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江"
    "童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石"
    "崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰"
    "秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴"
    "胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习"
    "宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛"
    "阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佴伯赏墨哈谯年爱"
    "阳佟言福肖闫付代邸仝苟揭原展冒母楼占区麦涂覃练尧隋迟邝郄撒兰丛尉亓仉苑朴初"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇魯韋馬鳳鮑費賀湯羅畢鄔樂時齊顧黃蕭貝計談龐紀項閔賈婁顏"
    "鍾駱萬盧應鄧單諸鈕龔榮劉葉薊懷賴藺喬陰聞黨貢勞莊閻連習魚廣闕歐師鞏聶闞簡饒養須豐關權蓋嶽譚鄺麥"
    "塗蘭龍寧陸車"
)
_COMPOUND = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|夏侯|诸葛|尉迟|赫连|澹台|皇甫|宗政|濮阳|公冶|申屠|"
    "公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|淳于|单于|轩辕|拓跋|呼延|百里|东郭|"
    "西门|南门|万俟|闻人|歐陽|司馬|東方|獨孤|南宮|諸葛|尉遲|赫連|濮陽|公孫|仲孫|鍾離|長孫|鮮于|"
    "聞人"
)
# Everyday words that begin with a surname's character.
_WORDS = re.compile(
    "东部|丰富|丰收|乐享|乐园|从严|修复|充电|党建|全域|全过程|全面|公共|公告|公平|公开|公益|关注|"
    "关爱|关键|养生|养老|农业|农家|农村|农民|初心|利民|华章|古村|古镇|司法|后续|向上|和美|和谐|"
    "商业|商务|国内|国际|多彩|大妈|大爷|安全|安心|宣传|家乡|家园|富民|富裕|居民|山乡|山海|师生|"
    "常态|常态化|平台|平安|幸福|广告|广场|广播|广电|广角|应急|强企|强国|强村|成效|成果|文体|文化|"
    "文旅|文明|文艺|方向|方案|方法|时事|时代|时评|时间|明天|易行|暴雨|来信|来稿|查处|步伐|武术|"
    "水乡|水利|江南|法律|法治|海外|海洋|温情|温暖|游客|满意|白皮书|盛会|盛宴|石油|祝福|简报|简讯|"
    "管理|红色|终身|经典|经济|经验|老师|能手|能源|舒心|花开|融入|融合|解读|计划|越来越|路上|车间|"
    "连线|连载|通告|通知|通道|金秋|金融|项目|高效|高新|高质量|黄金"
)
# What a person is called after the surname, and words that follow a name.
_ADDRESSED = re.compile(
    "女士|先生|小姐|老师|主任|书记|师傅|同志|大姐|阿姨|教授|.*[市县镇村]长|.*[等说的市县区镇乡]"
)
_NAME = re.compile(rf"[{HAN}]{{2,3}}")
_LONG_NAME = re.compile(rf"(?:{_COMPOUND})[{HAN}]{{1,2}}")
_FOREIGN_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})+")
_RARE_NAME = re.compile(rf"[{HAN}]{{2,4}}")


def may_be_name(word: str) -> bool:
    """Whether a word could be a name with a rare surname: two or three characters, not everyday."""
    return bool(_NAME.fullmatch(word)) and not _is_other(word)


def is_name(word: str, *, vouched: bool = False) -> bool:
    """Whether a word has the form of a person's name, and is no everyday word.

    `vouched`: a role beside it (记者) says that it is one; then the surname may be any.
    """
    if _is_other(word):
        return False
    if _FOREIGN_NAME.fullmatch(word) or _LONG_NAME.fullmatch(word):
        return True
    if vouched:
        return bool(_RARE_NAME.fullmatch(word))
    return bool(_NAME.fullmatch(word)) and word[0] in _SURNAMES


def _is_other(word: str) -> bool:
    """Whether a word is an everyday one, or a surname with a form of address: 方女士."""
    return bool(_WORDS.fullmatch(word) or _ADDRESSED.fullmatch(word[1:]))
