"""The months as they are written in many languages, and the languages' order of day and month."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

# A language each: the months in order, spellings of one month parted by "/", a blank inside a name
# written "_". Full names in the case that stands beside a day, then what is abbreviated otherwise
# than by its first letters. From the dates of Unicode CLDR 45.
_WORDS: Final = """
en: january february march april may june july august september/sept october november december
de: januar/jänner/jan februar/feber märz/mär/mrz/maerz april mai juni juli august september
    oktober/okt november dezember/dez
fr: janvier/janv/jan février/févr/fév/fevrier mars avril/avr mai juin/jui juillet/juil/jul
    août/aout/aoû septembre/sept octobre/oct novembre/nov décembre/déc/decembre
es: enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago
    septiembre/setiembre/sep/sept/set octubre/oct noviembre/nov diciembre/dic
pt: janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago
    setembro/set outubro/out novembro/nov dezembro/dez
it: gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago
    settembre/set/sett ottobre/ott novembre/nov dicembre/dic
nl: januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug
    september/sep oktober/okt november/nov december/dec
sv: januari februari mars april maj juni juli augusti september oktober november december
da: januar februar marts april maj juni juli august september oktober november december
nb: januar februar mars april mai juni juli august september oktober november desember/des
fi: tammikuu/tammikuuta/tammi helmikuu/helmikuuta/helmi maaliskuu/maaliskuuta/maalis
    huhtikuu/huhtikuuta/huhti toukokuu/toukokuuta/touko kesäkuu/kesäkuuta/kesä
    heinäkuu/heinäkuuta/heinä elokuu/elokuuta/elo syyskuu/syyskuuta/syys lokakuu/lokakuuta/loka
    marraskuu/marraskuuta/marras joulukuu/joulukuuta/joulu
is: janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
pl: stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj
    czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz
    października/październik/paź listopada/listopad/lis grudnia/grudzień/gru
cs: ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě
    června/červen/čvn července/červenec/čvc srpna/srpen/srp září října/říjen/říj
    listopadu/listopad prosince/prosinec/pro
sk: januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl
    augusta/august septembra/september októbra/október novembra/november decembra/december
hr: siječnja/siječanj/sij veljače/veljača/vel ožujka/ožujak/ožu travnja/travanj/tra
    svibnja/svibanj/svi lipnja/lipanj/lip srpnja/srpanj/srp kolovoza/kolovoz/kol rujna/rujan/ruj
    listopada/listopad/lis studenoga/studenog/studeni/stu prosinca/prosinac/pro
sl: januarja/januar februarja/februar marca/marec aprila/april maja/maj junija/junij
    julija/julij avgusta/avgust/avg septembra/september oktobra/oktober novembra/november
    decembra/december
sr: januar/januara/јануар/јануара februar/februara/фебруар/фебруара mart/marta/март/марта
    april/aprila/април/априла maj/maja/мај/маја jun/juna/јун/јуна jul/jula/јул/јула
    avgust/avgusta/август/августа septembar/septembra/септембар/септембра
    oktobar/oktobra/октобар/октобра novembar/novembra/новембар/новембра
    decembar/decembra/децембар/децембра
hu: január/jan február/febr március/márc április/ápr május/máj június/jún július/júl
    augusztus/aug szeptember/szept október/okt november/nov december/dec
ro: ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug
    septembrie/sept octombrie/oct noiembrie/noi decembrie/dec
tr: ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl
    ekim/eki kasım/kas aralık/ara
az: yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
ca: gener/gen febrer/febr març abril maig juny juliol agost/ag setembre/set octubre/oct
    novembre/nov desembre/des
gl: xaneiro/xan febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
et: jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober november
    detsember/dets
lv: janvāris/janvārī/janv februāris/februārī/febr marts/martā aprīlis/aprīlī maijs/maijā
    jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī
    novembris/novembrī decembris/decembrī
lt: sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis
    liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis
    gruodžio/gruodis
ru: января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май
    июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент
    октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек
uk: січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/кві травня/травень/тра
    червня/червень/чер липня/липень/лип серпня/серпень/сер вересня/вересень/вер
    жовтня/жовтень/жов листопада/листопад/лис грудня/грудень/гру
bg: януари/яну февруари/фев март/мар април/апр май юни юли август/авг септември/сеп октомври/окт
    ноември/ное декември/дек
el: ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ
    απριλίου/απρίλιος/απρ μαΐου/μάιος/μαϊ ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ
    αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ οκτωβρίου/οκτώβριος/οκτ
    νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ
ar: يناير/كانون_الثاني فبراير/شباط مارس/آذار أبريل/إبريل/ابريل/نيسان مايو/أيار يونيو/حزيران
    يوليو/تموز أغسطس/اغسطس/آب سبتمبر/أيلول أكتوبر/اكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني
    ديسمبر/كانون_الأول
he: בינואר/ינואר בפברואר/פברואר במרץ/מרץ באפריל/אפריל במאי/מאי ביוני/יוני ביולי/יולי
    באוגוסט/אוגוסט בספטמבר/ספטמבר באוקטובר/אוקטובר בנובמבר/נובמבר בדצמבר/דצמבר
hi: जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर
    नवंबर/नवम्बर दिसंबर/दिसम्बर
bn: জানুয়ারি/জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই
    আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
id: januari februari maret april mei juni juli agustus/agu september oktober november/nov
    desember/des
ms: januari februari mac april mei jun julai ogos/ogo september oktober november disember/dis
tl: enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
sw: januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
"""


def _languages() -> Iterator[tuple[str, list[list[str]]]]:
    """Each language with the spellings of its twelve months."""
    for part in re.split(r"\n(?=[a-z]{2}: )", _WORDS):
        if part.strip():
            lang, _, words = part.strip().partition(": ")
            yield lang, [_spellings(word) for word in words.split()]


def _spellings(word: str) -> list[str]:
    names = [name.replace("_", " ") for name in word.split("/")]
    return [*names, names[0][:3]] if names[0].isascii() else names


def _months() -> MappingProxyType[str, int]:
    """Every spelling with its month; what two languages read otherwise is left out."""
    found: dict[str, set[int]] = {}
    for _, months in _languages():
        for number, names in enumerate(months, start=1):
            for name in names:
                found.setdefault(name, set()).add(number)
    return MappingProxyType({name: min(of) for name, of in found.items() if len(of) == 1})


def _own() -> MappingProxyType[str, MappingProxyType[str, int]]:
    return MappingProxyType(
        {
            lang: MappingProxyType(
                {name: number for number, names in enumerate(months, 1) for name in names}
            )
            for lang, months in _languages()
        }
    )


# "listopad" is October in Zagreb and November in Prague: the page's language comes first.
MONTHS_OF: Final = _own()
MONTHS_ANY: Final = _months()

# Languages that write the month before the day are English of the United States and the
# Philippines only (CLDR 45, short dates); those below write the year first, so that two numbers
# and a year leave it open.
_YEAR_FIRST: Final = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_MONTH_FIRST: Final = frozenset({"en-us", "en-ph", "en-fm", "en-pr"})
_HOSTS_MONTH_FIRST: Final = frozenset({"us", "gov", "mil", "ph"})
_HOSTS_DAY_FIRST: Final = frozenset(
    {"uk", "au", "nz", "ie", "in", "pk", "bd", "lk", "ng", "ke", "gh", "ug", "tz", "zw", "zm",
     "sg", "my", "hk", "mt", "jm", "tt"}
)  # fmt: skip


def day_leads(lang: str | None, host: str) -> bool | None:
    """Whether 03/04/2017 is the third of April on such a page; None when nothing says so."""
    tag = (lang or "").strip().lower().replace("_", "-")
    primary = tag.partition("-")[0]
    land = host.rpartition(".")[2]
    if primary in _YEAR_FIRST:
        return None
    if primary and primary != "en":
        return True
    if land in _HOSTS_DAY_FIRST:
        return True
    if land in _HOSTS_MONTH_FIRST or tag in _MONTH_FIRST:
        return False
    if primary == "en" and "-" in tag and tag != "en-us":
        return True
    return None
