"""Who the practice is: names, contact, grievance officer, tax identity. Edited in the content system."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pathya.kit.languages import in_language
from pathya.practice import rules


def _both(field: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{field}_en"), FieldPanel(f"{field}_hi")])


@register_setting(icon="home", order=100)
class Practice(BaseGenericSetting):  # type: ignore[misc]
    """One row. Read it through `selectors.practice`, which keeps it in the process."""

    name_en = models.CharField(_("name, English"), max_length=60, default="Pathya")
    name_hi = models.CharField(_("name, Hindi"), max_length=60, default="पथ्य", blank=True)
    tagline_en = models.CharField(_("one line about you, English"), max_length=160, blank=True)
    tagline_hi = models.CharField(_("one line about you, Hindi"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    address_en = models.TextField(_("address, English"), max_length=400, blank=True)
    address_hi = models.TextField(_("address, Hindi"), max_length=400, blank=True)
    hours_en = models.CharField(_("hours, English"), max_length=160, blank=True)
    hours_hi = models.CharField(_("hours, Hindi"), max_length=160, blank=True)
    instagram = models.URLField("Instagram", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    facebook = models.URLField("Facebook", blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    grievance_name = models.CharField(_("name"), max_length=120, blank=True)
    grievance_email = models.EmailField(_("e-mail"), blank=True)
    grievance_phone = models.CharField(_("phone"), max_length=20, blank=True)

    panels: ClassVar = [
        MultiFieldPanel([_both("name"), _both("tagline")], heading=_("Name")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]), _both("address"), _both("hours")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("instagram"), FieldPanel("youtube"), FieldPanel("facebook"), FieldPanel("linkedin")],
            heading=_("Elsewhere"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("grievance_name"),
                FieldRowPanel([FieldPanel("grievance_email"), FieldPanel("grievance_phone")]),
            ],
            heading=_("Grievance officer"),
            help_text=_("Whom people turn to about their personal data (Digital Personal Data Protection Act)."),
        ),
    ]

    class Meta:
        verbose_name = _("practice")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_hi)

    @property
    def tagline(self) -> str:
        return in_language(self.tagline_en, self.tagline_hi)

    @property
    def address(self) -> str:
        return in_language(self.address_en, self.address_hi)

    @property
    def hours(self) -> str:
        return in_language(self.hours_en, self.hours_hi)

    @property
    def social(self) -> list[tuple[str, str]]:
        """(name, address) of each place the practice is found."""
        places = ("Instagram", self.instagram), ("YouTube", self.youtube), ("Facebook", self.facebook)
        return [place for place in (*places, ("LinkedIn", self.linkedin)) if place[1]]


@register_setting(icon="doc-full", order=110)
class TaxIdentity(BaseGenericSetting):  # type: ignore[misc]
    """What invoices say of the seller; an empty GSTIN means the practice is not registered for GST."""

    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    address = models.TextField(_("registered address"), max_length=400, blank=True)
    state = models.CharField(_("state"), max_length=2, choices=list(rules.STATES.items()), blank=True)
    gstin = models.CharField("GSTIN", max_length=15, blank=True)
    pan = models.CharField("PAN", max_length=10, blank=True)
    signatory = models.CharField(_("who signs invoices"), max_length=120, blank=True)
    upi_id = models.CharField(_("UPI address for unpaid invoices"), max_length=80, blank=True)
    lut_number = models.CharField(_("number of the letter of undertaking (LUT)"), max_length=40, blank=True)
    lut_from = models.DateField(_("LUT valid from"), null=True, blank=True)
    lut_until = models.DateField(_("LUT valid until"), null=True, blank=True)
    rupee_exports = models.BooleanField(
        _("rupees from abroad count as permitted by the Reserve Bank"),
        default=False,
        help_text=_("Only then is a service for somebody abroad, paid in rupees, an export. Ask your accountant."),
    )

    panels: ClassVar = [
        FieldPanel("legal_name"),
        FieldPanel("address"),
        FieldPanel("state"),
        FieldRowPanel([FieldPanel("gstin"), FieldPanel("pan")]),
        FieldRowPanel([FieldPanel("signatory"), FieldPanel("upi_id")]),
        MultiFieldPanel(
            [
                FieldPanel("lut_number"),
                FieldRowPanel([FieldPanel("lut_from"), FieldPanel("lut_until")]),
                FieldPanel("rupee_exports"),
            ],
            heading=_("Clients outside India"),
        ),
    ]

    class Meta:
        verbose_name = _("tax identity")

    def __str__(self) -> str:
        return self.legal_name

    def has_lut(self, day: date) -> bool:
        return bool(self.lut_number and self.lut_from and self.lut_until and self.lut_from <= day <= self.lut_until)

    def clean(self) -> None:
        super().clean()
        self.gstin, self.pan = self.gstin.strip().upper(), self.pan.strip().upper()
        errors: dict[str, Any] = {}
        if self.pan and not rules.is_pan(self.pan):
            errors["pan"] = _("A PAN is five letters, four digits and a letter.")
        if self.gstin and not rules.is_gstin(self.gstin):
            errors["gstin"] = _("This GSTIN is not right: check each character.")
        elif self.gstin and self.state and self.gstin[:2] != self.state:
            errors["state"] = _("The GSTIN belongs to another state.")
        elif self.gstin and self.pan and self.gstin[2:12] != self.pan:
            errors["pan"] = _("The GSTIN carries another PAN.")
        if self.upi_id and not rules.is_upi(self.upi_id):
            errors["upi_id"] = _("A UPI address looks like name@bank.")
        if self.lut_number and not (self.lut_from and self.lut_until and self.lut_from <= self.lut_until):
            errors["lut_until"] = _("A letter of undertaking is valid from one day until another.")
        if errors:
            raise ValidationError(errors)
