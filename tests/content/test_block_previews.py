import pytest
from django.test import Client

from pathya.content.models import HomePage, StandardPage
from tests.content.factories import esha, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]
BLOCKS = {
    (model.__name__, name): block
    for model in (HomePage, StandardPage)
    for name, block in model._meta.get_field("body").stream_block.child_blocks.items()
}
WITHOUT_SAMPLE = {"picture"}


@pytest.mark.parametrize("key", BLOCKS, ids="-".join)
def test_the_picker_shows_and_describes_each_block(home: HomePage, key: tuple[str, str]) -> None:
    block = BLOCKS[key]
    assert block.get_description()
    assert block.is_previewable == (key[1] not in WITHOUT_SAMPLE)
    editor: Client = signed_in(esha())
    if block.is_previewable:
        answer = editor.get("/cms/block-preview/", {"id": block.definition_prefix})
        assert answer.status_code == 200
        assert "ui/css/pages/content.css" in answer.text
