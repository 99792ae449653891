"""Model fields that need more than Django brings."""

import json
from typing import Any

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from pathya.kit import crypto


class Sealed(str):
    """A text as it stands in the database; never shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"


class _Opening(DeferredAttribute):
    """Opens the text when it is first read, so that a list that does not show it does not pay for it."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is not None and isinstance(value, Sealed):
            value = self.field.opened(crypto.unseal(value, self.field.place(instance)))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text encrypted at rest and bound to its row: the model's primary key must be known before saving (UUID).

    Written through `save()` and `bulk_create()` only; `update()` and `bulk_update()` refuse, as does every lookup
    except `isnull`. `values()` gives the sealed text. An empty text is stored as it is.

    `owner` names the attribute with the id of the person whom the text is about (`client_id`): their data key seals
    it. Without, the practice's newest key does.
    """

    descriptor_class = _Opening

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"owner": self.owner} if self.owner else {})}

    def person(self, instance: models.Model) -> Any:
        """The id of whom the text is about; None when it is about nobody in particular."""
        return getattr(instance, self.owner) if self.owner else None

    def place(self, instance: models.Model) -> str:
        """What the text is bound to."""
        return f"{self.model._meta.db_table}.{self.column}:{instance.pk}"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "" or isinstance(value, Sealed):
            return value
        return Sealed(crypto.seal(self.written(value), self.place(model_instance), self.person(model_instance)))

    def written(self, value: Any) -> str:
        """The text that is sealed for a value."""
        return str(value)

    def opened(self, text: str) -> Any:
        """The value of an opened text."""
        return text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return Sealed(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "" or isinstance(value, Sealed):
            return str(value) if value is not None else None
        raise FieldError(f"{self.name} is encrypted: write it with save() or bulk_create()")

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.pre_save(obj, add=False) or "")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = list(super().check(**kwargs))
        if isinstance(self.model._meta.pk, models.AutoField):
            found.append(checks.Error("An encrypted field needs a key known before saving (UUID).", obj=self))
        return found


class EncryptedJSONField(EncryptedTextField):
    """A JSON value (dict, list, number, …) sealed as text; None is stored as NULL."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def opened(self, text: str) -> Any:
        return json.loads(text)
