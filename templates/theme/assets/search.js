// The search page: asks the index as one types, and shows what is found by case. What is asked
// stands in the address, so that it can be shared and gone back to.
const form = document.querySelector("[data-search]");
const field = form.elements.q;
const narrow = form.querySelector("[data-search-narrow]");
const said = document.querySelector("[data-search-said]");
const results = document.querySelector("[data-search-results]");
const table = JSON.parse(document.querySelector("[data-search-table]").textContent);

const ROOT = new URL("../", document.baseURI);
const PART = 6; // places shown at a time: each is fetched by itself
const MOST_PARTS = 3; // that are looked through for a place that is right
const OF_A_CASE = 3; // of them in a case before the others are folded, so that the next case is seen
const CONTEXT = 28; // words of a passage
const LONGEST = 400; // characters of a question
const [BEGIN, END, HIDING] = ["\ue000", "\ue001", 0xf0000];

const FILTERS = table.filters; // the name of each in the address and the index, and its label
const UNDATED = table.undated;
const ORDERS = [["", "Bedste først"], ["nyeste", "Nyeste først"], ["aeldste", "Ældste først"]];

// --- Words -------------------------------------------------------------------------------------

const replaced = (word, pairs) => pairs.reduce((text, [old, now]) => text.replaceAll(old, now), word);
const folded = (word) => replaced(word, table.folds).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const patterns = table.references.map(([pattern, prefix]) => [new RegExp(pattern, "giu"), prefix]);

// What the index is asked for: each word in the spelling that it surely holds.
function asked(text) {
  let rest = text.slice(0, LONGEST).toLowerCase().normalize("NFC");
  for (const [pattern, prefix] of patterns) {
    rest = rest.replace(pattern, (match, ...groups) => ` ${prefix}${groups.slice(0, -2).filter((one) => typeof one === "string").join("")} `);
  }
  const words = rest.match(/[\p{L}\p{N}]+/gu) || [];
  return [...new Set(words)].slice(0, 30).map((word) => (/[æøå]/.test(word) ? replaced(word, table.letters) : folded(word)));
}

// What is left of a word without its ending; forms of one word have the same left.
const ENDINGS = "erendes erende hedens ernes ethed elser elsen erede heden heder endes erens erets enes eres eret ered ende erne eren erer heds else ene ere ens ers ets hed en er es et e s".split(" ");
function stem(word) {
  const plain = folded(word);
  if (/\d/.test(plain)) return plain;
  const ending = ENDINGS.find((one) => plain.endsWith(one) && plain.length - one.length >= (one.length > 2 ? 4 : 3)) || "";
  const bare = plain.slice(0, plain.length - ending.length).replace(/([gdkt])t$/, "$1");
  const suffix = ["lig", "els", "ig"].find((one) => bare.endsWith(one) && bare.length - one.length >= 4) || "";
  return bare.slice(0, bare.length - suffix.length).replace(/(..)([b-df-hj-np-tv-z])\2$/, "$1$2");
}

// Whether a word that was hit is one that was asked for, a form of it, or begins with it.
function fits(asked, hit) {
  const plain = folded(asked), [short, other] = [stem(asked), stem(hit)];
  if (hit.startsWith(plain) || short === other || (short.length > 4 && hit.startsWith(short))) return true;
  const rest = plain.slice(other.length); // an ending that is still being typed
  return other.length > 3 && plain.startsWith(other) && ENDINGS.some((one) => one.startsWith(rest));
}

// What was carried along in characters that are no words, without what stands between the marks.
const HIDDEN = new RegExp(`\\s*${BEGIN}[^${END}]*${END}`, "g");
const shown = (hidden) => [...(hidden || "").replace(HIDDEN, "")].map((one) => String.fromCodePoint(one.codePointAt(0) - (one.codePointAt(0) >= HIDING ? HIDING : 0))).join("");

// The words of a record as a reader sees them. What stands between the marks is for the index
// alone; where it was hit, the words that hold it are meant, or else the word before it.
function read(content, locations) {
  const hits = new Set(locations);
  const words = [];
  let inside = false;
  const meant = (word, by) => { word.hit = true; word.by.push(by); };
  content.split(/\s+/).forEach((text, place) => {
    if (text.startsWith(BEGIN)) inside = true;
    else if (text.startsWith(END)) {
      inside = false;
      if (words.length) words.at(-1).text += text.slice(1); // the mark that followed the word
    }
    else if (!inside) words.push({ text, place, hit: false, by: [] });
    if (!hits.has(place) || !words.length) return;
    const plain = inside && text.length > 2 ? folded(text.toLowerCase()) : null;
    const holding = plain ? words.filter((word) => (word.plain ??= folded(word.text.toLowerCase())).includes(plain)) : [];
    for (const word of holding.length ? holding : [words.at(-1)]) meant(word, text);
  });
  return words;
}

// --- Passages ----------------------------------------------------------------------------------

function passage(words) {
  let best = 0, most = -1, sum = 0;
  words.forEach((word, index) => {
    sum += word.hit;
    if (index >= CONTEXT) sum -= words[index - CONTEXT].hit;
    if (sum > most) [most, best] = [sum, Math.max(0, index - CONTEXT + 1)];
  });
  const first = words.findIndex((word, index) => word.hit && index >= best);
  const start = Math.max(0, first < 0 ? 0 : Math.min(best + CONTEXT - 1, first - 6));
  return { first: words[Math.max(first, 0)], before: start > 0, words: words.slice(start, start + CONTEXT), after: start + CONTEXT < words.length };
}

const element = (name, words = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), words);
  made.append(...inside);
  return made;
};
const link = (address, ...inside) => element("a", { href: address }, ...inside);

function excerpt(found) {
  const line = element("p", { className: "hub-hit__text" });
  if (found.before) line.append("… ");
  for (const word of found.words) line.append(word.hit ? element("mark", {}, word.text) : word.text, " ");
  if (found.after) line.append("…");
  return line;
}

// --- One question ------------------------------------------------------------------------------

let index;
const loaded = () => (index ??= import(new URL("pagefind/pagefind.js", ROOT)).then(async (module) => {
  await module.options({ noWorker: true, ranking: { termSimilarity: 20, metaWeights: { title: 3 } } });
  await module.init();
  return module;
}));

// Begin anew with the next question: Pagefind remembers also what it could not get.
async function forget() {
  const failed = index;
  index = undefined;
  await failed?.then((module) => module.destroy()).catch(() => {});
}

function question() {
  const filters = {};
  for (const [name] of FILTERS) {
    const value = new URLSearchParams(location.search).get(name);
    if (value) filters[name] = value;
  }
  return { text: new URLSearchParams(location.search).get("q") || "", filters, order: new URLSearchParams(location.search).get("orden") || "" };
}

function address({ text, filters, order }) {
  const words = new URLSearchParams();
  if (text) words.set("q", text);
  for (const [name, value] of Object.entries(filters)) words.set(name, value);
  if (order) words.set("orden", order);
  return words.size ? `?${words}` : location.pathname;
}

function typed() {
  const filters = {};
  for (const [name] of FILTERS) {
    const value = form.elements[name]?.value;
    if (value) filters[name] = value;
  }
  return { text: field.value, filters, order: form.elements.orden?.value || "" };
}

// Pagefind takes the beginning of a word where it does not know the word, and of a word that it
// knows it takes off more than the ending. Such a hit is none.
function answers(words, data) {
  const hits = read(data.content, data.locations).flatMap((word) => word.by).concat(data.meta.title || "");
  const parts = hits.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).map(folded);
  return words.every((word) => parts.some((part) => fits(word, part)));
}

// The best stand first: after so many wrong ones there is none that is right.
async function areKnown(words, results) {
  for (let part = 0; part < MOST_PARTS; part++) {
    if ((await begin(results.slice(part * PART))).some((one) => answers(words, one))) return true;
  }
  return false;
}

const begin = (results) => Promise.all(results.slice(0, PART).map((one) => one.data()));

let turn = 0;
async function ask() {
  const mine = ++turn;
  const { text, filters, order } = question();
  const words = asked(text);
  if (!words.length) {
    said.textContent = text.trim() ? "Skriv et ord med bogstaver eller tal." : "";
    results.replaceChildren();
    if (!Object.keys(filters).length) narrow.hidden = true;
    return;
  }
  try {
    const module = await loaded();
    const wanted = {};
    for (const [name, value] of Object.entries(filters)) wanted[name] = [value];
    const search = (more) => module.search(words.join(" "), { filters: wanted, ...more });
    if (narrow.open) await module.filters(); // what is not looked at is not fetched
    const best = await search();
    const isKnown = await areKnown(words, best.results);
    const found = isKnown && order ? await inOrder(search, wanted, order) : best;
    if (mine !== turn) return;
    drawNarrow(isKnown ? found.filters : {}, filters, order);
    if (isKnown) await show(found.results, { text, words, order }, mine);
    else await nothing({ text, words, filters }, best.results.length ? 0 : best.unfilteredResultCount, module, mine);
  } catch (error) {
    await forget();
    if (mine !== turn) return;
    console.info(error);
    results.replaceChildren();
    said.textContent = "Søgningen kunne ikke hentes. Prøv igen, eller find vej herunder.";
  }
}

async function inOrder(search, wanted, order) {
  const found = await search({ sort: { dato: order === "nyeste" ? "desc" : "asc" } });
  if (order === "nyeste") return found;
  // The pages about the system have no date. They stand last here too.
  const undated = await search({ filters: { ...wanted, slags: [UNDATED] } });
  const last = new Set(undated.results.map((one) => one.id));
  found.results.sort((one, other) => last.has(one.id) - last.has(other.id));
  return found;
}

// --- What is found -----------------------------------------------------------------------------

const cut = (text) => (text.trim().length > 80 ? `${text.trim().slice(0, 80)} …` : text.trim());
const counted = (count, one, more) => `${count.toLocaleString("da-DK")} ${count === 1 ? one : more}`;

async function show(all, { text, words, order }, mine) {
  const list = element("ol", { className: "hub-results" });
  const more = element("button", { type: "button", className: "hub-button" }, "Vis flere");
  const cases = new Map();
  let seen = 0, shown = 0, total = all.length;
  const next = async () => {
    const hits = [];
    for (let parts = 0; parts < MOST_PARTS && !hits.length && seen < all.length; parts++) {
      const data = await begin(all.slice(seen));
      if (mine !== turn) return null;
      seen += data.length;
      const right = data.filter((one) => answers(words, one));
      total -= data.length - right.length;
      for (const one of right) hits.push(add(list, cases, one));
    }
    shown += hits.length;
    if (!hits.length && !order) [seen, total] = [all.length, shown]; // all others are wrong too
    more.hidden = seen >= all.length;
    return hits[0];
  };
  const tell = () => { said.textContent = `${counted(total, "sted", "steder")} passer på »${cut(text)}«.`; };
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
  const before = history.state?.shown || 0; // by one who comes back
  do await next(); while (mine === turn && shown < before && seen < all.length);
  if (mine !== turn) return;
  results.replaceChildren(element("h2", { className: "hub-spoken" }, "Det, der blev fundet"), list, more);
  tell();
}

// Put a place that was found into its case; cases stand in the order of their best place.
function add(list, cases, data) {
  const sag = shown(data.meta.sag), title = shown(data.meta.title);
  const key = sag || "andet";
  if (!cases.has(key)) {
    const home = shown(data.meta["sagens-adresse"]);
    const heading = element("h3", {}, sag ? link(new URL(home, ROOT).href, sag) : UNDATED);
    const inside = element("ul", { className: "hub-results__places" });
    const item = element("li", { className: "hub-results__case" }, heading, inside);
    list.append(item);
    cases.set(key, { item, inside, name: sag || "ordningen" });
  }
  const hit = place(data, title, sag);
  const { item, inside, name } = cases.get(key);
  if (inside.children.length < OF_A_CASE) {
    inside.append(hit);
    return hit;
  }
  if (item.lastChild === inside) item.append(element("details", { className: "hub-results__rest" }, element("summary"), element("ul", { className: "hub-results__places" })));
  const [summary, rest] = item.lastChild.children;
  rest.append(hit);
  summary.replaceChildren(counted(rest.children.length, "sted mere", "steder mere"), element("span", { className: "hub-spoken" }, ` om ${name}`));
  return hit;
}

function place(data, title, sag) {
  const found = passage(read(data.content, data.locations));
  const path = data.raw_url.replace(/^\//, "");
  const page = /^(dokumenter\/[^/]+\/)side-(\d+)\.html$/.exec(path);
  const item = element("li", { className: "hub-hit" });
  const kind = data.filters.slags?.[0] || "";
  const facts = element("p", { className: "hub-hit__facts" }, kind);
  if (page) {
    const label = `${title}, side ${page[2]}`;
    item.append(element("p", { className: "hub-hit__title" }, link(new URL(`${page[1]}#side-${page[2]}`, ROOT).href, label)), facts, excerpt(found));
    const original = shown(data.meta.original);
    if (/^https?:\/\//.test(original)) {
      item.append(element("p", { className: "hub-hit__original" }, link(`${original}#page=${page[2]}`, `Se side ${page[2]} i originalen`, element("span", { className: "hub-spoken" }, ` af ${title}`))));
    }
    return item;
  }
  // The last place with an address of its own before the passage.
  const anchor = (data.anchors || []).filter((one) => one.location <= (found.first?.place ?? 0)).at(-1);
  const part = anchor && /^h[2-6]$/.test(anchor.element) ? anchor.text.split(BEGIN)[0].trim() : "";
  const name = sag ? (part ? `Sagen: ${part}` : "Sagen") : part && part !== title ? `${title}: ${part}` : title;
  const target = new URL(anchor && found.first?.hit ? `${path}#${anchor.id}` : path, ROOT).href;
  item.append(element("p", { className: "hub-hit__title" }, link(target, name)), facts, excerpt(found));
  return item;
}

// --- Nothing found -----------------------------------------------------------------------------

async function nothing({ text, words, filters }, without, module, mine) {
  const help = element("div", { className: "hub-nothing" });
  if (without && Object.keys(filters).length) {
    help.append(element("p", {}, link(address({ text, filters: {}, order: "" }), `Søg uden afgrænsning (${counted(without, "sted", "steder")})`)));
  }
  const [near, fewer] = [await nearest(words), await withFewerWords(text, filters, module)];
  if (mine !== turn) return;
  if (fewer.length) {
    const list = element("ul");
    for (const [one] of fewer) list.append(element("li", {}, link(address({ text: one, filters, order: "" }), one)));
    help.append(element("p", {}, "Intet sted har alle ordene. Prøv med færre:"), list);
  }
  if (near.length) {
    const list = element("ul");
    for (const one of near) list.append(element("li", {}, link(address({ text: one, filters, order: "" }), one)));
    help.append(element("p", {}, "Mente du:"), list);
  }
  help.append(element("p", {}, "Prøv et kortere ord, færre ord, eller find vej herunder."));
  said.textContent = `Ingen steder passer på »${cut(text)}«.`;
  results.replaceChildren(help);
}

// The question without one of its words, where that finds something; the fewest places first.
async function withFewerWords(text, filters, module) {
  const words = text.trim().slice(0, LONGEST).split(/\s+/);
  if (words.length < 2 || words.length > 6) return [];
  const wanted = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value]]));
  const found = [];
  for (const at of words.keys()) {
    const fewer = words.toSpliced(at, 1).join(" "), query = asked(fewer);
    if (!query.length) continue;
    const { results: all } = await module.search(query.join(" "), { filters: wanted });
    if (await areKnown(query, all)) found.push([fewer, all.length]);
  }
  return found.sort((one, other) => one[1] - other[1]).slice(0, 3);
}

// The words of the site are fetched only now; few readers need them.
let vocabulary;
async function nearest(words) {
  try {
    vocabulary ??= fetch(new URL("soeg/ord.json", ROOT)).then((answer) => answer.json());
    const known = (await vocabulary).map((word) => [word, folded(word)]);
    const lacking = words.find((word) => !known.some(([, plain]) => plain.startsWith(stem(word)))) || "";
    const wrong = folded(lacking).slice(0, 40);
    if (wrong.length < 3) return [];
    const most = wrong.length < 6 ? 1 : 2;
    return known
      .filter(([, plain]) => Math.abs(plain.length - wrong.length) <= most)
      .map(([word, plain]) => [word, distance(wrong, plain)])
      .filter(([, far]) => far <= most)
      .sort((one, other) => one[1] - other[1])
      .slice(0, 5)
      .map(([word]) => words.map((one) => (one === lacking ? word : one)).join(" "));
  } catch {
    return [];
  }
}

function distance(one, other) {
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
    }
    row = next;
  }
  return row.at(-1);
}

// --- Narrowing ---------------------------------------------------------------------------------

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

// --- The form ----------------------------------------------------------------------------------

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
  waiting = setTimeout(() => go("typed"), 30);
});
field.addEventListener("focus", () => loaded().catch(() => {}), { once: true });
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
