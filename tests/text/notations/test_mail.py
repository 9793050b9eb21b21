"""Heads of mails state headline, day and a sender who is a person; lines that only look like fields are text."""

from __future__ import annotations

import pytest

import cleantext
from dumps import left, links, taken

BODY = "The ferry to Gull Island sails again from Monday, after a winter in which nobody but the doctor reached it.\n"
DAY = "Mon, 3 Apr 2023 07:02:11 +0000"

#: A mail, and headline, date and authors.
PAGES: dict[str, tuple[str, str, str, list[str]]] = {
    "a message": (
        f"From: Ada Moreno <ada@post.example>\nTo: list@post.example\nSubject: Ferry sails again\nDate: {DAY}\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "a letter's sender": (
        f"From: The Low Tide <hello@lowtide.example>\nTo: reader@post.example\nSubject: Ferry sails again\nDate: {DAY}\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        [],
    ),
    "an address alone": (
        f"From: ada.moreno@post.example\nTo: list@post.example\nSubject: Ferry sails again\nDate: {DAY}\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        [],
    ),
    "forwarded": (
        f"---------- Forwarded message ---------\nFrom: Ada Moreno <ada@post.example>\nDate: {DAY}\nSubject: Ferry sails again\nTo: <list@post.example>\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "a note above what is forwarded": (
        f"From: Bo Lind <bo@post.example>\nTo: all@post.example\nSubject: Fwd: Ferry sails again\nDate: Tue, 4 Apr 2023 09:00:00 +0000\n\nFYI\n\n"
        f"Begin forwarded message:\n\nFrom: Ada Moreno <ada@post.example>\nSubject: Ferry sails again\nDate: {DAY}\nTo: Bo Lind <bo@post.example>\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "an answer above the message": (
        f"From: Ada Moreno <ada@post.example>\nTo: Bo Lind <bo@post.example>\nSubject: Re: Ferry sails again\nDate: {DAY}\n\n{BODY}\n{BODY}\n"
        f"-----Original Message-----\nFrom: Bo Lind <bo@post.example>\nSent: Sunday, April 2, 2023 9:00 AM\nTo: Ada Moreno\nSubject: Ferry\n\nDoes the ferry sail?\n",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "German": (
        "Von: Beate Illing <beate.illing@post.example>\nGesendet: Montag, 3. April 2023 07:02\nAn: verteiler@post.example\nBetreff: WG: Die Fähre fährt wieder\n\nAb Montag fährt die Fähre wieder, nach einem Winter ohne sie.\n",
        "Die Fähre fährt wieder",
        "2023-04-03",
        ["Beate Illing"],
    ),
    "French": (
        "De : Anne Lorrain <a.lorrain@post.example>\nObjet : Le bac repart\nDate : 3 avril 2023 à 07:02\nÀ : liste@post.example\n\nLe bac repart lundi vers l'île, après un hiver sans lui.\n",
        "Le bac repart",
        "2023-04-03",
        ["Anne Lorrain"],
    ),
    "Spanish": (
        "De: Inés Prado <ines@post.example>\nPara: lista@post.example\nAsunto: Vuelve el barco\nFecha: 3 de abril de 2023, 07:02\n\nEl barco a la isla zarpa el lunes, tras un invierno sin él.\n",
        "Vuelve el barco",
        "2023-04-03",
        ["Inés Prado"],
    ),
    "Russian": (
        "От: Ольга Берёзкина <news@post.example>\nКому: list@post.example\nТема: Паром снова ходит\nДата: 3 апреля 2023\n\nПаром на остров снова ходит с понедельника.\n\nОльга\n",
        "Паром снова ходит",
        "2023-04-03",
        ["Ольга Берёзкина"],
    ),
    "Japanese": (
        "差出人: 港町だより <info@minato.example>\n宛先: reader@post.example\n件名: 渡し船、月曜から再開\n日付: 2023年4月3日 7:02\n\n島への渡し船が月曜から再び出る。冬の間は医者のほか誰も渡れなかった。\n",
        "渡し船、月曜から再開",
        "2023-04-03",
        [],
    ),
    "Chinese": (
        "发件人：王敬照 <wang@post.example>\n收件人：list@post.example\n主题：转发：渡船复航\n日期：2023年4月3日\n\n渡船周一复航，整个冬天只有医生上过岛。\n\n王敬照\n",
        "渡船复航",
        "2023-04-03",
        ["王敬照"],
    ),
    "a raw head": (
        f"Return-Path: <ada@post.example>\nReceived: from quay.example (quay.example [10.0.0.1])\n\tby post.example with SMTP id 88\nMessage-ID: <1@post.example>\n"
        f'From: "Moreno, Ada" <ada@post.example>\nTo: list@post.example\nSubject: =?utf-8?q?F=C3=A4hre_sails?=\nDate: {DAY}\nMIME-Version: 1.0\nX-Mailer: quay\n\n{BODY}',
        "Fähre sails",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "a blank line between all lines": (
        f"From: Ada Moreno <ada@post.example>\n\nTo: list@post.example\n\nSubject: Ferry sails again\n\nDate: {DAY}\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
    "bold fields": (
        f"**From:** Ada Moreno <ada@post.example>\n**Sent:** 3 April 2023 07:02\n**To:** list@post.example\n**Subject:** [low-tide] Ferry sails again\n\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
        ["Ada Moreno"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_heads_state_fields(name: str) -> None:
    raw, headline, date, authors = PAGES[name]
    article = cleantext.extract(raw)
    article.verify(raw)
    assert (article.headline, str(article.date)) == (headline, date)
    assert [person.name for person in article.authors] == authors
    assert not any("@" in text for text in left(raw))


def test_each_line_of_a_head_is_accounted_for() -> None:
    raw, *_ = PAGES["forwarded"]
    assert taken(raw) == {
        "---------- Forwarded message ---------": "header-record",
        "From: Ada Moreno <ada@post.example>": "byline",
        f"Date: {DAY}": "published",
        "Subject: Ferry sails again": "headline",
        "To: <list@post.example>": "header-record",
    }


def test_the_headline_that_a_letter_shows_goes_before_its_subject() -> None:
    raw = (
        PAGES["a letter's sender"][0]
        .replace("Subject: Ferry", "Subject: The Low Tide #88: Ferry")
        .replace(BODY, f"THE LOW TIDE\n\nFerry sails again\n\n{BODY}")
    )
    assert taken(raw)["Ferry sails again"] == "headline"
    assert taken(raw)["Subject: The Low Tide #88: Ferry sails again"] == "header-record"


@pytest.mark.parametrize("bracketed", ["<https://low.example/x>", "( https://low.example/x )"])
def test_addresses_in_brackets_are_links(bracketed: str) -> None:
    raw = f"View this email in your browser\n{bracketed}\n\nThe archive at Port Wenlow {bracketed}, and this\nweek's ledger {bracketed} were read.\n"
    assert left(raw)[0] == "View this email in your browser"
    assert "The archive at Port Wenlow, and this week's ledger were read." in " ".join(left(raw))
    assert links(raw) == [("https://low.example/x", "https://low.example/x")] * 3


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "You are receiving this email because you signed up at lowtide.example.",
        "If you no longer wish to receive these emails you can unsubscribe here:",
        "Diese E-Mail im Browser ansehen",
        "Sie erhalten diese E-Mail, weil Sie sich auf unserer Seite eingetragen haben.",
        "Voir cet e-mail dans votre navigateur",
        "Vous recevez cet e-mail parce que vous êtes inscrit à notre lettre.",
        "Ver este correo en el navegador",
        "Вы получили это письмо, потому что подписались на рассылку.",
        "您收到此邮件是因为您订阅了本刊。",
    ],
)
def test_lines_of_letters_are_removed(line: str) -> None:
    raw = f"{line}\n\nFerry sails again\n\n{BODY}\n{BODY}"
    verdict = next(entry for entry in cleantext.extract(raw).ledger if entry.text.strip() == line)
    assert verdict.reason == "newsletter"


@pytest.mark.parametrize(
    "raw",
    [
        f"From: the harbour\nTo: the hill\n\n{BODY}",
        f"{BODY}\nFrom: the harbour\nTo: the hill\nDate: any day\n\n{BODY}",
        f"To: the council\nDate: 3 April\nPlace: the quay\n\n{BODY}",
        f"Subject: ferries\n\n{BODY}",
        f"De: el puerto\nPara: la colina\n\n{BODY}",
        f"Original Message\n\n{BODY}",
        f"ANNA: From here?\nBO: To there.\nANNA: Date it.\n\n{BODY}",
        f"The guide is at <https://orrin.example/guide>.\n\n{BODY}",
    ],
    ids=[
        "a note",
        "in mid-text",
        "no sender",
        "one field",
        "Spanish",
        "an announcement alone",
        "a play",
        "an address in prose",
    ],
)
def test_texts_with_such_lines_are_left(raw: str) -> None:
    assert taken(raw) == {}
