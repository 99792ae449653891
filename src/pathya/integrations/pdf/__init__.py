"""PDF by Typst: `render("billing/invoice", data, "hi")` → bytes, from `src/pathya/billing/pdf/invoice.typ`."""

from pathya.integrations.pdf.render import CannotRender, render
from pathya.integrations.pdf.svg import qr_svg

__all__ = ["CannotRender", "qr_svg", "render"]
