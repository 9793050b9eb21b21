"""A dateline is found in the forms that houses of many languages use, and nowhere else."""

from __future__ import annotations

import time

import pytest

from cleantext.grammar.datelines import DatelineMatch, match_dateline

EN = "The ferry company said on Monday that it would cut its fares by a third from next summer onwards."
DE = "Der Stadtrat hat am Montag beschlossen, die alte Brücke bis zum Herbst für den Verkehr zu sperren."
FR = "Le conseil municipal a décidé lundi de fermer le vieux pont à la circulation jusqu'à l'automne."
ES = "El ayuntamiento decidió el lunes cerrar al tráfico el viejo puente hasta el próximo otoño."
RU = "Городской совет решил в понедельник закрыть старый мост для движения до осени этого года."

# text before the report, the report, dateline as written, cities, agency, country of the first place
DATELINES = [
    ("MOSCOW (AP) — ", EN, "MOSCOW (AP)", ["Moscow"], "AP", None),
    ("LOS ANGELES (Reuters) - ", EN, "LOS ANGELES (Reuters)", ["Los Angeles"], "Reuters", None),
    ("SEOUL, South Korea — ", EN, "SEOUL, South Korea", ["Seoul"], None, "KR"),
    ("HOUSTON, Texas (KXYZ) -- ", EN, "HOUSTON, Texas (KXYZ)", ["Houston"], "KXYZ", "US"),
    (
        "SOUTHWEST MIAMI-DADE, FLA. (WXYZ) - ",
        EN,
        "SOUTHWEST MIAMI-DADE, FLA. (WXYZ)",
        ["Southwest Miami-Dade"],
        "WXYZ",
        "US",
    ),
    ("PHENIX CITY, Ala. (WABX) - ", EN, "PHENIX CITY, Ala. (WABX)", ["Phenix City"], "WABX", "US"),
    ("ALBANY, NY (NEWS10) — ", EN, "ALBANY, NY (NEWS10)", ["Albany"], "NEWS10", "US"),
    ("WASHINGTON (Nexstar) — ", EN, "WASHINGTON (Nexstar)", ["Washington"], "Nexstar", None),
    ("PARIS, April 8 — ", EN, "PARIS, April 8", ["Paris"], None, None),
    ("KHAN YOUNIS, GAZA — ", EN, "KHAN YOUNIS, GAZA", ["Khan Younis"], None, "PS"),
    ("Indianapolis – ", EN, "Indianapolis", ["Indianapolis"], None, None),
    ("(CNN) -- ", EN, "(CNN)", [], "CNN", None),
    ("(CNN)", EN, "(CNN)", [], "CNN", None),
    ("London (CNN)", EN, "London (CNN)", ["London"], "CNN", None),
    (
        "Mumbai (Maharashtra) [India], Jan 13 (ANI): ",
        EN,
        "Mumbai (Maharashtra) [India], Jan 13 (ANI)",
        ["Mumbai"],
        "ANI",
        "IN",
    ),
    (
        "NEW YORK and CHICAGO (December 22, 2013) — ",
        EN,
        "NEW YORK and CHICAGO (December 22, 2013)",
        ["New York", "Chicago"],
        None,
        None,
    ),
    ("LOS ANGELES, CA - NOVEMBER 29: ", EN, "LOS ANGELES, CA - NOVEMBER 29", ["Los Angeles"], None, "US"),
    (
        "NEW YORK, NY/ACCESSWIRE/May 7, 2024/ ",
        EN,
        "NEW YORK, NY/ACCESSWIRE/May 7, 2024/",
        ["New York"],
        "ACCESSWIRE",
        "US",
    ),
    ("LONDON, May 7, 2024 /PRNewswire/ -- ", EN, "LONDON, May 7, 2024 /PRNewswire/", ["London"], "PRNewswire", None),
    ("WASHINGTON _ ", EN, "WASHINGTON", ["Washington"], None, None),
    ("REMER, Minn. — ", EN, "REMER, Minn.", ["Remer"], None, "US"),
    ("LONDON, Sept 28 (Reuters) - ", EN, "LONDON, Sept 28 (Reuters)", ["London"], "Reuters", None),
    ("BEIRUT, Lebanon, June 2 — ", EN, "BEIRUT, Lebanon, June 2", ["Beirut"], None, "LB"),
    ("ST. LOUIS (AP) — ", EN, "ST. LOUIS (AP)", ["St. Louis"], "AP", None),
    ("McALLEN, Texas — ", EN, "McALLEN, Texas", ["McAllen"], None, "US"),
    ("VICTORIA, B.C. — ", EN, "VICTORIA, B.C.", ["Victoria"], None, "CA"),
    ("OTTAWA — ", EN, "OTTAWA", ["Ottawa"], None, None),
    ("DUBBO, NSW (AAP) — ", EN, "DUBBO, NSW (AAP)", ["Dubbo"], "AAP", "AU"),
    ("Springfield, Mass. – ", EN, "Springfield, Mass.", ["Springfield"], None, "US"),
    ("BOSTON--(BUSINESS WIRE)--", EN, "BOSTON--(BUSINESS WIRE)", ["Boston"], "Business Wire", None),
    ("New Delhi, Jan 13 (PTI) ", EN, "New Delhi, Jan 13 (PTI)", ["New Delhi"], "PTI", None),
    ("KUALA LUMPUR, Nov 22 — ", EN, "KUALA LUMPUR, Nov 22", ["Kuala Lumpur"], None, None),
    ("UNITED NATIONS (AP) — ", EN, "UNITED NATIONS (AP)", ["United Nations"], "AP", None),
    ("Bremen (dpa/lni) – ", DE, "Bremen (dpa/lni)", ["Bremen"], "dpa", None),
    ("Berlin/Frankfurt (dpa) - ", DE, "Berlin/Frankfurt (dpa)", ["Berlin", "Frankfurt"], "dpa", None),
    ("Berlin - ", DE, "Berlin", ["Berlin"], None, None),
    ("WASHINGTON \xa0(January 24, 2017)\xa0— ", EN, "WASHINGTON \xa0(January 24, 2017)", ["Washington"], None, None),
    ("Wiesbaden (KNA/iz). ", DE, "Wiesbaden (KNA/iz)", ["Wiesbaden"], "KNA", None),
    ("SIMMELSDORF – ", DE, "SIMMELSDORF", ["Simmelsdorf"], None, None),
    ("Pjöngjang – ", DE, "Pjöngjang", ["Pjöngjang"], None, None),
    ("RheineRheine (ots) ", DE, "RheineRheine (ots)", ["Rheine"], "ots", None),
    ("Linz (APA) - ", DE, "Linz (APA)", ["Linz"], "APA", None),
    ("München/London – ", DE, "München/London", ["München", "London"], None, None),
    ("Washington.- ", ES, "Washington", ["Washington"], None, None),
    ("TEGUCIGALPA, HONDURAS.- ", ES, "TEGUCIGALPA, HONDURAS", ["Tegucigalpa"], None, "HN"),
    ("Bruselas, 7 oct (EFE).- ", ES, "Bruselas, 7 oct (EFE)", ["Bruselas"], "EFE", None),
    (
        "San José, 21 Abr (Diariodigital.cr).- ",
        ES,
        "San José, 21 Abr (Diariodigital.cr)",
        ["San José"],
        "Diariodigital.cr",
        None,
    ),
    (
        "Washington, 13 Mar 2020 (AFP) — ",
        "O conselho decidiu fechar a ponte antiga ao tráfego.",
        "Washington, 13 Mar 2020 (AFP)",
        ["Washington"],
        "AFP",
        None,
    ),
    (
        "(ANSA) - ROMA, 28 LUG - ",
        "Il consiglio ha deciso di chiudere il vecchio ponte.",
        "(ANSA) - ROMA, 28 LUG",
        ["Roma"],
        "ANSA",
        None,
    ),
    ("Paris, 18 juil 2025 (AFP) - ", FR, "Paris, 18 juil 2025 (AFP)", ["Paris"], "AFP", None),
    ("Londres - ", FR, "Londres", ["Londres"], None, None),
    ("МОСКВА, 29 июня. /ТАСС/. ", RU, "МОСКВА, 29 июня. /ТАСС/", ["Москва"], "ТАСС", None),
    (
        "МОСКВА, 18 янв — РИА Новости, Олег Берёзкин. ",
        RU,
        "МОСКВА, 18 янв — РИА Новости, Олег Берёзкин",
        ["Москва"],
        "РИА Новости",
        None,
    ),
    ("ПЕТРОПАВЛОВСК. КАЗИНФОРМ – ", RU, "ПЕТРОПАВЛОВСК. КАЗИНФОРМ", ["Петропавловск"], "КАЗИНФОРМ", None),
    (
        "新华社北京11月17日电 （记者方小舟）",
        "市政府十七日宣布，旧桥将关闭至秋天。",
        "新华社北京11月17日电 （记者方小舟）",
        ["北京"],
        "新华社",
        None,
    ),
    ("〔記者林小舟／台北報導〕", "市府今天宣布，舊橋將封閉至秋天。", "〔記者林小舟／台北報導〕", ["台北"], None, None),
    (
        "【エルサレム＝酒井圭】",
        "市当局は月曜日、古い橋を秋まで閉鎖すると発表した。",
        "【エルサレム＝酒井圭】",
        ["エルサレム"],
        None,
        None,
    ),
    (
        "［ロンドン １８日 ロイター］ - ",
        "市当局は古い橋を閉鎖すると発表した。",
        "［ロンドン １８日 ロイター］",
        ["ロンドン"],
        "ロイター",
        None,
    ),
    (
        "[부산=가람신문 이하늘 기자] ",
        "시는 월요일 낡은 다리를 폐쇄한다고 밝혔다.",
        "[부산=가람신문 이하늘 기자]",
        ["부산"],
        None,
        None,
    ),
    (
        "(이스탄불=연합뉴스) 이하늘 특파원 = ",
        "시는 월요일 낡은 다리를 폐쇄한다고 밝혔다.",
        "(이스탄불=연합뉴스) 이하늘 특파원",
        ["이스탄불"],
        "연합뉴스",
        None,
    ),
    ("به گزارش خبرگزاری آریا ، ", "شورای شهر پل قدیمی را بست.", "به گزارش خبرگزاری آریا", [], "آریا", None),
    (
        "JAKARTA, KABARKITA.com - ",
        "Pemerintah kota menutup jembatan tua itu.",
        "JAKARTA, KABARKITA.com",
        ["Jakarta"],
        "KABARKITA.com",
        None,
    ),
    ("PORT SARNE (UPX) — ", EN, "PORT SARNE (UPX)", ["Port Sarne"], "UPX", None),
    ("NAKURU, Kenya (Wirepost) - ", EN, "NAKURU, Kenya (Wirepost)", ["Nakuru"], "Wirepost", "KE"),
    (
        "ITHACA, NY / NEWSLINE / May 7, 2024 / ",
        EN,
        "ITHACA, NY / NEWSLINE / May 7, 2024 /",
        ["Ithaca"],
        "NEWSLINE",
        "US",
    ),
    ("ANKARA (AA) - ", "Belediye meclisi eski köprüyü kapatma kararı aldı.", "ANKARA (AA)", ["Ankara"], "AA", None),
    (
        "İSTANBUL, (DHA) - ",
        "Belediye meclisi eski köprüyü kapatma kararı aldı.",
        "İSTANBUL, (DHA)",
        ["İstanbul"],
        "DHA",
        None,
    ),
    ("القاهرة (رويترز) - ", "قرر مجلس المدينة إغلاق الجسر القديم.", "القاهرة (رويترز)", ["القاهرة"], "رويترز", None),
    (
        "नई दिल्ली, 18 जुलाई (भाषा) ",
        "नगर परिषद ने पुराने पुल को बंद करने का निर्णय लिया।",
        "नई दिल्ली, 18 जुलाई (भाषा)",
        ["नई दिल्ली"],
        "भाषा",
        None,
    ),
    ("(TTXVN) - ", "Hội đồng thành phố quyết định đóng cửa cây cầu cũ.", "(TTXVN)", [], "TTXVN", None),
    (
        "Budapest, 2025. július 18., péntek (MTI) - ",
        "A városi tanács lezárta a régi hidat.",
        "Budapest, 2025. július 18., péntek (MTI)",
        ["Budapest"],
        "MTI",
        None,
    ),
    (
        "København /ritzau/ ",
        "Byrådet har besluttet at lukke den gamle bro.",
        "København /ritzau/",
        ["København"],
        "Ritzau",
        None,
    ),
    (
        "Praha 18. července (ČTK) – ",
        "Rada města rozhodla o uzavření starého mostu.",
        "Praha 18. července (ČTK)",
        ["Praha"],
        "ČTK",
        None,
    ),
    (
        "Warszawa (PAP) ",
        "Rada miasta zdecydowała o zamknięciu starego mostu.",
        "Warszawa (PAP)",
        ["Warszawa"],
        "PAP",
        None,
    ),
    (
        "КИЇВ (Укрінформ) – ",
        "Міська рада вирішила закрити старий міст.",
        "КИЇВ (Укрінформ)",
        ["Київ"],
        "Укрінформ",
        None,
    ),
    (
        "ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - ",
        "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα.",
        "ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ)",
        ["Αθηνα"],
        "ΑΠΕ-ΜΠΕ",
        None,
    ),
    (
        "Zielony Bór, 3 marca 2022 r – ",
        "Most nad rzeką został w poniedziałek otwarty po roku napraw, podało starostwo.",
        "Zielony Bór, 3 marca 2022 r",
        ["Zielony Bór"],
        None,
        None,
    ),
    (
        "ЗАРЕЧЬЕ, 3 мая. /Корр. Волна Артём Лыков/. ",
        "Уровень воды в реке снизился за сутки на тридцать сантиметров.",
        "ЗАРЕЧЬЕ, 3 мая. /Корр. Волна Артём Лыков/",
        ["Заречье"],
        "Корр. Волна Артём Лыков",
        None,
    ),
    (
        "Lipovec 5. března (Severní zpravodajská) - ",
        "Hala dostane nové zastřešení, rozhodli zastupitelé.",
        "Lipovec 5. března (Severní zpravodajská)",
        ["Lipovec"],
        "Severní zpravodajská",
        None,
    ),
    ("【古沢市】", "市内の用水路沿いで植え付けが始まった。", "【古沢市】", ["古沢市"], None, None),
    (
        "苏河2024年5月8日 /讯桥社/ -- ",
        "公司今日推出新水泵。",
        "苏河2024年5月8日 /讯桥社/",
        ["苏河"],
        None,
        None,
    ),
    ("온새--(보도다리)--", "기업이 리모컨을 보급한다고 밝혔다.", "온새--(보도다리)", ["온새"], None, None),
]

NOT_DATELINES = [
    "FILE - In this June 20, 2020, file photo, a ferry leaves the port of a small town on the coast at dawn.",
    "FILE — A ferry leaves the port of a small town on the coast, Tuesday, March 9, 2021, in front of the old bridge.",
    "MALCOLM Rowe — an effective head of the harbour board — left office after eleven years of service to the town.",
    "HEART OF THE HARBOUR — August 13, 2015, 11:32 am",
    "Corentyne News – The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "KABARNEWS.COM - The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "PanHARBOUR.Net - The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "Velo-Magazin.com - Der Stadtrat hat am Montag beschlossen, die alte Brücke bis zum Herbst zu sperren.",
    "Israele - Hamas, le notizie di oggi in diretta e gli aggiornamenti dal nostro inviato sul posto, minuto per minuto",
    "HIV - AIDS: what everybody should know about the tests that are offered in the clinics of the region.",
    "Dr. Yolanda Harrow — Board-certified paediatrician and author of several books on the sleep of small children.",
    "Germany -- whose border with the neighbouring country is open -- has seen more visitors than ever this summer.",
    "Desaparecimento - Lívia saiu de casa na segunda-feira e desde então não deu mais notícias à família.",
    "【ナイママ(Naimama)】 秋の新しい服を紹介します。",
    "[사진=MBC, SBS] 방송 화면 갈무리",
    "[주간 하늘] 이번 주에 읽을 만한 이야기를 모았다.",
    "(사진=연합뉴스) 시청 앞 광장의 모습",
    "NOTE – The opening hours of all our branches will change from Monday onwards, please see the list below.",
    "WATCH — The ferry company explains in a short film how its fares will change from next summer onwards.",
    "UPDATE - The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "EXCLUSIVE: The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "Protein power – Fish, poultry, beans and nuts are all healthy sources and can be mixed into salads, too.",
    "Safety first – Make sure that your vehicle is parked on a flat surface before you lift it with the jack.",
    "Lighthouse Mutual - Best for couples who travel more than three times a year and need a cover for both.",
    "Ease – No kneading is involved, and neither a bread machine nor a stand mixer is needed for this loaf.",
    "Rust - Trailers & Screenshots",
    "Section 2 - Click Here",
    "SELECT, TABLE, WITH — retrieve rows from a table or view",
    "Paris is a city — some say the city — of light, and of a great many small cafés on every corner of it.",
    "London, as ever, was grey – The rain had started in the morning and did not stop until late in the night.",
    "Today – We take our tidy living spaces and try to clean them without any of the usual chemicals at all.",
    "Monday, January 5 – The council meets in the town hall to discuss the plans for the new swimming pool.",
    "January 13, 2020 – The council met in the town hall to discuss the plans for the new swimming pool there.",
    "May 5 (Reuters) is what the note said, but nobody in the room could remember who had put it on the table.",
    "Jane Marlow, MD – The head of the clinic says that more patients than ever ask for the new treatment.",
    "Vitamin D (IU) – The amount that an adult needs every day depends on age, weight and time spent outdoors.",
    "The Association of Harbour Towns (AHT) – A body of some forty members – was founded in the spring of 1974.",
    "NASA – The agency said on Monday that it would send a small probe to the far side of the moon next year.",
    "COVID-19 – The number of cases in the region has fallen for the third week in a row, doctors say.",
    "Q: Where does the money come from? A: The town pays for half of it, and the rest is raised by donations.",
    "A – The first letter of the alphabet is also the grade that every pupil in this class was hoping to get.",
    "1. Catan (1995) - This timeless board game continues to delight with its mix of luck and skilful trade.",
    "12 Months Before – Define Your Vision & Set Your Budget, then look for a place that fits both of them well.",
    "Very Positive (3,065) - 89% of the 3,065 user reviews in the last 30 days are positive, says the page.",
    "Colour – white, red or rosé?",
    "BEST SHOES UNDER $50 - March 2026: what our testers liked and what they did not like about each pair",
    "Achtung – Der Stadtrat hat am Montag beschlossen, die alte Brücke bis zum Herbst zu sperren.",
    "Eilmeldung - Der Stadtrat hat am Montag beschlossen, die alte Brücke bis zum Herbst zu sperren.",
    "Die Brücke – sie stammt aus dem Jahr 1911 – wird bis zum Herbst für den gesamten Verkehr gesperrt.",
    "Nach Angaben der Polizei (Stand Montag) - Die Zahl der Unfälle ist in diesem Jahr deutlich gesunken.",
    "Foto: Anna Berger (dpa)",
    "Entretien – La maire explique pourquoi le vieux pont sera fermé à la circulation jusqu'à l'automne prochain.",
    "Le pont – long de deux cents mètres – sera fermé à la circulation jusqu'à l'automne, a dit la maire lundi.",
    "Opinión.- El ayuntamiento decidió el lunes cerrar al tráfico el viejo puente hasta el próximo otoño.",
    "El puente, de 1911, (y no de 1921) - Una corrección a la noticia que publicamos el lunes pasado en la web.",
    "Il ponte - costruito nel 1911 - resterà chiuso fino all'autunno, ha detto lunedì la sindaca della città.",
    "Мост — это сооружение над рекой, и таких сооружений в нашем городе больше, чем в любом другом.",
    "Фото: Олег Берёзкин / ТАСС",
    "Справка — Мост построен в 1911 году и с тех пор ни разу не закрывался для движения больше чем на день.",
    "Most – zbudowany w 1911 roku – zostanie zamknięty do jesieni, poinformowała w poniedziałek rada miasta.",
    "Köprü - 1911'de yapıldı - sonbahara kadar kapalı kalacak, dedi belediye başkanı pazartesi günü.",
    "القاهرة مدينة كبيرة (وجميلة) يزورها كثير من الناس في كل عام من جميع أنحاء العالم.",
    "नई दिल्ली में सोमवार को नगर परिषद ने पुराने पुल को बंद करने का निर्णय लिया।",
    "新华社的报道说，市政府宣布旧桥将关闭至秋天。",
    "記者会で市長は古い橋を閉鎖すると述べた。",
    "【注意】この記事は公開から一年以上が経過しています。",
    "[단독] 시는 월요일 낡은 다리를 폐쇄한다고 밝혔다.",
    "Brig.-Gen. Tom Kalmar, chief of the harbour guard, said on Monday that the ferries would run again by noon.",
    "Napoli - Torino w 36. kolejce ligi. Gol i asysta dwóch obrońców dały gospodarzom pewne zwycięstwo.",
    "LIGHTWEIGHT -- Easy to carry : the large backpack weighs less than any other that we have ever made before.",
    "AKTUALISIERT – Der Stadtrat hat am Montag beschlossen, die alte Brücke bis zum Herbst zu sperren.",
    "The Boat & Harbour Show (KBHS) and the Ferry Fair (FF) will be held together in the spring of next year.",
    "Changi Airport, Singapore, 2010, Departures: a photograph by a traveller who passed through the hall",
    "/r/harbours - a place for people who like ferries, piers and everything else that floats on the water",
    "(Updated) The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "— The ferry company said on Monday that it would cut its fares by a third from next summer.",
    "https://example.com/ferries - The ferry company said on Monday that it would cut its fares by a third.",
    "",
    "-",
    "(",
    "LONDON",
    "LONDON —",
]


@pytest.mark.parametrize(
    ("opening", "report", "written", "cities", "agency", "country"), DATELINES, ids=[row[0] for row in DATELINES]
)
def test_a_dateline_is_read(
    opening: str, report: str, written: str, cities: list[str], agency: str | None, country: str | None
) -> None:
    match = match_dateline(opening + report)
    assert match is not None
    assert match.dateline.text == written
    assert [place.city or place.name for place in match.dateline.places] == cities
    assert match.dateline.agency == agency
    assert (match.dateline.places[0].country_code if match.dateline.places else None) == country
    assert (opening + report)[match.end :] == report


@pytest.mark.parametrize("text", NOT_DATELINES)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert match_dateline(text) is None


@pytest.mark.parametrize("opening", ["LONDON (Reuters) - ", "WASHINGTON, D.C. — "])
def test_a_dateline_may_stand_alone_where_its_evidence_is_strong(opening: str) -> None:
    match = match_dateline(opening.rstrip())
    assert isinstance(match, DatelineMatch)
    assert match.end == len(opening.rstrip())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Washington, 13 Mar 2020 (AFP) — O conselho decidiu.", "2020-03-13"),
        ("Budapest, 2025. július 18., péntek (MTI) - A tanács döntött.", "2025-07-18"),
        ("LONDON, Sept 28 (Reuters) - Shares rose.", None),
    ],
)
def test_the_date_is_given_where_its_year_is(text: str, day: str | None) -> None:
    match = match_dateline(text)
    assert match is not None
    assert match.dateline.date == day


@pytest.mark.parametrize(
    "piece", ["(", "A, ", "a/", "—", " - ", "((((", "São ", "B. ", "１", "\x00", "[=", "= ", "。", "（"]
)
def test_odd_text_neither_raises_nor_takes_long(piece: str) -> None:
    start = time.perf_counter()
    match_dateline(piece * 5000)
    assert time.perf_counter() - start < 0.1
