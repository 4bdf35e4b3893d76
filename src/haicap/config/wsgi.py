"""The WSGI door that granian opens."""

import os

from django.core.wsgi import get_wsgi_application

from haicap.platform.processes import die_with_server

die_with_server()  # a server process that is killed must not leave this one holding the port
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
application = get_wsgi_application()
