"""Lets Wagtail's own inline scripts run in the CMS without allowing inline scripts in general.

Date fields, choosers and inline panels start themselves with a script in the page. Each of those is one known call
with JSON as its arguments; exactly that gets the nonce of the page. Any other inline script stays blocked, also one
that an attacker manages to get into the CMS.
"""

import json
import re

_TEXT = r'"(?:[^"\\<]|\\.)*"'
_CALL = re.compile(
    r"<script>\s*(?:init(?:Date|Time|DateTime)Chooser|createTaskChooser|new [A-Z]?\w*Chooser)"
    r"\((?P<arguments>[^<]*)\);\s*</script>"
)
_PANEL = re.compile(
    r"<script>\s*\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    rf"\(JSON\.parse\({_TEXT}\)\);\s*\}}\)\(\);\s*</script>"
)


def add_nonce(html: str, nonce: str) -> str:
    """Return `html` with the nonce on every inline script that is a known call, and on no other."""
    for pattern in (_CALL, _PANEL):
        html = pattern.sub(lambda match: _with_nonce(match, nonce), html)
    return html


def _with_nonce(match: re.Match[str], nonce: str) -> str:
    script = match.group()
    arguments = match.groupdict().get("arguments")
    if arguments is not None and not _is_json(arguments):
        return script
    return script.replace("<script>", f'<script nonce="{nonce}">', 1)


def _is_json(arguments: str) -> bool:
    try:
        json.loads(f"[{arguments}]")
    except ValueError:
        return False
    return True
