import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Drawing
from pytest_django import Settings
from wagtail.images import get_image_model

from pathya.content.models import HomePage, StandardPage
from tests import factories
from tests.content.factories import esha, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]


@pytest.fixture
def page(home: HomePage, settings: Settings, tmp_path: Path) -> StandardPage:
    """A page with one picture of 1600×900."""
    settings.MEDIA_ROOT = str(tmp_path)
    file = BytesIO()
    Drawing.new("RGB", (1600, 900), "green").save(file, "PNG")
    image = get_image_model().objects.create(
        title="Leaves", description="Green leaves", file=ImageFile(BytesIO(file.getvalue()), "leaves.png")
    )
    found: StandardPage = StandardPage.objects.child_of(home).get(slug="about")
    block = {"image": {"image": image.pk, "alt_text": "Green leaves", "decorative": False}, "caption": "Leaves"}
    found.body = json.dumps([{"type": "picture", "value": block}])
    found.share_image = image
    found.save_revision().publish()
    return found


def test_is_shown_in_modern_formats_with_its_size(client: Client, page: StandardPage) -> None:
    shown = client.get("/about/").text
    assert 'type="image/avif"' in shown
    assert 'type="image/webp"' in shown
    assert 'alt="Green leaves"' in shown
    assert 'loading="lazy"' in shown
    assert 'width="480"' in shown
    assert '<meta property="og:image" content="http' in shown
    address = re.findall(r"/media/images/[^ \"]+avif", shown)[0]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]


def test_originals_are_for_editors(client: Client, page: StandardPage) -> None:
    address = page.share_image.file.url
    assert client.get(address).status_code == 404
    assert signed_in(factories.asha()).get(address).status_code == 404
    assert signed_in(esha()).get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["images/../secrets.json", "images/%2e%2e/secrets.json", "images/x/y.png", "other/x.png", "images/none.png"]
)
def test_nothing_else_is_served(client: Client, page: StandardPage, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404
