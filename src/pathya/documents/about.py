"""What a person says about a file, made fit to be kept and shown."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from pathya.documents.names import visible
from pathya.documents.rules import DESCRIPTION_LENGTH, TITLE_LENGTH, Kind


@dataclass(frozen=True)
class About:
    """`title` is taken from the file's name when none is given; `request` is the one that is answered."""

    name: str
    kind: Kind = Kind.OTHER
    title: str = ""
    description: str = ""
    request: UUID | None = None

    @property
    def shown_title(self) -> str:
        stem = visible(self.name).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return (visible(self.title) or stem.replace("_", " ").strip(" .") or str(self.kind.label))[:TITLE_LENGTH]

    @property
    def shown_description(self) -> str:
        lines = (visible(line) for line in self.description.splitlines())
        return "\n".join(lines).strip()[:DESCRIPTION_LENGTH]

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), "kind": self.kind.value, "request": str(self.request) if self.request else None}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "About":
        asked = kept.get("request")
        return cls(**{**kept, "kind": Kind(kept["kind"]), "request": UUID(asked) if asked else None})
