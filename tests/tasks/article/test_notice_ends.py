"""Sentences and headlines that begin like a notice of the page, and the notices themselves."""

import pytest

from tasks.article.furniture import in_small_letters
from tasks.article.line_kinds import kind_alone
from tests.tasks.article.cleaned_lines import article

STAY_COPY = [
    "Jobs at US shipyards fall for a fourth quarter",
    "About US$3bn wiped off shares of harbor firms",
    "Contact US consulate, sailors told",
    "Follow US lead on harbor dues, Linhai urged",
    "Connecting with US buyers remains hard for the port's fishermen, brokers say.",
    "Contact us before you sail, the harbor board told crews.",
    "Follow us to the lighthouse, the girls told the rescuers.",
    "Scan the QR code and pay: for the fish market of Linhai, coins are a thing of the past.",
    "Enter Zipper, a start-up that carries nets to the boats by drone.",
    "Enter Citywharf, the app that shows skippers which berth is free.",
    "Enter Searchlight, a film about the keeper of the old lighthouse.",
    "Privacy policy changes at the port office draw fire",
    "Terms of service at issue in suit against ferry company",
    "Return to the top league is within reach for Linhai",
    "The page was not found until 1987, when a librarian opened the box.",
    "Error 404: why half of the old harbor maps have vanished",
    "All rights reserved for citizens should be given to sailors too, the council said.",
    "Copyright - a law for machines, the judge called it on Monday.",
    "Copyright, the minister said, must protect those who draw the maps.",
    "Licence for publishing house withdrawn",
    "Story continues below deck for the crew of the ferry",
    "Save it for the winter, the fisherman said.",
    "Share it with the poor, the bishop said.",
    "Tap to pay arrives on the ferries of Linhai",
    "Click to buy: how a net maker changed the high street",
    "Click on the map and the whole coast turns red.",
    "Sign up for the navy, his father told him when he turned 18.",
    "Subscribe to the theory that dues fall, and you will be poor, he wrote.",
    "Download the ferry app, then delete it: that is what most sailors do.",
    "Find missing boy on Facebook, police urge",
    "Continue reading the statute and you will find the exception.",
    "Edited: the video that fooled a whole harbor",
    "The reporter was shot dead outside his home on Monday.",
    "The reporter was arrested on Monday in the capital.",
    "The author was headed for jail when the war began.",
    "The views expressed indicate a change of mind, the minister said.",
    "The author of the study was careful not to blame the fishermen.",
    "This report was presented to the harbor board on Monday.",
    "Follow her at work and the day is long: she rises at four.",
    "Writing by hand helps children learn, a study of the coast found.",
    "You can reach the island by ferry in two hours.",
    "Folgt uns, rief der Mann der Menge am Hafen zu, und sie folgte ihm.",
    "Klicken Sie hier, und das Geld ist weg, warnt die Polizei.",
    "Der Autor ist seit Montag in Haft, teilte sein Anwalt mit.",
    "Die Autorin war am Sonntag in Lindau gestorben.",
    "Dieser Text ist zuerst im Rat verlesen worden, bevor er beschlossen wurde.",
    "Alle Rechte vorbehalten hat sich der Hafen bei den Karten.",
    "Suivez-nous, a lancé le ministre avant d'entrer dans le port.",
    "Cet article a été supprimé de la loi par le Sénat.",
    "Cliquez ici et votre argent disparaît, prévient la police du port.",
    "Síganos, dijo el guía, y el grupo entró en la cueva del puerto.",
    "Todos los derechos reservados para los pescadores, pide el puerto.",
    "Siga-nos, pediu o bispo aos fiéis reunidos no cais.",
    "Todos os direitos reservados aos pescadores, pede o porto.",
    "Seguici, ha detto la guida, e il gruppo è entrato nel porto.",
    "Подписывайтесь на петицию, призвали рыбаки жителей порта.",
    "版权所有者表示，将对盗版海图的网站提起诉讼。",
    "责任编辑王芳告诉记者，这本港口史用了三年才完成。",
    "关注我们身边的渔民，是这部纪录片的初衷。",
    "欢迎关注这一话题的专家来港口交流，校长说。",
    "扫描二维码，顾客就能在鱼市付款。",
    "저작권자인 김씨는 지난달 항구 지도를 두고 소송을 냈다.",
    "무단전재를 금지하는 법이 항구 도시에서 통과됐다.",
    "著作権者は月曜日、港の地図をめぐり提訴した。",
    "حقوق النشر محفوظة للصيادين، كما قال رئيس الميناء يوم الاثنين.",
]

NOTICES = [
    "About Us | Contact | Jobs",
    "ABOUT US",
    "Contact US",
    "Contact us by e-mail",
    "Contact us: desk@harbor.example",
    "Follow us on Twitter and Facebook",
    "Follow us on:",
    "Follow us: Apple News | Google News",
    "Connect with us",
    "Scan the QR code to follow us",
    "Enter your zip code",
    "Enter search term:",
    "Enter City and State or Zip Code",
    "Privacy Policy and Cookies",
    "Privacy Policy | Terms of Use",
    "Terms and conditions apply.",
    "Back to top of page",
    "Return to the homepage",
    "The page you requested was not found.",
    "Error 404 - Page not found",
    "All rights reserved.",
    "Copyright: Linhai Post",
    "License for publishing multimedia online 0101010",
    "Story continues below advertisement",
    "Share this story on Facebook",
    "Print this article",
    "Click here to read more on this story.",
    "Click to print (Opens in new window)",
    "Sign up for our daily newsletter",
    "Subscribe to our newsletter for the best of the harbor",
    "Download the free app for sailors",
    "Continue reading the main story",
    "Editor: Li Na",
    "Folgen Sie uns auf Facebook und Twitter",
    "Hier klicken, um die Antwort abzubrechen.",
    "Tous droits réservés - Le Port 2024",
    "Suivez-nous sur les réseaux sociaux",
    "Síguenos en Google News",
    "Todos los derechos reservados.",
    "Siga-nos no Instagram",
    "Подписывайтесь на наш канал:",
    "Все права защищены.",
    "关注我们的公众号",
    "扫描二维码下载客户端",
    "版权所有，未经许可不得转载",
    "责任编辑:李娜",
    "저작권자 ⓒ 임해일보, 무단전재 및 재배포 금지",
    "무단전재 및 재배포 금지",
]

NOTES = [
    "The author is an associate professor at the Linhai Institute.",
    "The author is China Daily's bureau chief in Linhai.",
    "The writer works for the harbor board.",
    "The views expressed in this article are those of the author.",
    "This story was originally published by the Linhai Post.",
    "This article was updated on Monday.",
    "Reach Jo Field at jo@harbor.example",
    "Reporting by Jo Field; Editing by Ann Marsh",
    "Editor's note: The harbor was shut for a week.",
    "Correction: An earlier version gave another name of the ferry.",
    "Der Autor ist Redakteur der Zeitung.",
    "Die Autorin ist freie Journalistin in Lindau.",
    "Der Verfasser war von 2001 bis 2010 Botschafter in Bern.",
    "Cet article a été initialement publié par Le Port.",
]


@pytest.mark.parametrize("line", STAY_COPY)
def test_a_sentence_that_begins_like_a_notice_is_copy(line: str) -> None:
    assert kind_alone(line, None)[0] == ""


@pytest.mark.parametrize("line", NOTICES)
def test_a_whole_line_of_notice_is_furniture(line: str) -> None:
    assert kind_alone(line, None)[0] in ("furniture", "widget")


@pytest.mark.parametrize("line", NOTES)
def test_a_whole_line_about_the_article_is_a_note(line: str) -> None:
    assert kind_alone(line, None)[0] == "note"


def test_the_country_is_not_asked_in() -> None:
    assert in_small_letters("Jobs at US plants") == "jobs at u.s. plants"
    assert in_small_letters("CONTACT US TODAY") == "contact us today"


def test_such_a_headline_and_such_a_paragraph_are_kept() -> None:
    lead = "The shipyards cut jobs for a fourth quarter, the government said on Friday."
    drone = "Enter Zipper, a start-up that carries nets to the boats by drone."
    more = "The fall was larger than economists had expected in a survey last week."
    found = article("Jobs at US shipyards fall for a fourth quarter", lead, drone, more)
    assert found.title == "Jobs at US shipyards fall for a fourth quarter"
    assert drone in found.body
