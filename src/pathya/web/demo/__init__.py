"""The demo practice: a known cast with weeks of hours and calls, made anew relative to today."""
