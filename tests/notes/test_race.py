"""Two editors on one note, with connections of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from pathya.notes import errors, writing
from pathya.notes.models import Note
from tests.factories import meera
from tests.notes.factories import treated

pytestmark = pytest.mark.usefixtures("committed")


def test_of_sixteen_editors_at_once_one_is_kept_and_fifteen_are_told() -> None:
    call, viewer = treated(), meera()

    def edit(number: int) -> str:
        try:
            text = {"assessment": f"Editor {number}"}
            writing.write(viewer=viewer, consultation_id=call.pk, version=0, template="adime", sections=text)
        except errors.Changed:
            return "changed"
        finally:
            connections.close_all()
        return "kept"

    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(edit, range(16)))
    assert (got.count("kept"), got.count("changed")) == (1, 15)
    assert Note.objects.get().version == 1
