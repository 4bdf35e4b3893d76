"""Django's settings. The command line sets `HAICAP_DATABASE_URL` first; nothing here looks for a server."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from haicap.config import environment, wiring

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_directory()
DISK_FLOOR = environment.disk_floor()  # bytes
DEMO = environment.flag("HAICAP_DEMO")
DEBUG = environment.flag("HAICAP_DEBUG")

SECRET_KEY = os.environ.get("HAICAP_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = os.environ.get("HAICAP_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HAICAP_ORIGINS", "").split(",") if origin]
# Cookies are marked secure wherever people reach us by https (the demo is plain http on this machine).
HTTPS = environment.flag("HAICAP_HTTPS")
# whoever shows it reads /metrics from elsewhere; empty: this machine only
METRICS_TOKEN = os.environ.get("HAICAP_METRICS_TOKEN", "")
TERRITORY_KEYS = environment.territory_keys()

_database = environment.database_address(os.environ.get("HAICAP_DATABASE_URL") or "postgresql:///haicap")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.name,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "HOST": _database.host,
        "PORT": _database.port,
        "CONN_MAX_AGE": 0,
        "TIME_ZONE": "Asia/Ho_Chi_Minh",  # of the session, so that a day in SQL is a day here (law I-G1)
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {
            "prepare_threshold": 5,
            # after an outage each request tries anew at once, instead of waiting for an ever rarer retry
            "pool": {"min_size": 1, "max_size": 12, "timeout": 10, "reconnect_timeout": 5},
            "connect_timeout": 5,
            "options": "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=Asia/Ho_Chi_Minh",
            # a cut line fails in seconds instead of hanging for minutes
            "tcp_user_timeout": 8000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        },
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "haicap.platform",
    "haicap.ui",
    "haicap.territory",
    "haicap.organisation",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "haicap.documents",
    "haicap.parties",
    "haicap.procedures",
    "haicap.dossiers",
    "haicap.reorganisation",
    "haicap.reporting",
    "haicap.simulation",
    "haicap.desk",
    "haicap.portal",
]

MIDDLEWARE = [
    "haicap.platform.web.middleware.identify",
    "haicap.config.api_door.door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "haicap.platform.web.middleware.refuse_control_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "haicap.ui.middleware.language",
    "haicap.ui.middleware.error_pages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "haicap.organisation.web.middleware.sessions",
    "haicap.organisation.web.middleware.actor",
    "haicap.ui.room.keep_room",
]

# Sign-in (docs/reference/organisation.md): by user name, second factor for those who sign and administer.
AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["haicap.organisation.web.sign_in.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",)},
    },
]
PASSWORD_MOST_DAYS = int(os.environ.get("HAICAP_PASSWORD_DAYS") or 0)  # 0: no forced change
ACCOUNT_ADAPTER = "haicap.organisation.web.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ACCOUNT_FORMS = {
    "login": "haicap.organisation.web.forms_sign_in.LoginForm",
    "change_password": "haicap.organisation.web.forms_sign_in.ChangePasswordForm",
    "reauthenticate": "haicap.organisation.web.forms_sign_in.ReauthenticateForm",
}
MFA_ADAPTER = "haicap.organisation.web.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# browsers allow passkeys without https only on this very machine
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "haicap.organisation.web.forms_sign_in.AuthenticateForm",
    "reauthenticate": "haicap.organisation.web.forms_sign_in.SecondFactorAgainForm",
    "activate_totp": "haicap.organisation.web.forms_sign_in.ActivateForm",
    "add_webauthn": "haicap.organisation.web.forms_sign_in.AddKeyForm",
    "edit_webauthn": "haicap.organisation.web.forms_sign_in.EditKeyForm",
}
# Counters of failed sign-ins must be shared by all web processes, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "organisation_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# jobs live in the room `jobs` of their package
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

ROOT_URLCONF = "haicap.config.urls"
CARRIERS = wiring.CARRIERS
LAWS = "haicap.config.laws.ALL"  # what `check` proves
WSGI_APPLICATION = "haicap.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

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
                "haicap.ui.context.ui",
            ],
        },
    }
]

FORM_RENDERER = "haicap.ui.widgets.Renderer"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each in its own words
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["haicap.ui.formats"]
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# a session ends when idle this long, and in any case after SESSION_MOST_SECONDS
SESSION_COOKIE_AGE = 60 * int(os.environ.get("HAICAP_IDLE_MINUTES") or 30)
SESSION_MOST_SECONDS = 12 * 60 * 60
SESSION_ENGINE = "haicap.organisation.web.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "haicap.ui.errors.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "haicap.platform.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"haicap": {"level": "INFO"}},
}
