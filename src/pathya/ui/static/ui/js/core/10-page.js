// Marks that modules run, closes menus, keeps the visitor's time zone for the server.
const root = document.documentElement;
root.classList.add("scripted");

// Some browsers still tell the old name.
const told = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zone = told === "Asia/Calcutta" ? "Asia/Kolkata" : told;
if (zone && !document.cookie.split("; ").includes(`tz=${zone}`)) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tz=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(event.target.closest?.("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.querySelector("[data-focus]")?.focus();
