"""The WSGI door that granian opens."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from haicap.config import environment, production
from haicap.platform.processes import die_with_server

production.refuse_unfit(key_required=True)
die_with_server()  # a server process that is killed must not leave this one holding the port
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
# a page waits for the database some ten times, and the interpreter changes threads there anyway; changing them every
# 5 ms in between only makes all pages late together (open a dossier, 4 readers: p95 98 ms so, 54 ms with this)
sys.setswitchinterval(0.05)
application = get_wsgi_application()
if trusted := environment.proxies():
    # behind a proxy of ours: its word for the reader's address (limits of guessing) and for https (links on paper)
    application = wrap_wsgi_with_proxy_headers(application, trusted)
