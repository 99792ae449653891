from django.urls import URLPattern, URLResolver, path

from pathya.nutrition.views import dislikes, meal, own, own_food, own_recipe, plan, practice, targets, versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/plan/", plan.today, name="portal_plan"),
    path("portal/plan/shopping/", plan.shopping, name="portal_plan_shopping"),
    path("portal/plan/pdf/", plan.pdf, name="portal_plan_pdf"),
    path("portal/targets/", targets.targets, name="portal_targets"),
    path("portal/targets/dishes/<uuid:food_id>/", dislikes.dislike, name="portal_dislike"),
    path("portal/foods/", own.listing, name="own_foods"),
    path("portal/foods/new/", own_food.food, name="own_food_new"),
    path("portal/foods/<uuid:food_id>/", own_food.food, name="own_food"),
    path("portal/foods/<uuid:food_id>/remove/", own.remove, name="own_remove"),
    path("portal/foods/recipes/new/", own_recipe.recipe, name="own_recipe_new"),
    path("portal/foods/recipes/find/", own_recipe.find, name="own_recipe_find"),
    path("portal/foods/recipes/<uuid:food_id>/", own_recipe.recipe, name="own_recipe"),
    path("practice/plans/", practice.waiting, name="practice_plans"),
    path("practice/clients/<uuid:client_id>/plans/", practice.plans, name="practice_client_plans"),
    path("practice/clients/<uuid:client_id>/targets/", practice.targets, name="practice_client_targets"),
    path(
        "practice/clients/<uuid:client_id>/targets/dishes/<uuid:food_id>/", dislikes.let_in, name="practice_dish_let_in"
    ),
    path("practice/plans/<uuid:plan_id>/", practice.plan, name="practice_plan"),
    path("practice/plans/<uuid:plan_id>/pdf/", practice.paper, name="practice_plan_pdf"),
    path("practice/plans/<uuid:plan_id>/shopping/", practice.shopping, name="practice_plan_shopping"),
    path("practice/plans/<uuid:plan_id>/versions/<int:number>/", versions.version, name="practice_plan_version"),
    path("practice/plans/<uuid:plan_id>/find/", meal.find, name="practice_plan_find"),
    path("practice/plans/<uuid:plan_id>/do/<str:what>/", practice.act, name="practice_plan_act"),
    path("practice/plans/<uuid:plan_id>/<int:day>/<str:meal>/", meal.edit, name="practice_plan_meal"),
]
