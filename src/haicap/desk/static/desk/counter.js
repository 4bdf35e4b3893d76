/**
 * counter.js: the counter's keys that haicap.js does not have. One key per paper, the finder, leaving, saving now.
 * Everything also works without it: buttons are real buttons of the form.
 */
// @ts-check

/* ---- form[data-walk]: Enter goes on, Shift+Enter back; a group of radio buttons is one stop --------- */

/** @param {Element} each */
const isStop = (each) => {
  if (each.matches("[type=hidden], [type=file], :disabled, [aria-disabled=true], [tabindex='-1'], .button-quiet")) return false;
  if (!each.getClientRects().length) return false;
  if (!(each instanceof HTMLInputElement) || each.type !== "radio" || each.checked) return true;
  const group = [...(each.form?.querySelectorAll(`[type=radio][name="${each.name}"]`) ?? [])];
  return !group.some((one) => one instanceof HTMLInputElement && one.checked) && group[0] === each;
};

/** @param {HTMLElement} from @param {1 | -1} way */
const walk = (from, way) => {
  const form = from.closest("form");
  const stops = [...(form?.querySelectorAll("input, select, textarea, button") ?? [])].filter((each) => each === from || isStop(each));
  const place = stops.indexOf(from);
  const next = stops.slice(place + 1).find((each) => !sameGroup(each, from));
  const former = stops.slice(0, place).reverse().find((each) => !sameGroup(each, from));
  const target = way > 0 ? next : former;
  if (target instanceof HTMLElement) target.focus();
  if (target instanceof HTMLInputElement && target.selectionStart !== null) target.select();
};

/** @param {Element} one @param {Element} other */
const sameGroup = (one, other) =>
  one instanceof HTMLInputElement && other instanceof HTMLInputElement && one.type === "radio" && one.type === other.type && one.name === other.name;

/** @param {KeyboardEvent} event */
const enter = (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !(field instanceof HTMLElement) || !field.closest("form[data-walk]")) return;
  if (!field.matches("input, select") || field.matches("[type=submit], [type=button], [type=file]")) return;
  event.preventDefault();
  walk(field, event.shiftKey ? -1 : 1);
};

/* ---- data-digits: one key says the state of a paper and goes on to the next ------------------------- */

/** @param {KeyboardEvent} event */
const digit = (event) => {
  const radio = event.target;
  if (!(radio instanceof HTMLInputElement) || radio.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = radio.closest("[data-digits]")?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!(choice instanceof HTMLInputElement)) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  walk(choice, 1);
};

/* ---- .finder: Enter takes the first result, the arrows walk through them ---------------------------- */

/** @param {HTMLElement} list @returns {HTMLElement[]} */
const findsOf = (list) => [...list.querySelectorAll(".find")].filter((each) => each instanceof HTMLElement);

/** @param {KeyboardEvent} event */
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

/* ---- the scan box, leaving, saving now ------------------------------------------------------------- */

/** Enter in the scan box reads what stands there, also what was typed slowly. @param {KeyboardEvent} event */
const readCard = (event) => {
  const box = event.target;
  if (event.key !== "Enter" || !(box instanceof HTMLInputElement) || !("scan" in box.dataset) || !box.value.trim()) return;
  event.preventDefault();
  box.dispatchEvent(new Event("scan", { bubbles: true }));
};

/** Where a form is nothing but the scan box, a scan sends it. @param {Event} event */
const send = (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-scan-form]") : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
};

/** @param {HTMLFormElement} form */
const saveNow = (form) =>
  window.htmx.ajax("POST", form.dataset.autosave, { source: form, target: "[data-autosave-status]", swap: "innerHTML" });

/** @param {Event} event */
const click = (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-save], [data-leave], [data-close]") : null;
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const form = button.form;
  if ("save" in button.dataset && form) {
    saveNow(form);
  }
  const dialog = button.dataset.leave ? document.getElementById(button.dataset.leave) : button.closest("dialog");
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.dataset.leave) dialog.showModal();
  else dialog.close();
};

/** What saves itself is not what a button sends: htmx takes the last button's word and address along. */
const BUTTON_WORDS = ["then", "choose", "choose_unit"];

/** Scans travel only with their own request, a button's words only with its click. @param {CustomEvent} event */
const lighten = (event) => {
  const { detail } = event;
  const by = event.target;
  if (by instanceof HTMLInputElement && by.type === "file") return;
  const bySelf = by instanceof HTMLFormElement && !detail.triggeringEvent;
  if (bySelf && by.dataset.autosave) detail.path = by.dataset.autosave;
  for (const name of Object.keys(detail.parameters)) {
    if (name.startsWith("scan-") || (bySelf && BUTTON_WORDS.includes(name))) delete detail.parameters[name];
  }
};

/** Buttons that leave the page are the browser's own business. @param {SubmitEvent} event */
const leaveAlone = (event) => {
  if (event.submitter?.matches("[data-native]")) event.stopPropagation();
};

/* ---- a session that ended: nothing typed leaves the page ------------------------------------------- */

/** @param {CustomEvent} event */
const signedOut = (event) => {
  const notice = document.getElementById("signed-out");
  if (event.detail.xhr.status !== 401 || !notice) return;
  event.preventDefault();
  notice.hidden = false;
  notice.querySelector("a")?.focus();
};

/** Signed in again elsewhere: take the new token from a fresh copy of the page, then save. @param {Event} event */
const signedIn = async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-signed-in]") : null;
  if (!(button instanceof HTMLButtonElement) || !button.form) return;
  const answer = await fetch(button.form.action);
  if (answer.redirected) return;
  const copy = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = copy.querySelector("[name=csrfmiddlewaretoken]");
  if (!(token instanceof HTMLInputElement)) return;
  document.body.setAttribute("hx-headers", copy.body.getAttribute("hx-headers") ?? "{}");
  for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) if (each instanceof HTMLInputElement) each.value = token.value;
  button.closest("#signed-out")?.setAttribute("hidden", "");
  saveNow(button.form);
};

// buttons that only a browser without script needs are hidden by this mark
document.documentElement.dataset.scripted = "";
document.addEventListener("keydown", (event) => {
  for (const answer of [digit, finder, readCard, enter]) if (!event.defaultPrevented) answer(event);
});
document.addEventListener("submit", leaveAlone, true);
document.addEventListener("scan", send);
document.addEventListener("click", click);
document.addEventListener("click", signedIn);
document.addEventListener("htmx:beforeOnLoad", /** @type {EventListener} */ (signedOut));
// not at afterSwap: the buttons are not htmx's yet, a click would send the whole form
document.addEventListener("htmx:afterSettle", found);
document.addEventListener("htmx:configRequest", /** @type {EventListener} */ (lighten));
