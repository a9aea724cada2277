"""All addresses. They are permanent; /en/ is reserved."""

from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts import views as account_views
from accounts.calendar_feed.views import calendar_feed
from circles.meetings.views import answer_by_link
from common import views as common_views
from common.mail.views import demo_mail, mail_stop
from knowledge.sitemaps import library_sitemaps

urlpatterns = [
    path("livez", common_views.livez, name="livez"),
    path("readyz", common_views.readyz, name="readyz"),
    path("robots.txt", common_views.robots, name="robots"),
    path(".well-known/security.txt", common_views.security_txt, name="security_txt"),
    path(
        "sitemap.xml",
        require_safe(sitemap),
        {"sitemaps": {"wagtail": Sitemap, **library_sitemaps()}},
        name="sitemap",
    ),
    path("media/images/<path:path>", common_views.image, name="image"),
    path("id/<uuid:public_id>", common_views.permanent_link, name="permanent_link"),
    path("demo/mail/", demo_mail, name="demo_mail"),
    path("mail/afmelden/<str:token>/", mail_stop, name="mail_stop"),
    path("zoeken/", include("search.urls")),
    path("kalender/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("mijn/kalender/", include("accounts.calendar_feed.urls")),
    path("mijn/zoekopdrachten/", include("search.saved.urls")),
    path("mijn/", include("accounts.urls")),
    path("kring/antwoord/<str:token>/", answer_by_link, name="meeting_answer"),
    path("kring/<uuid:public_id>/bijeenkomsten/", include("circles.meetings.urls")),
    path("kring/", include("circles.urls")),
    path("account/sessions/", account_views.DevicesView.as_view()),
    path("account/oidc/<slug:provider_id>/login/", account_views.organisation_sign_in),
    path("account/", include("allauth.urls")),
    # One door: neither the CMS nor a restricted page has a sign-in of its own, which would know no second factor.
    path("beheer/login/", account_views.cms_door),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Wagtail's view refuses GET but drops the cookie of the session all the same.
    path("beheer/logout/", require_POST(LogoutView.as_view())),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("", include("knowledge.urls")),
    path("", include(wagtail_urls)),
]
