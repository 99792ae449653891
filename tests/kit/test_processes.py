import os
import subprocess
import sys

from pathya.kit.processes import runs


def test_a_process_that_ended_does_not_run() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    assert runs(ended.pid)
    ended.wait()
    assert not runs(ended.pid)
    assert runs(os.getpid())
    assert runs(1), "somebody else's"
