from django.urls import URLPattern, URLResolver, path

from pathya.nutrition.views import meal, plan, practice

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/plan/", plan.today, name="portal_plan"),
    path("portal/plan/shopping/", plan.shopping, name="portal_plan_shopping"),
    path("portal/plan/pdf/", plan.pdf, name="portal_plan_pdf"),
    path("practice/plans/", practice.waiting, name="practice_plans"),
    path("practice/clients/<uuid:client_id>/plans/", practice.plans, name="practice_client_plans"),
    path("practice/clients/<uuid:client_id>/targets/", practice.targets, name="practice_client_targets"),
    path("practice/plans/<uuid:plan_id>/", practice.plan, name="practice_plan"),
    path("practice/plans/<uuid:plan_id>/pdf/", practice.paper, name="practice_plan_pdf"),
    path("practice/plans/<uuid:plan_id>/shopping/", practice.shopping, name="practice_plan_shopping"),
    path("practice/plans/<uuid:plan_id>/find/", meal.find, name="practice_plan_find"),
    path("practice/plans/<uuid:plan_id>/do/<str:what>/", practice.act, name="practice_plan_act"),
    path("practice/plans/<uuid:plan_id>/<int:day>/<str:meal>/", meal.edit, name="practice_plan_meal"),
]
