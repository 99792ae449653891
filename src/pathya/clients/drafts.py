"""What was typed into a form of the medical history and not saved: kept sealed, so that a closed tab loses nothing."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.clients.history import Section
from pathya.clients.models import HistoryDraft
from pathya.kit import clock
from pathya.kit.errors import NotFound

KEPT = timedelta(days=30)
MOST_ROWS = 60


@transaction.atomic
def keep(*, viewer: User, client: User, section: Section, base: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Hold what the form has now in place of what it had; `base` is the section as saved. Raises NotFound."""
    if not care.may_act(viewer, client.pk):
        raise NotFound
    typed = [_cells(section, row) for row in list(rows)[:MOST_ROWS]]
    saved = base if section.is_list else [base]
    if [row for row in typed if row] == [row for row in saved if row]:
        drop(viewer=viewer, client=client, section=section)
        return
    HistoryDraft.objects.update_or_create(
        client=client,
        by=viewer,
        section=section.name,
        defaults={"content": {"typed": typed, "base": base}, "kept_at": clock.now()},
    )


def drop(*, viewer: User, client: User, section: Section) -> None:
    """It was saved, or is not wanted."""
    HistoryDraft.objects.filter(client=client, by=viewer, section=section.name).delete()


def held(viewer: User, client: User, section: Section, *, base: Any) -> Any:
    """What the viewer had typed over the section as it is still saved, in the section's shape; None for nothing."""
    rows = HistoryDraft.objects.filter(client=client, by=viewer, section=section.name)
    found = rows.filter(kept_at__gt=clock.now() - KEPT).first()
    if found is None or not found.content or found.content["base"] != base:
        return None
    typed = found.content["typed"]
    return [row for row in typed if row] if section.is_list else typed[0]


def forget_old() -> int:
    return HistoryDraft.objects.filter(kept_at__lte=clock.now() - KEPT).delete()[0]


def _cells(section: Section, row: Mapping[str, Any]) -> dict[str, str]:
    """As typed, not tidied: it may be half a word. Cut to what the form takes."""
    cells = {column.name: str(row.get(column.name) or "")[: column.longest] for column in section.columns}
    return {name: text for name, text in cells.items() if text.strip()}
