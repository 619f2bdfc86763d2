// Asks the index: the question as it was typed, and where nothing answers it, what was probably meant.
import { read } from "./passages.js";
import { wordsOf } from "./words.js";

export const PART = 6; // places shown at a time: each is fetched by itself
export const MOST_PARTS = 3; // that are looked through for a place that is right
const MOST_TRIES = 8;
const BY_CASE = "sagsnummer"; // the filter by which places of one case are known

export function makeLookup(root, words, table) {
  let index, vocabulary;

  // Pagefind's module, fetched when it is first needed.
  const loaded = () => (index ??= import(new URL("pagefind/pagefind.js", root)).then(async (module) => {
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

  // The words of the site are fetched only where a question was not answered; few readers need them.
  const known = () => (vocabulary ??= fetch(new URL("soeg/ord.json", root)).then((answer) => answer.json()).catch(() => []));

  const begin = (results) => Promise.all(results.slice(0, PART).map((one) => one.data()));

  // Pagefind takes the beginning of a word where it does not know the word, and of a word that it
  // knows it takes off more than the ending. Such a hit is none.
  function answers({ words: asked, phrases }, data) {
    if (!asked.length) return true;
    const title = data.meta.title || "";
    const all = read(data.content, data.locations, words.folded);
    const hits = all.flatMap((word) => word.by).concat(title);
    const parts = hits.flatMap(wordsOf).map(words.folded);
    if (!asked.every((word) => parts.some((part) => words.fits(word, part)))) return false;
    const text = phrases.length ? `${title} ${all.map((word) => word.text).join(" ")}` : "";
    return phrases.every((phrase) => words.hasPhrase(text, phrase));
  }

  const ask = (module, asked, filters, more = {}) => module.search(asked.words.length ? asked.words.map(words.spelled).join(" ") : null, { filters, ...more });

  // The best come first: after so many wrong ones there is none that is right.
  async function areRight(asked, results) {
    for (let part = 0; part < MOST_PARTS; part++) {
      if ((await begin(results.slice(part * PART))).some((one) => answers(asked, one))) return true;
    }
    return false;
  }

  async function isFound(module, asked, filters) {
    const { results } = await ask(module, asked, filters);
    return areRight(asked, results);
  }

  // Return what was found, for which words, and whether these are others than those that were typed.
  async function find(asked, filters, order) {
    const module = await loaded();
    const first = await ask(module, asked, filters);
    if (await areRight(asked, first.results)) return { asked, how: "asked", found: await ordered(module, asked, filters, order, first) };
    const without = first.results.length ? 0 : first.unfilteredResultCount;
    if (asked.phrases.length) return { asked, how: "nothing", without, further: [] };
    for (const other of await others(module, asked, filters)) {
      const found = await ask(module, other, filters);
      if (await areRight(other, found.results)) return { asked: other, how: other.how, without, found: await ordered(module, other, filters, order, found) };
    }
    const spread = await overCases(module, asked, filters);
    if (spread) return { asked: spread.asked, how: "spread", without, found: await ordered(module, spread.asked, spread.filters, order, spread.found) };
    const [fewer, ...further] = await withFewerWords(module, asked, filters);
    if (!fewer) return { asked, how: "nothing", without, further: [] };
    const found = await ordered(module, fewer, filters, order, await ask(module, fewer, filters));
    return { asked: fewer, how: "fewer", without, further, found };
  }

  // What may have been meant: words that belong together, a compound's parts, a word without its slip.
  async function others(module, asked, filters) {
    const all = await known();
    const made = [];
    const add = (how, list) => { if (made.length < MOST_TRIES) made.push({ how, words: list, phrases: [] }); };
    for (let at = 0; at + 1 < asked.words.length; at++) add("joined", asked.words.toSpliced(at, 2, asked.words[at] + asked.words[at + 1]));
    const lacking = [];
    for (const word of asked.words) {
      if (!(await isFound(module, { words: [word], phrases: [] }, {}))) lacking.push(word);
    }
    if (!lacking.length) return made;
    const apart = asked.words.flatMap((word) => (lacking.includes(word) ? words.parts(word, all) || [word] : [word]));
    if (apart.length > asked.words.length) add("apart", apart);
    const nearest = new Map(lacking.map((word) => [word, words.near(word, all)]));
    if ([...nearest.values()].every((one) => one.length)) {
      for (let at = 0; at < 3; at++) {
        if ([...nearest.values()].some((one) => one[at])) add("near", asked.words.map((word) => (nearest.has(word) ? nearest.get(word)[at] ?? nearest.get(word)[0] : word)));
      }
    }
    return made;
  }

  // The places of the cases that have all the words, though no page of them has.
  async function overCases(module, asked, filters) {
    if (asked.words.length < 2) return null;
    await module.filters();
    let common, fewest;
    for (const word of asked.words) {
      const one = { words: [word], phrases: [] };
      const found = await ask(module, one, filters);
      if (!(await areRight(one, found.results))) return null;
      const cases = Object.entries(found.filters[BY_CASE] || {}).filter(([, count]) => count).map(([name]) => name);
      common = common ? common.filter((name) => cases.includes(name)) : cases;
      if (!fewest || found.results.length < fewest.count) fewest = { one, count: found.results.length };
    }
    if (!common.length) return null;
    const within = { ...filters, [BY_CASE]: { any: common } };
    const found = await ask(module, fewest.one, within);
    return (await areRight(fewest.one, found.results)) ? { asked: fewest.one, filters: within, found } : null;
  }

  // The question without one of its words, where that finds something; the fewest places first.
  async function withFewerWords(module, asked, filters) {
    if (asked.words.length < 2 || asked.words.length > 6) return [];
    const found = [];
    for (const at of asked.words.keys()) {
      const fewer = { words: asked.words.toSpliced(at, 1), phrases: [] };
      const { results } = await ask(module, fewer, filters);
      if (await areRight(fewer, results)) found.push([fewer, results.length]);
    }
    return found.sort((one, other) => one[1] - other[1]).slice(0, 3).map(([fewer]) => fewer);
  }

  async function ordered(module, asked, filters, order, best) {
    const wanted = order || (asked.words.length ? "" : "nyeste");
    if (!wanted) return asked.isAsking && !filters.slags ? explaining(module, asked, filters, best) : best;
    const found = await ask(module, asked, filters, { sort: { dato: wanted === "nyeste" ? "desc" : "asc" } });
    if (wanted === "nyeste") return found;
    // What has no date stands last here too.
    const undated = await ask(module, asked, { ...filters, slags: { any: table.undated } });
    const last = new Set(undated.results.map((one) => one.id));
    found.results.sort((one, other) => last.has(one.id) - last.has(other.id));
    return found;
  }

  // Who asks »hvornår« or »hvem« wants an explanation before a case.
  async function explaining(module, asked, filters, best) {
    const within = { ...filters, slags: { any: table.explaining } };
    const literal = (await ask(module, { words: asked.all }, within)).results; // with »hvornår« itself
    const seen = new Set();
    const isNew = ({ id }) => !seen.has(id) && seen.add(id);
    return { ...best, results: [...literal, ...(await ask(module, asked, within)).results, ...best.results].filter(isNew) };
  }

  const counts = async () => (await loaded()).filters();
  return { loaded, forget, find, answers, begin, counts };
}
