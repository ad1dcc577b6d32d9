"""Three real nodes of OpenSearch on loopback, each of which can be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from retrieval.index.opensearch.connection import ClusterAddress, Connection

SCRIPT = Path(__file__).parents[2] / "deploy" / "cluster" / "cluster.sh"
PORT = 9560
NODES = (1, 2, 3)
_HASTE = "-XX:TieredStopAtLevel=1"
"""Nodes that live for a minute: they start in half the time, and are slower in the long run."""


class Nodes:
    """What `deploy/cluster/cluster.sh` starts, with data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._settings = {
            "CLUSTER_DATA": str(folder),
            "CLUSTER_PORT": str(PORT),
            "JAVA_TOOL_OPTIONS": _HASTE,
        }

    def address(self, name: str) -> ClusterAddress:
        hosts = ",".join(f"http://127.0.0.1:{PORT + node}" for node in NODES)
        return ClusterAddress.parse(f"{hosts}/{name}")

    def do(self, command: str, *nodes: int) -> str:
        """Run a command of the script; return what it says."""
        done = subprocess.run(  # noqa: S603 - our own script
            [SCRIPT, command, *map(str, nodes)],
            env=os.environ | self._settings,
            check=True,
            capture_output=True,
            text=True,
            timeout=400,
        )
        return done.stdout

    def start(self, *nodes: int) -> None:
        self.do("start", *nodes)

    def wait(self) -> None:
        self.do("wait", len(NODES))

    def kill(self, *nodes: int) -> None:
        """End nodes as a lost power supply does, and wait until they are gone."""
        self._end(signal.SIGKILL, nodes)

    def stop(self) -> None:
        self._end(signal.SIGTERM, NODES)

    def manager(self) -> int:
        """Return which node was elected to manage the others."""
        rows = Connection(self.address("any")).ask(
            "GET", "/_cat/cluster_manager", parameters={"format": "json"}
        )
        return int(rows[0]["node"].removeprefix("n"))

    def green(self, name: str) -> None:
        """Wait until every copy of an index is there."""
        wanted = {"wait_for_status": "green", "timeout": "60s"}
        Connection(self.address(name), 90.0).ask(
            "GET", f"/_cluster/health/{name}-*", seconds=70.0, parameters=wanted
        )

    def _end(self, how: signal.Signals, nodes: tuple[int, ...]) -> None:
        ids = [int(self.do("pid", node)) for node in nodes]
        for one in ids:
            with suppress(ProcessLookupError):
                os.kill(one, how)
        until = time.monotonic() + 60
        while time.monotonic() < until and any(map(_runs, ids)):
            time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
