"""Connections to Elasticsearch 8 and 9, and to OpenSearch 2 and 3, with two budgets."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from elastic_transport import HttpHeaders, NodeConfig, Urllib3HttpNode
from elasticsearch import Elasticsearch


@dataclass(frozen=True)
class Connection:
    """Where the cluster is and how to sign in. `prefix` starts the name of everything that we make there."""

    urls: tuple[str, ...]
    prefix: str
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca_file: str = ""


@dataclass(frozen=True)
class Budget:
    """How long one request may take, in seconds, and how often it is tried again."""

    seconds: float
    retries: int


# A visitor waits; a rebuild does not.
VISIT = Budget(seconds=2.0, retries=1)
BULK = Budget(seconds=60.0, retries=5)
# A node that failed is left alone this long, so that not every visitor waits for it.
MAX_NODE_PAUSE = 30.0

_VENDORED = "application/vnd.elasticsearch+"
_ACCEPTED = ("accept", "content-type")


def connect(connection: Connection, budget: Budget) -> Elasticsearch:
    """A client with one budget; it keeps its connections, and may be shared between threads."""
    options: dict[str, Any] = {}
    if connection.api_key:
        options["api_key"] = connection.api_key
    elif connection.user:
        options["basic_auth"] = (connection.user, connection.password)
    if connection.ca_file:
        options["ca_certs"] = connection.ca_file
    return Elasticsearch(
        list(connection.urls),
        node_class=_Node,
        request_timeout=budget.seconds,
        max_retries=budget.retries,
        retry_on_timeout=True,
        retry_on_status=(429, 502, 503, 504),
        dead_node_backoff_factor=1.0,
        max_dead_node_backoff=MAX_NODE_PAUSE,
        http_compress=False,
        **options,
    )


class _Node(Urllib3HttpNode):
    """A node that may be of either product.

    The client speaks to Elasticsearch in media types of its own and wants that product's name in every answer.
    OpenSearch knows neither, and is otherwise asked the same things.
    """

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._is_opensearch: bool | None = None

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = None,
    ) -> Any:
        """Send a request; raises what the transport raises."""

        def send(wanted: HttpHeaders | None) -> Any:
            return super(_Node, self).perform_request(
                method, target, body=body, headers=wanted, request_timeout=request_timeout
            )

        if self._is_opensearch is None:
            self._is_opensearch = self._ask_product(headers, request_timeout)
        return _as_elasticsearch(send, headers) if self._is_opensearch else send(headers)

    def _ask_product(self, headers: HttpHeaders | None, request_timeout: Any) -> bool:
        plain = _plain(headers)
        plain.pop("content-type", None)
        answer = super().perform_request("GET", "/", headers=plain, request_timeout=request_timeout)
        try:
            return bool(json.loads(answer.body)["version"].get("distribution") == "opensearch")
        except (ValueError, KeyError, TypeError, AttributeError):
            return False


def _as_elasticsearch(send: Callable[[HttpHeaders], Any], headers: HttpHeaders | None) -> Any:
    answer = send(_plain(headers))
    named = HttpHeaders(answer.meta.headers)
    named["x-elastic-product"] = "Elasticsearch"
    return answer._replace(meta=replace(answer.meta, headers=named))


def _plain(headers: HttpHeaders | None) -> HttpHeaders:
    """The headers with plain media types instead of Elasticsearch's own."""
    plain = HttpHeaders(headers or {})
    for name in _ACCEPTED:
        value = plain.get(name) or ""
        if value.startswith(_VENDORED):
            plain[name] = "application/" + value.removeprefix(_VENDORED).partition(";")[0]
    return plain
