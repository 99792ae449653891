// Foods the device knows, found without a network, shown by the page's own template.
const SOUNDS = [
  [/ee|ii/g, "i"], [/oo|uu/g, "u"], [/aa/g, "a"], [/ph/g, "p"], [/f/g, "p"], [/[cs]hh?/g, "c"], [/ck|q/g, "k"],
  [/w/g, "v"], [/z/g, "j"], [/([kgtdbj])h/g, "$1"], [/x/g, "ks"], [/(.)\1+/g, "$1"], [/y\b/g, "i"],
];
const MOST = 12;

// As the server folds words: paneer and panir are the same.
export const folded = (typed) =>
  SOUNDS.reduce((word, [from, to]) => word.replace(from, to), typed.normalize("NFD").toLowerCase().replace(/[̀-ͯ]/g, "").trim());

export const found = ({ foods, lately }, typed) => {
  if (!typed.trim()) {
    const recent = lately.map((id) => foods.find((food) => food.id === id)).filter(Boolean);
    return (recent.length ? recent : foods).slice(0, MOST);
  }
  const words = folded(typed).split(/\s+/);
  const plain = typed.trim();
  const hits = foods.filter((food) => words.every((word) => food.search.includes(` ${word}`)) || food.search.includes(plain));
  const place = (food) => {
    const at = food.search.indexOf(` ${words[0]}`);
    return at < 0 ? food.search.length : at;
  };
  const first = new Map(hits.map((food) => [food, (lately.includes(food.id) ? -1000 : 0) + place(food)]));
  return hits.sort((a, b) => first.get(a) - first.get(b)).slice(0, MOST);
};

const button = (measure, count) => {
  const made = document.createElement("button");
  made.className = "chip";
  made.name = "measure";
  made.value = measure.name;
  made.append(count ? `${count} ${measure.label}` : measure.label);
  if (measure.energy !== null) {
    const energy = document.createElement("span");
    energy.className = "quiet";
    energy.textContent = `${measure.energy} ${document.querySelector("[data-log]").dataset.textKcal}`;
    made.append(" ", energy);
  }
  return made;
};

export const show = (results, template, foods) => {
  const list = document.createElement("ul");
  list.className = "found";
  list.setAttribute("role", "list");
  for (const food of foods) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("[name=food]").value = food.id;
    row.querySelector(".portion__name").textContent = food.name;
    row.querySelector(".portion__count").setAttribute("aria-label", food.name);
    const grams = { name: "", label: "g", energy: food.energy };
    row.querySelector(".portion__measures").append(...food.measures.map((one) => button(one)), button(grams, 100));
    list.append(row);
  }
  results.replaceChildren(list);
};
