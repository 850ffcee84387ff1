// Dragging a box of the chart onto another one. What happens then is decided by the server; here is only the hand.
(() => {
  const FAR = 6; // pixels from which on a press is a drag
  let drag = null;

  const boxAt = (x, y) => {
    const under = document.elementFromPoint(x, y);
    return under && under.closest(".chart.live .post[tabindex]");
  };

  const toChart = (svg, x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());

  const begin = (event) => {
    const box = event.button === 0 && event.target.closest && event.target.closest(".chart.live .post[tabindex]");
    if (!box) return;
    drag = { box, x: event.clientX, y: event.clientY, ghost: null, over: null };
  };

  const lift = () => {
    const svg = drag.box.ownerSVGElement;
    drag.svg = svg;
    drag.from = toChart(svg, drag.x, drag.y);
    drag.ghost = drag.box.cloneNode(true);
    drag.ghost.removeAttribute("tabindex");
    drag.ghost.setAttribute("class", "post ghost");
    svg.append(drag.ghost);
    drag.box.classList.add("lifted");
  };

  const move = (event) => {
    if (!drag) return;
    if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    event.preventDefault();
    if (!drag.ghost) lift();
    const here = toChart(drag.svg, event.clientX, event.clientY);
    drag.ghost.setAttribute("transform", `translate(${here.x - drag.from.x} ${here.y - drag.from.y})`);
    const over = boxAt(event.clientX, event.clientY);
    if (over === drag.over) return;
    if (drag.over) drag.over.classList.remove("over");
    drag.over = over && over !== drag.box ? over : null;
    if (drag.over) drag.over.classList.add("over");
  };

  const end = () => {
    if (!drag) return;
    const { box, ghost, over } = drag;
    drag = null;
    if (!ghost) return;
    ghost.remove();
    box.classList.remove("lifted");
    if (!over) return;
    over.classList.remove("over");
    emitEvent("redraw_drop", { post: box.dataset.post, onto: over.dataset.post });
  };

  const pick = (event) => {
    const box = event.target.closest && event.target.closest(".chart.live .post[tabindex]");
    if (!box || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    emitEvent("redraw_pick", { post: box.dataset.post, keyboard: event.type === "keydown" });
  };

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
  document.addEventListener("click", pick);
  document.addEventListener("keydown", pick);
})();
