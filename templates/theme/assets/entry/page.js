// The form for a new entry. It reads the table in the page, writes the entry as YAML while the fields
// are filled in, and says at each field what the check would refuse. Nothing is kept, and nothing is
// sent before somebody presses the button that opens the repository's own page.

import { checker } from "./checks.js";
import { catalogueDate } from "./dates.js";
import { entryId } from "./ids.js";
import { newFileAddress } from "./addresses.js";
import { writer } from "./yaml.js";

const form = document.querySelector("[data-entry]");
const table = JSON.parse(document.querySelector("[data-entry-table]").textContent);
const { file } = writer(table.writing);
const faultsOf = checker(table);
const part = (name) => form.querySelector(`[data-${name}]`);
let attempted = false, left = false, counted = 0;

// ---- Values

const cleaned = (text) => text.replace(/[\u00ad\u200b\u2060\ufeff]/gu, "").replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC");

const READ = {
  // how a text is kept, by the kind of its field
  prose: (text) => text.replace(/\r\n?/gu, "\n").replace(/[^\S\n]+$/gmu, "").trim(),
  date: (text) => catalogueDate(text),
  // People leave out what the browser's own field does not show.
  address: (text) => text.trim().replace(/^https?:/iu, (scheme) => scheme.toLowerCase()).replace(/^(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/|$))/iu, "https://"),
};
const readLine = (text) => text.replace(/\t/gu, " ").trim();

/** Return what a field without fields of its own says and does. */
function simple(wrapper) {
  const { kind, label, default: otherwise } = wrapper.dataset;
  const inputs = [...wrapper.querySelectorAll("input, select, textarea")];
  const control = { wrapper, label, kind, touched: false, proposed: false, target: inputs[0] };
  control.value = () => {
    if (kind === "choices") {
      const ticked = inputs.filter((one) => one.checked).map((one) => one.value);
      return ticked.length ? ticked : undefined;
    }
    if (kind === "truth") return inputs[0].checked ? "true" : undefined;
    const text = (READ[kind] ?? readLine)(cleaned(inputs[0].value));
    return text === "" || text === otherwise ? undefined : text;
  };
  control.set = (text) => {
    inputs[0].value = text;
  };
  control.at = () => control;
  control.isEmpty = () => control.proposed || control.value() === undefined;
  wrapper.addEventListener("input", () => {
    control.proposed = false;
  });
  // A browser joins the lines of what is pasted into a field of one line; words stay apart here.
  wrapper.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "", field = event.target;
    if (field.type !== "text" || !/[\n\r\t]/u.test(text)) return;
    event.preventDefault();
    field.setRangeText(text.trim().replace(/\s+/gu, " "), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // What is typed is only judged when it is done.
  wrapper.addEventListener("focusout", (event) => {
    if (!wrapper.contains(event.relatedTarget)) {
      control.touched = control.touched || control.value() !== undefined;
      if (["date", "address"].includes(kind) && control.value()) control.set(control.value());
    }
  });
  return control;
}

/** Return a copy of a template's element whose ids are its own. */
function copy(model) {
  const element = document.querySelector(`template[data-model="${model}"]`).content.firstElementChild.cloneNode(true);
  counted += 1;
  for (const name of ["id", "for", "aria-describedby", "aria-labelledby"]) {
    for (const one of element.querySelectorAll(`[${name}]`)) one.setAttribute(name, `${one.getAttribute(name)}-${counted}`);
  }
  return element;
}

/** Return a group of fields of a model, as one item of the list `list`. */
function group(model, list = "") {
  const element = copy(model), controls = new Map();
  for (const wrapper of element.querySelectorAll("[data-field]")) {
    if (wrapper.dataset.only && wrapper.dataset.only !== list) wrapper.remove();
    else controls.set(wrapper.dataset.field, "list" in wrapper.dataset ? listOf(wrapper) : simple(wrapper));
  }
  const value = () => {
    const named = Object.keys(table.schema[model].properties).map((name) => [name, controls.get(name)?.value()]);
    return Object.fromEntries(named.filter(([, one]) => one !== undefined));
  };
  const isEmpty = () => [...controls.values()].every((one) => one.isEmpty());
  return { element, controls, value, isEmpty, at: ([name, ...rest]) => controls.get(name)?.at(rest) };
}

/** Return a text of a list of texts, as an item of it. */
function textItem(label) {
  counted += 1;
  const element = document.createElement("div"), area = document.createElement("textarea");
  const fault = Object.assign(document.createElement("span"), { className: "hub-entry__fault", hidden: true, id: `tekst-${counted}-fault` });
  fault.dataset.fault = "";
  Object.assign(area, { rows: 2, id: `tekst-${counted}` });
  Object.assign(element.dataset, { kind: "prose", label });
  element.className = "hub-entry__field";
  element.append(fault, area);
  const control = simple(element);
  return { element, controls: new Map([["", control]]), value: control.value, isEmpty: () => control.value() === undefined, at: () => control };
}

// ---- Lists

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Return a list whose items can be added and removed. */
function listOf(wrapper) {
  const { field, list: model, one, label } = wrapper.dataset, isSingle = "single" in wrapper.dataset;
  const holder = wrapper.querySelector("[data-items]"), add = wrapper.querySelector("[data-add]"), undo = wrapper.querySelector("[data-undo]");
  const least = field === "rounds" ? 1 : 0;
  const control = { wrapper, label, kind: "list", touched: false, proposed: false, target: add, items: [], isSingle, least };
  let removed = null;

  const nameOf = (nth) => (isSingle ? capital(one) : `${capital(one)} ${nth + 1}`);
  control.nameOf = (item) => (isSingle ? label : nameOf(control.items.indexOf(item)));

  function renumber() {
    for (const [nth, item] of control.items.entries()) {
      const kind = field === "rounds" ? (nth ? ": fornyet behandling" : ": den oprindelige udmelding") : "";
      item.legend.textContent = nameOf(nth) + kind;
      item.remove.textContent = `Fjern ${nameOf(nth).toLowerCase()}`;
      item.remove.hidden = control.items.length <= least;
      const area = model ? null : item.element.querySelector("textarea");
      if (area) area.setAttribute("aria-label", nameOf(nth));
    }
    add.hidden = isSingle && control.items.length > 0;
    undo.hidden = removed === null;
    if (removed) undo.textContent = `Fortryd: hent ${removed.name} tilbage`;
  }

  function put(item, nth) {
    holder.insertBefore(item.box, control.items[nth]?.box ?? null);
    control.items.splice(nth, 0, item);
  }

  function focusOn(item) {
    const first = item.element.querySelector("input, select, textarea");
    first.focus();
  }

  function make() {
    const item = model ? group(model, field) : textItem(label);
    item.box = document.createElement("fieldset");
    item.legend = Object.assign(document.createElement("legend"), { tabIndex: -1 });
    item.remove = Object.assign(document.createElement("button"), { type: "button", className: "hub-button" });
    item.box.className = "hub-entry__item";
    const buttons = Object.assign(document.createElement("p"), { className: "hub-entry__buttons" });
    buttons.append(item.remove);
    item.box.append(item.legend, item.element, buttons);
    item.remove.addEventListener("click", () => takeOut(item));
    return item;
  }

  function takeOut(item) {
    const nth = control.items.indexOf(item), name = nameOf(nth);
    control.items.splice(nth, 1);
    item.box.remove();
    removed = item.isEmpty() ? null : { item, nth, name: name.toLowerCase() };
    renumber();
    const next = control.items[nth] ?? control.items[nth - 1];
    (next ? next.legend : add).focus();
    say(`${name} er fjernet.`);
    update();
  }

  control.append = () => {
    const item = make();
    put(item, control.items.length);
    if (field === "appendices") propose(item.controls.get("number"), nextNumber());
    removed = null;
    renumber();
    return item;
  };
  const nextNumber = () => String(1 + Math.max(0, ...control.items.map((item) => Number(item.controls.get("number").value()) || 0)));

  add.addEventListener("click", () => {
    focusOn(control.append());
    update();
  });
  undo.addEventListener("click", () => {
    const { item, nth } = removed;
    removed = null;
    put(item, nth);
    renumber();
    item.legend.focus();
    update();
  });

  // An item of which nothing is filled in is none; the first round always is one.
  control.value = () => {
    control.filled = control.items.filter((item, nth) => nth < least || !item.isEmpty());
    const values = control.filled.map((item, nth) => (field === "rounds" ? { kind: nth ? "renewed" : "original", ...item.value() } : item.value()));
    if (!values.length) return undefined;
    return isSingle ? values[0] : values;
  };
  control.isEmpty = () => control.items.every((item) => item.isEmpty());
  control.at = (path) => {
    if (!path.length) return control;
    const [nth, ...rest] = isSingle ? [0, ...path] : path;
    const item = control.filled[nth];
    return item && (rest.length || !model ? item.at(rest) : control);
  };
  if (least) control.append();
  renumber();
  return control;
}

function propose(control, text) {
  if (control.value() !== undefined && !control.proposed) return;
  control.set(text);
  control.proposed = true;
}

// ---- Faults

/** Return where a field stands, for those who read a list of faults: »Bilag 2: «. */
function placeOf(path) {
  const names = [];
  for (let length = 1; length < path.length; length += 1) {
    const list = root.at(path.slice(0, length));
    const step = path[length];
    if (list?.kind !== "list" || list.isSingle === (typeof step === "number")) continue;
    // The only round goes without saying.
    if (list.least && list.items.length === 1) continue;
    names.push(list.nameOf(list.filled[list.isSingle ? 0 : step]));
  }
  return names.length ? `${names.join(", ")}: ` : "";
}

function show(control, text) {
  const fault = control.wrapper.querySelector("[data-fault]");
  const inputs = control.kind === "list" ? [] : control.kind === "choices" ? [control.wrapper] : [control.target];
  fault.textContent = text;
  fault.hidden = !text;
  for (const input of inputs) {
    const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== fault.id);
    input.setAttribute("aria-describedby", [...described, ...(text ? [fault.id] : [])].join(" "));
    if (control.kind !== "choices") input.toggleAttribute("aria-invalid", false);
    if (text && control.kind !== "choices") input.setAttribute("aria-invalid", "true");
  }
  control.wrapper.classList.toggle("hub-entry__field--faulty", Boolean(text));
}

/** Write the entry anew and show what is wrong with it; return the faults. */
function update() {
  const entry = root.value();
  const faults = faultsOf(entry).map((one) => ({ ...one, control: root.at(one.path) ?? root.at(one.path.slice(0, 1)) }));
  const isAfter = (one, other) => other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  faults.sort((one, other) => (one.control === other.control ? 0 : isAfter(one.control.wrapper, other.control.wrapper) ? 1 : -1));
  const first = new Map();
  for (const one of faults) {
    if (!first.has(one.control)) first.set(one.control, { ...one, text: one.say(one.control.label) });
  }
  for (const control of everyControl(root)) {
    const one = first.get(control);
    show(control, one && (attempted || control.touched) ? one.text : "");
  }
  const text = file(entry);
  part("text").textContent = text;
  form.querySelector("[data-by-hand] textarea").value = text;
  told(entry, text);
  summary(attempted ? [...first.values()] : []);
  return { entry, text, faults: [...first.values()] };
}

function* everyControl(holder) {
  for (const control of holder.controls.values()) {
    yield control;
    for (const item of control.items ?? []) yield* everyControl(item);
  }
}

function summary(faults) {
  const box = part("faults"), list = box.querySelector("ul");
  box.hidden = !faults.length;
  box.querySelector("h2").textContent = faults.length === 1 ? "Et felt skal rettes" : `${faults.length} felter skal rettes`;
  // What is there is kept: a link that is being pressed must not be exchanged under the pointer.
  while (list.children.length > faults.length) list.lastElementChild.remove();
  while (list.children.length < faults.length) list.append(document.createElement("li"));
  for (const [nth, one] of faults.entries()) {
    const item = list.children[nth], link = item.firstElementChild ?? document.createElement("a");
    link.href = `#${one.control.target.id}`;
    link.textContent = placeOf(one.path) + one.text;
    link.onclick = (event) => {
      event.preventDefault();
      goTo(one.control);
    };
    if (!link.parentElement) item.append(link);
  }
}

function goTo(control) {
  for (let inside = control.wrapper.closest("details"); inside; inside = inside.parentElement.closest("details")) inside.open = true;
  control.target.focus();
  control.wrapper.scrollIntoView({ block: "nearest" });
}

// ---- The way on

const say = (text) => {
  part("said").textContent = text;
};

/** Say what the next step is, for the entry as it stands. */
function told(entry, text) {
  const way = newFileAddress(table, entry.id ?? "ny-udmelding", text);
  const open = part("open"), named = `${table.folder}/${entry.id ?? "…"}.yaml`;
  open.hidden = !way.host;
  open.textContent = way.takesText ? `Åbn forslaget hos ${way.host} (ny fane)` : `Kopiér teksten, og åbn en ny fil hos ${way.host} (ny fane)`;
  part("copy-entry").classList.toggle("hub-button--main", !way.host);
  part("next").textContent = way.takesText
    ? `Knappen åbner en ny fil hos ${way.host} med navnet ${named} og teksten i. Vælg dér at foreslå ændringen; så bliver den kontrolleret af sig selv og set efter af et menneske.`
    : `${way.isTooLong ? "Posten er for lang til, at teksten kan komme med i adressen. " : ""}Kopiér teksten, ${way.host ? `åbn en ny fil hos ${way.host}` : "opret en ny fil i webstedets arkiv"} med navnet ${named}, sæt teksten ind, og foreslå ændringen. Så bliver den kontrolleret af sig selv og set efter af et menneske.`;
}

/** Return what can go on, or show the faults, go to the first and return nothing. */
function finished() {
  attempted = true;
  const { entry, text, faults } = update();
  if (!faults.length) return { entry, text };
  say(faults.length === 1 ? "Et felt skal rettes først." : `${faults.length} felter skal rettes først.`);
  goTo(faults[0].control);
  return null;
}

async function copyText(text) {
  const byHand = part("by-hand");
  try {
    await navigator.clipboard.writeText(text);
    left = true;
    byHand.hidden = true;
    say("Teksten er kopieret.");
  } catch {
    byHand.hidden = false;
    const area = byHand.querySelector("textarea");
    area.focus();
    area.select();
    say("Browseren lod os ikke kopiere. Teksten er markeret herunder: tryk Ctrl+C, på en Mac ⌘C.");
  }
}

part("copy-entry").addEventListener("click", () => {
  const done = finished();
  if (done) copyText(done.text);
});
part("open").addEventListener("click", () => {
  const done = finished();
  if (!done) return;
  const way = newFileAddress(table, done.entry.id, done.text);
  left = true;
  say("Filen er åbnet i en ny fane.");
  if (!way.takesText) copyText(done.text);
  window.open(way.address, "_blank", "noopener,noreferrer");
});

// ---- The page

const root = group("Notification");
part("root").append(root.element);

const id = root.controls.get("id"), targetGroup = root.controls.get("target_group");
const firstRound = () => root.controls.get("rounds").items[0].controls;
/** Propose what follows from the answers, where nobody has written anything else. */
function proposeAnswers() {
  for (const { controls } of root.controls.get("rounds").items) {
    const published = controls.get("published").value();
    if (/^[0-9]{4}/u.test(published ?? "")) propose(controls.get("year"), published.slice(0, 4));
  }
  if (targetGroup.value()) propose(id, entryId(targetGroup.value(), table.taken, firstRound().get("year").value()));
}

form.addEventListener("input", () => {
  left = false;
  proposeAnswers();
  update();
});
form.addEventListener("focusout", () => {
  proposeAnswers();
  update();
});
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => {
  if (!left && !root.isEmpty()) event.preventDefault();
});
update();
form.hidden = false;
