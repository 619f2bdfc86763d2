// The search page: asks the index as one types. What is asked stands in the address, so that it can
// be shared and gone back to.
import { MOST_PARTS, PART, makeLookup } from "./lookup.js";
import { counted, element, link, makeResults } from "./results.js";
import { LONGEST, makeWords } from "./words.js";

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const narrow = form.querySelector("[data-search-narrow]");
const said = document.querySelector("[data-search-said]");
const results = document.querySelector("[data-search-results]");
const table = JSON.parse(document.querySelector("[data-search-table]").textContent);

const ROOT = new URL("../", document.baseURI);
const FILTERS = table.filters; // the name of each in the address and the index, and its label
const ORDERS = [["", "Bedste først"], ["nyeste", "Nyeste først"], ["aeldste", "Ældste først"]];
const SLOW = 150; // milliseconds before it is said that something is going on
const PAUSE = 30; // milliseconds for a further letter, while a question is being answered

const words = makeWords(table);
const index = document.querySelector("[data-index-files]")?.textContent; // not where there is none
const lookup = makeLookup(ROOT, words, table, index && JSON.parse(index));

// --- The question in the address -----------------------------------------------------------------

function question() {
  const given = new URLSearchParams(location.search);
  const filters = {};
  for (const [name] of FILTERS) if (given.get(name)) filters[name] = given.get(name);
  return { text: given.get("q") || "", filters, order: given.get("orden") || "" };
}

function address({ text, filters, order }) {
  const given = new URLSearchParams();
  if (text) given.set("q", text);
  for (const [name, value] of Object.entries(filters)) given.set(name, value);
  if (order) given.set("orden", order);
  return given.size ? `?${given}` : location.pathname;
}

function typed() {
  const filters = {};
  for (const [name] of FILTERS) if (form.elements[name]?.value) filters[name] = form.elements[name].value;
  return { text: field.value, filters, order: form.elements.orden?.value || "" };
}

// --- The answer ------------------------------------------------------------------------------------

let turn = 0, running = 0;
async function ask() {
  const mine = ++turn;
  const { text, filters, order } = question();
  const asked = words.question(text, isTyped);
  const isNarrowed = Object.keys(filters).length > 0;
  if (asked.isCommon || (!asked.words.length && (text.trim() || !isNarrowed))) {
    const common = `»${cut(text)}« siger for lidt. Skriv et ord om det, du leder efter.`;
    said.textContent = !text.trim() ? "" : asked.isCommon ? common : "Skriv et ord med bogstaver eller tal.";
    results.replaceChildren();
    document.documentElement.classList.remove("hub-asking");
    if (!isNarrowed) narrow.hidden = true;
    return;
  }
  running++;
  const slow = setTimeout(() => { if (mine === turn && !results.children.length) results.replaceChildren(element("p", {}, "Søger …")); }, SLOW);
  try {
    const wanted = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value]]));
    if (narrow.open || isNarrowed) lookup.count(); // what is not looked at is not fetched
    const named = order || isNarrowed ? [] : lookup.named(asked);
    // Who asks »hvad er …« for a name has its explanation; other questions are looked up among the pages that explain.
    const isAsking = asked.isAsking && !(named.length && asked.all[0] === "hvad");
    const answer = await lookup.find({ ...asked, isAsking }, wanted, order);
    if (mine !== turn) return;
    drawNarrow(answer.found?.filters ?? {}, filters, order);
    if (!named.length && answer.how === "near") named.push(...lookup.named(answer.asked));
    if (answer.place) named.push(...lookup.named({ words: words.wordsOf(answer.place[0]) }));
    if (!answer.found && named.length) Object.assign(answer, { how: "asked", found: { results: [], filters: {} } });
    if (answer.found) await show(answer, { text, typed: asked.typed, filters, order, named }, mine);
    else nothing(answer, { text, typed: asked.typed, filters });
  } catch (error) {
    await lookup.forget();
    if (mine !== turn) return;
    console.info(error);
    results.replaceChildren();
    said.textContent = "Søgningen kunne ikke hentes. Prøv igen, eller find vej herunder.";
  } finally {
    running--;
    clearTimeout(slow);
    if (mine === turn) document.documentElement.classList.remove("hub-asking");
  }
}

const cut = (text) => (text.trim().length > 80 ? `${text.trim().slice(0, 80)} …` : text.trim());

// The words of another question as the reader typed them: »25/06/2014«, not its day, month and year.
const asTyped = ({ words: other }, typed) => [...new Set(other.map((word) => typed.get(word) ?? word))].join(" ");

const INSTEAD = {
  asked: () => "",
  joined: (text, other) => `Ingen resultater for »${text}«. Her er »${other}«: `,
  apart: (text, other) => `Ingen resultater for »${text}«. Her er »${other}«: `,
  near: (text, other) => `Ingen resultater for »${text}«. Her er »${other}«: `,
  fewer: (text, other) => `Ingen sider har alle ordene i »${text}«. Her er »${other}«: `,
  spread: () => "Ordene findes i samme sag, men ikke på samme side. ",
  most: () => "Ingen sider har alle ordene. Her er dem med de fleste: ",
  place: (text, other) => `Kommunerne svarer ikke hver for sig, men samlet i områder. Her er »${other}«: `,
};

async function show({ asked, how, found, without, further = [] }, { text, typed, filters, order, named }, mine) {
  const all = found.results;
  const drawn = makeResults(ROOT, words, asked);
  const more = element("button", { type: "button", className: "hub-button" }, "Vis flere");
  const isNamed = (data) => named.some(({ address }) => `/${address}` === data.raw_url || address === drawn.addressOf(data));
  let seen = 0, shown = 0, total = all.length + named.length;
  const next = async () => {
    const hits = [];
    for (let parts = 0; parts < MOST_PARTS && !hits.length && seen < all.length; parts++) {
      const data = await lookup.begin(all.slice(seen));
      if (mine !== turn) return null;
      seen += data.length;
      const right = data.filter((one) => !isNamed(one) && lookup.answers(asked, one));
      total -= data.length - right.length;
      for (const one of right) hits.push(drawn.add(one));
    }
    shown += hits.length;
    if (!hits.length && !order) [seen, total] = [all.length, shown + named.length]; // all others are wrong too
    more.hidden = seen >= all.length;
    return hits[0];
  };
  const tell = () => {
    const of = text.trim() ? ` for »${cut(text)}«` : "";
    said.textContent = `${INSTEAD[how](cut(text), asTyped(asked, typed))}${counted(total, "resultat", "resultater")}${how === "asked" || how === "spread" ? of : ""}.`;
  };
  more.addEventListener("click", async () => {
    try {
      const hit = await next();
      tell();
      history.replaceState({ shown }, "");
      hit?.closest("details")?.setAttribute("open", "");
      hit?.querySelector("a").focus();
    } catch {
      said.textContent = "Resten kunne ikke hentes. Prøv igen.";
    }
  });
  for (const page of named) drawn.addNamed(page);
  const before = history.state?.shown || 0; // by one who comes back
  do await next(); while (mine === turn && shown < before && seen < all.length);
  if (mine !== turn) return;
  const others = how === "fewer" || how === "nothing" ? ways({ without, further }, typed, filters) : [];
  results.replaceChildren(element("h2", { className: "hub-spoken" }, "Resultater"), ...others, drawn.list, more);
  tell();
}

// Other questions that find something.
function ways({ without, further }, typed, filters) {
  const made = [];
  if (without && Object.keys(filters).length) {
    made.push(element("p", {}, link(address({ text: field.value, filters: {}, order: "" }), `Søg uden afgrænsning (${counted(without, "resultat", "resultater")})`)));
  }
  if (further.length) {
    const list = element("ul");
    for (const one of further) {
      const text = asTyped(one, typed);
      list.append(element("li", {}, link(address({ text, filters, order: "" }), text)));
    }
    made.push(element("p", {}, "Du kan også søge på:"), list);
  }
  return made;
}

function nothing({ without, further }, { text, typed, filters }) {
  const help = element("div", { className: "hub-nothing" }, ...ways({ without, further }, typed, filters));
  help.append(element("p", {}, "Prøv et kortere ord, færre ord, eller find vej herunder."));
  said.textContent = text.trim() ? `Ingen resultater for »${cut(text)}«.` : "Ingen resultater.";
  results.replaceChildren(help);
}

// --- Narrowing -------------------------------------------------------------------------------------

function drawNarrow(counts, filters, order) {
  const held = document.activeElement?.name;
  const boxes = FILTERS.map(([name, label]) => {
    const values = Object.entries(counts[name] || {}).filter(([, count]) => count);
    values.sort(([one], [other]) => (name === "aar" ? other.localeCompare(one) : one.localeCompare(other, "da")));
    if (filters[name] && !values.some(([value]) => value === filters[name])) values.push([filters[name], 0]);
    return values.length ? choice(name, label, [["", "Alle"], ...values.map(([value, count]) => [value, `${value} (${count.toLocaleString("da-DK")})`])], filters[name] || "") : null;
  });
  boxes.push(choice("orden", "Rækkefølge", ORDERS, order));
  narrow.querySelector("div").replaceChildren(...boxes.filter(Boolean));
  if (narrow.hidden) narrow.open = Boolean(order || Object.keys(filters).length);
  narrow.hidden = false;
  if (held && held !== "q") form.elements[held]?.focus();
}

function choice(name, label, values, chosen) {
  const select = element("select", { name, id: `soegning-${name}` });
  for (const [value, text] of values) select.append(element("option", { value, selected: value === chosen }, text));
  return element("p", {}, element("label", { htmlFor: select.id }, label), select);
}

// --- The form --------------------------------------------------------------------------------------

// One goes back to questions that were sent, narrowed or came with the address; what is being typed
// takes the place of what was typed before.
let waiting;
let isTyped = false;
function go(how) {
  clearTimeout(waiting);
  const next = address(typed());
  if (next !== (location.search || location.pathname)) {
    const stays = location.search && (how === "narrowed" || !isTyped);
    history[stays ? "pushState" : "replaceState"](null, "", next);
    isTyped = true;
  }
  if (how !== "typed") isTyped = false;
  ask();
}
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => go("typed"), running ? PAUSE : 0);
});
field.addEventListener("focus", () => lookup.loaded().catch(() => {}), { once: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go("sent");
});
narrow.addEventListener("change", () => go("narrowed"));
narrow.addEventListener("toggle", () => { if (narrow.open) ask(); });
const follow = () => {
  isTyped = false;
  const now = question();
  field.value = now.text.slice(0, LONGEST);
  narrow.hidden = true;
  if (now.order || Object.keys(now.filters).length) drawNarrow({}, now.filters, now.order);
  return ask();
};
addEventListener("popstate", follow);
follow();
