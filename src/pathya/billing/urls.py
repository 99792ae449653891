from django.urls import URLPattern, URLResolver, path

from pathya.billing.views import office, pay, sandbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/link/<uuid:link_id>/", pay.link, name="payment_link"),
    path("pay/<uuid:order_id>/", pay.checkout, name="payment_checkout"),
    path("pay/go/<uuid:payment_id>/", pay.go, name="payment_go"),
    path("pay/<uuid:order_id>/result/", pay.result, name="payment_result"),
    path("pay/return/<slug:gateway>/", pay.returned, name="payment_return"),
    path("portal/payments/", pay.history, name="payment_history"),
    path("invoices/<uuid:invoice_id>.pdf", pay.invoice_pdf, name="invoice_pdf"),
    path("sandbox-pay/<slug:order_id>/", sandbox.page, name="sandbox_pay"),
    path("office/money/", office.home, name="office_money"),
    path("office/money/links/", office.new_link, name="office_link"),
    path("office/money/payments/<uuid:payment_id>/", office.payment, name="office_payment"),
    path("office/money/webhooks/<uuid:event_id>/replay/", office.replay, name="office_replay"),
    path("office/money/<slug:name>/", office.listing, name="office_list"),
]
