"""Every mail of every domain: all three parts, in both languages, from tags that exist, fetching nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import override_settings

from pathya.outbox.rendering import render

SOURCE = Path(settings.SOURCE)
MAILS = sorted(
    str(path.relative_to(path.parents[2])).removesuffix(".mjml")
    for path in SOURCE.glob("*/templates/*/mail/*.mjml")
    if path.name != "base.mjml"
)
TAGS = {
    "mjml", "mj-head", "mj-title", "mj-preview", "mj-attributes", "mj-all", "mj-class", "mj-style", "mj-body",
    "mj-section", "mj-column", "mj-text", "mj-button", "mj-divider", "mj-spacer", "mj-table", "mj-image",
}  # fmt: skip
OUTSIDE = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(https?:)?//(?!localhost)""")


def sample(template: str) -> dict[str, int]:
    """A value for every name the three parts use: a number, which can stand for a text and be counted by."""
    parts = [get_template(template + end).template.source for end in (".subject.txt", ".txt", ".mjml")]
    used = re.findall(r"{[{%](.*?)[}%]}", "\n".join(parts))
    names = set(re.findall(r"[a-z]\w*", " ".join(used)))
    return dict.fromkeys(names - {"language", "base_url", "practice_name", "practice_address"}, 3)


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*/templates/**/*.mjml")), ids=lambda path: path.stem)
def test_only_known_tags_are_used(path: Path) -> None:
    assert set(re.findall(r"</?(mj[\w-]*)", path.read_text())) <= TAGS


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("template", MAILS)
@override_settings(BASE_URL="http://localhost:8000")
def test_every_mail_renders(template: str, language: str) -> None:
    rendered = render(template, sample(template), language)
    assert rendered.subject
    assert rendered.text
    assert f'lang="{language}"' in rendered.html
    assert "<mj" not in rendered.html
    assert not OUTSIDE.search(rendered.html)
    assert "{%" not in rendered.html + rendered.text + rendered.subject


@override_settings(BASE_URL="http://localhost:8000")
def test_the_frame_of_a_mail_fetches_nothing_and_knows_the_dark() -> None:
    html = render("outbox_test/hello", {"name": "Asha"}, "en").html
    assert not OUTSIDE.search(html)
    assert "@import" not in html
    assert "prefers-color-scheme: dark" in html
    assert 'class="paper"' in html
    assert 'class="sheet"' in html
    assert 'class="button"' in html
