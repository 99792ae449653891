"""The plates of the known clients: dishes with how many of their measure."""

from pathya.journeys.rules import MealKind

SKIPPED = 0.08
"""Share of meals, and of days, that were not logged."""
Plate = tuple[tuple[str, float], ...]
MENUS: dict[str, dict[MealKind, tuple[Plate, ...]]] = {
    "asha": {
        MealKind.BREAKFAST: (
            (("Idli", 3), ("Sambar", 1), ("Coconut chutney", 2)),
            (("Poha", 1.5), ("Tea with milk", 1)),
            (("Ragi porridge", 1.5),),
            (("Plain dosa", 2), ("Coconut chutney", 2), ("Coffee with milk", 1)),
        ),
        MealKind.LUNCH: (
            (("Steamed rice", 1.5), ("Sambar", 1), ("Beans poriyal", 1), ("Curd, plain", 1)),
            (("Curd rice", 2), ("Beetroot poriyal", 1)),
            (("Lemon rice", 2), ("Cabbage thoran", 1), ("Buttermilk, spiced", 1)),
        ),
        MealKind.SNACK: ((("Tea with milk", 1), ("Roasted chana", 1)), (("Fruit bowl", 1),), (("Roasted makhana", 1),)),
        MealKind.DINNER: (
            (("Roti", 3), ("Toor dal", 1), ("Aloo gobi", 1)),
            (("Roti", 2), ("Palak paneer", 1)),
            (("Bajra roti", 2), ("Moong dal", 1), ("Lauki kofta", 1)),
            (("Vegetable khichdi", 2), ("Curd, plain", 1)),
            (("Jowar roti", 2), ("Masoor dal", 1), ("Bhindi masala", 1)),
        ),
    },
    "bilal": {
        MealKind.BREAKFAST: (
            (("Besan chilla", 2), ("Tea with milk", 1)),
            (("Omelette", 1), ("Roti", 2)),
            (("Paneer sandwich", 1), ("Coffee with milk", 1)),
        ),
        MealKind.LUNCH: (
            (("Roti", 3), ("Chicken curry", 1), ("Kachumber", 1)),
            (("Steamed rice", 1.5), ("Rajma", 1), ("Aloo matar", 1)),
            (("Roti", 2), ("Masoor dal", 1), ("Bhindi masala", 1), ("Curd, plain", 1)),
        ),
        MealKind.SNACK: ((("Roasted chana", 1), ("Tea with milk", 1)), (("Samosa", 1), ("Tea with milk", 1))),
        MealKind.DINNER: (
            (("Roti", 2), ("Chicken keema matar", 1)),
            (("Chicken biryani", 2), ("Cucumber raita", 1)),
            (("Roti", 2), ("Fish curry", 1), ("Kachumber", 1)),
            (("Vegetable khichdi", 2),),
        ),
    },
    "devika": {
        MealKind.BREAKFAST: (
            (("Oats upma", 1.5),),
            (("Pesarattu", 2), ("Green chutney", 2)),
            (("Vegan ragi porridge", 1.5),),
        ),
        MealKind.LUNCH: (
            (("Steamed brown rice", 1.5), ("Rasam", 1), ("Avial", 1)),
            (("Lemon rice", 1.5), ("Beans poriyal", 1)),
            (("Steamed rice", 1.5), ("Lobia curry", 1), ("Carrot beans", 1)),
        ),
        MealKind.SNACK: ((("Mixed nuts", 1),), (("Guava with salt", 1),), (("Bhel puri", 1),)),
        MealKind.DINNER: (
            (("Jowar roti", 2), ("Chana dal curry", 1), ("Lauki sabzi", 1)),
            (("Adai", 2), ("Green chutney", 2)),
            (("Roti", 2), ("Tofu matar", 1)),
        ),
    },
}
