"""The cast's shorthand for weekly hours: `0-4 10:00-13:00 14:00-18:00; 5 10:00-13:00`."""

from collections.abc import Iterator


def parsed(shorthand: str) -> Iterator[tuple[int, int, int]]:
    """Weekday (0 = Monday), start and end minute of each range."""
    for part in filter(None, (text.strip() for text in shorthand.split(";"))):
        days, *ranges = part.split()
        first, _, last = days.partition("-")
        for weekday in range(int(first), int(last or first) + 1):
            for text in ranges:
                start, end = text.split("-")
                yield weekday, minute(start), minute(end)


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
