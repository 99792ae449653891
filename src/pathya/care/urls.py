from django.urls import URLPattern, URLResolver, path

from pathya.care import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/care/", views.page, name="care"),
    path("portal/care/reads/", views.reads, name="care_reads"),
    path("portal/care/relations/<uuid:relation_id>/end/", views.end, name="care_end"),
    path("portal/care/delegates/<uuid:delegate_id>/revoke/", views.revoke, name="care_revoke"),
    path("care/accept/<str:token>/", views.accept, name="care_accept"),
]
