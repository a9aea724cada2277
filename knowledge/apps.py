"""App configuration of knowledge."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "knowledge"
    verbose_name = "Methodenbibliotheek"

    def ready(self) -> None:
        """Give the chain its methods, search its source and facets, and /id/ its pages."""
        from common import chain
        from common.identifiers import page_resolver, register_resolver
        from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodPage
        from knowledge.search_source import method_source, search_facets
        from knowledge.selectors import count_methods
        from search.index_pages import index_page_source
        from search.registry import register_facet, register_source

        chain.register_step(chain.ChainStep(step=chain.Step.METHOD, url="/methoden/", count=count_methods))
        # Evaluations and lessons have no records yet; their place in the chain says so.
        for step in (chain.Step.EVALUATION, chain.Step.LESSON):
            chain.register_step(chain.ChainStep(step=step, url="/kennisbank/", count=lambda viewer: 0))
        for model in (MethodPage, MethodIndexPage, LibraryIndexPage):
            register_resolver(page_resolver(model))
        register_source(method_source())
        register_source(index_page_source("method_index", "Over methoden", MethodIndexPage))
        register_source(index_page_source("library_index", "Over de kennisbank", LibraryIndexPage))
        for facet in search_facets():
            register_facet(facet)
