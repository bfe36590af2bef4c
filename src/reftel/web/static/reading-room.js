// Improves pages that are whole without it: keys, and the reading view and the original pointing at each other.
"use strict";

(() => {
  for (const keys of document.querySelectorAll(".keys")) keys.hidden = false;

  const search = document.querySelector('input[name="q"]');
  const writing = (element) => element.matches("input, textarea, select, [contenteditable]");

  // The places j and k step through: hits and cards on a list, paragraphs on a telegram.
  const places = [...document.querySelectorAll("[data-step], .para")];

  function step(by) {
    if (!places.length) return;
    const at = places.findIndex((place) => place.contains(document.activeElement));
    const from = at >= 0 ? at : by > 0 ? -1 : places.length;
    const next = places[Math.min(Math.max(from + by, 0), places.length - 1)];
    const target = next.querySelector("h3 a, h2 a, .para-mark a") || next;
    if (target === next) next.tabIndex = -1;
    target.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement) return document.activeElement.blur();
    if (writing(event.target)) return;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  // A field of the reading view lights up with its words in the original, and the other way round.
  // "references[0]" also answers to "references", "to[1]" to "to".
  const parts = [...document.querySelectorAll("[data-part]")];
  const same = (one, other) => one === other || one.startsWith(other + "[") || other.startsWith(one + "[");

  function light(name) {
    for (const part of parts) part.classList.toggle("lit", Boolean(name) && same(part.dataset.part, name));
  }

  for (const event of ["mouseover", "focusin"]) {
    document.addEventListener(event, (e) => {
      const part = e.target.closest && e.target.closest("[data-part]");
      light(part ? part.dataset.part : null);
    });
  }
})();
