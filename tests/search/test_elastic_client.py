"""Speaking to two products: a server of the test answers as each of them, and says what it was sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines.elastic_client import VISIT, Connection, connect

ELASTICSEARCH = {"number": "9.1.0", "build_flavor": "default"}
OPENSEARCH = {"number": "3.8.0", "distribution": "opensearch"}


@dataclass
class Server:
    """Its address, and every request as (method, path, headers)."""

    url: str
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def serving(version: dict[str, str]) -> Iterator[Server]:
    seen: list[tuple[str, str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({"version": version})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self._answer({"count": 3})

        def _answer(self, content: dict[str, object]) -> None:
            seen.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
            body = json.dumps(content).encode()
            self.send_response(200)
            if version is ELASTICSEARCH:
                self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}", seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("version", "media_type"),
    [
        (ELASTICSEARCH, "application/vnd.elasticsearch+json; compatible-with=8"),
        (OPENSEARCH, "application/json"),
    ],
)
def test_each_product_is_spoken_to_in_its_own_media_type(version: dict[str, str], media_type: str) -> None:
    with serving(version) as server, connect(Connection((server.url,), "test"), VISIT) as client:
        counted = [client.count(index="test", query={"match_all": {}})["count"] for _ in range(2)]

    assert counted == [3, 3]
    # The product is asked for once.
    assert [(method, path) for method, path, _ in server.requests] == [
        ("GET", "/"), ("POST", "/test/_count"), ("POST", "/test/_count"),
    ]  # fmt: skip
    assert server.requests[1][2]["content-type"] == media_type
    assert server.requests[1][2]["accept"] == media_type


@pytest.mark.parametrize(
    ("secrets", "header"),
    [
        ({"user": "site", "password": "geheim"}, "Basic c2l0ZTpnZWhlaW0="),
        ({"api_key": "sleutel"}, "ApiKey sleutel"),
    ],
)
def test_every_request_is_signed(secrets: dict[str, str], header: str) -> None:
    with serving(OPENSEARCH) as server, connect(Connection((server.url,), "test", **secrets), VISIT) as client:
        client.count(index="test", query={"match_all": {}})

    assert [headers["authorization"] for _, _, headers in server.requests] == [header, header]
