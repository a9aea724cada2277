"""The stamp of a generation: kept with the mapping of its public index, which the cluster itself agrees on."""

from elasticsearch import Elasticsearch, NotFoundError

from search.dutch.version import ANALYSIS_VERSION
from search.engines.elastic_names import Generation
from search.engines.elastic_schema import SCHEMA_VERSION
from search.engines.stamp import Stamp


def write_stamp(client: Elasticsearch, generation: Generation, stamp: int) -> None:
    """Write the stamp; raises what the client raises."""
    content = {"stamp": stamp, "schema": SCHEMA_VERSION, "analysis": ANALYSIS_VERSION}
    client.indices.put_mapping(index=generation.public, meta=content)


def read_stamp(client: Elasticsearch, generation: Generation) -> Stamp | None:
    """Return the stamp, or None when the index is not there or was never committed; raises what the client raises."""
    try:
        answer = client.indices.get_mapping(index=generation.public)
    except NotFoundError:
        return None
    content = answer[generation.public]["mappings"].get("_meta", {})
    try:
        return Stamp(int(content["stamp"]), str(content["schema"]), str(content["analysis"]))
    except (KeyError, TypeError, ValueError):
        return None
