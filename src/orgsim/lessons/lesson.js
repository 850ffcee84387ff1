"use strict";
// Without this script the lesson reads from top to bottom; with it, nothing is shown before the bet.
document.documentElement.classList.add("js");
const at = (id) => document.getElementById(id);
const steps = [...document.querySelectorAll("nav a")];

function mark() {
  for (const step of steps) {
    const section = at(step.hash.slice(1));
    const shut = section.classList.contains("later") && !section.classList.contains("open");
    if (shut && section.id !== "notes") { step.setAttribute("aria-disabled", "true"); step.tabIndex = -1; } else { step.removeAttribute("aria-disabled"); step.removeAttribute("tabindex"); }
  }
}
function open(name) {
  const section = at(name);
  section.classList.add("open");
  if (name === "debrief") at("notes")?.classList.add("open");
  mark();
  const heading = section.querySelector("h2");
  heading.focus({ preventScroll: true });
  section.scrollIntoView();
}
for (const button of document.querySelectorAll("[data-open]")) {
  button.addEventListener("click", () => { button.parentElement.hidden = true; open(button.dataset.open); });
}
mark();

// Notes have the answers: they come last, or when somebody asks for them.
function note() { const notes = at("notes"); if (notes && location.hash === "#notes") { notes.classList.add("open"); notes.open = true; notes.scrollIntoView(); } }
addEventListener("hashchange", note);
note();

// The bet: a direction, and a size that can be slid or typed.
const form = at("bet-form"), slide = at("bet-slide"), size = at("bet-size"), says = at("bet-says"), given = form.dataset;
slide.addEventListener("input", () => { size.value = slide.value; });
size.addEventListener("input", () => { slide.value = size.value; });
const worded = (value) => (value > 0 ? "+" : value < 0 ? "\u2212" : "") + given.before + Math.abs(value) + given.behind;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const way = form.querySelector("[name=way]:checked");
  const much = Number(size.value);
  if (!way) { says.textContent = "Choose a direction first."; form.querySelector("[name=way]").focus(); return; }
  if (!(much >= 0) || size.value === "") { says.textContent = "Say by how much."; size.focus(); return; }
  for (const field of form.elements) field.disabled = true;
  says.textContent = "Your bet stands.";
  open("futures");
  run(Number(way.value) * much);
});

// The futures appear one after the other, or at once for those who want less motion.
function run(bet) {
  const figure = document.querySelector(".dots"), dots = [...figure.querySelectorAll(".dot")];
  const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
  figure.classList.add("waiting");
  let shown = 0;
  const step = () => {
    const until = quick ? dots.length : Math.min(dots.length, shown + Math.max(1, Math.round(dots.length / 60)));
    for (; shown < until; shown++) dots[shown].classList.add("here");
    if (shown < dots.length) setTimeout(step, 45);
    else { figure.classList.remove("waiting"); place(bet); judge(bet); }
  };
  step();
}
function place(bet) {
  const low = Number(given.axisLow), high = Number(given.axisHigh), edge = Number(given.edge), width = Number(given.width);
  const share = (bet - low) / (high - low), x = edge + Math.min(Math.max(share, 0), 1) * (width - 2 * edge);
  const mine = at("mine"), line = mine.querySelector("line"), text = mine.querySelector("text");
  line.setAttribute("x1", x); line.setAttribute("x2", x);
  const side = x < width / 4 ? "start" : x > 3 * width / 4 ? "end" : "middle";
  text.setAttribute("x", x);
  text.style.textAnchor = side;
  text.textContent = "your bet: " + worded(bet) + (share > 1 ? " \u2192" : share < 0 ? " \u2190" : "");
  mine.removeAttribute("hidden");
}
function judge(bet) {
  const mean = Number(given.mean), low = Number(given.low), high = Number(given.high), counts = Number(given.counts);
  let words;
  if (bet === 0) words = low <= 0 && high >= 0 ? "These futures cannot tell whether it does." : "On average it does.";
  else if (bet * mean < 0) words = "On average it went the other way.";
  else if (bet >= low && bet <= high) words = "That lies within the interval. Well bet!";
  else if (Math.abs(bet) <= counts && Math.abs(mean) > counts) words = "The direction is right, but your size lies in the grey band: too small to count.";
  else if (Math.abs(bet) > 2 * Math.abs(mean)) words = "The direction is right, and the size less than half of your bet.";
  else if (Math.abs(bet) < Math.abs(mean) / 2) words = "The direction is right, and the size more than twice your bet.";
  else words = "The direction is right, and the size within a factor of two.";
  at("verdict").textContent = (bet === 0 ? "You bet that nothing changes. " : "You bet on " + worded(bet) + ". ") + words;
}

// The sandbox shows one cell of what was simulated.
const levers = at("levers");
levers.addEventListener("submit", (event) => event.preventDefault());
levers.addEventListener("change", () => {
  const key = [...levers.querySelectorAll("fieldset")].map((field) => field.querySelector(":checked").value).join("-");
  for (const cell of document.querySelectorAll(".cell")) cell.hidden = cell.dataset.cell !== key;
});
for (const fold of document.querySelectorAll(".all-cells details")) fold.open = false;
