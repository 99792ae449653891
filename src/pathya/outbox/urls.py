from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from pathya.outbox import views, webhooks

DEVELOPMENT = [
    path("dev/outbox", views.messages, name="outbox"),
    path("dev/outbox.json", views.messages_json, name="outbox_json"),
    path("dev/outbox/<uuid:message_id>", views.message, name="outbox_message"),
    path("dev/outbox/<uuid:message_id>/html", views.message_html, name="outbox_html"),
    path("dev/outbox/<uuid:message_id>/files/<uuid:attachment_id>", views.attachment, name="outbox_attachment"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/whatsapp", webhooks.whatsapp, name="whatsapp_webhook"),
    *(DEVELOPMENT if settings.DEVELOPMENT else []),
]
