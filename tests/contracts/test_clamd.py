"""The scanner's client against a peer: clean only when it is said exactly so."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from pathya.integrations.antivirus import EICAR, BuiltIn, Clamd, NoScanner, ScannerAway, Verdict, scanner
from tests.contracts.clamd_peer import ClamdPeer


@pytest.fixture
def peer() -> Iterator[ClamdPeer]:
    made = ClamdPeer()
    yield made
    made.close()


def over(peer: ClamdPeer) -> Clamd:
    return Clamd(("127.0.0.1", peer.port), connect=1, deadline=1)


def test_clean_and_infected(peer: ClamdPeer) -> None:
    assert over(peer).scan([b"one", b"two"]) == Verdict()
    assert peer.taken == [b"onetwo"]
    assert over(peer).scan([EICAR[:20], EICAR[20:]]).infected_with == "Eicar-Test-Signature"


def test_over_a_unix_socket() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        peer = ClamdPeer(Path(folder) / "clamd.ctl")
        assert Clamd(f"{folder}/clamd.ctl").scan([b"x"]).is_clean
        peer.close()
        with pytest.raises(ScannerAway):
            Clamd(f"{folder}/nowhere.ctl").scan([b"x"])


@pytest.mark.parametrize(
    "answer",
    [
        "stream: OK ",
        "stream: ok",
        " stream: OK",
        "stream: OK\nstream: OK",
        "OK",
        "stream:  FOUND",
        "stream: lstat() failed. ERROR",
        "COMMAND READ TIMED OUT",
        "hang",
        "half",
        "cut",
    ],
)
def test_anything_else_is_no_verdict(peer: ClamdPeer, answer: str) -> None:
    peer.answer = answer
    begun = time.monotonic()
    with pytest.raises(ScannerAway):
        over(peer).scan([b"x"])
    assert time.monotonic() - begun < 3


def test_more_than_it_takes_is_no_verdict(peer: ClamdPeer) -> None:
    with pytest.raises(ScannerAway):
        over(peer).scan([bytes(256 * 1024)] * 40)


def test_nobody_there_is_no_verdict(peer: ClamdPeer) -> None:
    port = peer.port
    peer.close()
    with pytest.raises(ScannerAway):
        Clamd(("127.0.0.1", port)).scan([b"x"])


def test_the_scanner_follows_the_settings(settings: Settings) -> None:
    settings.SCANNER = "builtin"
    assert isinstance(scanner(), BuiltIn)
    settings.SCANNER = "/run/clamd.ctl"
    assert scanner() == Clamd("/run/clamd.ctl")
    settings.SCANNER = ""
    assert isinstance(scanner(), NoScanner)
    with pytest.raises(ScannerAway):
        scanner().scan([b"x"])


def test_the_built_in_scanner_finds_the_test_file_across_pieces() -> None:
    assert BuiltIn().scan([b"a" * 70000, b"b"]).is_clean
    assert not BuiltIn().scan([b"a" * 70000 + EICAR[:30], EICAR[30:] + b"b"]).is_clean


@pytest.mark.skipif(not shutil.which("clamd"), reason="clamd is not on this machine")
def test_against_the_real_one() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        home = Path(folder)
        (home / "db").mkdir()
        (home / "db" / "test.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        (home / "clamd.conf").write_text(
            f"DatabaseDirectory {home}/db\nLocalSocket {home}/clamd.ctl\nForeground yes\nUser {home.owner()}\n"
        )
        running = subprocess.Popen([str(shutil.which("clamd")), "-c", str(home / "clamd.conf")])
        try:
            ends = time.monotonic() + 20
            while not (home / "clamd.ctl").exists() and time.monotonic() < ends:
                time.sleep(0.1)
            real = Clamd(str(home / "clamd.ctl"))
            assert real.scan([b"hello"]).is_clean
            assert not real.scan([EICAR]).is_clean
        finally:
            running.terminate()
            running.wait()
