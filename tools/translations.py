"""Translations without gettext's own programs: one Hindi catalogue per app.

python tools/translations.py update [APP …]    extract the texts of code and templates into the catalogues
python tools/translations.py check             fail when a text is missing, empty, fuzzy or no longer used
python tools/translations.py compile           write the .mo files
"""

import io
import re
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

APPS = Path(__file__).resolve().parent.parent / "src" / "pathya"
LANGUAGE = "hi"
PLURALS = "nplurals=2; plural=(n > 1);"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[a-z/][^>]*>")


def main() -> None:
    command, *names = sys.argv[1:] or ["check"]
    apps = [APPS / name for name in names] or sorted(p.parent for p in APPS.glob("*/__init__.py"))
    if command == "compile":
        for app in apps:
            compile_app(app)
    elif command == "update":
        for app in apps:
            update_app(app)
    elif command == "check":
        problems = [problem for app in apps for problem in check_app(app)]
        print("\n".join(problems[:60]) or "translations complete")
        sys.exit(bool(problems))
    else:
        sys.exit(__doc__)


def catalogue_path(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extracted(app: Path) -> Catalog:
    """Every text of one app, with the files that use it (no line numbers, so that diffs stay small)."""
    catalogue = Catalog(locale=LANGUAGE, project="Pathya", header_comment="# Pathya")
    for path in sorted(app.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text()
        elif path.suffix in {".html", ".txt", ".mjml"} and "templates" in path.parts:
            source = re.sub(r"(?m)^[ \t]+", "", templatize(path.read_text(), origin=str(path)))
        else:
            continue
        where = str(path.relative_to(APPS))
        lines = io.BytesIO(source.encode())
        for _line, message, comments, context in extract("python", lines, KEYWORDS, ["Translators:"]):
            if message and message != ("", ""):
                catalogue.add(message, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalogue


def stored(app: Path) -> Catalog:
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update_app(app: Path) -> None:
    """Keep the translations that still fit, add new texts empty, drop what is gone."""
    wanted, kept = extracted(app), stored(app)
    if not len(wanted):
        catalogue_path(app).unlink(missing_ok=True)
        return
    missing = 0
    for message in wanted:
        if not message.id:
            continue
        old = kept.get(message.id, message.context)
        message.string = old.string if old else (("", "") if message.pluralizable else "")
        message.locations = sorted({(file, None) for file, _line in message.locations})
        missing += not filled(message.string)
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += f'"Plural-Forms: {PLURALS}\\n"\n\n'
    body = io.BytesIO()
    write_po(body, wanted, omit_header=True, width=120, sort_by_file=False, include_lineno=False)
    path.write_text(head + body.getvalue().decode().strip() + "\n")
    print(f"{app.name}: {len(wanted)} texts, {missing} to translate")


def filled(string: object) -> bool:
    return all(string) and bool(string) if isinstance(string, tuple | list) else bool(string)


def check_app(app: Path) -> list[str]:
    wanted, kept = extracted(app), stored(app)
    problems = []
    for message in wanted:
        if not message.id:
            continue
        old = kept.get(message.id, message.context)
        name = f"{app.name}: {message.id if isinstance(message.id, str) else message.id[0]!r}"
        if old is None or not filled(old.string) or old.fuzzy:
            problems.append(f"{name} is not translated")
        elif placeholders(message.id) != placeholders(old.string):
            problems.append(f"{name}: placeholders differ")
    known = {(m.id, m.context) for m in wanted}
    problems += [f"{app.name}: {m.id!r} is no longer used" for m in kept if m.id and (m.id, m.context) not in known]
    return problems


def placeholders(text: object) -> set[str]:
    texts = text if isinstance(text, tuple | list) else [text]
    return {found for part in texts for found in PLACEHOLDER.findall(str(part))}


def compile_app(app: Path) -> None:
    path = catalogue_path(app)
    target = path.with_suffix(".mo")
    if not path.exists():
        target.unlink(missing_ok=True)
        return
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    draft = target.with_suffix(".draft")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.rename(target)


if __name__ == "__main__":
    main()
