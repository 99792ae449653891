"""What the parts of Razorpay's adapter share."""

from abc import ABC, abstractmethod
from typing import Any


class RazorpayCalls(ABC):
    @abstractmethod
    def _ask(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        """One call of their API with the practice's keys; its document. Raises GatewayFailed."""
