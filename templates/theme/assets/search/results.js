// Draws what was found: places by their case, with the passage that answers the question.
import { BEGIN, BREAK, passage, read, shown } from "./passages.js";

const OF_A_CASE = 3; // places of a case before the others are folded, so that the next case is seen

export const element = (name, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
};
export const link = (address, ...inside) => element("a", { href: address }, ...inside);
export const counted = (count, one, more) => `${count.toLocaleString("da-DK")} ${count === 1 ? one : more}`;

function excerpt({ pieces }) {
  const line = element("p", { className: "hub-hit__text" });
  pieces.forEach((piece, at) => {
    if (piece.cutBefore || (at && piece.words[0].place > pieces[at - 1].words.at(-1).place + 1)) line.append("… ");
    for (const word of piece.words) line.append(word.hit ? element("mark", {}, word.text) : word.text, " ");
  });
  if (pieces.at(-1)?.cutAfter) line.append("…");
  return line;
}

// A list of results to which places are added; cases come in the order of their best place.
export function makeResults(root, words, asked) {
  const list = element("ol", { className: "hub-results" });
  const cases = new Map();
  const isHit = words.hitBy(asked);

  // The list of the places of a case, or of a kind of page; made when its first place comes.
  function group(key, name, home) {
    if (!cases.has(key)) {
      const heading = element("h3", {}, home ? link(new URL(home, root).href, name) : name);
      const inside = element("ul", { className: "hub-results__places" });
      const item = element("li", { className: "hub-results__case" }, heading, inside);
      list.append(item);
      cases.set(key, { item, inside, name: home ? name : name.toLowerCase() });
    }
    return cases.get(key);
  }

  function add(data) {
    const sag = shown(data.meta.sag), title = shown(data.meta.title);
    const kind = data.filters.slags?.[0] || "";
    const home = shown(data.meta["sagens-adresse"]);
    const hit = place(data, title, sag, kind);
    const { item, inside, name } = sag ? group(`sag ${home}`, sag, home) : group(kind, kind);
    if (inside.children.length < OF_A_CASE) {
      inside.append(hit);
      return hit;
    }
    if (item.lastChild === inside) item.append(element("details", { className: "hub-results__rest" }, element("summary"), element("ul", { className: "hub-results__places" })));
    const [summary, rest] = item.lastChild.children;
    rest.append(hit);
    summary.replaceChildren(counted(rest.children.length, "resultat mere", "resultater mere"), element("span", { className: "hub-spoken" }, ` om ${name}`));
    return hit;
  }

  function place(data, title, sag, kind) {
    const { found, page, part, address } = whereabouts(data);
    const item = element("li", { className: "hub-hit" });
    const facts = element("p", { className: "hub-hit__facts" });
    facts.append([kind, shown(data.meta.dag), sag ? data.filters.status?.[0] : ""].filter(Boolean).join(" · "));
    const ofPage = page ? `${title}, side ${page}` : part && part !== title ? `${title}: ${part}` : title;
    const name = sag && !page ? (part ? `Sagen: ${part}` : "Sagen") : ofPage;
    item.append(element("p", { className: "hub-hit__title" }, link(new URL(address, root).href, name)), facts, excerpt(found));
    const original = page ? shown(data.meta.original) : "";
    if (/^https?:\/\//.test(original)) {
      item.append(element("p", { className: "hub-hit__original" }, link(`${original}#page=${page}`, `Se side ${page} i originalen`, element("span", { className: "hub-spoken" }, ` af ${title}`))));
    }
    return item;
  }

  // The passage that answers, and where it is: the page of a document, or the last place with an address
  // of its own before the passage.
  function whereabouts(data) {
    const found = passage(read(data.content, data.locations, words.folded, isHit), isHit);
    const path = data.raw_url.replace(/^\//, "");
    const [, folder, page] = /^(dokumenter\/[^/]+\/)side-(\d+)\.html$/.exec(path) ?? [];
    if (page) return { found, page, address: `${folder}#side-${page}` };
    const anchor = (data.anchors || []).filter((one) => one.location <= (found.first?.place ?? 0)).at(-1);
    const part = anchor && /^h[2-6]$/.test(anchor.element) ? anchor.text.split(BEGIN)[0].replaceAll(BREAK, "").trim() : "";
    return { found, part, address: anchor && found.first?.hit ? `${path}#${anchor.id}` : path };
  }

  // A page that the question names.
  function addNamed({ kind, title, address, text }) {
    const hit = element("li", { className: "hub-hit" }, element("p", { className: "hub-hit__title" }, link(new URL(address, root).href, title)));
    if (text) hit.append(element("p", { className: "hub-hit__text" }, text));
    group(kind, kind).inside.append(hit);
  }

  return { list, add, addNamed, addressOf: (data) => whereabouts(data).address };
}
