import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.content.models import StandardPage
from pathya.nutritionists.models import Nutritionist
from tests import factories
from tests.consultations.factories import nutritionist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]


def addresses(client: Client) -> list[str]:
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_sitemap_lists_what_is_public_once(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meera = nutritionist(factories.meera())
    hidden = nutritionist(factories.kabir())
    Nutritionist.objects.filter(pk=hidden.pk).update(is_listed=False)
    for page in StandardPage.objects.filter(slug="terms"):
        page.unpublish()
    with django_assert_max_num_queries(5):
        found = addresses(client)
    paths = ["/" + address.split("/", 3)[3] for address in found]
    expected = [
        "/",
        "/about/",
        "/contact/",
        "/privacy/",
        "/nutritionists/",
        f"/nutritionists/{meera.slug}/",
        "/programs/",
    ]
    assert paths == expected
    for path in paths:
        assert client.get(path).status_code == 200


def test_robots_keeps_out_of_what_is_private(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /portal/" in text
    assert text.rstrip().endswith("/sitemap.xml")
