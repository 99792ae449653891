"""How a person wants to be reminded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.accounts.views.common import layout_of
from pathya.kit.errors import Invalid
from pathya.meetings import selectors, services
from pathya.meetings.forms import RemindersForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def settings(request: HttpRequest) -> HttpResponse:
    person = user_of(request)
    now = selectors.choice(person)
    initial = {"mail": now.mail, "sms": now.sms, "whatsapp": now.whatsapp}
    form = RemindersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_reminders(person=person, **form.cleaned_data)
        except Invalid as fact:
            form.add_error(None, str(fact))
        else:
            messages.success(request, _("Saved."))
            return redirect("reminder_settings")
    context = {
        "form": form,
        "layout": layout_of(person),
        "upcoming": selectors.upcoming(person)[:12],
        "phone": person.phone if person.phone_verified_at else "",
    }
    return render(request, "meetings/reminders.html", context, status=422 if form.errors else 200)
