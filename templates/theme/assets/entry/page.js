// The form for a new entry. It reads the table in the page, writes the entry as YAML while the fields
// are filled in, and says at each field what the check would refuse. Nothing is kept, and nothing is
// sent before somebody presses the button that opens the repository's own page.

import { newFileAddress } from "./addresses.js";
import { checker } from "./checks.js";
import { groups, propose } from "./fields.js";
import { entryId } from "./ids.js";
import { writer } from "./yaml.js";

const form = document.querySelector("[data-entry]");
const table = { ...JSON.parse(document.querySelector("[data-entry-table]").textContent), ...(await catalogueTable()) };
const { file } = writer(table.writing);
const faultsOf = checker(table);
const part = (name) => form.querySelector(`[data-${name}]`);
let attempted = false, left = false;

// ---- The catalogue

/** Return what the catalogue has; without it the check sees later what this page cannot see. */
async function catalogueTable() {
  try {
    return await (await fetch(new URL("./catalogue.json", import.meta.url))).json();
  } catch {
    return { taken: {}, older: [], addresses: [] };
  }
}

/** Offer the notifications that a new one may succeed. */
function offerOlder() {
  for (const { content } of document.querySelectorAll("template")) {
    content.querySelector("#notification-succeeds")?.append(...table.older.map(([id, words]) => new Option(words, id)));
  }
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

offerOlder();
const root = groups(table, { changed: update, said: say })("Notification");
part("root").append(root.element);

const id = root.controls.get("id"), targetGroup = root.controls.get("target_group");
const firstRound = () => root.controls.get("rounds").items[0].controls;
const reserved = new RegExp(`^(?:${table.reserved})$`, "u");
const isFree = (text) => !(text in table.taken) && !reserved.test(text);

/** Propose what follows from the answers, where nobody has written anything else. */
function proposeAnswers() {
  for (const { controls } of root.controls.get("rounds").items) {
    const published = controls.get("published").value();
    if (/^[0-9]{4}/u.test(published ?? "")) propose(controls.get("year"), published.slice(0, 4));
  }
  if (targetGroup.value()) propose(id, entryId(targetGroup.value(), isFree, firstRound().get("year").value()));
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
