"""Writing a client's record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.clients import avatars, history, lab_report, rules
from pathya.clients.csv_import import Entry, entry
from pathya.clients.errors import ChangedMeanwhile
from pathya.clients.models import LabReport, MedicalHistory, Metric, Profile, Source
from pathya.clients.rules import Event, Step
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit
from pathya.ui.words import viewer_zone

FIELDS = ("born", "gender", "height_cm", "blood_group", "diet", "activity", "bio", "goals")


@transaction.atomic
def update_profile(*, viewer: User, client: User, changes: Mapping[str, Any], step: Step | None = None) -> Profile:
    """Write fields of `FIELDS`, by the client or who acts for them; `step` marks a part of the onboarding as done.

    Raises NotFound, Invalid.
    """
    _may_write(viewer, client)
    if unknown := set(changes) - set(FIELDS):
        raise Invalid(fields={name: [_("There is no such field here.")] for name in unknown})
    _check(changes)
    profile = _held(client)
    changed = [name for name, value in changes.items() if getattr(profile, name) != value]
    for name in changed:
        setattr(profile, name, changes[name])
    if step and step not in profile.onboarding:
        profile.onboarding = [*profile.onboarding, step.value]
    profile.updated_at = clock.now()
    profile.save()
    if changed:
        audit.record(Event.PROFILE_CHANGED, actor=viewer, subject=client, detail={"changed": changed})
    return profile


@transaction.atomic
def set_avatar(*, client: User, content: bytes | None) -> Profile:
    """Keep a picture in place of the old one; None removes it. Raises Invalid."""
    made = avatars.encoded(content) if content is not None else None
    profile = _held(client)
    profile.avatar = made
    profile.save(update_fields=["avatar"])
    return profile


@transaction.atomic
def update_history(
    *, viewer: User, client: User, sections: Mapping[str, Any], version: int | None = None
) -> MedicalHistory:
    """Replace whole sections of the medical history.

    `version` is the one that was read: when somebody wrote since, ChangedMeanwhile. None overwrites.
    Raises NotFound, Invalid, ChangedMeanwhile.
    """
    _may_write(viewer, client)
    MedicalHistory.objects.bulk_create([MedicalHistory(user=client, data=history.empty())], ignore_conflicts=True)
    row = MedicalHistory.objects.select_for_update().get(user=client)
    if version is not None and version != row.version:
        raise ChangedMeanwhile
    data = history.complete(row.data)
    for name, content in sections.items():
        section = history.SECTIONS.get(name)
        if section is None:
            raise Invalid(fields={name: [_("There is no such field here.")]})
        try:
            data[name] = history.tidy(section, content)
        except ValueError as wrong:
            raise Invalid(fields={str(wrong): [_("This is not one of the choices, or too long.")]}) from None
    row.data, row.version, row.updated_at = data, row.version + 1, clock.now()
    row.save()
    audit.record(Event.HISTORY_CHANGED, actor=viewer, subject=client, detail={"sections": sorted(sections)})
    return row


@transaction.atomic
def add_metrics(*, viewer: User, client: User, entries: Sequence[Entry], source: Source = Source.HAND) -> list[Metric]:
    """Enter measured values, by the client, who acts for or who treats them; the same moment again replaces."""
    if not (care.may_act(viewer, client.pk) or care.treats(viewer, client.pk)):
        raise NotFound
    made = [
        Metric(
            client=client,
            kind=one.kind.slug,
            value=one.value,
            entered=one.entered,
            unit=one.unit.code,
            at=one.at,
            source=source,
            added_by=viewer,
        )
        for one in {(one.kind.slug, one.at): one for one in entries}.values()
    ]
    Metric.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["client", "kind", "at"],
        update_fields=["value", "entered", "unit", "source", "added_by"],
    )
    audit.record(Event.METRICS_ADDED, actor=viewer, subject=client, detail={"count": len(made), "source": source.value})
    return made


@transaction.atomic
def remove_metric(*, viewer: User, metric_id: UUID) -> None:
    """Take a value out, by the client or who acts for them; one that is gone is fine."""
    row = Metric.objects.filter(pk=metric_id).first()
    if row is None or not care.may_act(viewer, row.client_id):
        raise NotFound
    row.delete()
    audit.record(Event.METRIC_REMOVED, actor=viewer, subject=("clients.metric", metric_id))


def read_report(*, viewer: User, client: User, content: bytes, taken_on: date) -> LabReport:
    """Propose the values of a lab report; nothing is entered until a person confirms. Raises Invalid, NotFound."""
    if not (care.may_act(viewer, client.pk) or care.treats(viewer, client.pk)):
        raise NotFound
    if taken_on > clock.today(client.time_zone):
        raise Invalid(fields={"taken_on": [_("That day has not come yet.")]})
    rows = lab_report.values(content)
    return LabReport.objects.create(client=client, taken_on=taken_on, rows=rows)


@transaction.atomic
def settle_report(*, viewer: User, report_id: UUID, values: Mapping[str, str | None]) -> LabReport:
    """Confirm (with the value as it should be) or dismiss (None) each proposed kind; settled ones stay as they are."""
    row = LabReport.objects.select_for_update().select_related("client").filter(pk=report_id).first()
    if row is None or not (care.may_act(viewer, row.client_id) or care.treats(viewer, row.client_id)):
        raise NotFound
    entries, wrong, rows = [], {}, [dict(one) for one in row.rows]
    for one in rows:
        if one["state"] != "proposed" or one["kind"] not in values:
            continue
        value = values[one["kind"]]
        if value is None:
            one["state"] = "dismissed"
            continue
        try:
            made = entry(one["kind"], value, one["unit"], row.taken_on.isoformat(), viewer_zone(row.client.time_zone))
        except ValueError as error:
            wrong[one["kind"]] = [str(error)]
        else:
            entries.append(made)
            one["state"], one["value"] = "confirmed", value
    if wrong:
        raise Invalid(fields=wrong)
    row.rows = rows
    row.save(update_fields=["rows"])
    if entries:
        add_metrics(viewer=viewer, client=row.client, entries=entries, source=Source.REPORT)
    return row


def _may_write(viewer: User, client: User) -> None:
    if not care.may_act(viewer, client.pk):
        raise NotFound


def _held(client: User) -> Profile:
    Profile.objects.bulk_create([Profile(user=client)], ignore_conflicts=True)
    return Profile.objects.select_for_update().get(user=client)


def _check(changes: Mapping[str, Any]) -> None:
    wrong = {}
    born, height = changes.get("born"), changes.get("height_cm")
    if born and not rules.YOUNGEST <= rules.age(born, clock.today("UTC")) <= rules.OLDEST:
        wrong["born"] = [_("Pathya is for people from 13 to 120 years.")]
    if height is not None and not rules.HEIGHT[0] <= height <= rules.HEIGHT[1]:
        wrong["height_cm"] = [_("Write the height in centimetres, from 50 to 300.")]
    for name, choices in {"gender": rules.Gender, "diet": rules.Diet, "activity": rules.Activity}.items():
        if changes.get(name) and changes[name] not in choices.values:
            wrong[name] = [_("This is not one of the choices.")]
    if wrong:
        raise Invalid(fields=wrong)
