"""Facts about money."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Invalid, PathyaError


class NotOpen(Conflict):
    code = "order_not_open"
    message = _("This order can't be paid any more.")


class AlreadyPaid(Conflict):
    code = "already_paid"
    message = _("This is paid already.")


class GatewayUnavailable(PathyaError):
    code = "gateway_unavailable"
    status: ClassVar[int] = 503
    message = _("The payment service does not answer. Nothing was charged; please try again in a few minutes.")


class NoGateway(PathyaError):
    code = "no_gateway"
    status: ClassVar[int] = 503
    message = _("Online payment is not set up yet. Please contact us.")


class TooMuch(Conflict):
    code = "refund_too_much"
    message = _("That is more than what is left of this payment.")


class NotPaid(Conflict):
    code = "not_paid"
    message = _("Only what was paid can be refunded.")


class CouponInvalid(Invalid):
    code = "coupon_invalid"
    message = _("This coupon can't be used here.")


class BadWebhook(PathyaError):
    code = "bad_signature"
    status: ClassVar[int] = 400
    message = _("The signature is not right.")


class AlreadySubscribed(Conflict):
    code = "already_subscribed"
    message = _("You have a subscription already.")
