# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for something to become true, always with a deadline and never for a fixed time."""
import time

PATIENCE = 20.0  # seconds; generous, because the machine may be busy


class NeverHappened(AssertionError):
    """What a test waited for did not happen in time."""


def wait_until(condition, what, seconds=PATIENCE, every=0.03):
    """Polls condition() until it answers something true, and returns that answer."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NeverHappened(f"not within {seconds:g} s: {what}")
        time.sleep(every)


def holds_for(condition, seconds, what, every=0.05):
    """For the claims that something does not happen: condition() stays true all the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not condition():
            raise AssertionError(f"did not last {seconds:g} s: {what}")
        time.sleep(every)
