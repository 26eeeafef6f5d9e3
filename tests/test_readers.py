"""The bytes of one document in, its text, the places of its parts and what it says of itself out."""

from __future__ import annotations

import codecs
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import REASONS
from flows.ingest.readers import document
from flows.records import Decoded, Document, RawFile, Refusal


def decode(raw: bytes, declared: str | None) -> Decoded | None:
    """BOM, UTF-8, what is declared, else nothing: enough of a decoder to test readers with."""
    for bom, charset in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(charset, "replace")
            return Decoded(text, charset, "bom", len(bom), text.encode(charset) == raw[len(bom) :])
    for charset, basis in (("utf-8", "utf-8"), (declared or "utf-8", "declared")):
        try:
            return Decoded(raw.decode(charset), charset, basis)
        except (UnicodeError, LookupError):
            continue
    return None


def attempt(path: str, data: bytes, sidecar: bytes | None = None) -> Document | Refusal:
    return document(RawFile(path, "root", "0", len(data), "d0c"), data, sidecar, decode)


def read(path: str, data: bytes | str, sidecar: bytes | None = None) -> Document:
    result = attempt(path, data.encode() if isinstance(data, str) else data, sidecar)
    assert isinstance(result, Document), result
    check(result)
    return result


def refused(path: str, data: bytes | str, sidecar: bytes | None = None) -> Refusal:
    result = attempt(path, data.encode() if isinstance(data, str) else data, sidecar)
    assert isinstance(result, Refusal), result
    check(result)
    return result


def check(result: Document | Refusal) -> None:
    if isinstance(result, Refusal):
        assert (result.doc_id, result.step) == ("d0c", "read.v1")
        assert result.reason in REASONS and "; " in result.detail
        return
    assert result.doc_id == "d0c" and result.source_text.strip()
    result.source_text.encode("utf-8")
    ends = 0
    for part in result.parts:
        assert ends <= part.start < part.end <= len(result.source_text)
        assert result.source_text[part.start : part.end].strip()
        ends = part.end
    if result.byte_start is not None:
        assert result.format in ("txt", "md")


def parts(result: Document) -> dict[str, str]:
    return {part.section: result.source_text[part.start : part.end] for part in result.parts}


# --- plain text --------------------------------------------------------------------------------


def test_plain_text_is_passed_on_as_it_is() -> None:
    result = read("wire/2026-05-02 dock.txt", "Dockers return\r\n\r\nCargo moved again at Beira.\r\n")
    assert result.source_text == "Dockers return\r\n\r\nCargo moved again at Beira.\r\n"
    assert (result.format, result.parts, result.byte_start, result.path_hint) == ("txt", (), 0, "2026-05-02 dock.txt")


@pytest.mark.parametrize(("bom", "charset"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")])
def test_bytes_before_the_text_are_counted(bom: bytes, charset: str) -> None:
    result = read("a.txt", bom + "Señal débil en Potosí".encode(charset))
    assert (result.source_text, result.byte_start, result.charset_basis) == ("Señal débil en Potosí", len(bom), "bom")


def test_no_byte_places_where_bytes_do_not_come_back() -> None:
    assert read("a.txt", codecs.BOM_UTF8 + b"Broken \xff byte").byte_start is None


@pytest.mark.parametrize(
    ("data", "reason"), [(b" \n\t\r\n", "no_text"), (b"\xff\xff\xffabc", "bad_encoding"), (b"\0" * 50, "binary")]
)
def test_text_that_is_refused(data: bytes, reason: str) -> None:
    assert refused("a.txt", data).reason == reason


# --- Markdown ----------------------------------------------------------------------------------


def test_markdown_keeps_its_marks_and_names_its_parts() -> None:
    text = "# Dredgers leave the Volta\n\n## A ban that nobody *expected* holds\n\nThe last boat left on **Friday**.\n"
    result = read("a.md", text)
    assert (result.source_text, result.byte_start) == (text, 0)
    assert parts(result) == {
        "title": "Dredgers leave the Volta",
        "deck": "A ban that nobody *expected* holds",
        "body": "The last boat left on **Friday**.",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt Road\n=========\n\nCamels rest.", {"title": "Salt Road", "body": "Camels rest."}),
        ("# Salt Road #\nCamels rest.", {"title": "Salt Road", "body": "Camels rest."}),
        ("# Salt Road\n\n*By Lea Brandt*\n\nCamels rest.", {"title": "Salt Road", "body": "*By Lea Brandt*\n\nCamels rest."}),
        ("# Salt Road\n\n## Day one\nCamels rest.", {"title": "Salt Road", "body": "## Day one\nCamels rest."}),
        ("Camels rest.\n\n# Later", {}),
        ("#hashtag Camels rest.", {}),
    ],
)  # fmt: skip
def test_markdown_titles(text: str, expected: dict[str, str]) -> None:
    assert parts(read("a.md", text)) == expected


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Ferry sinks"\nauthor: Ruta Kalniņa\ndate: 2026-03-09\ntags:\n  - sea\n---\n',
        '+++\ntitle = "Ferry sinks"\nauthor = "Ruta Kalniņa"\ndate = 2026-03-09\n+++\n',
    ],
)
def test_front_matter_is_metadata_and_bytes_are_counted_after_it(front: str) -> None:
    result = read("a.md", front + "# Ferry sinks\n\nIt rained.")
    said = result.metadata
    assert (said.title, said.byline, said.published) == ("Ferry sinks", "Ruta Kalniņa", "2026-03-09")
    assert (result.source_text, result.byte_start) == ("# Ferry sinks\n\nIt rained.", len(front.encode()))


def test_rules_around_prose_are_no_front_matter() -> None:
    text = "---\nThe minister spoke first. Nobody answered.\n---\nThen it rained."
    assert read("a.md", text).source_text == text


# --- HTML --------------------------------------------------------------------------------------

P1 = "Railway staff in Ljubljana stopped work at dawn on Monday after talks over night shifts broke down for a third time."
P2 = "“Nobody slept, and nobody signed,” said Mojca Hribar, who leads the drivers’ union. The ministry called the strike hasty."
P3 = "Trains to Trieste and Graz were cancelled, and some 40,000 commuters went by bus, on foot or, in one case, by canoe."


def page(head: str = "", body: str = "", lang: str = ' lang="en"') -> str:
    return f"<!DOCTYPE html><html{lang}><head>{head}</head><body>{body}</body></html>"


ARTICLE = f"<article><h1>Trains stop in Slovenia</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p></article>"
AROUND = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>{}"
    "<aside><h2>Related stories</h2><a href='#'>Fares rise in Austria</a></aside>"
    "<footer>© The Karst Courier. All rights reserved.</footer>"
)


def test_a_page_becomes_title_deck_and_paragraphs() -> None:
    head = '<meta property="og:description" content="A third night of talks fails.">'
    result = read("a.html", page(head, AROUND.format(ARTICLE)))
    assert result.source_text == f"Trains stop in Slovenia\nA third night of talks fails.\n\n{P1}\n{P2}\n{P3}"
    assert parts(result) == {
        "title": "Trains stop in Slovenia", "deck": "A third night of talks fails.", "body": f"{P1}\n{P2}\n{P3}",
    }  # fmt: skip
    assert (result.byte_start, result.metadata.language) == (None, "en")


def linked(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_what_a_page_says_of_itself_in_json_ld() -> None:
    news = {
        "@type": ["NewsArticle"], "headline": "Trains stop in Slovenia", "datePublished": "2026-02-02T05:10:00+01:00",
        "author": [{"@type": "Person", "name": "Ines Kranjc"}, {"name": "Tom Abel"}], "publisher": {"name": "Karst Courier"},
        "mainEntityOfPage": {"@id": "https://karst.example/trains"}, "inLanguage": "en-GB",
    }  # fmt: skip
    head = linked(**{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, news]})
    said = read("a.html", page(head, AROUND.format(ARTICLE), lang="")).metadata
    assert (said.title, said.published) == ("Trains stop in Slovenia", "2026-02-02T05:10:00+01:00")
    assert (said.byline, said.publisher) == ("Ines Kranjc, Tom Abel", "Karst Courier")
    assert (said.url, said.language) == ("https://karst.example/trains", "en-GB")


def test_what_a_page_says_of_itself_in_meta_tags() -> None:
    head = (
        '<title>Trains stop in Slovenia | Karst Courier</title><link rel="canonical" href="https://karst.example/t">'
        '<meta name="author" content="Ines Kranjc"><meta property="article:author" content="https://fb.example/ines">'
        '<meta property="article:published_time" content="2026-02-02">'
    )
    said = read("a.html", page(head, AROUND.format(ARTICLE))).metadata
    assert (said.publisher, said.byline) == ("Karst Courier", "Ines Kranjc")
    assert (said.url, said.published) == ("https://karst.example/t", "2026-02-02")


def test_the_window_title_serves_where_there_is_no_heading() -> None:
    head = (
        '<title>Trains stop in Slovenia - Karst Courier</title><meta property="og:site_name" content="Karst Courier">'
    )
    body = AROUND.format(ARTICLE.replace("<h1>Trains stop in Slovenia</h1>", ""))
    assert read("a.html", page(head, body)).metadata.title == "Trains stop in Slovenia"


def test_broken_json_ld_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"headline": </script>'
    assert read("a.html", page(head, ARTICLE)).metadata.title == "Trains stop in Slovenia"


def test_a_page_without_paragraph_tags_keeps_its_lines() -> None:
    body = f"<div id=top>THE KARST COURIER</div><h1>Trains stop in Slovenia</h1><div>{'<br><br>'.join((P1, P2, P3) * 3)}</div>"
    assert parts(read("a.html", page("", body + "<div>Read also<br>Fares rise</div>")))["body"] == "\n".join(
        (P1, P2, P3) * 3
    )


def test_text_that_only_json_ld_holds() -> None:
    head = linked(**{"@type": "NewsArticle", "headline": "Trains stop", "articleBody": f"{P1}\n{P2}\n{P3}"})
    assert parts(read("a.html", page(head, "<div id=app></div><p>Loading.</p>")))["body"] == f"{P1}\n{P2}\n{P3}"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div></div><script>load('story');</script>",
        "<nav><a href='/'>Home</a> <a href='/s'>Ships</a></nav><footer>About</footer>",
        "<main></main>",
    ],
)
def test_a_page_without_an_article_is_refused(body: str) -> None:
    assert refused("a.html", page("<title>Karst Courier</title>", body)).reason == "no_text"


@pytest.mark.parametrize(
    ("charset", "head"),
    [
        ("cp1250", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">'),
        ("cp1251", '<meta charset="windows-1251">'),
        ("cp1252", "<meta charset=iso-8859-1>"),
        ("gb18030", '<meta charset="gb2312">'),
    ],
)
def test_the_declared_charset_is_passed_on(charset: str, head: str) -> None:
    names = {"cp1250": "Ljubljančan", "cp1251": "Машинист", "cp1252": "Çoruh dam €", "gb18030": "鐵路工人"}
    data = page(
        head, ARTICLE.replace("Railway staff", names[charset]).replace("’", "'").replace("“", "").replace("”", "")
    )
    result = read("a.html", data.encode(charset, "xmlcharrefreplace"))
    assert names[charset] in result.source_text
    assert (result.charset, result.charset_basis) == (charset, "declared")


def test_traces_of_damage_survive_the_extractor() -> None:
    """NBSP, C1 controls, zero-width and private-use characters are evidence that clean/ works from."""
    odd = P1.replace("Railway", "Railway\u200b\u00e2\u0080\u0099s \ue15f \u00c3\u00a0 \x07")
    assert odd in read("a.html", page("", AROUND.format(ARTICLE.replace(P1, odd)))).source_text


def test_a_link_after_the_last_sentence_does_not_make_a_menu() -> None:
    short = "The river Neretva rose and people left their homes on Monday, officials said. <a href='/m'>More</a>"
    assert "Neretva" in read("a.html", page("", f"<article><h1>Flood</h1><p>{short}</p></article>")).source_text


def test_entities_and_inline_markup() -> None:
    marked = P1.replace("Ljubljana", "<b>Ljub</b><i>ljana</i>").replace("talks", "talks&nbsp;&mdash;")
    body = read("a.html", page("", AROUND.format(ARTICLE.replace(P1, marked)))).source_text
    assert "staff in Ljubljana stopped" in body and "talks — over" in body.replace("\xa0", " ")


def test_nesting_and_size_do_no_harm() -> None:
    deep = "<div>" * 1500 + ARTICLE + "</div>" * 1500
    assert P2 in read("a.html", page("", deep)).source_text
    assert refused("a.html", page("", "<div>" * 50_000 + ARTICLE)).reason == "no_text"
    long = ARTICLE.replace("</article>", "".join(f"<p>{P1} {n}.</p>" for n in range(20_000)) + "</article>")
    assert P3 in read("a.html", page("", long)).source_text


# --- JSON --------------------------------------------------------------------------------------


def record(**fields: Any) -> str:
    return json.dumps(fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "T", "deck": "D", "text": "One.\nTwo."}, "T\nD\n\nOne.\nTwo."),
        ({"headline": "T", "subtitle": "D", "body": ["One.", "Two."]}, "T\nD\n\nOne.\nTwo."),
        ({"headline": "T", "articleBody": "One.\n\nTwo."}, "T\n\nOne.\nTwo."),
        ({"article": {"headline": "T", "content": "One."}}, "T\n\nOne."),
        ({"data": {"article": {"title": "T", "text": "One."}}}, "T\n\nOne."),
        (
            {"title": {"rendered": "T"}, "content": {"rendered": "<p>One.</p>\n<p>Two &amp; three.</p>"}},
            "T\n\nOne.\nTwo & three.",
        ),
        (
            {"body": [{"type": "paragraph", "text": "One."}, {"type": "image", "url": "x"}, {"text": "Two."}]},
            "One.\nTwo.",
        ),
        ({"text": "5 < 6 and AT&T rose."}, "5 < 6 and AT&T rose."),
        ({"title": "T", "description": "One. It was…", "text": "One. It was late."}, "T\n\nOne. It was late."),
        ({"title": "T", "text": "T\nOne."}, "T\n\nOne."),
        ({"title": "T", "deck": "D", "text": "T\nD\nOne."}, "T\nD\n\nOne."),
    ],
)
def test_shapes_of_articles(fields: dict[str, Any], expected: str) -> None:
    assert read("a.json", record(**fields)).source_text == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published_at": "2026-01-02"}, {"published": "2026-01-02"}),
        ({"pubDate": "Fri, 02 Jan 2026 10:00:00 GMT"}, {"published": "Fri, 02 Jan 2026 10:00:00 GMT"}),
        ({"published": 1767348000}, {"published": "1767348000"}),
        ({"authors": ["A. Ba", {"name": "C. Do"}]}, {"byline": "A. Ba, C. Do"}),
        ({"author": {"name": "A. Ba"}}, {"byline": "A. Ba"}),
        ({"source": {"id": None, "name": "Gulf Mail"}}, {"publisher": "Gulf Mail"}),
        (
            {"site": "Gulf Mail", "link": "https://g.example/1"},
            {"publisher": "Gulf Mail", "url": "https://g.example/1"},
        ),
        ({"lang": "en"}, {"language": "en"}),
        ({"url": None, "date": True}, {"url": "", "published": ""}),
    ],
)
def test_what_records_say_of_themselves(fields: dict[str, Any], expected: dict[str, str]) -> None:
    said = read("a.json", record(text="Rain fell.", **fields)).metadata
    assert {name: getattr(said, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("data", "reason", "seen"),
    [
        ('{"title": "A",\n "text": }', "bad_json", "line 2, column 10"),
        ('{"title": "A"} trailing', "bad_json", "line 1, column 16"),
        ("[1, 2]", "bad_json", "no object"),
        ('{"a":' * 3000, "bad_json", ""),
        ('{"title": "Only a headline"}', "no_text", "no text, body"),
        ('{"text": "  \\n "}', "no_text", ""),
        ('{"text": ["", null, 5]}', "no_text", ""),
    ],
)
def test_records_that_are_refused(data: str, reason: str, seen: str) -> None:
    refusal = refused("a.json", data)
    assert refusal.reason == reason and seen in refusal.detail


def test_lone_surrogates_do_not_reach_the_text() -> None:
    assert read("a.json", '{"text": "Rain \\ud83d fell \\ud83c\\udf27."}').source_text == "Rain \ufffd fell 🌧."


def test_a_record_of_a_feed_is_json_whatever_it_looks_like() -> None:
    assert refused("feed.jsonl!4", "Not a record at all.").reason == "bad_json"
    result = read("2026-04-01-feed.jsonl!4", record(text="Rain fell."))
    assert (result.format, result.path_hint) == ("json", "2026-04-01-feed.jsonl")
    assert read("box.zip!4", "A file with a number for a name.").format == "txt"


# --- side-cars ---------------------------------------------------------------------------------


def test_a_sidecar_is_kept_beside_what_the_file_says() -> None:
    sidecar = record(url="https://g.example/7", publisher="Gulf Mail", Byline="A. Ba", mood="calm").encode()
    result = read("a.json", record(text="Rain fell.", publisher="Other"), sidecar)
    assert (result.sidecar.url, result.sidecar.publisher, result.sidecar.byline) == (
        "https://g.example/7",
        "Gulf Mail",
        "A. Ba",
    )
    assert result.metadata.publisher == "Other"


@pytest.mark.parametrize("sidecar", [b"", b"[]", b"{", b'"x"', b"\xff\xfe\x00"])
def test_a_broken_sidecar_refuses_its_document(sidecar: bytes) -> None:
    assert refused("a.txt", "Rain fell.", sidecar).reason == "bad_sidecar"


# --- properties --------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "f.jsonl!2", "a.zip!b.txt", "a.html.gz", "a"])
FRAGMENTS = st.lists(
    st.sampled_from(
        ["<html>", "<p>", "</p>", "<article>", "<div class=byline>", "<script>", "<!--", "]]>", "&#x0;", "&amp;", "<h1>T</h1>", "---\n",
         "# T\n", '{"text":', '"x"', "}", "[", "\0", "\u200b", "\ud83d", "<table><tr><td>", "Rain fell. ", '<meta charset="x">', "<br>",
         '<script type="application/ld+json">{"@type":"NewsArticle","headline":["a"]}</script>', "<svg>", "<?xml version='1.0'?>"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.json", "a.txt"])
@pytest.mark.parametrize(
    "data",
    [
        "# x" + " " * 100_000 + "x\nRain fell.",
        "---\nkey" + " " * 100_000 + "\n---\nRain fell.",
        "## *" + "_*" * 50_000 + "\nRain fell.",
        "<p class=deck><div class=byline>" * 3000 + "Rain fell.",
        "<title>a" + " " * 100_000 + "b | c</title><h1>Rain</h1><p>Rain fell.",
        "<article>" * 1000 + "<p>Rain fell." * 1000,
        "<ul><li>" * 900 + "Rain fell.",
        "<meta " * 20_000,
        '{"text": "' + "<p>" * 30_000 + 'Rain fell."}',
        '{"text": "' + "." * 100_000 + '\'"}',
    ],
    ids=range(10),
)  # fmt: skip
def test_made_up_extremes_take_no_time(name: str, data: str) -> None:
    start = time.process_time()
    check(attempt(name, data.encode()))
    assert time.process_time() - start < 5


@settings(max_examples=150, deadline=None)
@given(NAMES, st.binary(max_size=300), st.none() | st.binary(max_size=30))
def test_any_bytes_give_a_document_or_a_refusal(name: str, data: bytes, sidecar: bytes | None) -> None:
    check(attempt(name, data, sidecar))


@settings(max_examples=150, deadline=None)
@given(NAMES, FRAGMENTS)
def test_any_pieces_of_markup_give_a_document_or_a_refusal(name: str, text: str) -> None:
    check(attempt(name, text.encode("utf-8", "surrogatepass")))


KEYS = ("title", "text", "body", "article", "author", "source", "description", "date", "name", "x")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_gives_a_document_or_a_refusal(value: Any) -> None:
    check(attempt("a.json", json.dumps(value).encode()))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200).filter(str.strip), st.sampled_from(["utf-8", "utf-16-le"]))
def test_byte_places_of_plain_text_are_right(text: str, charset: str) -> None:
    bom = codecs.BOM_UTF16_LE if charset == "utf-16-le" else b""
    data = bom + text.encode(charset)
    result = attempt("a.txt", data)
    if isinstance(result, Document) and result.format == "txt" and result.byte_start is not None:
        middle = len(result.source_text) // 2
        start = result.byte_start + len(result.source_text[:middle].encode(result.charset))
        assert data[start:].decode(result.charset) == result.source_text[middle:]
