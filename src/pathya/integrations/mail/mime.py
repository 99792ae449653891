"""The bytes of a mail: text, HTML, calendar invitation and files in the shape mail programs expect."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from pathya.integrations.mail.message import File, Mail

CALENDAR = "text/calendar"


def mime(mail: Mail, sender: str) -> EmailMessage:
    """`sender` is `Name <address>`. Headers can hold no line breaks: the policy refuses them."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = _address(sender)
    message["To"] = Address(addr_spec=bare(mail.to))
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for file in mail.files:
        if _kind(file) == CALENDAR:
            _invite(message, file)
    for file in mail.files:
        main, _, sub = _kind(file).partition("/")
        if _kind(file) == CALENDAR:
            main, sub = "application", "ics"
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message


def _invite(message: EmailMessage, file: File) -> None:
    """An alternative with the method in its type is what Gmail and Outlook show as an invitation."""
    message.add_alternative(file.content.decode(), subtype="calendar", params={"method": _method(file)})


def _kind(file: File) -> str:
    return file.content_type.partition(";")[0].strip().lower()


def _method(file: File) -> str:
    for part in file.content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "method":
            return value.strip().strip('"').upper()
    return "PUBLISH"


def _address(sender: str) -> Address:
    return Address(display_name=parseaddr(sender)[0], addr_spec=bare(sender))


def bare(address: str) -> str:
    """The address without a name, its domain in ASCII."""
    local, _, domain = parseaddr(address)[1].rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"
