"""Every operation of the API × everybody: the status each must get.

A row says first what those it does not name get. Numbers below 300 mean: it is done; 404: for this person there is no
such thing; 401: sign in first.
"""

from dataclasses import dataclass
from typing import Any

from tests.factories import PASSWORD


@dataclass(frozen=True)
class Row:
    others: int
    body: Any = None
    query: str = ""
    people: tuple[tuple[str, int], ...] = ()

    def status(self, person: str) -> int:
        return dict(self.people).get(person, self.others)


def row(others: int, *, body: Any = None, query: str = "", **people: int) -> Row:
    """`row(404, asha=200)`: who is not signed in gets 401 unless it says otherwise."""
    return Row(others, body, query, tuple({"anonymous": 401, **people}.items()))


def public(status: int, *, body: Any = None, query: str = "") -> Row:
    """The same for all."""
    return Row(status, body, query)


def clients(status: int, **options: Any) -> Row:
    """For everybody who is a client, of what is their own."""
    return row(404, **{**dict.fromkeys(("asha", "bilal", "charlie", "guardian"), status), **options})


def nutritionists(status: int, **options: Any) -> Row:
    """For both nutritionists, of what is their own."""
    return row(404, **{"meera": status, "kabir": status, **options})


BOOKING = {
    "nutritionistId": "{other_nutritionist_id}",
    "kindId": "{kind_id}",
    "scheduledAt": "2027-01-13T04:30:00Z",
    "timezone": "Asia/Kolkata",
}
AVAILABILITY = {
    "timezone": "Asia/Kolkata",
    "bufferMinutes": 10,
    "noticeMinutes": 120,
    "horizonDays": 30,
    "stepMinutes": 30,
    "worksOnHolidays": False,
    "week": [],
}
HOURS = {"date": "{day}"}
MOVE = {"scheduledAt": "2027-01-14T04:30:00Z", "reason": "Travelling"}
LONGER = {"minutes": 25, "reason": "Much to say"}
NOTE = {"version": 1, "template": "soap", "sections": {"assessment": "x"}}
PLAN = {"version": 0, "items": [{"kind": "food", "name": "Ragi"}]}
WAIT = {
    "nutritionistId": "{nutritionist_id}",
    "kindId": "{kind_id}",
    "earliest": "2027-01-13T04:30:00Z",
    "latest": "2027-01-14T04:30:00Z",
}
MOVE_ASKED = {"wantedAt": "2027-01-14T04:30:00Z"}
HOSTED = {"clientId": "{client_id}", "kindId": "{kind_id}", "scheduledAt": "2027-01-13T04:30:00Z"}
TERMS = {"refunds": [{"minutes": 240, "percent": 100}]}
DATES = {
    "nutritionistId": "{nutritionist_id}",
    "kindId": "{kind_id}",
    "scheduledAt": "2027-01-18T04:30:00Z",
    "count": 3,
}
SERIES = {
    "nutritionistId": "{other_nutritionist_id}",
    "kindId": "{kind_id}",
    "scheduledAt": ["2027-01-18T04:30:00Z", "2027-01-25T04:30:00Z"],
}
GROUP = {
    "nutritionistId": "{nutritionist_id}",
    "kindId": "{kind_id}",
    "title": "Eating out",
    "seats": 4,
    "scheduledAt": "2027-01-19T06:30:00Z",
}
KEY = {"name": "Sync", "scopes": ["consultations:read"], "password": PASSWORD}
OFF = {"startsAt": "2027-02-01T04:30:00Z", "endsAt": "2027-02-02T04:30:00Z"}
UPLOAD = {"name": "report.pdf", "size": 9, "clientId": "{client_id}"}
PREMIUM = {"slug": "premium", "titleEn": "Premium", "amount": "499.00"}
PACKAGE = {"titleEn": "Five", "kindId": "{kind_id}", "sessions": 5, "amount": "5000.00"}
ASK = {"clientId": "{client_id}", "description": "Plan", "amount": "100.00"}
COUPON = {"code": "NEW10", "percent": 10, "validFrom": "2027-01-01T00:00:00Z"}
RULE = {"service": "premium", "since": "2027-01-01", "treatment": "taxable", "sac": "999319", "rate": "18.00"}
PROGRAM_TERMS = {"refunds": [{"day": 0, "percent": 100}]}
COHORT = {"startsOn": "2027-02-01", "seats": 10}
ROWS: dict[str, Row] = {
    "GET /consultations/available-slots": public(
        200, query="?nutritionistId={nutritionist_id}&kindId={kind_id}&date=2027-01-13"
    ),
    "GET /nutritionists": public(200),
    "GET /nutritionists/{nutritionist_id}": public(200),
    "GET /nutritionists/me/availability": nutritionists(200),
    "PUT /nutritionists/me/availability": nutritionists(200, body=AVAILABILITY),
    "GET /nutritionists/me/availability/exceptions": nutritionists(200),
    "POST /nutritionists/me/availability/exceptions": nutritionists(201, body=HOURS),
    "DELETE /nutritionists/me/availability/exceptions/{day}": nutritionists(404),
    "GET /nutritionists/me/availability/time-off": nutritionists(200),
    "POST /nutritionists/me/availability/time-off": nutritionists(201, body=OFF),
    "DELETE /nutritionists/me/availability/time-off/{time_off_id}": nutritionists(404),
    "POST /consultations/book": row(403, body=BOOKING, asha=201, bilal=201, charlie=201, guardian=201),
    "GET /consultations": row(200),
    "GET /consultations/all": row(403, adi=200),
    "GET /consultations/reminders/upcoming": row(200),
    "GET /consultations/reminders/preferences": row(200),
    "PUT /consultations/reminders/preferences": row(200, body={"mail": True, "sms": False, "whatsapp": False}),
    "POST /consultations/{consultation_id}/room": row(404, asha=409, guardian=409, meera=409),
    "GET /consultations/{consultation_id}/recording": row(404, asha=200, guardian=200, meera=200),
    "PUT /consultations/{consultation_id}/recording": row(404, body={"agrees": False}, asha=200, meera=200),
    "GET /calendars": row(200),
    "POST /calendars/feed": row(201),
    "DELETE /calendars/feed": row(200),
    "DELETE /calendars/google": row(200),
    "GET /consultations/{consultation_id}": row(404, asha=200, guardian=200, meera=200),
    "POST /consultations/{consultation_id}/cancel": row(404, body={}, asha=200, guardian=200, meera=200, adi=422),
    "POST /consultations/{consultation_id}/reschedule": row(404, body=MOVE, asha=200, guardian=200, meera=200, adi=200),
    "POST /consultations/{consultation_id}/extend": row(404, body=LONGER, asha=409, guardian=409, meera=200, adi=200),
    "POST /consultations/{consultation_id}/join": row(404, body={}, asha=409, guardian=409, meera=409, adi=409),
    "POST /consultations/{consultation_id}/complete": row(
        404, body={"notes": "x"}, asha=409, guardian=409, meera=409, adi=409
    ),
    "GET /consultations/price": row(
        200, query="?nutritionistId={nutritionist_id}&kindId={kind_id}&scheduledAt=2027-01-13T04:30:00Z"
    ),
    "GET /consultations/{consultation_id}/note": row(404, meera=200),
    "PUT /consultations/{consultation_id}/note": row(404, body=NOTE, meera=200),
    "POST /consultations/{consultation_id}/note/sign": row(404, body={"version": 1}, meera=200),
    "POST /consultations/{consultation_id}/note/addenda": row(404, body={"text": "More"}, meera=409),
    "PUT /consultations/{consultation_id}/note/sharing": row(404, body={"shared": True}, meera=409),
    "GET /consultations/{consultation_id}/plan": row(404, meera=200),
    "PUT /consultations/{consultation_id}/plan": row(404, body=PLAN, meera=200),
    "DELETE /consultations/{consultation_id}/plan": row(404, meera=200),
    "POST /consultations/{consultation_id}/plan/revise": row(404, body={}, meera=200),
    "POST /consultations/{consultation_id}/plan/issue": row(404, body={"version": 0}, meera=409),
    "GET /plans": row(200),
    "GET /plans/verify": public(200, query="?number=PL-2027-00001&code=x"),
    "GET /plans/{plan_id}": row(404, asha=200, meera=200),
    "GET /plans/{plan_id}/plan.pdf": row(404, asha=200, meera=200),
    "GET /consultations/{consultation_id}/intake": row(404, asha=200, meera=200),
    "PUT /consultations/{consultation_id}/intake": row(
        404, body={"version": 0, "answers": {"q1": "x"}}, asha=200, guardian=200
    ),
    "GET /consultations/intake-forms/{kind_id}": row(403, adi=200),
    "PUT /consultations/intake-forms/{kind_id}": row(403, body={"questions": []}, adi=200),
    "POST /consultations/{consultation_id}/follow-up": row(404, body={"on": "2027-01-25"}, meera=201),
    "GET /consultations/follow-ups": row(200),
    "POST /consultations/follow-ups/{follow_up_id}/accept": row(404, body={}, asha=201, guardian=201),
    "POST /consultations/follow-ups/{follow_up_id}/decline": row(404, body={}, asha=200, guardian=200),
    "PUT /nutritionists/{nutritionist_id}/medical-registration": row(
        403, body={"medicalRegistration": "KMC 12345"}, adi=200
    ),
    "POST /consultations/{consultation_id}/no-show": row(404, body={}, asha=409, guardian=409, meera=409, adi=409),
    "POST /consultations/{consultation_id}/review": row(404, body={"rating": 5}, asha=409),
    "GET /consultations/reviews": row(403, meera=200, kabir=200, adi=200),
    "POST /consultations/reviews/{review_id}/moderate": row(403, body={"show": True}, adi=404),
    "GET /consultations/waiting": row(200),
    "POST /consultations/waiting": row(403, body=WAIT, asha=201, bilal=201, charlie=201, guardian=201),
    "DELETE /consultations/waiting/{wait_id}": row(404, asha=200, guardian=200),
    "POST /consultations/waiting/{wait_id}/decline": row(404, body={}),
    "GET /consultations/waiting/at-host": row(403, meera=200, kabir=200, adi=200),
    "POST /consultations/waiting/at-host/{wait_id}/offer": row(
        403, body={"scheduledAt": "2027-01-20T04:30:00Z"}, meera=200, kabir=404, adi=200
    ),
    "DELETE /consultations/waiting/at-host/{wait_id}": row(403, meera=200, kabir=404, adi=200),
    "POST /consultations/book-for-client": row(403, body=HOSTED, meera=201, kabir=404, adi=422),
    "POST /consultations/{consultation_id}/waive": row(404, body={}, asha=409, guardian=409, meera=409, adi=409),
    "GET /consultations/move-requests": row(403, meera=200, kabir=200, adi=200),
    "POST /consultations/{consultation_id}/move-requests": row(404, body=MOVE_ASKED, asha=201, guardian=201),
    "POST /consultations/move-requests/{request_id}/answer": row(404, body={"grant": True}),
    "DELETE /consultations/move-requests/{request_id}": row(404),
    "GET /consultations/policies": row(403, adi=200),
    "POST /consultations/policies": row(403, body=TERMS, adi=201),
    "POST /consultations/policies/preview": row(403, body=TERMS, adi=200),
    "GET /credits": row(200),
    "POST /credits": row(
        403, body={"clientId": "{client_id}", "kindId": "{kind_id}", "count": 2, "source": "Gift"}, adi=201
    ),
    "DELETE /credits/{grant_id}": row(403, adi=404),
    "GET /nutritionists/me/earnings": nutritionists(200),
    "POST /consultations/series/preview": row(200, body=DATES),
    "POST /consultations/series": row(403, body=SERIES, asha=201, bilal=201, charlie=201, guardian=201),
    "GET /consultations/series/{series_id}": row(404, asha=200, guardian=200, meera=200, adi=200),
    "POST /consultations/series/{series_id}/cancel": row(404, body={}, asha=200, guardian=200, meera=200, adi=422),
    "GET /consultations/groups": row(200),
    "POST /consultations/groups": row(403, body=GROUP, meera=201, kabir=404, adi=201),
    "GET /consultations/groups/{group_id}": clients(200, meera=200, adi=200),
    "GET /consultations/groups/{group_id}/participants": row(404, meera=200, adi=200),
    "POST /consultations/groups/{group_id}/seat": row(403, body={}, asha=201, bilal=201, charlie=201, guardian=201),
    "DELETE /consultations/groups/{group_id}/seat": row(404, asha=200),
    "POST /consultations/groups/{group_id}/wait": row(403, body={}, asha=409, bilal=409, charlie=409, guardian=409),
    "DELETE /consultations/groups/{group_id}/wait": row(404),
    "POST /consultations/groups/{group_id}/reschedule": row(
        404, body={"scheduledAt": "2027-01-19T06:30:00Z", "reason": "Ill"}, meera=200, adi=200
    ),
    "POST /consultations/groups/{group_id}/cancel": row(404, body={"reason": "Ill"}, meera=200, adi=200),
    "POST /consultations/groups/{group_id}/end": row(404, body={"notes": "x"}, meera=409),
    "GET /nutritionists/{nutritionist_id}/reviews": public(200),
    "POST /auth/register": public(422, body={}),
    "POST /auth/verify-email": public(422, body={}),
    "POST /auth/resend-verification": public(422, body={}),
    "POST /auth/login": public(422, body={}),
    "POST /auth/refresh": public(422, body={}),
    "POST /auth/logout": row(200, body={}),
    "POST /auth/forgot-password": public(422, body={}),
    "POST /auth/reset-password": public(422, body={}),
    "POST /auth/change-password": row(422, body={}),
    "GET /auth/me": row(200),
    "PUT /auth/me": row(200, body={"lastName": "Verma"}),
    "POST /auth/phone/code": row(422, body={}, asha=409),
    "POST /auth/phone/verify": row(422, body={"code": "1"}),
    "POST /auth/2fa/enable": row(422, body={"password": "wrong"}),
    "POST /auth/2fa/confirm": row(422, body={"code": "1"}),
    "POST /auth/2fa/disable": row(409, body={"code": "1"}),
    "POST /auth/2fa/backup-codes": row(409, body={"code": "1"}),
    "POST /auth/2fa/verify": public(422, body={}),
    "GET /auth/sessions": row(200),
    "DELETE /auth/sessions": row(200),
    "DELETE /auth/sessions/{session_id}": row(404, asha=200),
    "GET /auth/passkeys": row(200),
    "POST /auth/passkeys/options": row(200, body={"name": "Phone", "password": PASSWORD}),
    "POST /auth/passkeys": row(401, body={"token": "x", "credential": {}}),
    "POST /auth/passkeys/challenge": public(200),
    "POST /auth/passkeys/verify": public(401, body={"token": "x", "credential": {}}),
    "POST /auth/passkeys/{passkey_id}/remove": row(404, asha=200, body={"password": PASSWORD}),
    "GET /admin/users": row(404, adi=200),
    "GET /admin/users/{user_id}": row(404, adi=200),
    "POST /admin/users/{user_id}/role": row(404, adi=200, body={"role": "nutritionist"}),
    "POST /admin/users/{user_id}/suspend": row(404, adi=200),
    "POST /admin/users/{user_id}/unsuspend": row(404, adi=200),
    "POST /admin/users/{user_id}/remove-second-step": row(404, adi=200),
    "GET /foods": row(200, query="?q=dal"),
    "POST /foods": row(201, body={"name": "Own mix", "nutrients": {"energy": 400}}),
    "GET /foods/own": row(404, query="?clientId={client_id}", asha=200, guardian=200),
    "GET /foods/disliked": row(404, query="?clientId={client_id}", asha=200, meera=200, guardian=200),
    "GET /foods/{food_id}": row(404, asha=200),
    "PUT /foods/{food_id}": row(
        404, body={"name": "Own mix", "nutrients": {"energy": 400}, "clientId": "{client_id}"}, asha=200, guardian=200
    ),
    "DELETE /foods/{food_id}": row(404, query="?clientId={client_id}", asha=200, guardian=200),
    "PUT /foods/{food_id}/disliked": row(404, body={"disliked": True}),
    "PUT /recipes/{recipe_id}": row(
        404, body={"name": "x", "servings": 1, "parts": [{"foodId": "{food_id}", "grams": 10}]}
    ),
    "PUT /foods/{food_id}/favourite": row(404, body={"favourite": True}, asha=200),
    "GET /recipes": row(200),
    "POST /recipes": row(
        422, body={"name": "x", "servings": 1, "parts": [{"foodId": "{food_id}", "grams": 10}]}, asha=201
    ),
    "GET /nutrition/targets": row(404, query="?clientId={client_id}", asha=200, meera=200, guardian=200),
    "PUT /nutrition/targets": row(
        404, body={"clientId": "{client_id}", "goal": "lose"}, asha=200, meera=200, guardian=200
    ),
    "GET /meal-plans": row(404, query="?clientId={client_id}", asha=200, meera=200, guardian=200),
    "POST /meal-plans": row(
        404, body={"clientId": "{client_id}", "startsOn": "2027-01-20"}, meera=409, asha=404, guardian=404
    ),
    "GET /meal-plans/{plan_id}": row(404, meera=200),
    "POST /meal-plans/{plan_id}/swap": row(404, body={"day": 0, "meal": "b", "version": 9}, meera=409),
    "POST /meal-plans/{plan_id}/lock": row(
        404, body={"meals": [{"day": 0, "meal": "b"}], "locked": True, "version": 1}, meera=200
    ),
    "PUT /meal-plans/{plan_id}/meals": row(404, body={"day": 0, "meal": "b", "version": 1, "items": []}, meera=200),
    "POST /meal-plans/{plan_id}/regenerate": row(404, body={}, meera=409),
    "GET /meal-plans/{plan_id}/versions": row(404, meera=200),
    "GET /meal-plans/{plan_id}/versions/{number}": row(404, meera=200),
    "POST /meal-plans/{plan_id}/restore": row(404, body={"number": 1, "version": 9}, meera=409),
    "GET /meal-plans/{plan_id}/safety": row(404, meera=200),
    "POST /meal-plans/{plan_id}/approve": row(404, body={"version": 1}, meera=409),
    "POST /meal-plans/{plan_id}/end": row(404, body={}, meera=200),
    "GET /meal-plans/{plan_id}/shopping-list": row(404, meera=200),
    "GET /meal-plans/{plan_id}/pdf": row(404, meera=200),
    "GET /journeys/current": clients(200),
    "GET /journeys/insights": clients(200),
    "POST /journeys/check-ins": clients(200, body={"energy": 5}),
    "POST /journeys/symptoms": clients(201, body={"kind": "skin", "severity": 3}),
    "GET /journeys": clients(200),
    "POST /journeys": row(
        404, body={"title": "Aim", "plannedDays": 30}, asha=409, bilal=201, charlie=201, guardian=201
    ),
    "GET /journeys/{journey_id}": row(404, asha=200),
    "POST /journeys/{journey_id}/end": row(404, body={}, asha=200),
    "GET /journeys/{journey_id}/check-ins": row(404, asha=200),
    "GET /journeys/{journey_id}/report": row(404, asha=200),
    "GET /journeys/{journey_id}/report.pdf": row(404, asha=200),
    "GET /journeys/comments": clients(200),
    "GET /journeys/trials": clients(200),
    "POST /journeys/trials": row(
        404, body={"suspect": "Milk", "outcome": "bloating"}, asha=409, bilal=201, charlie=201, guardian=201
    ),
    "GET /journeys/trials/{trial_id}": row(404, asha=200),
    "PUT /journeys/trials/{trial_id}/days": row(404, body={"day": "2020-01-01", "kept": True}, asha=422),
    "POST /journeys/trials/{trial_id}/stop": row(404, body={}, asha=200),
    "GET /nutritionists/me/attention": nutritionists(200),
    "POST /nutritionists/me/alerts/{alert_id}/settle": row(404, body={}, meera=200),
    "GET /nutritionists/me/clients/{client_id}/meals": row(404, meera=200),
    "GET /nutritionists/me/clients/{client_id}/report": row(404, query="?first=2027-01-01&last=2027-01-02", meera=200),
    "GET /nutritionists/me/clients/{client_id}/comments": row(404, query="?date=2027-01-02", meera=200),
    "POST /nutritionists/me/clients/{client_id}/comments": row(
        404, body={"day": "2026-01-02", "text": "Good."}, meera=201
    ),
    "DELETE /nutritionists/me/comments/{comment_id}": nutritionists(200),
    "GET /journeys/days": row(
        404, query="?first=2027-01-01&last=2027-01-31&clientId={client_id}", asha=200, guardian=200
    ),
    "POST /journeys/meals": clients(201, body={"mealType": "lunch", "quick": {"energy": 100}}),
    "GET /journeys/meals": row(404, query="?clientId={client_id}", asha=200, guardian=200),
    "GET /journeys/food": clients(200),
    "PATCH /journeys/meals/{meal_id}": row(404, body={"hunger": 3}, asha=200),
    "DELETE /journeys/meals/{meal_id}": row(404, asha=200),
    "POST /journeys/meals/{meal_id}/restore": row(404, body={}, asha=200),
    "POST /journeys/meals/{meal_id}/photo": row(422, body={}),
    "GET /journeys/meals/{meal_id}/photo": row(404),
    "DELETE /journeys/meals/{meal_id}/photo": clients(200),
    "POST /journeys/meals/planned": clients(404, body={"mealType": "lunch"}),
    "POST /journeys/meals/repeat": clients(201, body={"source": "2027-01-12"}),
    "GET /journeys/favourites": clients(200),
    "POST /journeys/favourites": row(404, body={"name": "Dal", "mealId": "{meal_id}"}, asha=201),
    "DELETE /journeys/favourites/{saved_id}": clients(200),
    "POST /journeys/favourites/{saved_id}/log": row(404, body={"mealType": "lunch"}),
    "GET /journeys/supplements": clients(200),
    "POST /journeys/supplements": clients(201, body={"name": "Vitamin D"}),
    "PUT /journeys/supplements/{supplement_id}/taken": row(404, body={"taken": True}, asha=200),
    "DELETE /journeys/supplements/{supplement_id}": row(404, asha=200),
    "PUT /journeys/measurements": clients(200, body={"values": {"waist": 80}}),
    "GET /care/relations": row(200),
    "POST /care/relations/{relation_id}/end": row(404, body={}, asha=200, meera=200),
    "GET /care/delegates": clients(200),
    "POST /care/delegates": clients(201, body={"email": "new@mail.example", "tie": "family"}),
    "DELETE /care/delegates/{delegate_id}": row(404, asha=200, guardian=200),
    "GET /care/reads": clients(200),
    "GET /auth/api-keys": row(200),
    "POST /auth/api-keys": row(201, body=KEY),
    "DELETE /auth/api-keys/{key_id}": row(404, asha=200),
    "GET /documents": clients(200),
    "POST /documents": row(422),
    "GET /documents/requests": row(404, query="?clientId={client_id}", asha=200, meera=200, guardian=200),
    "POST /documents/requests": row(404, body={"clientId": "{client_id}", "type": "photo"}, meera=201),
    "DELETE /documents/requests/{request_id}": row(404),
    "POST /documents/uploads": row(404, body=UPLOAD, asha=201, meera=201, guardian=201),
    "GET /documents/uploads/{upload_id}": row(404, asha=200),
    "PUT /documents/uploads/{upload_id}": row(422),
    "POST /documents/uploads/{upload_id}/complete": row(404, body={}, asha=409),
    "DELETE /documents/uploads/{upload_id}": row(404, asha=200),
    "GET /documents/{document_id}": row(404, asha=200, meera=200, guardian=200),
    "GET /documents/{document_id}/url": row(404, asha=409, meera=409, guardian=409),
    "PATCH /documents/{document_id}": row(404, body={"title": "Thyroid"}, asha=200, meera=403, guardian=200),
    "POST /documents/{document_id}/archive": row(404, body={}, asha=200, meera=403, guardian=200),
    "POST /documents/{document_id}/restore": row(404, body={}, asha=200, meera=403, guardian=200),
    "DELETE /documents/{document_id}": row(404, asha=200, meera=403, guardian=200),
    "POST /documents/{document_id}/undelete": row(404, body={}),
    "POST /documents/{document_id}/retry": row(403, body={}, adi=200),
    "GET /users/profile": clients(200),
    "PUT /users/profile": clients(200, body={"bio": "x"}),
    "POST /users/avatar": row(422, body={}),
    "GET /users/medical-history": clients(200),
    "PUT /users/medical-history": clients(200, body={"women": {"cycle": "28"}}),
    "GET /users/health-metrics": clients(200),
    "POST /users/health-metrics": clients(201, body={"kind": "weight", "value": 60}),
    "GET /users/preferences": row(200),
    "PUT /users/preferences": row(200, body={"language": "en", "timeZone": "Asia/Kolkata"}),
    "GET /users/dashboard-stats": clients(200),
    "GET /nutritionists/me/clients": nutritionists(200),
    "GET /nutritionists/me/desk": nutritionists(200),
    "GET /nutritionists/me/calendar": nutritionists(200),
    "GET /nutritionists/me/clients/{client_id}": row(404, meera=200),
    "POST /users/export": row(202),
    "GET /users/export/{export_id}": row(404, asha=200),
    "POST /users/delete-account": clients(422, body={"password": "wrong"}, meera=403, kabir=403, esha=403, adi=403),
    "POST /users/delete-account/cancel": row(200),
    "GET /privacy/consents": row(200),
    "GET /privacy/notices": public(200),
    "GET /privacy/notices/{purpose}": public(200),
    "PUT /privacy/consents/{purpose}": row(200, body={"given": True}),
    "GET /programs": public(200),
    "GET /programs/recommended": public(200),
    "GET /programs/slug/{slug}": public(200),
    "GET /programs/{program_id}/details": public(200),
    "GET /programs/{program_id}/reviews": public(200),
    "POST /programs/{program_id}/reviews": row(409, body={"rating": 5}),
    "POST /programs/{program_id}/enroll": row(403, body={}, asha=409, bilal=201, charlie=201, guardian=201),
    "GET /programs/{program_id}/participants": row(404, meera=200, kabir=200, adi=200),
    "POST /programs/{program_id}/cohorts": row(403, body=COHORT, adi=201),
    "PUT /programs/{program_id}/cohorts/{cohort_id}": row(403, body=COHORT, adi=200),
    "POST /programs/{program_id}/passes": row(403, body={"clientId": "{client_id}"}, adi=201),
    "POST /programs/reviews/{review_id}/moderate": row(403, body={"show": True}, adi=200),
    "GET /programs/terms": row(403, adi=200),
    "POST /programs/terms": row(403, body=PROGRAM_TERMS, adi=201),
    "POST /programs/terms/preview": row(403, body=PROGRAM_TERMS, adi=200),
    "GET /programs/enrollments": row(200),
    "GET /programs/enrollments/{enrolment_id}": row(404, asha=200, meera=200, adi=200),
    "GET /programs/enrollments/{enrolment_id}/cancellation": row(404, asha=200),
    "POST /programs/enrollments/{enrolment_id}/pause": row(404, asha=200),
    "POST /programs/enrollments/{enrolment_id}/resume": row(404, asha=409),
    "POST /programs/enrollments/{enrolment_id}/complete": row(404, asha=409),
    "POST /programs/enrollments/{enrolment_id}/cancel": row(404, body={}, asha=200, adi=422),
    "PUT /programs/enrollments/{enrolment_id}/steps/{number}": row(404, body={"done": True}, asha=200),
    "PUT /programs/enrollments/{enrolment_id}/mails": row(404, body={"mails": False}, asha=200),
    "POST /payments/orders": row(404, body={"lines": [{"kind": "none", "reference": "x"}]}),
    "PUT /payments/orders/{order_id}": row(404, body={}, asha=409),
    "POST /payments/orders/{order_id}/attempts": row(404, body={}, asha=409),
    "POST /payments/orders/{order_id}/received": row(403, body={"method": "upi", "reference": "1"}, adi=409),
    "POST /payments/orders/{order_id}/supplied": row(403, adi=409),
    "GET /payments/plans": row(200),
    "POST /payments/plans": row(403, body=PREMIUM, adi=201),
    "PUT /payments/plans/{plan_id}": row(403, body=PREMIUM, adi=200),
    "GET /payments/packages": row(200),
    "POST /payments/packages": row(403, body=PACKAGE, adi=201),
    "PUT /payments/packages/{package_id}": row(403, body=PACKAGE, adi=404),
    "GET /payments/subscriptions": row(200),
    "POST /payments/subscriptions": row(
        403, body={"planId": "{plan_id}"}, asha=409, bilal=201, charlie=201, guardian=201
    ),
    "GET /payments/subscriptions/{subscription_id}": row(404, asha=200, adi=200),
    "POST /payments/subscriptions/{subscription_id}/cancel": row(404, asha=200),
    "GET /payments/links": row(403, meera=200, kabir=200, adi=200),
    "POST /payments/links": row(403, body=ASK, meera=201, kabir=201, adi=201),
    "POST /payments/links/{link_id}/withdraw": row(403, meera=200, kabir=404, adi=200),
    "GET /payments/refunds": row(403, adi=200),
    "POST /payments/refunds/{refund_id}/retry": row(403, adi=404),
    "POST /payments/refunds/{refund_id}/done": row(403, body={"reference": "1"}, adi=404),
    "GET /payments/coupons": row(403, adi=200),
    "POST /payments/coupons": row(403, body=COUPON, adi=201),
    "PUT /payments/coupons/{coupon_id}": row(403, body={"validFrom": "2027-01-01T00:00:00Z"}, adi=200),
    "GET /payments/tax-rules": row(403, adi=200),
    "POST /payments/tax-rules": row(403, body=RULE, adi=201),
    "GET /payments/differences": row(403, adi=200),
    "POST /payments/differences/{difference_id}/close": row(403, body={"closing": "x"}, adi=200),
    "GET /payments/events": row(403, adi=200),
    "POST /payments/events/{event_id}/replay": row(403, adi=200),
    "GET /payments/gst/{month}/register": row(403, adi=200),
    "GET /payments/gst/{month}/register.csv": row(403, adi=200),
    "GET /payments/gst/{month}/gstr1.json": row(403, adi=200),
    "GET /payments/gst/{month}/gstr1/{section}.csv": row(403, adi=200),
    "POST /payments/verify": row(400, body={"gateway": "sandbox", "fields": {}}),
    "POST /payments/webhooks/{gateway}": public(404, body={}),
    "GET /payments": row(200),
    "GET /payments/methods": row(200),
    "GET /payments/{payment_id}": row(404, asha=200, adi=200),
    "GET /payments/{payment_id}/invoice": row(404, asha=200, adi=200),
    "GET /payments/{payment_id}/invoice.pdf": row(404, asha=200, adi=200),
    "GET /payments/{payment_id}/refund-terms": row(403, adi=200),
    "POST /payments/{payment_id}/refund": row(404, body={"reason": "x"}, asha=403, adi=201),
}
