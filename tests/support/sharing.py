"""How tests that run in several processes (`make test`) share the machine."""

from __future__ import annotations

import os

from xdist.scheduler import LoadFileScheduling

NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
"""Which of the processes this is, from 0 on; 0 also where there is but one."""
COUNT = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
_TOGETHER = ("tests/cluster/",)
"""Folders whose files one process runs: there is one set of nodes."""


class SharedOut(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each process a file at a time, in order, and all of some folders to one."""

    def _split_scope(self, nodeid: str) -> str:
        folder = next((one for one in _TOGETHER if nodeid.startswith(one)), None)
        return folder or str(super()._split_scope(nodeid))
