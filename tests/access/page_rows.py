"""Every page × everybody: to whom it opens.

A page without an object opens by where it lies (`PLACES`) unless a row says otherwise; a page of an object has a row.
`given` fills the address: a name of the world's ids, or the text itself.
"""

from dataclasses import dataclass, field
from typing import Any

CLIENTS = frozenset({"asha", "bilal", "charlie", "guardian"})
NUTRITIONISTS = frozenset({"meera", "kabir"})
EDITORS, ADMINS = frozenset({"esha"}), frozenset({"adi"})
SIGNED_IN = CLIENTS | NUTRITIONISTS | EDITORS | ADMINS
ALL = SIGNED_IN | {"anonymous"}
NOBODY: frozenset[str] = frozenset()
ASHA, ASHAS, MEERA = frozenset({"asha"}), frozenset({"asha", "guardian"}), frozenset({"meera"})
"""Asha; Asha and who acts for her; who treats her."""

PLACES = {
    "portal/settings/": SIGNED_IN,
    "portal/privacy/": SIGNED_IN,
    "portal/": CLIENTS,
    "practice/": NUTRITIONISTS,
    "office/": ADMINS,
    "account/": SIGNED_IN,
    "": ALL,
}
"""By the start of the address; the first that fits counts."""


@dataclass(frozen=True)
class Page:
    opens: frozenset[str]
    given: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def page(opens: frozenset[str], query: str = "", **given: Any) -> Page:
    return Page(opens, given, query)


CALL = {"consultation_id": "consultation_id"}
CLIENT = {"client_id": "client_id"}
PLAN = {"plan_id": "meal_plan_id"}
DOCUMENT = {"document_id": "document_id"}
PAYMENT = {"payment_id": "payment_id"}
ENROLMENT = {"enrolment_id": "enrolment_id"}
BOOK = {"nutritionist": "nutritionist_slug", "kind": "kind_slug"}

PAGES: dict[str, Page] = {
    # accounts
    "account_reset_password_from_key": page(ALL, token="x"),
    "account_social": page(NOBODY, name="google"),
    "account_social_back": page(NOBODY, name="google"),
    "account_social_unlink": page(SIGNED_IN, name="google"),
    "account_passkey_remove": page(SIGNED_IN, passkey_id="passkey_id"),
    "account_not_me": page(ALL, token="x"),
    "account_key_revoke": page(ASHA, key_id="key_id"),
    "account_session_end": page(ASHA, session_id="session_id"),
    "account_change_password": page(SIGNED_IN),
    "office_person_role": page(ADMINS, user_id="user_id"),
    "office_person_act": page(ADMINS, user_id="user_id", what="suspend"),
    "account_inactive": page(NOBODY),
    "account_second_step": page(SIGNED_IN),
    # calls
    "reminder_settings": page(CLIENTS | NUTRITIONISTS),
    "calendar_settings": page(CLIENTS | NUTRITIONISTS),
    "calendar_feed_make": page(CLIENTS | NUTRITIONISTS),
    "calendar_feed_revoke": page(CLIENTS | NUTRITIONISTS),
    "google_calendar_connect": page(NOBODY),
    "google_calendar_returned": page(NOBODY),
    "google_calendar_disconnect": page(CLIENTS | NUTRITIONISTS),
    "consultation_kinds": page(ALL, nutritionist="nutritionist_slug"),
    "consultation_book": page(ALL, **BOOK),
    "consultation_confirm": page(ALL, **BOOK),
    "consultation_detail": page(ASHAS, **CALL),
    "consultation_pay": page(ASHAS, **CALL),
    "consultation_booked": page(ASHAS, **CALL),
    "consultation_cancel": page(ASHAS, **CALL),
    "consultation_calendar": page(ASHAS | MEERA, **CALL),
    "consultation_move": page(ASHAS, **CALL),
    "consultation_review": page(ASHA, **CALL),
    "practice_call": page(MEERA, **CALL),
    "practice_call_cancel": page(MEERA | ADMINS, **CALL),
    "practice_call_move": page(MEERA | ADMINS, **CALL),
    "practice_call_extend": page(MEERA | ADMINS, **CALL),
    "office_call": page(ADMINS, **CALL),
    "practice_call_no_show": page(MEERA, **CALL),
    "practice_reviews": page(NUTRITIONISTS | ADMINS),
    "practice_review_moderate": page(NOBODY, review_id="request_id"),
    "practice_more": page(NUTRITIONISTS | ADMINS),
    "practice_book": page(NUTRITIONISTS | ADMINS),
    "practice_requests": page(NUTRITIONISTS | ADMINS),
    "practice_call_waive": page(MEERA | ADMINS, **CALL),
    "consultation_ask_move": page(ASHAS, **CALL),
    "move_request_withdraw": page(NOBODY, request_id="request_id"),
    "move_request_answer": page(NOBODY, request_id="request_id"),
    "waiting_join": page(CLIENTS, **BOOK),
    "waiting_leave": page(ASHAS, wait_id="wait_id"),
    "waiting_decline": page(NOBODY, wait_id="wait_id"),
    "practice_wait_offer": page(MEERA | ADMINS, wait_id="wait_id"),
    "practice_wait_end": page(MEERA | ADMINS, wait_id="wait_id"),
    "office_credit_take_back": page(NOBODY, grant_id="request_id"),
    "series_plan": page(CLIENTS, **BOOK),
    "series": page(ASHAS | MEERA, series_id="series_id"),
    "series_cancel": page(ASHAS | MEERA, series_id="series_id"),
    "series_pay": page(NOBODY, series_id="series_id"),
    "practice_series": page(ASHAS | MEERA, series_id="series_id"),
    "practice_series_cancel": page(ASHAS | MEERA, series_id="series_id"),
    "practice_groups": page(NUTRITIONISTS | ADMINS),
    "practice_group_new": page(NUTRITIONISTS | ADMINS),
    "group": page(CLIENTS, group_id="group_id"),
    "practice_group": page(MEERA | ADMINS, group_id="group_id"),
    "practice_group_move": page(MEERA | ADMINS, group_id="group_id"),
    "practice_group_cancel": page(MEERA | ADMINS, group_id="group_id"),
    "practice_group_end": page(MEERA, group_id="group_id"),
    "notes:edit": page(MEERA, **CALL),
    "notes:sign": page(MEERA, **CALL),
    "notes:complete": page(MEERA, **CALL),
    "notes:add": page(MEERA, **CALL),
    "notes:share": page(MEERA, **CALL),
    "notes:plan": page(MEERA, **CALL),
    "notes:plan_revise": page(MEERA, **CALL),
    "notes:plan_discard": page(MEERA, **CALL),
    "notes:about": page(MEERA, **CLIENT),
    "notes:read": page(MEERA, **CALL),
    "notes:plan_read": page(ASHA | MEERA, plan_id="note_plan_id"),
    "notes:plan_pdf": page(ASHA | MEERA, plan_id="note_plan_id"),
    "notes:proposal": page(ASHAS, follow_up_id="follow_up_id"),
    "notes:intake": page(ASHAS, **CALL),
    "notes:intake_form": page(ADMINS, kind="kind_slug"),
    "notes:verify": page(NOBODY, number="x", code="x"),
    "call_lobby": page(ASHAS | MEERA, **CALL),
    "call_door": page(ASHAS | MEERA, **CALL),
    "call_enter": page(ASHAS | MEERA, **CALL),
    "call_recording_consent": page(ASHA | MEERA, **CALL),
    "calendar_feed": page(NOBODY, token="x"),
    # record
    "record_profile": page(CLIENTS, part="about"),
    "record_section": page(CLIENTS, section="allergies"),
    "onboarding_draft": page(CLIENTS, step="about"),
    "record_section_draft": page(CLIENTS, section="allergies"),
    "record_picture": page(NOBODY),
    "metrics_settle": page(NOBODY, report_id="request_id"),
    "metric_remove": page(NOBODY, metric_id="request_id"),
    "metrics_kind": page(CLIENTS, kind="weight"),
    "onboarding_step": page(CLIENTS, step="about"),
    "practice_client": page(MEERA, **CLIENT),
    "practice_client_calls": page(MEERA, **CLIENT),
    "practice_client_days": page(MEERA, **CLIENT),
    # rights
    "privacy_consent": page(SIGNED_IN, purpose="purpose"),
    "privacy_export_state": page(ASHA, export_id="export_id"),
    "privacy_delete": page(CLIENTS),
    "privacy_export_download": page(ASHA, export_id="export_id"),
    "notice_version": page(NOBODY, purpose="purpose", version="x"),
    "notice": page(ALL, purpose="purpose"),
    # care
    "care_end": page(ASHA | MEERA, relation_id="relation_id"),
    "care_revoke": page(ASHAS, delegate_id="delegate_id"),
    "care_accept": page(CLIENTS, token="x"),
    # documents
    "document_detail": page(ASHAS, **DOCUMENT),
    "document_edit": page(ASHAS, **DOCUMENT),
    "document_archive": page(ASHAS, **DOCUMENT),
    "document_restore": page(ASHAS, **DOCUMENT),
    "document_delete": page(ASHAS, **DOCUMENT),
    "document_undo": page(NOBODY, **DOCUMENT),
    "document_download": page(ASHAS | MEERA, **DOCUMENT),
    "document_thumbnail": page(NOBODY, **DOCUMENT),
    "document_file": page(NOBODY, token="x"),
    "practice_client_documents": page(MEERA, **CLIENT),
    "practice_document_add": page(MEERA, **CLIENT),
    "practice_document_ask": page(MEERA, **CLIENT),
    "practice_document_withdraw": page(NOBODY, request_id="request_id", **CLIENT),
    "office_document_retry": page(ADMINS, **DOCUMENT),
    # money
    "payment_link": page(NOBODY, link_id="request_id"),
    "payment_checkout": page(NOBODY, order_id="request_id"),
    "payment_go": page(ASHA, **PAYMENT),
    "payment_result": page(NOBODY, order_id="request_id"),
    "payment_return": page(ALL, gateway="sandbox"),
    "invoice_pdf": page(NOBODY, invoice_id="request_id"),
    "sandbox_pay": page(NOBODY, order_id="x"),
    "office_payment": page(ADMINS, **PAYMENT),
    "office_replay": page(NOBODY, event_id="request_id"),
    "office_list": page(ADMINS, name="payments"),
    "office_link": page(ADMINS | NUTRITIONISTS),
    "office_link_one": page(ADMINS | MEERA, link_id="link_id"),
    "office_order": page(ADMINS, order_id="order_id"),
    "office_refund": page(NOBODY, refund_id="refund_id"),
    "office_difference": page(ADMINS, difference_id="difference_id"),
    "office_coupon": page(ADMINS, coupon_id="coupon_id"),
    "office_plan": page(ADMINS, plan_id="billing_plan_id"),
    "office_package": page(NOBODY, package_id="package_id"),
    "payment_request_pdf": page(NOBODY, order_id="order_id"),
    "payment_given_up": page(ALL, **PAYMENT),
    "premium_cancel": page(ASHA, subscription_id="subscription_id"),
    "sandbox_subscribe": page(NOBODY, subscription_id="x"),
    # programs
    "program_page": page(ALL, slug="slug"),
    "program_enrol": page(ALL, slug="slug"),
    "my_program": page(ASHA, **ENROLMENT),
    "program_pay": page(ASHA, **ENROLMENT),
    "program_mails": page(ASHA, **ENROLMENT),
    "program_cancel": page(ASHA, **ENROLMENT),
    "program_review": page(ASHA, **ENROLMENT),
    "program_step": page(ASHA, number="number", **ENROLMENT),
    "program_change": page(ASHA, verb="pause", **ENROLMENT),
    "office_program_terms": page(ADMINS),
    "practice_programs": page(NUTRITIONISTS | ADMINS),
    "practice_program_reviews": page(ADMINS),
    "program_review_moderate": page(ADMINS, review_id="review_id"),
    "practice_participant": page(MEERA | ADMINS, **ENROLMENT),
    "practice_program": page(NUTRITIONISTS | ADMINS, slug="slug"),
    "program_cohort_add": page(ADMINS, slug="slug"),
    "program_pass_give": page(ADMINS, slug="slug"),
    # days
    "journey_symptom_remove": page(CLIENTS, symptom_id="request_id"),
    "journey_worker": page(ALL),
    "journey_offline": page(ALL),
    "journey_food_mark": page(ASHA, food_id="food_id"),
    "journey_planned": page(NOBODY),
    "journey_saved_log": page(NOBODY, saved_id="saved_id"),
    "journey_meal": page(ASHA, meal_id="meal_id"),
    "journey_meal_remove": page(ASHA, meal_id="meal_id"),
    "journey_meal_restore": page(ASHA, meal_id="meal_id"),
    "journey_meal_save": page(ASHA, meal_id="meal_id"),
    "journey_photo_remove": page(CLIENTS, meal_id="meal_id"),
    "journey_photo": page(NOBODY, client_id="client_id", meal_id="meal_id"),
    "journey_supplement_take": page(ASHA, supplement_id="supplement_id"),
    "journey_supplement_stop": page(ASHA, supplement_id="supplement_id"),
    "practice_report": page(MEERA, **CLIENT),
    "practice_report_pdf": page(MEERA, **CLIENT),
    "journey_trial_keep": page(ASHA, trial_id="trial_id"),
    "journey_trial_stop": page(ASHA, trial_id="trial_id"),
    "practice_alert_settle": page(MEERA, alert_id="alert_id"),
    "practice_comment": page(MEERA, **CLIENT),
    "practice_uncomment": page(NUTRITIONISTS, comment_id="comment_id", **CLIENT),
    "journey_end": page(ASHA, journey_id="journey_id"),
    # own foods and meal plans
    "portal_dislike": page(NOBODY, food_id="food_id"),
    "own_food": page(ASHA, food_id="food_id"),
    "own_remove": page(ASHA, food_id="food_id"),
    "own_recipe": page(NOBODY, food_id="food_id"),
    "portal_plan_shopping": page(NOBODY),
    "portal_plan_pdf": page(NOBODY),
    "practice_client_plans": page(MEERA, **CLIENT),
    "practice_client_targets": page(MEERA, **CLIENT),
    "practice_dish_let_in": page(NOBODY, food_id="food_id", **CLIENT),
    "practice_plan": page(MEERA, **PLAN),
    "practice_plan_pdf": page(MEERA, **PLAN),
    "practice_plan_shopping": page(MEERA, **PLAN),
    "practice_plan_find": page(MEERA, **PLAN),
    "practice_plan_version": page(MEERA, number="number", **PLAN),
    "practice_plan_act": page(MEERA, what="lock", **PLAN),
    "practice_plan_meal": page(MEERA, day="0", meal="b", **PLAN),
    # site
    "nutritionist_detail": page(ALL, slug="nutritionist_slug"),
    "availability_exception_remove": page(NOBODY, day="day"),
    "availability_time_off_remove": page(NOBODY, time_off_id="time_off_id"),
    "outbox_message": page(NOBODY, message_id="request_id"),
    "outbox_html": page(NOBODY, message_id="request_id"),
    "outbox_attachment": page(NOBODY, message_id="request_id", attachment_id="request_id"),
    "picture": page(NOBODY, folder="images", name="x.png"),
}
