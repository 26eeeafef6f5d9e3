"""Bytes to text: every step of the chain, and what must be refused."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.decode import decoded

ENGLISH = "The union’s members voted “yes” on Friday – by a café’s margin."
WRITTEN = {
    "en": (ENGLISH, ["cp1252", "mac_roman"]),
    "fr": ("Le préfet a estimé hier que la sécurité des élèves n’était pas assurée à Évreux.", ["cp1252", "mac_roman"]),
    "de": ("Die Gewerkschaft fordert höhere Löhne für Pfleger, heißt es aus Düsseldorf.", ["cp1252", "iso8859_15"]),
    "es": ("El alcalde Íñigo Peña afirmó que la votación será el próximo año en Logroño.", ["cp1252"]),
    "pt": ("A ministra não quis dizer se as eleições serão adiadas em São Luís.", ["cp1252"]),
    "ru": ("Губернатор сообщил, что паводок уже затопил несколько посёлков.", ["cp1251", "koi8_r", "cp866"]),
    "uk": ("Мер заявив, що їхні вимоги виконано, а зустріч перенесли.", ["cp1251"]),
    "pl": ("Wójt powiedział, że książki do szkół trafią w przyszłym tygodniu; źródła milczą.", ["cp1250", "iso8859_2"]),
    "cs": ("Hejtman uvedl, že hráz přehrady vydrží i při větším dešti.", ["cp1250", "iso8859_2"]),
    "tr": ("Belediye başkanı yağışın köyleri etkilediğini söyledi.", ["cp1254"]),
    "el": ("Ο δήμαρχος είπε ότι η πλατεία θα μείνει κλειστή μέχρι την Κυριακή.", ["cp1253"]),
    "he": ("ראש העיר אמר כי השביתה תימשך עד יום ראשון", ["cp1255"]),
    "ar": ("قال المحافظ إن الإضراب سيستمر حتى يوم الأحد", ["cp1256"]),
    "zh": ("市政府昨天宣布，地铁三号线将于下月恢复运营。", ["gb18030"]),
    "tw": ("市政府昨天宣布，捷運三號線將於下月恢復營運。", ["big5"]),
    "ja": ("市長は昨日、地下鉄の運行を来月から再開すると発表した。", ["cp932", "euc_jp", "iso2022_jp"]),
    "ko": ("시장은 어제 지하철 운행을 다음 달부터 재개한다고 발표했다.", ["cp949"]),
}
CASES = [(language, codec) for language, (_, codecs) in WRITTEN.items() for codec in codecs]


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_charset_is_found_without_a_declaration(language: str, codec: str) -> None:
    raw = WRITTEN[language][0].encode(codec)
    found = decoded(raw)
    assert found is not None
    assert found.text == raw.decode(codec)
    assert found.basis == "detected"
    assert found.round_trips and found.text.encode(found.charset) == raw


@pytest.mark.parametrize(("codec", "mark"), [("utf-8", 3), ("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4)])
def test_a_byte_order_mark_decides(codec: str, mark: int) -> None:
    found = decoded(("\ufeff" + ENGLISH).encode(codec), "iso-8859-1")
    assert found is not None
    assert (found.text, found.charset, found.basis, found.bom_bytes) == (ENGLISH, codec, "bom", mark)


@pytest.mark.parametrize("declared", [None, "gbk", "iso-8859-1", "utf-8", "no such charset", "shift_jis"])
def test_valid_utf8_beats_any_declaration(declared: str | None) -> None:
    found = decoded(ENGLISH.encode(), declared)
    assert found is not None
    assert (found.text, found.charset, found.basis) == (ENGLISH, "utf-8", "utf-8")


@pytest.mark.parametrize(
    ("raw", "declared", "text", "charset"),
    [
        (b"it\x92s \x93on\x94", "ISO-8859-1", "it’s “on”", "cp1252"),  # what browsers make of the name
        ("Čapek".encode("cp1250"), "windows-1250", "Čapek", "cp1250"),
        ("张".encode("gb18030"), "gb2312", "张", "gb18030"),
        ("①".encode("cp932"), '"Shift_JIS"', "①", "cp932"),
    ],
)
def test_a_declaration_is_followed(raw: bytes, declared: str, text: str, charset: str) -> None:
    found = decoded(raw, declared)
    assert found is not None
    assert (found.text, found.charset, found.basis) == (text, charset, "declared")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("“Ready,” she said – twice.".encode() + b" It\x92s late", "“Ready,” she said – twice. It’s late"),
        ("Köln und Düsseldorf".encode()[:-9], "Köln und D�"),  # cut in the middle of a character
        (b"plain text, then a cut \xe2\x80", "plain text, then a cut �"),
        ("naïve café, señor".encode() + b" \xe9t\xe9"[:2], "naïve café, señor �"),
    ],
)
def test_utf8_with_a_few_bad_bytes_stays_utf8(raw: bytes, text: str) -> None:
    found = decoded(raw, "gbk")
    assert found is not None
    assert (found.text, found.charset, found.round_trips) == (text, "utf-8", False)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_utf16_without_a_mark(language: str, codec: str) -> None:
    found = decoded(WRITTEN[language][0].encode(codec))
    assert found is not None and found.text == WRITTEN[language][0]


@pytest.mark.parametrize(
    "raw",
    [
        random.Random(7).randbytes(2000),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(8).randbytes(500),
        zlib.compress(b"not text any more " * 40),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(9).randbytes(500),
    ],
)
def test_bytes_that_are_no_text_have_no_charset(raw: bytes) -> None:
    assert decoded(raw) is None


def test_no_bytes_are_no_characters() -> None:
    found = decoded(b"")
    assert found is not None and found.text == ""


@given(st.binary(max_size=60), st.sampled_from([None, "gbk", "latin-1", "utf-7", "base64", "\x00", "idna"]))
def test_any_bytes_are_answered(raw: bytes, declared: str | None) -> None:
    found = decoded(raw, declared)
    if found is not None and found.round_trips and found.basis != "bom":
        assert found.text.encode(found.charset) == raw
