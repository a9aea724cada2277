"""What a first visit costs."""

import pytest

from tests.browser.conftest import NewPage
from tests.services.site import Site

pytestmark = pytest.mark.browser

METHOD_PAGE_BYTES = 120_000


def test_a_first_visit_to_a_method_page_is_light(site: Site, visible_addresses: list[str], new_page: NewPage) -> None:
    methods = [path for path in visible_addresses if path.startswith("/methoden/") and path != "/methoden/"]
    weights = {}
    for path in (methods[0], methods[-1]):
        page = new_page()
        received: list[int] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event, sizes=received: sizes.append(event["encodedDataLength"]))
        page.goto(site.address(path), wait_until="networkidle")
        weights[path] = int(sum(received))

    assert {path: weight for path, weight in weights.items() if not 1_000 < weight < METHOD_PAGE_BYTES} == {}
