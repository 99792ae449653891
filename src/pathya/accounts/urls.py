"""Addresses of accounts; the names are allauth's, so that its steps find our pages."""

from django.urls import path

from pathya.accounts.views import entry, keys, office, passkeys, passwords, profile, second_step, security, social

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
    path("accounts/with/<slug:name>/", social.go, name="account_social"),
    path("accounts/with/<slug:name>/back/", social.back, name="account_social_back"),
    path("portal/settings/security/links/<slug:name>/remove/", social.unlink, name="account_social_unlink"),
    path("accounts/passkey/", passkeys.sign_in, name="account_passkey"),
    path("portal/settings/security/passkeys/", passkeys.begin, name="account_passkey_begin"),
    path("portal/settings/security/passkeys/create/", passkeys.create, name="account_passkey_create"),
    path("portal/settings/security/passkeys/<uuid:passkey_id>/remove/", passkeys.remove, name="account_passkey_remove"),
    path("accounts/second-step/", second_step.second_step, name="account_second_step"),
    path("accounts/not-me/<str:token>/", second_step.this_was_not_me, name="account_not_me"),
    path("portal/settings/keys/", keys.page, name="account_keys"),
    path("portal/settings/keys/<uuid:key_id>/revoke/", keys.revoke, name="account_key_revoke"),
    path("portal/settings/security/", security.overview, name="account_security"),
    path("portal/settings/security/app/", security.begin, name="account_app_begin"),
    path("portal/settings/security/app/confirm/", security.confirm, name="account_app_confirm"),
    path("portal/settings/security/app/off/", security.disable, name="account_app_disable"),
    path("portal/settings/security/codes/", security.renew_codes, name="account_codes_renew"),
    path("portal/settings/security/codes/download/", security.download_codes, name="account_codes_download"),
    path("portal/settings/security/sessions/end/", security.end_others, name="account_sessions_end"),
    path("portal/settings/security/sessions/<uuid:session_id>/end/", security.end_session, name="account_session_end"),
    path("portal/settings/", profile.edit, name="account_settings"),
    path("office/people/", office.listing, name="office_people"),
    path("office/people/<uuid:user_id>/role/", office.change_role, name="office_person_role"),
    path("office/people/<uuid:user_id>/<str:what>/", office.act, name="office_person_act"),
    path("i18n/setlang/", profile.set_language, name="set_language"),
    path("_util/login/", entry.to_sign_in),
]
