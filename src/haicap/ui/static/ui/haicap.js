/**
 * haicap.js: what the keyboard, the scanner and the clock add to pages that work without it.
 * Every behaviour hangs on a data attribute (docs/reference/screens.md lists them); nothing runs elsewhere.
 * Not here: rules, words (they come from the page), requests that a form without script could not make.
 */
// @ts-check

const BURST_LENGTH = 30; // a card's text is longer; no hand types that many keys at this pace
const BURST_GAP_MS = 35; // on average; one sign may be late
const BURST_PAUSE_MS = 120;
const SAVE_DELAY_MS = 800;
const IDLE_WARNING_MS = 5 * 60 * 1000;

/** @param {string} words said to screen readers */
const announce = (words) => {
  const place = document.getElementById("announce");
  if (place) place.textContent = words;
};

/* ---- shortcuts: data-key="F9" clicks a button or link, puts the cursor into a field --------------- */

/** @param {KeyboardEvent} event */
const shortcut = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^(F\d+|Escape)$/.test(event.key)) return;
  const name = event.key === "Escape" ? "Esc" : event.key;
  const targets = [...document.querySelectorAll(`[data-key="${name}"]`)];
  const target = /** @type {HTMLElement | undefined} */ (targets.find((each) => each.getClientRects().length));
  if (!target || target.getAttribute("aria-disabled") === "true") return;
  event.preventDefault();
  if (target.matches("input:not([type=submit]), select, textarea")) target.focus();
  else target.click();
};

/* ---- data-enter-next: Enter moves on, Shift+Enter back; buttons and text areas keep their Enter --- */

/** @param {KeyboardEvent} event */
const enterNext = (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  const form = field.closest("form[data-enter-next]");
  if (event.key !== "Enter" || event.isComposing || !form || !field.matches("input, select")) return;
  if (field.matches("[type=submit], [type=button]")) return;
  event.preventDefault();
  const stops = [...form.querySelectorAll("input, select, textarea, button")].filter(
    (each) => !each.matches("[type=hidden], :disabled, [aria-disabled=true], [tabindex='-1']") && each.getClientRects().length,
  );
  const next = stops[stops.indexOf(field) + (event.shiftKey ? -1 : 1)];
  if (next instanceof HTMLElement) next.focus();
};

/* ---- data-scan: a burst of signs ending in Enter or Tab is a scanner, wherever the cursor is ------ */

/** @type {{text: string, first: number, last: number, field: Element | null, before: string}} */
const burst = { text: "", first: 0, last: 0, field: null, before: "" };

/** @param {unknown} element @returns {element is HTMLInputElement | HTMLTextAreaElement} */
const isText = (element) =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.selectionStart !== null);

/** @param {Event} event @param {string} sign */
const collect = (event, sign) => {
  const field = event.target instanceof Element ? event.target : null;
  if (!burst.text || event.timeStamp - burst.last > BURST_PAUSE_MS) {
    Object.assign(burst, { text: "", first: event.timeStamp, field, before: isText(field) ? field.value : "" });
  }
  burst.text += sign;
  burst.last = event.timeStamp;
};

/** In a field signs are read as they arrive: scanners send letters outside ASCII without a key of their own. */
const collectTyped = (/** @type {InputEvent} */ event) => {
  if (event.data && isText(event.target)) collect(event, event.data);
};

/** @param {KeyboardEvent} event @returns {boolean} true where the key ended a scan */
const scanned = (event) => {
  if (event.key !== "Enter" && event.key !== "Tab") {
    if (event.key.length === 1 && !isText(event.target)) collect(event, event.key);
    return false;
  }
  const target = document.querySelector("[data-scan]");
  const quick = event.timeStamp - burst.first <= burst.text.length * BURST_GAP_MS;
  const text = quick && burst.text.length > BURST_LENGTH ? burst.text : "";
  burst.text = "";
  if (!text || !isText(target)) return false;
  event.preventDefault();
  fill(target, text);
  return true;
};

/** @param {HTMLInputElement | HTMLTextAreaElement} target @param {string} text */
const fill = (target, text) => {
  if (burst.field !== target && isText(burst.field)) burst.field.value = burst.before;
  // in its own box a slow scan stands whole, though the burst may hold its end only
  if (burst.field !== target || !target.value.endsWith(text)) target.value = text;
  target.focus();
  for (const name of ["input", "change", "scan"]) target.dispatchEvent(new Event(name, { bubbles: true }));
};

/* ---- data-autosave="/address/": the form is posted a moment after each change --------------------- */

/** @type {WeakMap<Element, number>} */
const waiting = new WeakMap();

/** @param {Event} event */
const autosave = (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-autosave]") : null;
  if (!(form instanceof HTMLFormElement) || !window.htmx) return;
  window.clearTimeout(waiting.get(form));
  waiting.set(form, window.setTimeout(() => save(form), SAVE_DELAY_MS));
};

/** @param {HTMLFormElement} form */
const statusOf = (form) =>
  form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");

/** @param {HTMLFormElement} form */
const save = (form) => {
  waiting.delete(form);
  const place = statusOf(form);
  const how = place ? { source: form, target: place, swap: "innerHTML" } : { source: form, swap: "none" };
  window.htmx.ajax("POST", form.dataset.autosave, how).catch(() => notSaved(form));
};

/** In the form's own words. @param {HTMLFormElement} form */
const notSaved = (form) => {
  const place = statusOf(form);
  if (place) place.textContent = form.dataset.autosaveFailed ?? "";
};

/** An error page does not belong into the line that says "saved". @param {CustomEvent} event */
const judgeSave = (event) => {
  const { requestConfig, xhr } = event.detail;
  const form = requestConfig.elt;
  if (!(form instanceof HTMLFormElement) || xhr.status < 400 || requestConfig.path !== form.dataset.autosave) return;
  event.detail.shouldSwap = false;
  notSaved(form);
};

/* ---- data-session-seconds: a warning five minutes before the session ends ------------------------- */

const idle = document.getElementById("idle");
let idleTimer = 0;

/** @param {number} seconds until the session ends */
const watchSession = (seconds) => {
  if (!idle) return;
  idle.hidden = true;
  window.clearTimeout(idleTimer);
  // the longest delay a timer can hold is 2^31-1 ms
  const wait = Math.min(Math.max(seconds * 1000 - IDLE_WARNING_MS, 0), 2 ** 31 - 1);
  idleTimer = window.setTimeout(() => (idle.hidden = false), wait);
};

const stay = async () => {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const answer = await fetch(idle?.dataset.idleUrl ?? "", { method: "POST", headers: token });
  if (answer.ok) watchSession(Number(answer.headers.get("X-Session-Seconds")));
  else window.location.reload();
};

/* ---- small buttons: data-copy, data-print --------------------------------------------------------- */

/** @param {Event} event */
const click = async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy], [data-print], [data-idle-stay]") : null;
  if (!(button instanceof HTMLElement)) return;
  if ("print" in button.dataset) window.print();
  if ("idleStay" in button.dataset) await stay();
  if (button.dataset.copy) {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(button.dataset.copied ?? "");
  }
};

/** Buttons that only a script can serve, and the place to look at first. @param {ParentNode} root */
const prepare = (root) => {
  const able = navigator.clipboard ? "[data-copy], [data-print]" : "[data-print]";
  root.querySelectorAll(able).forEach((each) => each.removeAttribute("hidden"));
  const first = root.querySelector("[data-focus]");
  if (first instanceof HTMLElement) first.focus();
};

document.addEventListener("keydown", (event) => {
  if (scanned(event)) return;
  shortcut(event);
  if (!event.defaultPrevented) enterNext(event);
});
document.addEventListener("beforeinput", collectTyped);
document.addEventListener("input", autosave);
document.addEventListener("change", autosave);
document.addEventListener("click", click);
document.addEventListener("htmx:beforeSwap", /** @type {EventListener} */ (judgeSave));
document.addEventListener("htmx:afterSwap", (event) => event.target instanceof Element && prepare(event.target));
prepare(document);
watchSession(Number(document.documentElement.dataset.sessionSeconds));
