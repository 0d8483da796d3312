// Starts the components of the page. Every page works without this file.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Folds keep a page short on a phone. A wide screen and paper show what is in them.
const folds = () => document.querySelectorAll("details[data-fold]");
const wide = matchMedia("(min-width: 40.0625em)").matches;
if (wide) for (const fold of folds()) fold.open = true;
// What somebody opened stays open when a part of the page is fetched again.
const opened = new Map();
addEventListener("htmx:beforeSwap", () => { for (const each of document.querySelectorAll("details[id]")) opened.set(each.id, each.open); });
for (const swapped of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  addEventListener(swapped, () => {
    for (const each of document.querySelectorAll("details[id]")) each.open = opened.get(each.id) ?? (each.open || (wide && "fold" in each.dataset));
  });
}

// A part of the page that could not be fetched says that it does not answer what was asked.
for (const [event, lost] of [["htmx:sendError", true], ["htmx:responseError", true], ["htmx:afterSwap", false]]) {
  addEventListener(event, ({ detail }) => {
    const words = document.querySelector(`[data-unanswered="${detail.target?.id}"]`);
    if (words) words.hidden = !lost;
  });
}
addEventListener("beforeprint", () => { for (const fold of folds()) fold.open = true; });

// A link to something in a fold opens it.
function unfold() {
  for (let each = document.getElementById(location.hash.slice(1)); each; each = each.parentElement) {
    if (each.localName === "details") each.open = true;
  }
}
addEventListener("hashchange", unfold);
unfold();

// A slider moves the number that it stands beside, and follows it.
for (const slider of document.querySelectorAll("[data-slider]")) {
  const number = document.getElementById(slider.dataset.slider);
  slider.hidden = false;
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { slider.value = number.value; });
}
