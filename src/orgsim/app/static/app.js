// Small things that need no server: a right that is pointed at says who holds it.
(() => {
  const tell = (target, on) => {
    const row = target.closest && target.closest("[data-who]");
    const place = document.getElementById("who");
    if (!row || !place) return;
    row.classList.toggle("lit", on);
    row.closest("table").classList.toggle("pointing", on);
    if (on) place.textContent = row.dataset.who;
  };
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(event, (what) => tell(what.target, on));
})();
