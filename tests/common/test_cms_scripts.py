"""The scripts of Wagtail's widgets get the nonce of the page; every other inline script does not."""

import json

import pytest
from django.utils.html import escapejs
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from common.cms_scripts import add_nonce

WIDGETS = (AdminDateInput(), AdminDateTimeInput(), AdminTimeInput())
CHOOSERS = [
    'new PageChooser("id_page", {"modalUrl": "/beheer/choose-page/", "canChooseRoot": false});',
    'new Chooser("id_target", {"modalUrl": "/beheer/x/"});',
    'createTaskChooser("id_task");',
]
NOT_OURS = [
    "alert(1)",
    'new Function("alert(1)")',
    'initDateChooser("id", {}); alert(1);',
    'initDateChooser("id", alert(1));',
    'initDateChooser("id", {"a": function() { alert(1) }});',
    'new PageChooser("id", {}) + alert(1);',
    'new PageChooser("id" + alert(1));',
    'new window.PageChooser("id");',
    '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
    '(function() { var panel = new InlinePanel(JSON.parse("{}" + alert(1))); })();',
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_a_date_or_time_field_may_start(widget: AdminDateInput) -> None:
    html = add_nonce(widget.render("moment", None, {"id": "id_go-live"}), "abc")

    assert html.count("<script") == 1
    assert '<script nonce="abc">' in html


@pytest.mark.parametrize("call", CHOOSERS)
def test_a_chooser_may_start(call: str) -> None:
    assert add_nonce(f"<script>{call}</script>", "abc") == f'<script nonce="abc">{call}</script>'


def test_an_inline_panel_may_start() -> None:
    options = escapejs(json.dumps({"formsetPrefix": "id_costs", "emptyChildFormPrefix": "costs-__prefix__"}))
    call = f'(function() {{\n    var panel = new InlinePanel(JSON.parse("{options}"));\n}})();'

    assert add_nonce(f"<script>\n{call}\n</script>", "abc") == f'<script nonce="abc">\n{call}\n</script>'


@pytest.mark.parametrize("script", NOT_OURS)
def test_any_other_script_stays_blocked(script: str) -> None:
    html = f"<p>Tekst</p><script>{script}</script>"

    assert add_nonce(html, "abc") == html


def test_a_script_after_a_known_one_stays_blocked() -> None:
    known, unknown = f"<script>{CHOOSERS[2]}</script>", "<script>alert(1)</script>"

    assert add_nonce(known + unknown, "abc") == f'<script nonce="abc">{CHOOSERS[2]}</script>{unknown}'


@given(identifier=st.text(), options=st.dictionaries(st.text(), st.text() | st.integers() | st.booleans()))
def test_nothing_but_the_nonce_is_added(identifier: str, options: dict[str, object]) -> None:
    html = f"<script>new PageChooser({json.dumps(identifier)}, {json.dumps(options)});</script>"

    assert add_nonce(html, "abc").replace(' nonce="abc"', "") == html
