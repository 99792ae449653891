"""The client's own record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.clients import avatars, history, selectors, services
from pathya.clients.errors import ChangedMeanwhile
from pathya.clients.forms import AvatarForm, section_formset
from pathya.clients.models import Profile
from pathya.clients.rules import next_step
from pathya.clients.views.common import PARTS, client_page, part_form, save_part, tell, viewer_of
from pathya.kit.errors import Invalid
from pathya.ui import htmx, navigation


@require_GET
@client_page
def overview(request: HttpRequest) -> HttpResponse:
    """Profile, what follows from it, and the medical history."""
    viewer = viewer_of(request)
    found = selectors.profile(viewer)
    row = selectors.medical_history(viewer)
    context = {
        "profile": found,
        "derived": selectors.derived(found),
        "sections": [(section, row.data[name]) for name, section in history.SECTIONS.items()],
        "step": next_step(found.onboarding),
    }
    return render(request, "clients/record.html", context)


@require_http_methods(["GET", "POST"])
@client_page
def profile(request: HttpRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    form = part_form(request, part)
    if request.method == "POST" and form.is_valid() and save_part(request, form):
        htmx.toast(request, _("Saved."))
        return redirect("record")
    return render(request, "clients/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@client_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Edit one section; another window's change is told and what was typed stays."""
    viewer, found = viewer_of(request), history.SECTIONS.get(section)
    if found is None:
        raise Http404
    row = selectors.medical_history(viewer)
    posted = request.POST if request.method == "POST" else None
    formset, fact = section_formset(found, row.data[section], posted), None
    if posted is not None and formset.is_valid():
        rows = [form.cleaned_data for form in formset]
        version = posted.get("version", "")
        try:
            services.update_history(
                viewer=viewer,
                client=viewer,
                sections={section: rows if found.is_list else rows[0]},
                version=int(version) if version.isdecimal() else None,
            )
        except (ChangedMeanwhile, Invalid) as wrong:
            fact = wrong
        else:
            htmx.toast(request, _("Saved."))
            return redirect("record")
    context = {"section": found, "formset": formset, "version": row.version, "fact": fact}
    return render(request, "clients/section.html", context, status=422 if fact or formset.total_error_count() else 200)


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
