"""The corpus of hostile texts in a real browser, on pages without any policy: the sanitiser alone has to hold."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from common.html import ALLOWED_ATTRIBUTES, ALLOWED_PROTOCOLS, ALLOWED_TAGS, clean_html
from common.mail.message import html_of
from common.mail.models import OutgoingMail
from common.mail.text import one_line
from tests.browser.conftest import NewPage
from tests.common.hostile_text.corpus import VECTORS

pytestmark = pytest.mark.browser

# Every text in a frame of its own, because one may swallow what comes after it.
SHOW = """
texts => {
  window.hits = [];
  window.loaded = 0;
  texts.forEach((text, number) => {
    const frame = document.createElement('iframe');
    frame.addEventListener('load', () => { window.loaded += 1; });
    const mark = `<script>function hit() { top.hits.push(${number}); }</script>`;
    frame.srcdoc = `<!doctype html>${mark}<div id="text">${text}</div>`;
    document.body.append(frame);
  });
}
"""
# What moves, is read again as it was written, and is clicked; links that leave are left alone.
TOUCH = """
() => {
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    for (let round = 0; round < 2; round += 1) {
      const text = page.getElementById('text');
      if (text) { text.innerHTML = text.innerHTML; }
    }
    page.addEventListener('click', event => {
      const link = event.target.closest('a');
      if (!link || ['http:', 'https:', 'mailto:', 'tel:', 'about:'].includes(link.protocol)) { event.preventDefault(); }
    });
    for (const element of page.querySelectorAll('#text *')) {
      for (const name of ['mouseover', 'focus', 'click']) {
        element.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
      }
    }
  }
}
"""
CONTENTS = """
() => [...document.querySelectorAll('iframe')].flatMap(frame =>
  [...frame.contentDocument.querySelectorAll('#text *')].map(element => ({
    name: element.namespaceURI === 'http://www.w3.org/1999/xhtml' ? element.localName : element.namespaceURI,
    attributes: element.getAttributeNames(),
    scheme: element.localName === 'a' && element.hasAttribute('href') ? element.protocol.replace(':', '') : '',
  })))
"""


def show(page: Page, texts: Sequence[str]) -> None:
    """Put every text in a frame and wait until all of them stand there."""
    page.route("**/*", lambda route: route.abort())
    page.evaluate(SHOW, list(texts))
    page.wait_for_function(f"window.loaded >= {len(texts)}")


def test_nothing_that_was_cleaned_runs(new_page: NewPage) -> None:
    page = new_page()
    show(page, [clean_html(vector) for vector in VECTORS])
    page.evaluate(TOUCH)
    contents = page.evaluate(CONTENTS)

    assert page.evaluate("window.hits") == []
    assert {item["name"] for item in contents} <= ALLOWED_TAGS
    assert {(item["name"], name) for item in contents for name in item["attributes"]} <= {
        (tag, name) for tag, names in ALLOWED_ATTRIBUTES.items() for name in names
    }
    # An address without a scheme is one of this page, whose own is "about".
    assert {item["scheme"] for item in contents} <= {*ALLOWED_PROTOCOLS, "about", ""}
    assert len(contents) > len(VECTORS) / 4


def test_no_mail_runs_what_somebody_typed(new_page: NewPage) -> None:
    typed = [vector.encode("utf-8", "ignore").decode() for vector in VECTORS]
    page = new_page()
    show(page, [html_of(OutgoingMail(purpose="test", subject=one_line(text), text=text)) for text in typed])
    page.evaluate(TOUCH)

    assert page.evaluate("window.hits") == []


def test_the_same_texts_run_when_they_are_not_cleaned(new_page: NewPage) -> None:
    page = new_page()
    page.route("**/*", lambda route: route.abort())
    page.evaluate(SHOW, [vector.encode("utf-8", "ignore").decode() for vector in VECTORS])
    page.wait_for_function("new Set(window.hits).size > 100")
