"""The API root: one NinjaAPI, one router per domain, one handler for every error."""

from ninja import NinjaAPI

api = NinjaAPI(title="Pathya", version="1", urls_namespace="api")
