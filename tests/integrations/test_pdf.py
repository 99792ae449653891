"""Documents are made from our own fonts, in both scripts, and a template that warns fails."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
import zxingcpp

from pathya.integrations.pdf import CannotRender, qr_svg, render
from pathya.integrations.pdf.render import SOURCE

TEMPLATE = """#import "/integrations/pdf/base.typ": *
#let data = json(bytes(sys.inputs.data))
#show: document-frame.with(title: data.title, language: sys.inputs.language, foot: [Foot])
= #data.title
*#data.text*
#if "qr" in data { image(bytes(data.qr), format: "svg", width: 40mm) }
"""


@pytest.fixture
def template() -> Iterator[Path]:
    path = SOURCE / "billing" / "pdf" / "sample_of_tests.typ"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEMPLATE)
    yield path
    path.unlink()


def words(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_both_scripts_and_a_code_that_reads(template: Path) -> None:
    data = {"title": "Invoice ₹ 1,24,999.50", "text": "Asha Verma, दिल्ली", "qr": qr_svg("upi://pay?pa=a@b&am=1.00")}
    pdf = render("billing/sample_of_tests", data, "hi")
    assert "₹ 1,24,999.50" in words(pdf)
    assert "Asha Verma" in words(pdf)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["upi://pay?pa=a@b&am=1.00"]


def test_same_data_same_bytes_from_any_thread(template: Path) -> None:
    made: list[bytes] = []
    data = {"title": "One", "text": "two"}
    threads = [Thread(target=lambda: made.append(render("billing/sample_of_tests", data, "en"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_what_is_written_is_never_code(template: Path) -> None:
    assert "#panic(1)" in words(render("billing/sample_of_tests", {"title": "x", "text": "#panic(1) $x$"}, "en"))


@pytest.mark.parametrize("name", ["billing/none", "../etc/passwd", "billing"])
def test_no_such_template(name: str) -> None:
    with pytest.raises(CannotRender):
        render(name, {}, "en")


def test_a_warning_fails(template: Path) -> None:
    template.write_text('#set text(font: "No Such Font")\nHello')
    with pytest.raises(CannotRender):
        render("billing/sample_of_tests", {}, "en")
