"""The worker that keeps the portal's files for when there is no connection."""

import re

import pytest
from django.test import Client

from tests.factories import asha
from tools.fonts import FACES


@pytest.mark.django_db
def test_the_worker_and_its_page_hold_nothing_of_anybody() -> None:
    client = Client()
    client.force_login(asha())
    worker, page = client.get("/portal/worker.js"), client.get("/portal/log/offline/").content.decode()
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-cache" in worker["Cache-Control"]
    kept = worker.content.decode()
    assert "/portal/log/offline/" in kept
    fonts = set(re.findall(r"fonts/([\w-]+)\.woff2", kept))
    assert fonts == {face.name for face in FACES} - {"mukta-600"}, "headings in Hindi do without theirs"
    assert "Asha" not in page
    assert "csrf" not in page.lower()
