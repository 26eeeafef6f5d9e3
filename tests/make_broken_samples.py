"""Nothing in; files that no reader can take whole, in data/raw/broken-files, out.

Run it with `python tests/make_broken_samples.py`; running it twice writes the same bytes. What has to become of each
file stands in tests/data/broken_expected.toml, which is written by hand.
"""

import gzip
import io
import struct
import zipfile
import zlib
from itertools import cycle, islice
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "data/raw/broken-files"

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold
ZIP_DOS_DATE = (1 << 5) | 1  # the same date as the two bytes in a header
MIB = 1 << 20
EXPLODED_MIB = 201  # "more than 200 MB" whichever megabyte is meant; 0.2 MB on disk
DEPTH = 12
PASSWORD = b"kingfisher"

ARTICLE = """\
Uganda reopens Lake Albert landing sites after cholera closure
Hoima, 3 June 2026
Uganda lifted a five-week ban on fishing boats at nine Lake Albert landing sites on Wednesday, after health workers \
found no new case of cholera for twenty-one days.
District health officer Jacinta Kabahuma thanked the boat crews for their patience, which she described as “loud”. \
She warned that the sites would be shut again if the new latrines were used for storing nets.
Congolese officials across the water accused Kampala of acting without them, and sent back 30 boats in the afternoon. \
Talks at Kasenyi are planned for Friday.
"""


def zipped(members: dict[str, bytes]) -> bytes:
    """Member names and contents in; a zip that stores them as they are out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content)
    return out.getvalue()


def gzipped(content: bytes) -> bytes:
    """Bytes in; the same, gzipped without name and time, out."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as stream:
        stream.write(content)
    return out.getvalue()


def photo(side: int = 24) -> bytes:
    """The length of a side in; a grey gradient as PNG out."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)  # 8 bits a pixel, grey
    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(side)) for y in range(side))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, level=0))
        + chunk(b"IEND", b"")
    )


def controls(text: str) -> bytes:
    """Text in; bytes of which six in ten are NUL or other control characters out."""
    noise = cycle(b"\x00\x03\x00\x1a\x10\x00\x7f\x01")
    content = text.encode("ascii", errors="ignore")
    return b"".join(content[at : at + 2] + bytes(islice(noise, 3)) for at in range(0, len(content), 2))


def exploding() -> bytes:
    """A small zip out, whose one member is EXPLODED_MIB of zeros."""
    out = io.BytesIO()
    member = zipfile.ZipInfo("zeros.txt", ZIP_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", compresslevel=9) as archive, archive.open(member, "w") as stream:
        for _ in range(EXPLODED_MIB):
            stream.write(bytes(MIB))
    return out.getvalue()


def deep(content: bytes) -> bytes:
    """The content of the innermost member in; DEPTH zips, each the only member of the one before, out."""
    inner = zipped({"bottom.txt": content})
    for level in range(DEPTH, 1, -1):
        inner = zipped({f"level-{level:02}.zip": inner})
    return inner


def zip_crypto(plain: bytes, password: bytes) -> bytes:
    """Bytes in; the same under the old zip encryption out (PKWARE's APPNOTE, section 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc_step(crc: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def turn(byte: int) -> None:
        keys[0] = crc_step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc_step(keys[2], keys[1] >> 24)

    for byte in password:
        turn(byte)
    out = bytearray()
    salt = bytes(range(11)) + bytes([zlib.crc32(plain) >> 24])  # the last byte lets a reader check the password
    for byte in salt + plain:
        mask = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(out)


def locked(name: str, content: bytes) -> bytes:
    """A member in; a zip that holds it encrypted out. Written by hand: zipfile reads such zips but writes none."""
    body = zip_crypto(content, PASSWORD)
    encrypted, stored = 1, 0
    common = struct.pack(
        "<HHHHHIIIHH",
        *(20, encrypted, stored, 0, ZIP_DOS_DATE),  # version needed, flags, method, time, date
        *(zlib.crc32(content), len(body), len(content), len(name), 0),
    )
    local = b"PK\x03\x04" + common + name.encode() + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def pdf() -> bytes:
    """A PDF of one blank page out."""
    return (
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
        b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]>> endobj\n"
        b"trailer <</Root 1 0 R /Size 4>>\n%%EOF\n"
    )


def files() -> dict[str, bytes]:
    """Names and contents of all files out."""
    article = ARTICLE.encode("utf-8")
    whole_gz, whole_zip = gzipped(article), zipped({"lake-albert.txt": article})
    return {
        "empty.txt": b"",
        "whitespace-only.txt": " \n\n\t\r\n\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\n   \n".encode(),
        "photo.txt": photo(),
        "control-characters.txt": controls(ARTICLE),
        "council-minutes.pdf": pdf(),
        "broken.json": b'{"title": "Malawi and Zambia agree on lake patrols", "text": "The two countries\n',
        "truncated.txt.gz": whole_gz[: len(whole_gz) * 2 // 3],
        "truncated.zip": whole_zip[: len(whole_zip) * 2 // 3],
        "locked.zip": locked("sealed-envelope.txt", article),
        "explodes.zip": exploding(),
        "deep.zip": deep(b"The bottom of the well is dry, the diver reported, and asked to be pulled up.\n"),
        "climbs-out.zip": zipped({"lake-albert.txt": article, "../../escape.txt": article[:200]}),
    }


def main() -> None:
    """Write every file."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (OUT / name).write_bytes(content)


if __name__ == "__main__":
    main()
