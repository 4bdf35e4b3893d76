/**
 * counter.js: the counter's keys that haicap.js does not have. One key per paper, the finder, leaving, saving now.
 * Everything also works without it: buttons are real buttons of the form.
 */
// @ts-check

/** @param {KeyboardEvent} event one key per paper: 1 to 4 say its state and go on to the next */
const digit = (event) => {
  const radio = event.target;
  if (!(radio instanceof HTMLInputElement) || radio.type !== "radio") return;
  const choices = radio.closest("[data-digits]")?.querySelectorAll("input[type=radio]");
  const choice = choices?.[Number(event.key) - 1];
  if (!(choice instanceof HTMLInputElement) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  choice.focus();
  choice.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
};

/** @param {HTMLElement} list @returns {HTMLElement[]} */
const findsOf = (list) => [...list.querySelectorAll(".find")].filter((each) => each instanceof HTMLElement);

/** @param {KeyboardEvent} event Enter takes the first result, the arrows walk through them */
const finder = (event) => {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return;
  const box = at.closest(".finder");
  const list = box?.querySelector(".finder-hits");
  if (!(list instanceof HTMLElement) || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  const field = box?.querySelector("[data-finder]");
  const finds = findsOf(list);
  const place = finds.indexOf(at);
  if (event.key === "Enter") {
    if (at !== field || event.shiftKey || event.isComposing || !(field instanceof HTMLInputElement) || !field.value.trim()) return;
    event.preventDefault();
    take(field, list);
    return;
  }
  event.preventDefault();
  const next = event.key === "ArrowDown" ? finds[place + 1] : place === 0 ? field : finds[place - 1];
  if (next instanceof HTMLElement) next.focus();
};

/** The first result, also where it is still on its way. @param {HTMLInputElement} field @param {HTMLElement} list */
const take = (field, list) => {
  if (list.dataset.for === field.value) {
    findsOf(list)[0]?.click();
    return;
  }
  list.dataset.wanted = field.value;
  window.htmx.trigger(field, "input");
};

/** Results have come: remember for which words, and take the first if Enter was pressed before. @param {Event} event */
const found = (event) => {
  const list = event.target;
  if (!(list instanceof HTMLElement) || !list.matches(".finder-hits")) return;
  const field = list.closest(".finder")?.querySelector("[data-finder]");
  if (!(field instanceof HTMLInputElement)) return;
  list.dataset.for = field.value;
  if (list.dataset.wanted !== field.value) return;
  delete list.dataset.wanted;
  findsOf(list)[0]?.click();
};

/** Enter in the scan box reads what stands there, also what was typed slowly. @param {KeyboardEvent} event */
const readCard = (event) => {
  const box = event.target;
  if (event.key !== "Enter" || !(box instanceof HTMLInputElement) || !("scan" in box.dataset) || !box.value.trim()) return;
  if (event.defaultPrevented) return;
  event.preventDefault();
  box.dispatchEvent(new Event("scan", { bubbles: true }));
};

/** @param {Event} event */
const click = (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-save], [data-leave], [data-close]") : null;
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const form = button.form;
  if ("save" in button.dataset && form) {
    window.htmx.ajax("POST", form.dataset.autosave, { source: form, target: "[data-autosave-status]", swap: "innerHTML" });
  }
  const dialog = button.dataset.leave ? document.getElementById(button.dataset.leave) : button.closest("dialog");
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.dataset.leave) dialog.showModal();
  else dialog.close();
};

/** Scans travel only with their own request; buttons that leave the page are the browser's. @param {CustomEvent} event */
const lighten = (event) => {
  const by = event.target;
  if (by instanceof HTMLInputElement && by.type === "file") return;
  for (const name of Object.keys(event.detail.parameters)) if (name.startsWith("scan-")) delete event.detail.parameters[name];
};

document.addEventListener("keydown", (event) => {
  digit(event);
  if (!event.defaultPrevented) finder(event);
}, true);
document.addEventListener("keydown", readCard);
document.addEventListener("click", click);
document.addEventListener("htmx:afterSwap", found);
document.addEventListener("htmx:configRequest", /** @type {EventListener} */ (lighten));
