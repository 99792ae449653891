"""The client's own record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.care import selectors as care
from pathya.care.rules import What
from pathya.clients import avatars, drafts, history, selectors, services
from pathya.clients.errors import ChangedMeanwhile
from pathya.clients.forms import AvatarForm, section_formset
from pathya.clients.models import Profile
from pathya.clients.rules import next_step
from pathya.clients.views.common import PARTS, client_page, part_form, save_part, tell, viewer_of
from pathya.clients.views.whose import whose
from pathya.kit.errors import Invalid
from pathya.ui import htmx, navigation


@require_GET
@client_page
def overview(request: HttpRequest) -> HttpResponse:
    """Profile, what follows from it, and the medical history."""
    here = whose(request, reads=[What.PROFILE, What.HISTORY])
    found = selectors.profile(here.client)
    row = selectors.medical_history(here.client)
    context = {
        "profile": found,
        "derived": selectors.derived(found),
        "sections": [(section, row.data[name]) for name, section in history.SECTIONS.items()],
        "step": next_step(found.onboarding) if here.client == here.viewer else None,
        "people": care.people(here.viewer),
    }
    return here.shows(request, "clients/record.html", context)


@require_http_methods(["GET", "POST"])
@client_page
def profile(request: HttpRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    here = whose(request, writes=True, reads=[What.PROFILE])
    form = part_form(request, part, here.client)
    if request.method == "POST" and form.is_valid() and save_part(here.viewer, here.client, form):
        htmx.toast(request, _("Saved."))
        return here.goes("record")
    return here.shows(request, "clients/profile.html", {"form": form}, wrong=bool(form.errors))


@require_http_methods(["GET", "POST"])
@client_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Edit one section; another window's change is told and what was typed stays."""
    found = history.SECTIONS.get(section)
    if found is None:
        raise Http404
    here = whose(request, writes=True, reads=[What.HISTORY])
    row = selectors.medical_history(here.client)
    posted = request.POST if request.method == "POST" else None
    kept = None if posted else drafts.held(here.viewer, here.client, found, base=row.data[section])
    formset, fact = section_formset(found, row.data[section] if kept is None else kept, posted), None
    if posted is not None and formset.is_valid():
        rows = [form.cleaned_data for form in formset]
        version = posted.get("version", "")
        try:
            services.update_history(
                viewer=here.viewer,
                client=here.client,
                sections={section: rows if found.is_list else rows[0]},
                version=int(version) if version.isdecimal() else None,
            )
        except (ChangedMeanwhile, Invalid) as wrong:
            fact = wrong
        else:
            drafts.drop(viewer=here.viewer, client=here.client, section=found)
            htmx.toast(request, _("Saved."))
            return here.goes("record")
    context = {"kept": kept is not None, "section": found, "formset": formset, "version": row.version, "fact": fact}
    return here.shows(request, "clients/section.html", context, wrong=bool(fact or formset.total_error_count()))


@require_http_methods(["GET", "POST"])
@client_page
def picture(request: HttpRequest) -> HttpResponse:
    """GET shows the picture itself; POST keeps another one."""
    viewer = viewer_of(request)
    if request.method == "GET":
        held = Profile.objects.filter(user=viewer).values_list("avatar", flat=True).first()
        if not held:
            raise Http404
        return HttpResponse(bytes(held), content_type="image/webp", headers={"Cache-Control": "private, no-cache"})
    form = AvatarForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["avatar"]
        try:
            services.set_avatar(client=viewer, content=upload.read(avatars.MOST_BYTES + 1))
        except Invalid as fact:
            tell(form, fact)
        else:
            htmx.toast(request, _("Saved."))
            return redirect("record")
    return render(request, "clients/profile.html", {"form": form, "files": True}, status=422)


@require_GET
@client_page
def more(request: HttpRequest) -> HttpResponse:
    return render(request, "clients/more.html", {"more_places": navigation.links(navigation.MORE, request)})
