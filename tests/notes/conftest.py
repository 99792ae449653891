from tests.consultations.conftest import committed

__all__ = ["committed"]
