"use strict";
// A fold that a link leads into opens itself.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
addEventListener("hashchange", reveal);
reveal();
// A figure that shares its row is as wide as the page when somebody asks for it.
for (const figure of document.querySelectorAll("figure.small")) {
  const button = document.createElement("button");
  button.type = "button";
  const widen = (wide) => {
    figure.classList.toggle("small", !wide);
    button.textContent = wide ? "Smaller" : "Larger";
    button.setAttribute("aria-pressed", wide);
  };
  button.addEventListener("click", () => widen(figure.classList.contains("small")));
  figure.append(button);
  widen(false);
}
