"""Guards that must never be lost, and a check that losing one is noticed.

Each entry names a guard, the piece of code that is the guard, the same piece without it, and the tests that protect
it. `uv run python -m tests.project.guards` copies the repository, takes the guards away one at a time, and runs their
tests: each time they have to fail. `test_guards.py` keeps the list in step with the code.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 2
# What pytest ends with when tests ran and some failed; anything else means that they did not run.
TESTS_FAILED = 1


@dataclass(frozen=True)
class Guard:
    """`snippet` stands once in `file`; `without` takes its place. `tests` are what pytest is to run."""

    name: str
    file: str
    snippet: str
    without: str
    tests: str


GUARDS = (
    Guard(
        name="a page behind a restriction is in no list",
        file="site/common/pages.py",
        snippet="self.live().filter(~Exists(restricted))",
        without="self.live()",
        tests="tests/common/test_pages.py",
    ),
    Guard(
        name="an unpublished page is in no list",
        file="site/common/pages.py",
        snippet="self.live().filter(~Exists(restricted))",
        without="self.filter(~Exists(restricted))",
        tests="tests/common/test_pages.py",
    ),
    Guard(
        name="the rule for one page knows restrictions",
        file="site/common/pages.py",
        snippet="return bool(page.live) and not page.get_view_restrictions().exists()",
        without="return bool(page.live)",
        tests="tests/common/test_pages.py",
    ),
    Guard(
        name="a file of an unpublished page is not served",
        file="site/common/document_access.py",
        snippet="Page.objects.live().filter(here)",
        without="Page.objects.filter(here)",
        tests="tests/access/test_documents.py",
    ),
    Guard(
        name="the text of a closed collection is not searched",
        file="site/common/document_text/models.py",
        snippet='state=TextState.READ, document__in=documents_visible_to(ANONYMOUS).values("pk")',
        without="state=TextState.READ",
        tests="tests/common/document_text/test_services.py",
    ),
    Guard(
        name="the sanitiser takes out scripts",
        file="site/common/html.py",
        snippet="source, tags=ALLOWED_TAGS, attributes",
        without='source, tags=ALLOWED_TAGS | {"script"}, attributes',
        tests="tests/common/test_html.py",
    ),
    Guard(
        name="the sanitiser takes out links that run code",
        file="site/common/html.py",
        snippet='frozenset({"http", "https", "mailto", "tel"})',
        without='frozenset({"http", "https", "mailto", "tel", "javascript"})',
        tests="tests/common/test_html.py",
    ),
    Guard(
        name="a text of editors that is broken stops no mail",
        file="site/common/mail/editing.py",
        snippet="        except Exception as error:",
        without="        except ZeroDivisionError as error:",
        tests="tests/common/mail/test_own_texts.py",
    ),
    Guard(
        name="mail that was stopped is not sent",
        file="site/common/mail/worker.py",
        snippet="    if is_stopped(mail):",
        without="    if False:",
        tests="tests/common/mail/test_stopping.py",
    ),
    Guard(
        name="a document is looked at before it is kept",
        file="site/common/uploads/forms.py",
        snippet="            clean_upload(file)",
        without="            pass",
        tests="tests/common/uploads/test_doors.py",
    ),
    Guard(
        name="an office file with definitions is refused",
        file="site/common/uploads/office.py",
        snippet="fromstring(content, forbid_dtd=True)",
        without="fromstring(content, forbid_dtd=False, forbid_entities=False, forbid_external=False)",
        tests="tests/common/uploads/test_doors.py",
    ),
    Guard(
        name="every rich text passes the sanitiser when it is shown",
        file="templates/wagtailcore/shared/richtext.html",
        snippet="{{ html|clean_html }}",
        without="{{ html|safe }}",
        tests="tests/common/hostile_text/test_fields.py",
    ),
    Guard(
        name="a crafted rich text is refused",
        file="site/common/rich_text.py",
        snippet="            _refuse_crafted(data.get(name))",
        without="            pass",
        tests="tests/common/hostile_text/test_fields.py",
    ),
    Guard(
        name="a permanent address leads to no hidden page",
        file="site/common/identifiers.py",
        snippet="model.objects.visible_to(viewer).filter(public_id=public_id)",
        without="model.objects.filter(public_id=public_id)",
        tests="tests/access/test_pages.py",
    ),
    Guard(
        name="an account that was closed has no roles",
        file="site/common/access.py",
        snippet="if not user.is_authenticated or not user.is_active:",
        without="if not user.is_authenticated:",
        tests="tests/common/test_access.py",
    ),
    Guard(
        name="a change in the CMS is one transaction",
        file="site/common/middleware.py",
        snippet="            with transaction.atomic():\n                return view(",
        without="            if True:\n                return view(",
        tests="tests/common/test_middleware.py",
    ),
    Guard(
        name="scheduled publishing is one transaction for each object",
        file="site/common/publishing.py",
        snippet="        with transaction.atomic():\n            revision.publish(",
        without="        if True:\n            revision.publish(",
        tests="tests/common/test_publishing.py",
    ),
    Guard(
        name="only scripts of Wagtail's own widgets run in the CMS",
        file="site/common/cms_scripts.py",
        snippet="if arguments is not None and not _is_json(arguments):",
        without="if False:",
        tests="tests/common/test_cms_scripts.py",
    ),
    Guard(
        name="an editor does not publish",
        file="site/accounts/services.py",
        snippet='Role.EDITOR: ("add", "change"),',
        without='Role.EDITOR: ("add", "change", "publish"),',
        tests="tests/accounts/test_cms_access.py tests/accounts/test_cms_workflow.py tests/accounts/test_services.py",
    ),
    Guard(
        name="the CMS refuses an account without a role in it",
        file="site/accounts/middleware.py",
        snippet='request.user.has_perm("wagtailadmin.access_admin")',
        without="request.user.is_authenticated",
        tests="tests/accounts/test_cms_access.py",
    ),
    Guard(
        name="there is one door: restricted pages have no sign-in of their own",
        file="site/config/urls.py",
        snippet='path("_util/login/", RedirectView',
        without='path("_util/sign-in/", RedirectView',
        tests="tests/access/test_matrix.py -k matrix",
    ),
    Guard(
        name="only reviewers assess a method",
        file="knowledge/views.py",
        snippet="if not can_assess(viewer) or not method",
        without="if not method",
        tests="tests/knowledge/test_cms.py",
    ),
    Guard(
        name="the overview of methods holds what the viewer may see",
        file="knowledge/overview.py",
        snippet="MethodPage.objects.visible_to(viewer).with_evidence()",
        without="MethodPage.objects.with_evidence()",
        tests="tests/knowledge/test_overview.py",
    ),
    Guard(
        name="a parliamentary document is public with its page only",
        file="site/agenda/querysets.py",
        snippet='return self.complete().filter(Exists(pages.filter(documents=OuterRef("pk"))))',
        without="return self.complete()",
        tests="tests/agenda/test_access.py",
    ),
    Guard(
        name="search leaves out what the index does not know yet",
        file="search/guard.py",
        snippet="excluded=waiting if is_complete else frozenset(),",
        without="excluded=frozenset(),",
        tests="tests/search/test_leaks.py tests/search/test_service.py",
    ),
    Guard(
        name="a hit is shown only when the database says so",
        file="search/pages.py",
        snippet="self.model.objects.visible_to(viewer).filter(public_id__in=public_ids)",
        without="self.model.objects.filter(public_id__in=public_ids)",
        tests="tests/search/test_leaks.py tests/search/test_pages.py",
    ),
    Guard(
        name="the index holds what everybody may see",
        file="search/pages.py",
        snippet='self.model.objects.visible_to(ANONYMOUS).order_by("pk")',
        without='self.model.objects.order_by("pk")',
        tests="tests/search/test_leaks.py tests/search/test_pages.py",
    ),
    Guard(
        name="a question carries the audience of who asks",
        file="search/engines/tantivy_query.py",
        snippet='(Occur.Must, _silent(Clause.term_set_query(SCHEMA, "audience", sorted(audience))))',
        without="",
        tests="tests/search/test_tantivy.py",
    ),
    Guard(
        name="production refuses to show developer pages",
        file="site/config/settings/production.py",
        snippet="if DEBUG:",
        without="if False:",
        tests="tests/project/test_settings.py -k production",
    ),
    Guard(
        name="something incomplete is not approved",
        file="site/common/workflow.py",
        snippet="refuse_incomplete(revision.as_object())",
        without="revision.as_object()",
        tests="tests/knowledge/test_editing.py",
    ),
    Guard(
        name="the API publishes nothing incomplete",
        file="site/common/admin_api.py",
        snippet="refuse_incomplete(instance.get_latest_revision_as_object())",
        without="instance.get_latest_revision_as_object()",
        tests="tests/knowledge/test_completeness.py",
    ),
    Guard(
        name="only who may publish says that facts were checked",
        file="knowledge/models/use_case.py",
        snippet='FieldPanel("is_checked", permission="knowledge.publish_usecase")',
        without='FieldPanel("is_checked")',
        tests="tests/knowledge/test_editing.py",
    ),
    Guard(
        name="nobody is told twice of one moment",
        file="knowledge/services/reminders.py",
        snippet="ReviewReminder.objects.filter(state=ReminderState.WAITING)}",
        without="ReviewReminder.objects.all()}",
        tests="tests/knowledge/test_reminders.py",
    ),
    Guard(
        name="a spreadsheet runs no title as a formula",
        file="knowledge/backlog/views.py",
        snippet="from defusedcsv import csv",
        without="import csv",
        tests="tests/knowledge/test_backlog.py",
    ),
    Guard(
        name="the mails of an installation are shown on a laptop only",
        file="site/common/mail/views.py",
        snippet="if not settings.DEMO_ALLOWED:",
        without="if False:",
        tests="tests/common/mail/test_outbox.py",
    ),
    Guard(
        name="only a beheerder sees the outbox",
        file="site/common/mail/permissions.py",
        snippet="return viewer.has_role(Role.ADMINISTRATOR)",
        without="return not viewer.is_anonymous",
        tests="tests/common/mail/test_outbox.py tests/common/mail/test_services.py",
    ),
    Guard(
        name="a code that is worth nothing any more is not mailed",
        file="site/common/mail/worker.py",
        snippet="if mail.is_expired:",
        without="if False:",
        tests="tests/common/mail/test_worker.py",
    ),
    Guard(
        name="no text adds a header to a mail",
        file="site/common/mail/text.py",
        snippet='if unicodedata.category(character)[0] == "C"',
        without="if False",
        tests="tests/common/mail/test_services.py",
    ),
)


@contextmanager
def copy_of_the_repository() -> Iterator[Path]:
    """A folder with the code and the tests, to be changed at will."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "repository"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "var", "__pycache__"))
        yield folder


def run_tests(folder: Path, tests: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Run `tests` in a copy of the repository, up to the first failure."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def is_noticed(guard: Guard) -> bool:
    """True when the tests of `guard` fail without it."""
    started = time.monotonic()
    with copy_of_the_repository() as folder:
        file = folder / guard.file
        file.write_text(file.read_text().replace(guard.snippet, guard.without))
        result = run_tests(folder, guard.tests.split())
    noticed = result.returncode == TESTS_FAILED
    failures = [line for line in result.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    report = failures[0] if failures else f"pytest ended with {result.returncode}"
    print(
        f"{'ok    ' if noticed else 'MISSED'} {time.monotonic() - started:4.0f} s  {guard.name}: {report[:100]}",
        flush=True,
    )
    return noticed


def are_green(guards: Iterable[Guard]) -> bool:
    """True when the tests of all these guards pass while the guards are there."""
    files = sorted({word for guard in guards for word in guard.tests.split() if word.startswith("tests/")})
    with copy_of_the_repository() as folder:
        result = run_tests(folder, files)
    print(result.stdout.strip().splitlines()[-1], "with every guard in place", flush=True)
    return result.returncode == 0


def main(words: Sequence[str]) -> int:
    """Check the guards whose name holds one of `words`, or all; return the exit status."""
    chosen = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    if not are_green(chosen):
        return 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        noticed = list(pool.map(is_noticed, chosen))
    print(f"{sum(noticed)} of {len(noticed)} guards are noticed when they are gone.")
    return 0 if all(noticed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
