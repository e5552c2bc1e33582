"""Names of people in Chinese, Japanese and Korean script, and the page's words that look so."""

import re
from typing import Final

_KOREAN: Final = re.compile("[\uac00-\ud7a3]{2,5}")
_HAN: Final = re.compile("[\u3400-\u9fff]{2,4}")
_JAPANESE: Final = re.compile(
    "(?=[\u3400-\u9fff]{0,8}[\u3040-\u30ff])[\u3040-\u30ff\u3400-\u9fff]{2,9}"
)
# Kana, or the word for reporter behind the name, where Chinese has it before.
_IS_JAPANESE: Final = re.compile("[\u3040-\u30ff]|編集委員|[\u3400-\u9fff]記者(?![\u3400-\u9fff])")
# What is no person though it may begin like one: an office, or a word of the page itself.
_NOBODY: Final = re.compile(
    r"[网網社報报台局部]\Z|報導|报道|报导|新闻|新聞|日报|编辑|編集|통신|뉴스|신문|일보|ニュース|デジタル"
    r"|关注|關注|评论|評論|分享|打印|收藏|订阅|财经|财經|網易|网易|腾讯|搜狐|新浪|凤凰|责任|频道|来源"
    r"|文章|文字|關於|关于|关闭|關閉|相关|查看|留言|登录|登錄|周末|方面|安全|全文|高清|温馨|时间|温度|金融"
    r"|攝影|摄影|記者|记者|通讯员|实习|黄金|石油|欧元|歐元|欧洲|歐洲|游戏|遊戲|马上|万人|路透|阅读|閱讀|微博|粉丝|字号|字體|字体"
)
# Surnames of nearly all Chinese, simplified and traditional; those that begin everyday words as
# well and that few bear are left out. A name that a page does not mark as one begins so, or every
# button of four characters is an author.
_SURNAMES: Final = frozenset(
    "金王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾"
    "肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾鐘姜崔谭譚陆陸汪范石廖贾賈韦韋夏付傅"
    "方邹鄒熊白孟秦邱丘侯江尹薛闫閆阎閻段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔常汤湯"
    "温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包"
    "宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗苗曲盛翁冉骆駱蓝藍路辛靳欧柴蒙鲍鮑华華喻祁蒲房滕屈"
    "饶饒解牟艾尤阳陽穆司卓吉缪繆芦蘆褚娄婁窦竇戚岑景費卜晏席"
    "卫衛柏宗瞿桂佟臧闵閔苟邬鄔卞姬和仇栾欒隋刁荣榮巫寇桑郎甄丛叢仲虞敖佘池"
    "麻苑迟遲邝鄺谈談匡鞠惠荆荊冀郁胥班栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓闻聞"
    "厉厲仝桃勾荀裘暴鹿扈晋晉屠鄔裘帅帥郜卿钮鈕瞿瀋"
)
# Surnames of two characters.
_TWO: Final = re.compile(
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|南宫|西门|夏侯|范姜)"
    "[\u3400-\u9fff]{1,2}"
)


def is_eastern(name: str) -> bool:
    """Whether it is written like a name in one of the three scripts."""
    return any(form.fullmatch(name) for form in (_HAN, _KOREAN, _JAPANESE))


def is_eastern_name(name: str, credit: str, *, strict: bool) -> bool:
    """Whether it can be a person; with `strict` a Chinese name opens with a surname.

    `credit` is the line it stands in: where that is Japanese, no list of surnames is asked.
    """
    if _NOBODY.search(name):
        return False
    if not strict or not _HAN.fullmatch(name) or _IS_JAPANESE.search(credit):
        return True
    return (len(name) <= 3 and name[0] in _SURNAMES) or _TWO.fullmatch(name) is not None


def chinese_names(text: str) -> list[str]:
    """The Chinese names that stand beside each other with blanks between; else the text as it is.

    "张三 李四" are two people; 山田 太郎 and 张 三 are one each.
    """
    words = text.split()
    if len(words) > 1 and all(
        _HAN.fullmatch(word) and is_eastern_name(word, word, strict=True) for word in words
    ):
        return words
    return [text]
