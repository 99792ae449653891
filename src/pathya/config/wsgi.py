import os

from django.core.wsgi import get_wsgi_application

from pathya.kit import notices

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
notices.allow()
application = get_wsgi_application()
