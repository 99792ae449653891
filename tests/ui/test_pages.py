"""The component pages in a real browser: clean under axe and the content security policy, in every look."""

import pytest

from tests.browser import PageAt, Site, axe

PATHS = ["dev/components", "dev/components/sample", "dev/components/portal", "dev/components/practice", "no-such-page/"]


@pytest.mark.parametrize(
    ("width", "dark", "language"), [(390, False, "en"), (390, True, "hi"), (1440, True, "en"), (1440, False, "hi")]
)
def test_pages_are_clean(site: Site, page_at: PageAt, width: int, dark: bool, language: str) -> None:
    page = page_at(width, dark=dark, language=language)
    for path in PATHS:
        page.goto(site / path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
