// Find a municipality by what its readers type. Without this the form leads to the list by letter.
const MOST = 8; // names that are shown at a time
const COMMON = /^(?:(?:regions)?kommun\p{L}*|min|din|vores|i|er)$/u; // words that tell none from another

// A page of the site, read by the browser itself: no text becomes markup by a script.
const page = (address) => new Promise((done, failed) => {
  const asked = new XMLHttpRequest();
  asked.open("GET", address);
  asked.responseType = "document";
  asked.onload = () => (asked.response ? done(asked.response) : failed(new Error(asked.statusText)));
  asked.onerror = failed;
  asked.send();
});

// The list by letter, as the page has it or as it is fetched, and the reader of words.
let made;
const names = (form) => (made ??= (async () => {
  const { makeWords, wordsOf } = await import("./search/words.js");
  const here = document.querySelector("[data-municipalities]");
  const list = here ?? (await page(form.action)).querySelector("[data-municipalities]");
  const words = makeWords(JSON.parse(list.dataset.municipalities));
  // Each beginning of a word, with the words that follow it: »skjern« leads to Ringkøbing-Skjern.
  const keys = (text) => {
    const parts = wordsOf(text).filter((word) => !COMMON.test(word)).map(words.folded);
    return parts.map((_, at) => parts.slice(at).join(""));
  };
  const all = [...list.querySelectorAll("[data-names]")].map((item) => {
    const link = item.querySelector("a");
    const called = [link.textContent, ...item.dataset.names.split("|").filter(Boolean)];
    const address = new URL(link.getAttribute("href"), form.action).href;
    const area = item.querySelector("span").textContent.replace(/[()]/g, "");
    return { name: link.textContent, area, address, called, keys: called.map(keys) };
  });
  return { all, words, keys };
})().catch((error) => { made = undefined; throw error; }));

const lowered = (text) => text.toLowerCase();

// What was found for a text: the municipality that is called so, those whose name begins so, or
// those that are spelled nearly so.
function found({ all, words, keys }, text) {
  const [asked = ""] = keys(text);
  if (!asked) return { hits: [] };
  for (const wanted of new Set([asked, asked.replace(/s$/, "")])) {
    const whole = all.filter((one) => one.keys.some(([key]) => key === wanted));
    const begin = all.filter((one) => !whole.includes(one) && one.keys.some(([key = ""]) => key.startsWith(wanted)));
    const within = all.filter((one) => !whole.includes(one) && !begin.includes(one) && one.keys.flat().some((key) => key.startsWith(wanted)));
    const hits = [...whole, ...begin, ...within];
    if (hits.length) return { hits, wanted, one: whole.length === 1 ? whole[0] : hits.length === 1 ? hits[0] : null };
  }
  const near = words.near(asked, all.flatMap((one) => one.called.map(lowered)));
  return { hits: all.filter((one) => one.called.some((name) => near.includes(lowered(name)))), wanted: asked, isNear: true };
}

for (const form of document.querySelectorAll("[data-find-municipality]")) {
  const [field, said, list] = [form.elements.navn, form.querySelector("[role=status]"), document.createElement("ul")];
  let last = "";

  // The other name by which a municipality was found, and its area.
  const about = ({ name, area, called, keys }, wanted) => {
    const by = called[keys.findIndex((all) => all.some((key) => key.startsWith(wanted)))];
    return by && !by.startsWith(name) ? `${by}, ${area}` : area;
  };

  const draw = ({ hits, wanted, isNear }) => {
    const text = field.value.trim();
    if (hits.length) said.after(list);
    else list.remove();
    list.replaceChildren(...hits.slice(0, MOST).map((one) => {
      const [item, link, more] = ["li", "a", "span"].map((tag) => document.createElement(tag));
      link.href = one.address;
      link.textContent = one.name;
      more.className = "hub-count";
      more.textContent = ` (${about(one, wanted)})`;
      item.append(link, more);
      return item;
    }));
    const none = wanted === undefined ? "Skriv navnet på en kommune." : `Ingen kommune hedder »${text}«.`;
    const count = hits.length === 1 ? "1 kommune" : `${hits.length} kommuner`;
    const rest = hits.length > MOST ? `, her er ${MOST}` : "";
    said.textContent = !text ? "" : !hits.length ? none : isNear ? `${none} Mente du:` : `${count}${rest}.`;
  };

  const look = async () => {
    const asked = (last = field.value);
    const known = await names(form);
    if (asked !== last) return null;
    const answer = found(known, asked);
    draw(answer);
    return answer;
  };

  const send = async () => {
    try {
      const answer = await look();
      if (answer?.one) location.assign(answer.one.address);
      else if (answer?.hits.length) list.querySelector("a").focus();
      else if (!field.value.trim()) location.assign(form.action);
    } catch {
      form.submit(); // what was asked for could not be had: the list by letter is a page like others
    }
  };

  names(form).catch(() => {});
  field.addEventListener("input", () => look().catch(() => {}));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  // The arrows go from the field through the list and back, as in the field of a search engine.
  form.addEventListener("keydown", (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
      field.value = "";
      draw({ hits: [] });
      field.focus();
    } else if (step && at >= 0 && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    }
  });
  if (field.value) look().catch(() => {}); // what was typed before this was there
  // A name that came with the address, from a form that was sent before its script had come.
  const given = new URLSearchParams(location.search).get("navn");
  if (given && document.querySelector("[data-municipalities]")) {
    field.value = given;
    look().then((answer) => { if (answer?.one) location.replace(answer.one.address); }, () => {});
  }
}
