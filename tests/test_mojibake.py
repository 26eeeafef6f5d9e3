"""Misread text comes back, clean text stays, and every change can be undone."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.clean.door import composed, repaired_record
from flows.clean.edits import invert, replay
from flows.clean.mojibake import repair
from flows.clean.mojibake.completions import Tries
from flows.clean.mojibake.decoders import FAMILY, POLICIES, shown

EAST_ASIAN = sorted(FAMILY)
ZWSP = "\u200b"

# --- exact reversal ----------------------------------------------------------------------------------

WRITTEN = {
    "en": "Tomás Gutiérrez’s party won the governor’s race in Bogotá’s suburbs.",
    "marks": "The minister’s answer:“we’ll see”and nothing else—a first.",
    "fr": "Le préfet a évoqué « l'été très chaud » à Évreux, où la sécurité a été renforcée.",
    "de": "Die Bürger hätten früher hören müssen, sagte Müller in Köln.",
    "pl": "Wójt Łukasz Wałęsa powiedział, że książki trafią do szkół w Łodzi.",
    "tr": "Kılıçdaroğlu ile Erdoğan dün İzmir’deki törene gelmedi.",
    "ru": "Губернатор сообщил, что паводок уже затопил несколько посёлков.",
    "el": "Ο δήμαρχος είπε ότι η πλατεία θα μείνει κλειστή.",
    "ar": "قال المحافظ إن الإضراب سيستمر حتى يوم الأحد",
    "zh": "市政府昨天宣布地铁三号线恢复",
    "ja": "市長は地下鉄の運行を再開すると",
    "ko": "시장은 어제 지하철 운행을 재개",
    "emoji": "Fans wrote ❤ and 🚀 under the club’s post.",
}


def lossless(text: str, codec: str) -> str | None:
    """Text -> what a reader with this codec shows, None when it loses bytes."""
    seen = shown(text.encode(), codec, "replace")
    return None if "\ufffd" in seen or seen == text else seen


CELLS = [(name, codec) for name, text in WRITTEN.items() for codec in EAST_ASIAN if lossless(text, codec)]


def test_enough_of_the_lossless_cells_exist() -> None:
    assert len(CELLS) > 40 and {codec for _, codec in CELLS} >= {"gbk", "cp936", "gb18030", "cp932", "euc_kr", "cp949"}


@pytest.mark.parametrize(("name", "codec"), CELLS)
def test_lossless_damage_is_reversed(name: str, codec: str) -> None:
    seen = lossless(WRITTEN[name], codec)
    assert seen is not None
    done = repair(seen)
    assert done.text == WRITTEN[name]
    assert all(r.lossless and r.confidence == 1.0 for r in done.repairs) and not done.left
    assert invert(done.text, done.repairs) == seen


@pytest.mark.parametrize("codec", ["gbk", "cp936", "gb18030"])
def test_two_layers_are_two_passes(codec: str) -> None:
    text = "Lena’s and Marco’s team won; Nicolás’s lost."
    twice = shown(shown(text.encode(), codec, "drop").encode(), codec, "drop")
    done = repair(twice)
    assert done.text == text
    assert {r.step for r in done.repairs} == {"mojibake.1", "mojibake.2"}


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("The mayor鈥檚 office said “nothing” new.", "The mayor’s office said “nothing” new."),  # the rest is intact
        ("Russia’s move; China鈥檚 answer; Japan窶冱 silence.", "Russia’s move; China’s answer; Japan’s silence."),
        ("Nicol谩s and FranÃ§ois met in MalmÃ¶.", "Nicolás and François met in Malmö."),
        ("El presidente Nicol獺s habl籀.", "El presidente Nicolás habló."),  # big5
        ("caf챕 owners, ﾃｩlite clubs, d辿cor", "café owners, élite clubs, décor"),
        ("锘縏he summit鈥檚 end", "\ufeffThe summit’s end"),
        ("It â€œwonâ€\x9d again, didnâ€™t it?", "It “won” again, didn’t it?"),
        ("ItÔÇÖs late ÔÇª and M├╝ller knows.", "It’s late … and Müller knows."),
        ("СЏРЅРІР°СЂСЊ РїСЂРёС€С‘Р»", "январь пришёл"),
        ("拢5 million, 20掳C", "£5 million, 20°C"),
        ("By Maria Iba帽ez", "By Maria Ibañez"),  # a lone letter in a text of Latin letters
        ("小谢芯胁芯 懈 写械谢芯", "Слово и дело"),
    ],
)
def test_parts_and_mixtures(seen: str, text: str) -> None:
    assert repair(seen).text == text


# --- clean text --------------------------------------------------------------------------------------

GENUINE = """
茅台|猫|谩骂|鈥|联通|崔莺莺|梁朝偉|路透社|谢谢|小学校|猫猫狗狗|陆家嘴|芦荟|拢共|隆重|驴友|漏洞|聽說|帽子|眉山|盲人|煤矿|贸易|铆钉|
莽撞|枚|茫茫大海|蟹黄|协和医院|新型写真|消息|谢霆锋|斜塔|薪水|芯片|锌|屑|泄露|卸任|械斗|懈怠|效率|校长|笑话|孝顺|写作|协议|
鈥 (holmium) 是化学元素|元素鈥的符号是Ho|氧化鈥|钬|锘|楼市|脿|毛泽东|脙|脗|北京|上海證券交易所|習近平|中國石油|臺灣積體電路|
東京電力|日本銀行|ﾆｭｰｽ|ﾃﾚﾋﾞ|ｽﾎﾟｰﾂ|ｶﾀｶﾅ|ﾃｨｰ|ﾐｽ|ﾅｽ|みずほ銀行|トヨタ自動車|首相官邸|新潟県|辿る|邃|窶|
삼성전자|현대자동차|체크카드|처음|차|카카오|네이버|한국전력공사|치타|크루즈|파티|호텔|홍콩|셲|KB국민은행|LG화학|SK하이닉스|
APP的|3G网络|A轮融资|VIP卡|WiFi信号|KTV包厢|PM2.5超标|5G基站|T型台|B超检查|X光片|Wi-Fi路由器|的|APP的|U盘|猫粮|茅屋|谩骂声|莽夫|枚举|
聂卫平|聂耳|臧克家|脾胃|脱氧核糖核酸|萨克斯管|蔡英文|薛宝钗|谭嗣同|谢晋|陕西|陈毅|雍正|韩非子|颐和园|驻军|鲁迅|鸳鸯|麓山|
铦|铥|镄|锿|鿫|鉨|鈇|鈕|鈣鈉鎂|銀行|鐵路|閱讀|閻王|闖關|隴西|靈隱寺|鞦韆|顧客|饅頭|驤|龍驤|鱷魚|鵝鑾鼻|黌門|
遯|遯世|韜晦|窶れる|窪田|竄入|笘篠|笆|邃い|迪宮|鄒平|酒井|釜山|鐘|鑢|閏年|陝西省|隅田川|靭帯|鞄|韓国|顎|饗宴|髙島屋|﨑陽軒|
ｶﾌﾞｼｷｶﾞｲｼｬ|ﾄﾖﾀ ｼﾞﾄﾞｳｼｬ|ﾂｲｯﾀｰ|ﾅﾆﾜ|ﾆｯﾎﾟﾝ|ﾌｧｸｽ|ﾃﾞﾝﾜ|ﾄｳｷｮｳ|ﾂｸﾊﾞ|ﾐﾅﾄ|ﾎﾝﾀﾞ ｹﾝｼﾞ|ﾁﾊﾞ|
처방전|촛불집회|칫솔|체육관|채소|척추|첼로|총선|취재|치과|친구|침대|칼럼|캠페인|컴퓨터|코로나19|쿠팡|크림반도|키르기스스탄|
SK텔레콤의|NAVER가|CJ대한통운|GS칼텍스|LS전선|IT업계|AI칩|K팝|e스포츠|鈴木|銃撃|鉄道|錦鯉|鎌倉|鏡|鐘楼|
Tom said 猫 means cat|the character 鈥 stands for holmium|A股|T恤衫|卡拉OK|iPhone手机|3D打印|“猫”|(茅台)|贵州茅台 (600519)|
王毅说：“谢谢。”|他说“你好”…|「路」|《红楼梦》|5€?|… “|€|10 €?|Ç|naïve café|Åre|Übermut|ÎÎ|São Paulo|Côte d’Ivoire|
“Wait…” “No.”|He said: ‘no’ — ‘never’|µ-opioid|¿Qué? ¡No!|Łódź|Žižek|Đặng Văn|Ђорђе|ÖÖÖ|l’Île-d’Yeu|Ça va, ça va|ЁЁЁ|¼ cup
"""
STRINGS = [string for string in GENUINE.replace("\n", "").split("|") if string]


@pytest.mark.parametrize("string", STRINGS)
def test_genuine_text_is_left_alone(string: str) -> None:
    for text in (string, f"{string}。", f"Reuters, {string}, 2024", f"{string}\n{string}"):
        assert repair(text).text == text


@pytest.mark.parametrize("name", WRITTEN)
def test_clean_sentences_are_left_alone(name: str) -> None:
    assert repair(WRITTEN[name] * 5).repairs == ()


def test_clean_text_of_all_languages_in_one_document() -> None:
    text = "\n".join([*WRITTEN.values(), *STRINGS])
    done = repair(text)
    assert done.text == text and done.repairs == ()


# --- inference where bytes were lost -------------------------------------------------------------------

NEWS = [
    "“We will not leave,” the mayor said. “This is our town.”",
    "The governor’s plan — drawn up in secret — angered the unions’ leaders.",
    "“They said, ‘Go home,’ and we did,” Ms. Adeyemi recalled.",
    "The workers’ committee called the offer “an insult.” Talks resume on Monday.",
    "“Nobody told us,” he said, “and nobody asked.”",
    "Turnout was highest in the north, officials said, citing the “cold week.”\nThe count continues.",
    "“I’ve seen this before,” said Park, 71. “It won’t last.”\n“Maybe,” his wife said.",
    "Prices rose — again — and the bank’s forecast of “2 percent” looks bold.",
]


@pytest.mark.parametrize("text", NEWS)
@pytest.mark.parametrize(("codec", "policy"), [("gbk", "drop"), ("gb18030", "drop"), ("gbk", "replace"), ("cp936", "whatwg"), ("cp932", "drop")])  # fmt: skip
def test_lost_bytes_are_inferred_from_neighbours_and_quotes(text: str, codec: str, policy: str) -> None:
    seen = shown(text.encode(), codec, policy)
    done = repair(seen)
    assert done.text == text
    assert invert(done.text, done.repairs) == seen
    guessed = [r for r in done.repairs if not r.lossless]
    assert all(r.policy and r.confidence < 1 for r in guessed if r.confidence)
    for r in guessed:
        assert repr(r.after) not in map(repr, r.alternatives)


@pytest.mark.parametrize("text", NEWS[:5])
def test_a_swallowed_space_comes_back(text: str) -> None:
    made = repair(shown(text.encode(), "cp936", "question")).text
    assert " ".join(made.split()) == " ".join(text.split())  # whether a space or a line break went is a guess


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("„Das war鈥檚“ ist egal. Er sagte: 鈥濶ie wieder鈥 und ging, so der Sprecher der Partei.", "„Das war’s“ ist egal. Er sagte: „Nie wieder“ und ging, so der Sprecher der Partei."),
        ("The club鈥檚 fee of 鈧5 million was paid, it鈥檚 said.", "The club’s fee of €5 million was paid, it’s said."),
        ("The band鈥檚 new app, Soundly鈩, won鈥檛 ship.", "The band’s new app, Soundly™, won’t ship."),
    ],
)  # fmt: skip
def test_other_marks_and_other_languages(seen: str, text: str) -> None:
    assert repair(seen).text == text


def test_the_document_says_which_dash_and_which_invisible_characters_it_uses() -> None:
    spaced_en = "It ended – so far – in March. She didn鈥檛 say 鈥 and won鈥檛 say 鈥 why."
    assert "say – and won’t say – why" in repair(spaced_en).text
    linked = f"The{ZWSP} envoy and the{ZWSP} army met{ZWSP} in the{ZWSP} north. It鈥檚 the{ZWSP} general鈥 who spoke."
    assert f"general{ZWSP} who" in repair(linked).text


@pytest.mark.parametrize(
    "text",
    [
        "It’s said that ₹500 crore went missing in Delhi and that no rupee came back.",
        "It’s said that €500 million went missing in Dublin and that no euro came back.",
        "It’s said that ₦500 million went missing in Lagos and that no naira came back.",
    ],
)
def test_words_choose_among_signs_of_money(text: str) -> None:
    assert repair(shown(text.encode(), "gbk", "drop")).text == text


NESTED = [
    "‘“Nobody asked me,” he said, and he’s right,’ said the mayor. ‘It’s a scandal.’",
    "“‘Go home,’ they said, and we’ve gone,” said the driver. “It’s late.”",
]


@pytest.mark.parametrize("text", NESTED)
def test_the_inner_quote_closes_first(text: str) -> None:
    assert repair(shown(text.encode(), "gbk", "drop")).text == text


def test_a_lost_second_byte_of_a_guillemet_comes_back() -> None:
    text = "Он сказал: «Передай Изе…» — и ушёл. «Хорошо», — ответила Анна."
    assert repair(shown(text.encode(), "gbk", "drop")).text == text


def test_zero_width_characters_are_restored_not_removed() -> None:
    assert repair("They鈥檙e 鈥媋lso 鈥媋ngry").text == f"They’re {ZWSP}also {ZWSP}angry"


@pytest.mark.parametrize("seen", ["The element 鈥 (holmium) is rare.", "鈥", "Symbol: 鈥 (Ho)"])
def test_a_marker_that_may_be_genuine_is_flagged_and_left(seen: str) -> None:
    done = repair(seen)
    assert done.text == seen and done.repairs == ()
    assert [seen[start:end] for start, end, _ in done.left] == ["鈥"]


def test_what_is_below_the_threshold_is_flagged_and_left() -> None:
    seen = "The mayor鈥檚 plan 鈥 drawn up in secret 鈥 failed."
    assert repair(seen, 0.999).text == "The mayor’s plan 鈥 drawn up in secret 鈥 failed."
    assert len(repair(seen, 0.999).left) == 2
    assert repair(seen).left == ()


def test_confidence_and_runners_up_are_told() -> None:
    done = repair("The plan鈥檚 end 鈥 if it comes 鈥 is near.")
    dashes = [r for r in done.repairs if r.after == "—"]
    assert len(dashes) == 2
    assert all(0.3 < r.confidence < 0.99 and "–" in r.alternatives and not r.lossless for r in dashes)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("codec", ["gbk", "cp936", "gb18030", "cp932"])
@pytest.mark.parametrize("mark", "’”—•")
def test_every_completion_damaged_again_gives_what_was_seen(mark: str, codec: str, policy: str) -> None:
    seen = shown(f"{mark} a".encode(), codec, policy)
    site, following = (seen.removesuffix(" a"), " a") if seen.endswith(" a") else (seen.removesuffix("a"), "a")
    found = dict(Tries(site).completions(site, following, codec, policy))
    assert any(text.startswith(mark) for text in found)
    assert all(shown((text + following).encode(), codec, policy) == site + following for text in found)


@pytest.mark.parametrize("codec", EAST_ASIAN)
@given(raw=st.binary(max_size=30))
@settings(max_examples=60)
def test_our_reader_is_pythons_reader(codec: str, raw: bytes) -> None:
    if codec in ("cp936", "gb18030", "big5hkscs", "euc_jp"):  # not Python's; or with longer characters
        return
    assert shown(raw, codec, "drop") == raw.decode(codec, "ignore")


# --- any text ------------------------------------------------------------------------------------------

pieces = st.sampled_from(
    [*NEWS, *WRITTEN.values(), *STRINGS[:60], "鈥", "鈥?", "鈥\ufffd", "窶", "Ã©", "\ud800", "\x00", "\ue15f", "€?", ZWSP, " ", "\n"]
)  # fmt: skip
readers = st.lists(
    st.tuples(st.sampled_from([*EAST_ASIAN, "cp1252", "latin-1"]), st.sampled_from(["ignore", "replace"])), max_size=3
)


@given(st.lists(pieces, max_size=5).map("".join), readers, st.integers(0, 200))
@settings(max_examples=150, deadline=None)
@example("鈥?" * 40, [], 0)
@example("“é”" * 3, [("gbk", "ignore"), ("cp1252", "ignore"), ("cp932", "replace")], 5)
def test_repair_settles_and_can_be_undone(text: str, layers: list[tuple[str, str]], cut: int) -> None:
    for codec, errors in layers:
        text = text.encode("utf-8", "surrogatepass").decode("gbk" if codec == "cp936" else codec, errors)
    text = text[cut // 2 :]
    done = repair(text)
    assert invert(done.text, done.repairs) == text
    assert replay(text, done.repairs) == done.text
    again = repair(done.text)
    assert again.text == done.text and again.repairs == ()


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all(text: str) -> None:
    done = repair(text)
    assert repair(done.text).text == done.text
    assert invert(done.text, done.repairs) == text


def test_twenty_layers_come_back_whole_or_as_they_were() -> None:
    text = "The union’s vote"
    for _ in range(20):
        text = text.encode().decode("latin-1")
    done = repair(text)
    assert done.text in (text, "The union’s vote") and (done.text != text or not done.repairs)


def test_a_long_line_takes_bounded_time() -> None:
    seen = ("“It’s the ministers’ plan,” she said — again. " * 400).encode().decode("gbk", "ignore")
    assert repair(seen).text.count("“It’s the ministers’ plan,” she said — again.") == 400


# --- the door ------------------------------------------------------------------------------------------


def edited(text: str, edits: list[dict[str, object]]) -> str:
    for edit in reversed(edits):
        start, end = int(str(edit["start"])), int(str(edit["end"]))
        assert text[start:end] == edit["before"]
        text = text[:start] + str(edit["after"]) + text[end:]
    return text


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("text", [*NEWS, *WRITTEN.values()])
def test_edits_are_places_of_the_input_whatever_the_layers(text: str, layers: int) -> None:
    seen = text
    for _ in range(layers):
        seen = shown(seen.encode(), "gb18030", "drop")
    answer = repaired_record({"id": "a", "text": seen})
    assert edited(seen, answer["edits"]) == answer["text"]
    assert [e["start"] for e in answer["edits"]] == sorted(e["start"] for e in answer["edits"])
    assert repaired_record(answer) | {"edits": []} == answer | {"edits": []}
    assert repaired_record(answer)["edits"] == []


def test_an_edit_says_what_is_known_of_it() -> None:
    answer = repaired_record({"id": 7, "text": "It鈥檚 over,鈥 he said. 鈥淕o.鈥"})
    assert answer["text"] == "It’s over,” he said. “Go.”"
    assert answer["id"] == 7
    first, second, *_ = answer["edits"]
    assert first == {
        "start": 2,
        "end": 4,
        "before": "鈥檚",
        "after": "’s",
        "codec": "gbk",
        "lossless": True,
        "confidence": 1.0,
        "policy": "",
        "layer": 1,
        "bytes_lost": 0,
        "alternatives": [],
    }
    assert (second["before"], second["after"], second["policy"], second["bytes_lost"]) == ("鈥", "”", "drop", 1)
    assert second["lossless"] is False and 0.5 < second["confidence"] < 1


@pytest.mark.parametrize(
    ("record", "name"),
    [({"id": "x"}, "x"), ({"id": 3, "text": 5}, 3), ({"text": None}, None), ({}, None), (["no"], None)],
)
def test_a_record_without_text_is_answered_with_an_error(record: dict[str, object], name: object) -> None:
    answer = repaired_record(record)
    assert answer["id"] == name and isinstance(answer["error"], str) and set(answer) == {"id", "error"}


def test_clean_records_have_no_edits() -> None:
    assert repaired_record({"id": None, "text": "Plain."}) == {"id": None, "text": "Plain.", "edits": []}
    assert composed(()) == []
