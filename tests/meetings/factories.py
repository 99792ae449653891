"""A Zoom of the tests' own, which remembers what it was told."""

from dataclasses import dataclass, field
from typing import Any

from pathya.integrations.delivery import Temporary
from pathya.integrations.video import Arranged, RoomGone, Wanted, ZoomAccount

ACCOUNT = ZoomAccount("acc", "id", "sec", webhook_secret="hook", recording=True)


@dataclass
class FakeZoom:
    """`down` makes every call fail."""

    down: bool = False
    meetings: dict[str, Wanted] = field(default_factory=dict)
    told: list[Any] = field(default_factory=list)

    def _up(self, *said: Any) -> None:
        self.told.append(said)
        if self.down:
            raise Temporary("zoom down 503")

    def create(self, wanted: Wanted) -> Arranged:
        self._up("create", wanted)
        number = str(900 + len(self.told))
        self.meetings[number] = wanted
        return Arranged(number, f"https://zoom.us/j/{number}", f"https://zoom.us/s/{number}?zak=old", "pw")

    def change(self, external_id: str, wanted: Wanted) -> None:
        self._up("change", external_id, wanted)
        if external_id not in self.meetings:
            raise RoomGone
        self.meetings[external_id] = wanted

    def remove(self, external_id: str) -> None:
        self._up("remove", external_id)
        self.meetings.pop(external_id, None)

    def host_url(self, external_id: str) -> str:
        self._up("host_url", external_id)
        return f"https://zoom.us/s/{external_id}?zak=new"
