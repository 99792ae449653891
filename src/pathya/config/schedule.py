"""All recurring jobs, on one page: task name → cron line (minute hour day month weekday, then seconds), UTC.

A recurring task is one whose function takes the `timestamp` of its tick.
"""

from procrastinate import App

RECURRING: dict[str, str] = {
    "operations.retry_stalled_jobs": "* * * * * */20",
    "outbox.resume": "*/2 * * * *",
    "billing.reconcile": "*/10 * * * * 45",
    "billing.follow_subscriptions": "12,42 * * * *",
    "billing.sandbox_charge": "*/10 * * * * 15",
    "billing.report": "47 0 * * *",
    "meetings.remind": "* * * * * 5",
    "calendars.read_all": "*/5 * * * * 35",
    "content.publish_due": "* * * * *",
    "documents.resume": "* * * * *",
    "documents.erase_deleted": "*/2 * * * *",
    "documents.clean": "37 * * * *",
    "consultations.release_expired": "* * * * *",
    "consultations.offer_freed": "* * * * * */30",
    "notes.follow_ups": "*/10 * * * * 25",
    "programs.release_expired": "* * * * * 25",
    "programs.welcome": "*/5 * * * * 15",
    "programs.pass_day": "13,43 * * * *",
    "credits.expire": "57 * * * *",
    "operations.clean": "7 * * * *",
    "operations.anchor": "7,37 * * * *",
    "accounts.forget_ended": "47 * * * *",
    "outbox.forget": "17 21 * * *",
    "privacy.erase_due": "17 * * * *",
    "privacy.clean": "27,57 * * * *",
    "care.end_silent": "57 21 * * *",
    "billing.forget_old": "47 21 * * *",
    "clients.forget_drafts": "7 21 * * *",
    "nutrition.first_plans": "9,39 * * * *",
    "journeys.make_years": "37 21 1 * *",
    "journeys.watch": "22 1,7,13,19 * * *",
    "journeys.tell_comments": "12,32,52 * * * *",
    "journeys.forget": "47 21 * * *",
    "operations.clean_jobs": "27 21 * * *",
}


def register(app: App) -> None:
    """Called when the jobs' app is ready."""
    for name, cron in RECURRING.items():
        app.periodic_registry.register_task(task=app.tasks[name], cron=cron, periodic_id="", configure_kwargs={})
