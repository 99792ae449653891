"""`python -m bench.published`: dishes of ours beside the published values of USDA FNDDS, as a table for the docs."""

from pathya.nutrition.table import everything

PAIRS = (
    ("Toor dal", "Dal"), ("Roti", "Bread, chappatti or roti"), ("Naan", "Bread, naan"),
    ("Plain paratha", "Bread, paratha"), ("Puri", "Bread, puri"), ("Idli", "Idli"), ("Plain dosa", "Dosa, plain"),
    ("Masala dosa", "Dosa, with filling"), ("Chicken biryani", "Biryani with chicken"),
    ("Veg biryani", "Biryani with vegetables"), ("Chicken curry", "Chicken curry"), ("Fish curry", "Fish curry"),
    ("Samosa", "Samosa"), ("Upma", "Upma"), ("Palak paneer", "Palak Paneer"),
    ("Onion pakora", "Pakora"), ("Omelette", "Egg omelet or scrambled egg, made with oil"),
    ("Boiled egg", "Egg, whole, boiled or poached"), ("Curd, plain", "Yogurt, plain, whole milk"),
    ("Steamed rice", "Rice, white, cooked, no added fat"),
    ("Sambar", "Sambar, vegetable stew"), ("Buttermilk, spiced", "Buttermilk"),

)  # fmt: skip
NAMES = ("energy", "protein", "fat", "carbohydrate")


def main() -> None:
    rows = everything()
    ours = {row.name: row for row in rows if row.parts}
    theirs = {row.name.lower(): row for row in rows if row.source == "usda"}
    for name, published in PAIRS:
        found = theirs[published.lower()]
        cells = [f"{ours[name].nutrients[one]:.0f} / {found.nutrients[one]:.0f}" for one in NAMES]
        change = ours[name].nutrients["energy"] / found.nutrients["energy"] - 1
        print(f"| {name} | {published} | {' | '.join(cells)} | {change:+.0%} |")


if __name__ == "__main__":
    main()
