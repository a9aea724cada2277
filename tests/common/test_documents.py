"""Which files may be linked: the rule and the query select the same."""

import pytest
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from common.access import ANONYMOUS
from common.documents import can_list_document, documents_visible_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("restriction", ["none", "login", "groups", "password"])
def test_the_rule_and_the_query_agree(restriction: str) -> None:
    root = Collection.get_first_root_node()
    shelf = root.add_child(name="Besloten")
    folder = shelf.add_child(name="Daaronder")
    beside = root.add_child(name="Ernaast")
    documents = [
        Document.objects.create(title=collection.name, file="a.pdf", collection=collection)
        for collection in (root, shelf, folder, beside)
    ]
    if restriction != "none":
        CollectionViewRestriction.objects.create(collection=shelf, restriction_type=restriction)

    by_query = set(documents_visible_to(ANONYMOUS))

    assert by_query == {document for document in documents if can_list_document(ANONYMOUS, document)}
    open_names = {"Root", "Ernaast"} | ({"Besloten", "Daaronder"} if restriction == "none" else set())
    assert {document.title for document in by_query} == open_names
