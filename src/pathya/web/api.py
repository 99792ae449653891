"""The API root: one router per domain, the docs page beside them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from pathya.accounts.api import router as accounts
from pathya.accounts.api_keys import router as accounts_keys
from pathya.accounts.api_office import router as accounts_office
from pathya.accounts.api_passkeys import router as passkeys
from pathya.accounts.api_profile import router as accounts_profile
from pathya.accounts.api_security import router as accounts_security
from pathya.billing.api import router as billing
from pathya.billing.api_office import router as money_office
from pathya.billing.api_selling import router as selling
from pathya.calendars.api import router as calendars
from pathya.care.api import router as care
from pathya.clients.api import practice as clients_practice
from pathya.clients.api import router as clients
from pathya.consultations.api import router as consultations
from pathya.consultations.api_earnings import router as earnings
from pathya.consultations.api_groups import router as groups
from pathya.consultations.api_host import router as hosts
from pathya.consultations.api_policies import router as terms
from pathya.consultations.api_reviews import router as reviews
from pathya.consultations.api_series import router as series
from pathya.consultations.api_slots import router as slots
from pathya.consultations.api_waiting import router as waiting_list
from pathya.credits.api import router as sessions_paid
from pathya.documents.api import router as documents
from pathya.documents.api_uploads import router as uploads
from pathya.journeys.api import router as journeys
from pathya.journeys.api_body import router as body
from pathya.journeys.api_dashboard import router as dashboard
from pathya.journeys.api_meals import router as meals
from pathya.journeys.api_practice import own as comments
from pathya.journeys.api_practice import router as clients_days
from pathya.journeys.api_trials import router as trials
from pathya.kit.errors import NotFound
from pathya.meetings.api import router as meetings
from pathya.notes.api import plans
from pathya.notes.api import router as notes
from pathya.notes.api_questions import practitioners
from pathya.notes.api_questions import router as questions
from pathya.nutrition.api import foods, recipes
from pathya.nutrition.api_plans import router as meal_plans
from pathya.nutrition.api_targets import router as targets
from pathya.operations import api_errors
from pathya.operations.api import make_api
from pathya.privacy.api import consents, notices, rights
from pathya.programs.api import router as programs
from pathya.programs.api_enrolments import router as enrolments
from pathya.programs.api_terms import router as program_terms
from pathya.web.api_availability import router as availability
from pathya.web.api_nutritionists import router as directory
from pathya.web.api_practice import router as practice


@csrf_exempt
def no_such_operation(_request: HttpRequest, rest: str) -> HttpResponse:
    """Stands before the pages' addresses, which would redirect to one with a slash."""
    return api_errors.answer(NotFound())


api = make_api("api")
api.add_router("/consultations", slots)
api.add_router("/consultations", meetings)
api.add_router("/consultations", waiting_list)
api.add_router("/consultations", hosts)
api.add_router("/consultations", reviews)
api.add_router("/consultations", terms)
api.add_router("/consultations", series)
api.add_router("/consultations", groups)
api.add_router("/nutritionists/me", availability)
api.add_router("/nutritionists/me", practice)
api.add_router("/nutritionists/me", clients_practice)
api.add_router("/nutritionists/me", earnings)
api.add_router("/nutritionists", directory)
api.add_router("/consultations", questions)
api.add_router("/consultations", notes)
api.add_router("/plans", plans)
api.add_router("/nutritionists", practitioners)
api.add_router("/consultations", consultations)
api.add_router("/calendars", calendars)
api.add_router("/credits", sessions_paid)
api.add_router("/auth", accounts)
api.add_router("/auth", accounts_security)
api.add_router("/journeys", meals)
api.add_router("/journeys", comments)
api.add_router("/journeys", trials)
api.add_router("/nutritionists/me", clients_days)
api.add_router("/journeys", body)
api.add_router("/auth", accounts_profile)
api.add_router("/journeys", journeys)
api.add_router("/care", care)
api.add_router("/auth", accounts_keys)
api.add_router("/auth", passkeys)
api.add_router("/admin", accounts_office)
api.add_router("/documents/uploads", uploads)
api.add_router("/documents", documents)
api.add_router("/users", clients)
api.add_router("/users", dashboard)
api.add_router("/foods", foods)
api.add_router("/recipes", recipes)
api.add_router("/nutrition", targets)
api.add_router("/programs/enrollments", enrolments)
api.add_router("/programs/terms", program_terms)
api.add_router("/programs", programs)
api.add_router("/meal-plans", meal_plans)
api.add_router("/payments", billing)
api.add_router("/payments", selling)
api.add_router("/payments", money_office)
api.add_router("/users", rights)
api.add_router("/privacy", consents)
api.add_router("/privacy", notices)
