"""Addresses of accounts; the names are allauth's, so that its steps find our pages."""

from django.urls import path

from pathya.accounts.views import entry, passwords, profile

urlpatterns = [
    path("accounts/signup/", entry.sign_up_page, name="account_signup"),
    path("accounts/confirm/", entry.confirm_page, name="account_email_verification_sent"),
    path("accounts/confirm/resend/", entry.resend, name="account_resend"),
    path("accounts/login/", entry.sign_in_page, name="account_login"),
    path("accounts/logout/", entry.sign_out, name="account_logout"),
    path("accounts/inactive/", entry.inactive, name="account_inactive"),
    path("accounts/password/strength/", passwords.strength, name="account_password_strength"),
    path("accounts/password/reset/", passwords.forgot, name="account_reset_password"),
    path("accounts/password/reset/set/", passwords.reset, name="account_reset_password_set"),
    path("accounts/password/reset/<str:token>/", passwords.from_link, name="account_reset_password_from_key"),
    path("accounts/password/change/", passwords.change, name="account_change_password"),
    path("portal/settings/", profile.edit, name="account_settings"),
    path("i18n/setlang/", profile.set_language, name="set_language"),
    path("_util/login/", entry.to_sign_in),
]
