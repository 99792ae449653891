"""What may come in: hostile files by their reason, honest ones by their kind."""

import io
import tempfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pathya.documents import inspection
from pathya.documents.inspection.problems import REASONS, FileRefused
from pathya.documents.names import cleaned
from pathya.documents.rules import MOST_BYTES, Media
from tests.documents import files

KINDS = {"pdf": Media.PDF, "jpg": Media.JPEG, "png": Media.PNG, "docx": Media.DOCX, "doc": Media.DOC}
HOSTILE = files.hostile()


def on_disk(content: bytes) -> io.BufferedRandom:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.flush()
    return file  # type: ignore[return-value]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_their_reason(name: str) -> None:
    content, reason = HOSTILE[name]
    with on_disk(content) as file, pytest.raises(FileRefused) as fact:
        inspection.inspect(file)
    assert fact.value.reason == reason
    assert fact.value.status == 422
    assert str(REASONS[reason]) in str(fact.value.fields["file"])


@pytest.mark.parametrize("name", files.HONEST)
def test_honest_files_are_known_by_their_content(name: str) -> None:
    with on_disk(files.HONEST[name]()) as file:
        assert inspection.inspect(file) == KINDS[name.rpartition(".")[2]]


def test_a_file_over_the_limit_is_refused_by_its_size_alone() -> None:
    with on_disk(b"%PDF-1.7\n" + bytes(MOST_BYTES)) as file, pytest.raises(FileRefused) as fact:
        inspection.inspect(file)
    assert fact.value.reason == "too_large"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\report.docx", "report.pdf"),
        ("/abs/olute.pdf", "olute.pdf"),
        ("report\u202efdp.exe", "report fdp.pdf"),
        ("null\0byte.pdf", "null byte.pdf"),
        ("line\r\nbreak: x.pdf", "line break x.pdf"),
        ("tool.pdf.exe", "tool.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("a" * 400 + ".pdf", "a" * 115 + ".pdf"),
        ("जाँच रिपोर्ट.pdf", "जाँच रिपोर्ट.pdf"),
        ('<img src="x">.pdf', "img src= x.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zero width.pdf"),
    ],
)
def test_names_are_one_harmless_component(given_name: str, shown: str) -> None:
    assert cleaned(given_name, Media.PDF) == shown


@given(some.text(max_size=300))
def test_no_name_is_a_path_or_breaks_a_line(name: str) -> None:
    made = cleaned(name, Media.JPEG)
    assert made.endswith(".jpg")
    assert len(made) <= 120
    assert not set(made) & set('/\\\0\r\n"<>:|?*')
    assert made not in {".jpg", "..jpg"}


@given(some.binary(max_size=400), some.sampled_from(sorted(files.HONEST)), some.integers(0, 2000))
def test_broken_files_are_refused_and_never_crash(noise: bytes, name: str, place: int) -> None:
    whole = files.HONEST[name]()
    place = place % len(whole)
    with on_disk(whole[:place] + noise + whole[place + len(noise) :]) as file, suppress(FileRefused):
        assert inspection.inspect(file) in Media
