"""An account from the first page to the last: signing up with the code from the mail, a passkey, an app, devices."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.helpers import totp
from tests.browser.actions import sign_in
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import TOO_WIDE, axe_violations
from tests.browser.test_privacy import look_at, watching
from tests.services.network import fetch
from tests.services.site import Site

pytestmark = pytest.mark.browser

PASSWORD = "vier groene fietsen"
ENTRANCE = ("/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/")
ACCOUNT = (
    "/mijn/",
    "/mijn/naam/",
    "/mijn/profiel/",
    "/mijn/organisatie/",
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/",
    "/account/sessions/",
    "/account/logout/",
    "/beheer/",
)


def mailed_code(site: Site, address: str) -> str:
    """The code in the last mail to `address`: on a laptop mail is read in the browser, the latest first."""
    mails = fetch(site.address("/demo/mail/")).split("<article")
    mail = next(mail for mail in mails if f"Aan {address}" in mail)
    return re.findall(r"<strong>([A-Z]{4}-[A-Z]{4})</strong>", mail)[0]


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_up(page: Page, site: Site) -> str:
    """Make an account and return its address."""
    address = f"proef-{uuid4().hex[:12]}@example.org"
    page.goto(site.address("/account/signup/"))
    for label, value in (("Voornaam", "Nienke"), ("Achternaam", "van Dam"), ("E-mailadres", address)):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Wachtwoord, nog een keer", exact=True).fill(PASSWORD)
    press(page, "Maak een account")
    page.get_by_label("Code", exact=True).fill(mailed_code(site, address).lower())
    press(page, "Bevestig uw e-mailadres")
    expect(page).to_have_url(site.address("/mijn/"))
    return address


def confirm_password(page: Page, site: Site, path: str) -> None:
    """Open a page that asks again who is there."""
    page.goto(site.address(path))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    press(page, "Bevestigen")
    expect(page).to_have_url(site.address(path))


def sign_out(page: Page, site: Site) -> None:
    page.goto(site.address("/account/logout/"))
    press(page, "Uitloggen")
    expect(page).to_have_url(site.address("/"))


def give_authenticator(page: Page) -> None:
    """Give the browser a passkey reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_no_page_of_an_account_breaks_the_policy_or_the_rules(site: Site, new_page: NewPage) -> None:
    page = new_page()
    give_authenticator(page)
    wrong: dict[tuple[str, int, str], list[str]] = {}
    with watching(page) as problems:
        for path in ENTRANCE:
            look_at(page, site.address(path), problems)
            check(page, path, wrong)
        sign_up(page, site)
        confirm_password(page, site, "/account/2fa/webauthn/add/")
        press(page, "Maak een passkey")
        expect(page).to_have_url(site.address("/account/2fa/recovery-codes/"))
        for path in ACCOUNT:
            look_at(page, site.address(path), problems)
            check(page, path, wrong)

    # A browser reports the page that is refused; that is what 403 is for.
    assert [problem for problem in problems if "403 (Forbidden)" not in problem] == []
    assert {where: found for where, found in wrong.items() if found} == {}


def check(page: Page, path: str, wrong: dict[tuple[str, int, str], list[str]]) -> None:
    """Look at the page on a small and a large screen, light and dark."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong[path, width, scheme] = axe_violations(page) + page.evaluate(TOO_WIDE)


def test_a_passkey_signs_in_without_a_password_and_is_the_second_step_with_one(site: Site, new_page: NewPage) -> None:
    page = new_page()
    give_authenticator(page)
    address = sign_up(page, site)
    confirm_password(page, site, "/account/2fa/webauthn/add/")
    page.get_by_label("Naam").fill("Laptop van het werk")
    press(page, "Maak een passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    page.goto(site.address("/account/2fa/webauthn/"))
    expect(page.get_by_role("heading", level=2)).to_have_text("Laptop van het werk")

    sign_out(page, site)
    page.goto(site.address("/account/login/?next=/mijn/naam/"))
    press(page, "Log in met een passkey")
    expect(page).to_have_url(site.address("/mijn/naam/"))

    sign_out(page, site)
    page.goto(site.address("/account/login/"))
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    press(page, "Log in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    press(page, "Gebruik uw passkey")
    expect(page).to_have_url(site.address("/mijn/"))


def test_a_passkey_that_is_not_given_is_told_in_words(site: Site, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site.address("/account/login/"))
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('stopped', 'NotAllowedError')) }"
    )

    press(page, "Log in met een passkey")

    expect(page.get_by_role("alert")).to_contain_text("Uw apparaat heeft de passkey niet gegeven.")


def test_an_app_is_set_up_and_then_asked_for(site: Site, new_page: NewPage) -> None:
    page = new_page()
    address = sign_up(page, site)
    confirm_password(page, site, "/account/2fa/totp/activate/")
    secret = page.locator("figcaption code").inner_text()
    expect(page.get_by_role("img", name=re.compile("QR-code"))).to_be_visible()

    page.get_by_label("Code", exact=True).fill("000000")
    press(page, "Zet de app aan")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Code", exact=True).fill(totp(secret))
    press(page, "Zet de app aan")
    expect(page.locator("main ol li")).to_have_count(10)
    recovery_code = page.locator("main ol li").first.inner_text()

    other = new_page()
    other.goto(site.address("/account/login/"))
    other.get_by_label("E-mailadres").fill(address)
    other.get_by_label("Wachtwoord").fill(PASSWORD)
    press(other, "Log in")
    expect(other.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    expect(other.get_by_role("button", name="Gebruik uw passkey")).to_have_count(0)
    other.get_by_label("Code", exact=True).fill(recovery_code)
    press(other, "Log in")
    expect(other).to_have_url(site.address("/mijn/"))


def test_without_javascript_only_what_works_is_offered(site: Site, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    address = sign_up(page, site)
    sign_out(page, site)

    page.goto(site.address("/account/login/"))
    expect(page.get_by_role("button", name="Log in met een passkey")).to_have_count(0)
    page.get_by_role("link", name="Mail mij een inlogcode").click()
    page.get_by_label("E-mailadres").fill(address)
    press(page, "Mail mij een code")
    page.get_by_label("Code", exact=True).fill(mailed_code(site, address))
    press(page, "Log in")
    expect(page).to_have_url(site.address("/mijn/"))

    confirm_password(page, site, "/account/2fa/webauthn/add/")
    expect(page.get_by_text("Passkeys werken hier niet")).to_be_visible()
    expect(page.get_by_role("button", name="Maak een passkey")).to_have_count(0)


def test_signing_out_elsewhere_reaches_the_other_browser(site: Site, new_page: NewPage) -> None:
    here, there = new_page(), new_page()
    address = sign_up(here, site)
    there.goto(site.address("/account/login/"))
    there.get_by_label("E-mailadres").fill(address)
    there.get_by_label("Wachtwoord").fill(PASSWORD)
    press(there, "Log in")
    expect(there).to_have_url(site.address("/mijn/"))

    here.goto(site.address("/account/sessions/"))
    expect(here.locator("tbody tr")).to_have_count(2)
    press(here, "Log uit op alle andere apparaten")

    expect(here.get_by_role("main").get_by_role("status")).to_contain_text("op alle andere apparaten uitgelogd.")
    there.goto(site.address("/mijn/"))
    expect(there).to_have_url(site.address("/account/login/?next=/mijn/"))


def set_up_passkey_first(page: Page, site: Site) -> None:
    """The way of somebody with a role in the CMS who has no second factor yet, from /beheer/ back to /beheer/."""
    give_authenticator(page)
    wrong: dict[tuple[str, int, str], list[str]] = {}
    expect(page).to_have_url(site.address("/mijn/tweede-stap/?next=/beheer/"))
    check(page, "/mijn/tweede-stap/", wrong)
    for path in ("/mijn/", "/account/email/", "/beheer/pages/", "/beheer/"):
        page.goto(site.address(path))
        expect(page.get_by_role("heading", level=1)).to_have_text("Zet eerst een tweede stap aan")
    page.goto(site.address("/methoden/"))
    expect(page.get_by_role("link", name="Inloggen")).to_have_count(1)

    page.goto(site.address("/beheer/"))
    page.get_by_role("link", name="Maak een passkey").click()
    press(page, "Maak een passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    check(page, "/account/2fa/recovery-codes/", wrong)
    page.get_by_role("link", name="Ga verder").click()
    assert {where: found for where, found in wrong.items() if found} == {}


def test_a_beheerder_makes_an_account_in_the_cms_and_its_owner_comes_in(site: Site, new_page: NewPage) -> None:
    address = f"collega-{uuid4().hex[:12]}@example.org"
    cms, owner = new_page(), new_page()
    sign_in(cms, site, "beheerder@example.org")
    with watching(cms) as problems:
        look_at(cms, site.address("/beheer/users/new/"), problems)
        for label, value in (("E-mailadres", address), ("Voornaam", "Samira"), ("Achternaam", "El Amrani")):
            cms.get_by_label(label).fill(value)
        cms.get_by_label("Redacteur: schrijft").check()
        cms.get_by_role("button", name="Maak aan").click()
        expect(cms).to_have_url(site.address("/beheer/users/"))
        expect(cms.locator("main")).to_contain_text(address)
    assert problems == []

    owner.goto(site.address("/account/login/code/?next=/beheer/"))
    owner.get_by_label("E-mailadres").fill(address)
    press(owner, "Mail mij een code")
    owner.get_by_label("Code", exact=True).fill(mailed_code(site, address))
    press(owner, "Log in")
    set_up_passkey_first(owner, site)

    expect(owner).to_have_url(site.address("/beheer/"))
    expect(owner.get_by_role("link", name="Gebruikers", exact=True)).to_have_count(0)
