"""Settings of the one Django project, read from the environment (docs/settings.md lists them)."""

from os import environ
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pathya.config import alerts, calendars, channels, env, files, identity, mail, payments, secrets, video
from pathya.kit.folders import make_private
from pathya.kit.postgres import DATABASE, ROLE, Cluster
from pathya.operations import logs

SOURCE = Path(__file__).resolve().parent.parent
ROOT = SOURCE.parent.parent

ENVIRONMENT = env.one_of("PATHYA_ENV", "development", ["development", "production"])
PRODUCTION = ENVIRONMENT == "production"
DEVELOPMENT = not PRODUCTION
DEBUG = False
DATA_DIR = Path(env.text("DATA_DIR", ".data")).resolve()
BUILD_DIR = ROOT / ".build"
PORT = env.integer("PORT", 8000, low=1, high=65535)
BIND = env.text("PATHYA_BIND", "127.0.0.1")
WEB_WORKERS = env.integer("PATHYA_WEB_WORKERS", 2, low=1, high=64)
WEB_THREADS = env.integer("PATHYA_WEB_THREADS", 8, low=1, high=256)
JOB_THREADS = env.integer("PATHYA_JOB_THREADS", 4, low=1, high=64)
GRACE = env.integer("PATHYA_GRACE", 10, low=1, high=300)
"""Seconds that requests and jobs under way get to end when the program stops."""
BASE_URL = env.text(
    "PATHYA_BASE_URL", f"http://localhost:{PORT}" if DEVELOPMENT else None, "https://your.address"
).rstrip("/")
ALLOWED_HOSTS = env.words("PATHYA_HOSTS", ["*"] if DEVELOPMENT else [BASE_URL.split("://")[-1].split(":")[0]])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if PRODUCTION else []

_secrets = secrets.load(production=PRODUCTION, folder=DATA_DIR)
SECRET_KEY = _secrets.secret_key
ENCRYPTION_KEYS = _secrets.encryption_keys
"""Key id → 32 bytes; the first one encrypts, all decrypt."""

INSTALLED_APPS = [
    "pathya.ui",
    "pathya.operations",
    "pathya.practice",
    "pathya.outbox",
    "pathya.accounts",
    "pathya.privacy",
    "pathya.care",
    "pathya.documents",
    "pathya.nutritionists",
    "pathya.clients",
    "pathya.calendars",
    "pathya.credits",
    "pathya.billing",
    "pathya.programs",
    "pathya.nutrition",
    "pathya.content",
    "pathya.consultations",
    "pathya.meetings",
    "pathya.journeys",
    "pathya.notes",
    "pathya.web",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "csp",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "pathya.operations.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pathya.operations.api_middleware.ApiMiddleware",
    "pathya.web.kept.KeptPages",
    "pathya.accounts.short_path.ShortPath",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pathya.accounts.middleware.LocaleMiddleware",
    "pathya.accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "pathya.content.middleware.ContentSystem",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "pathya.ui.middleware.ErrorPages",
]

ROOT_URLCONF = "pathya.config.urls"
WSGI_APPLICATION = "pathya.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "pathya.ui.context.frame",
                "pathya.practice.context_processors.practice",
                "pathya.content.context_processors.menus",
                "pathya.privacy.context.cookies",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASE_URL = env.text("DATABASE_URL", "")
DATABASES = {"default": secrets.database(DATABASE_URL, Cluster(DATA_DIR / "postgres").socket_dir, DATABASE, ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["pathya.accounts.hashers.Argon2"]
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_ADAPTER = "pathya.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_RATE_LIMITS = False  # counted in our database instead: pathya.accounts.limits
DEMO_WITHOUT_FACTOR = DEVELOPMENT and env.flag("PATHYA_DEMO_WITHOUT_FACTOR", default=True)
IDENTITY_PROVIDERS = identity.providers()
GEO_DATABASE = env.text("PATHYA_GEO_DATABASE", "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/portal/"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("Hindi"))]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE, LANGUAGE_COOKIE_SAMESITE = "language", 365 * 24 * 3600, "Lax"
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
LOCALE_PATHS = [SOURCE / name / "locale" for name in ("kit", "config", "integrations")]
USE_TZ = True
TIME_ZONE = "UTC"
PRACTICE_TIME_ZONE = env.text("PATHYA_TIME_ZONE", "Asia/Kolkata")

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "pathya.ui.assets.BuiltFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # never whole in memory
FILES = files.load(DATA_DIR / "files")
SCANNER = files.scanner(production=PRODUCTION)
UPLOADS_PER_HOUR = env.integer("PATHYA_UPLOADS_PER_HOUR", 30, low=0)

EMAIL_BACKEND = "pathya.outbox.backend.OutboxBackend"
MAIL = mail.load(production=PRODUCTION, site=BASE_URL)
SMS, WHATSAPP = channels.sms(), channels.whatsapp()
ZOOM, JITSI = video.zoom(), video.jitsi()
GOOGLE_CALENDAR = calendars.google()
PAYMENT_GATEWAYS, PAYMENT_SANDBOX = payments.gateways(), payments.sandbox(development=DEVELOPMENT)
PAYMENT_LINKS = payments.links()
ERASURES_DIR = Path(env.text("PATHYA_ERASURES_DIR", str(DATA_DIR / "erasures"))).resolve()
"""The journal of erased people, kept apart from the database and its backups."""
ALERTS = alerts.load()
PRACTICE_NAME = env.text("PATHYA_PRACTICE_NAME", "Pathya")
PRACTICE_ADDRESS = env.text("PATHYA_PRACTICE_ADDRESS", "")
TAX_YEARS = env.integer("PATHYA_TAX_YEARS", 8, low=8)
"""So long after the end of their financial year tax documents are kept, and then removed."""
WORKER_SILENT = env.integer("PATHYA_WORKER_SILENT", 30, low=1, high=60)
"""Seconds without a heartbeat after which a worker is taken for dead and its jobs run again."""
PROCRASTINATE_ON_APP_READY = "pathya.config.schedule.register"

LOGGING = logs.configured(
    pretty=DEVELOPMENT, level=env.one_of("PATHYA_LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"])
)
METRICS_TOKEN = env.text("PATHYA_METRICS_TOKEN", "")
METRICS_DIR = DATA_DIR / "metrics"
environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)

TRUSTED_PROXIES = env.words("PATHYA_TRUSTED_PROXIES")
"""Addresses or networks whose `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Request-ID` are believed."""
CORS_ORIGINS = env.words("PATHYA_CORS_ORIGINS")
API_BODY_LIMIT = env.integer("PATHYA_API_BODY_LIMIT", 1024 * 1024, low=1024)
API_FILE_LIMIT = env.integer("PATHYA_API_FILE_LIMIT", 10 * 1024 * 1024 + 64 * 1024, low=1024)
"""A file of 10 MB and the form around it."""
BODY_LIMIT = env.integer("PATHYA_BODY_LIMIT", 25 * 1024 * 1024, low=1024)
API_PER_PERSON = env.integer("PATHYA_API_PER_PERSON", 300, low=0)
API_PER_ADDRESS = env.integer("PATHYA_API_PER_ADDRESS", 600 if DEVELOPMENT else 60, low=0)
"""Calls a minute; 0 sets no limit. An address is counted for what it sends unsigned."""

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if BASE_URL.startswith("https://") else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "pathya.ui.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/cms/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}

WAGTAIL_SITE_NAME = "Pathya"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES: list[tuple[str, str]] = []  # language and zone stand in the account
WAGTAIL_USER_TIME_ZONES: list[str] = []
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

env.finish()
make_private(DATA_DIR)
METRICS_DIR.mkdir(exist_ok=True)
