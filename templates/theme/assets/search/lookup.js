// Asks the index: the question as it was typed, and where nothing answers it, what was probably meant.
import { read } from "./passages.js";
import { wordsOf } from "./words.js";

export const PART = 6; // places shown at a time: each is fetched by itself
export const MOST_PARTS = 3; // that are looked through for a place that is right
const MOST_NAMED = 3;
const MOST_TRIES = 8;
const BY_CASE = "sagsnummer"; // the filter by which places of one case are known
const ALL = { none: [""] }; // of a filter: nothing is left out, but it is fetched and counted
const BY_PAGE = "sideslags"; // the kinds of pages that belong to no case: its file is small, that of all kinds is not

// `files` has the tag of the index and the name of the file of its orders, as far as they are known.
export function makeLookup(root, words, table, { tag, orders } = {}) {
  let index, vocabulary, dates, counted = {};

  // Pagefind's module, fetched when it is first needed.
  const loaded = () => (index ??= import(new URL("pagefind/pagefind.js", root)).then(async (module) => {
    await module.options({ noWorker: true, ...(tag && { metaCacheTag: tag }), ranking: { termSimilarity: 20, metaWeights: { title: 3 } } });
    await module.init();
    return module;
  }));

  // Begin anew with the next question: Pagefind remembers also what it could not get.
  async function forget() {
    const failed = index;
    index = dates = undefined;
    await failed?.then((module) => module.destroy()).catch(() => {});
  }

  // The words of the site, and which of them name what it is about, are fetched only where a question
  // was not answered; few readers need them.
  const known = () => (vocabulary ??= fetch(new URL("soeg/ord.json", root)).then((answer) => answer.json()).catch(() => ({ words: [], topics: [] })));

  // The place of each page by its date, the oldest first. Pagefind knows the order itself where it is
  // in no file of its own.
  const dated = () => (dates ??= fetch(new URL(`pagefind/${orders}`, root)).then(async (answer) => {
    const places = new Map();
    for (const [run, numbers] of (await answer.json()).dato) {
      for (const number of numbers.match(/../g)) places.set(run + number, places.size);
    }
    return places;
  }));

  // The pages that are called as the question is, or as it is without words such as »alle«.
  function named({ words: sought, called: asked = sought, all = asked, phrases }) {
    const { kind, folder, texts, rows } = table.municipalities;
    const place = rows.length ? words.municipality(asked, all.length <= asked.length + 1) : null;
    const called = (is, by, rows = table.named) => rows.filter(([, , , , ...names]) => names.some((name) => is(name, by)));
    const same = [asked, asked.some(words.isNegation) ? [] : sought].map((by) => called(words.isSame, by)).find((one) => one.length) ?? [];
    // A list is meant also with a year or a word such as »svar« beside its name: »frist 2020«.
    const beside = (is) => {
      const bare = asked.filter((word) => !is(word));
      return bare.length && bare.length < asked.length ? called(words.isSame, bare, table.named.filter(([kind]) => kind === table.overview)) : [];
    };
    const found = [same, beside(words.isYear), beside(words.isAside)].find((one) => one.length) ?? (phrases?.length ? [] : called(words.isPart, asked));
    const pages = found.map(([kind, title, address, text]) => ({ kind, title, address, text }));
    if (place && !place.rest.length) {
      const [name, official, slug, text] = place.row;
      pages.push({ kind, title: official || `${name} Kommune`, address: `${folder}${slug}/`, text: texts[text] });
    }
    return asked.length ? pages.slice(0, MOST_NAMED) : [];
  }

  const begin = (results) => Promise.all(results.slice(0, PART).map((one) => one.data()));

  const isEditing = (data) => data.filters.slags?.[0] === table.editing;

  // Pagefind takes the beginning of a word where it does not know the word, whatever begins with a
  // word, and takes off more than the ending. Such a hit is none.
  function answers(question, data) {
    const { words: asked, phrases, begun, least = asked.length } = question;
    if (!asked.length) return true;
    const title = data.meta.title || "";
    const all = read(data.content, data.locations, words.folded, words.hitBy(question));
    const hits = [...new Set(all.flatMap((word) => word.by).concat(title).flatMap(wordsOf))];
    if (asked.filter((word) => hits.some((hit) => words.fits(word, hit, begun))).length < least) return false;
    return phrases.every((phrase) => hasPhrase(data, phrase));
  }

  const hasPhrase = ({ content, locations, meta }, phrase) => words.hasPhrase(`${meta.title || ""} ${read(content, locations, words.folded).map((word) => word.text).join(" ")}`, phrase);

  // Of the first places those come first where the words stand side by side.
  async function besideFirst({ words: asked, phrases }, found) {
    if (asked.length < 2 || phrases.length) return found;
    const first = await begin(found.results);
    const isBeside = first.map((data) => hasPhrase(data, asked));
    const best = found.results.slice(0, PART);
    return { ...found, results: [...best.filter((_, at) => isBeside[at]), ...best.filter((_, at) => !isBeside[at]), ...found.results.slice(PART)] };
  }

  // »Kommune« stands in the name of each municipality's page and would find them all.
  const asksNone = (asked) => asked.words.some(words.isMunicipality) && asked.words.every((word) => words.isMunicipality(word) || words.isAside(word));
  const within = (asked, filters) => (asksNone(asked) && !filters.slags && !filters[BY_PAGE] ? { ...filters, [BY_PAGE]: { none: [table.overview] } } : filters);

  async function ask(module, asked, filters, more = {}) {
    const by = { filters: { ...counted, ...within(asked, filters) }, ...more };
    const found = await module.search(asked.words.length ? asked.words.map(words.spelled).join(" ") : null, by);
    // In quotation marks Pagefind looks for the whole word, but knows no best place.
    for (const word of asked.words.filter((one) => words.isShort(one) && one !== asked.begun)) {
      const { results, ...counts } = await module.search(`"${words.spelled(word)}"`, by);
      const whole = new Set(results.map(({ id }) => id));
      found.results = found.results.filter(({ id }) => whole.has(id));
      if (asked.words.length === 1) Object.assign(found, counts);
    }
    return found;
  }

  // Whether something is right, for readers or for editors alone. The best come first: after so many
  // wrong ones there is none.
  async function rightness(asked, results) {
    let found = "";
    for (let part = 0; part < MOST_PARTS; part++) {
      const right = (await begin(results.slice(part * PART))).filter((one) => answers(asked, one));
      if (right.some((one) => !isEditing(one))) return "readers";
      if (right.length) found = "editors";
    }
    return found;
  }

  const areRight = async (asked, results) => (await rightness(asked, results)) !== "";

  async function isFound(module, asked, filters) {
    const { results } = await ask(module, asked, filters);
    return areRight(asked, results);
  }

  // Return what was found, for which words, and whether these are others than those that were typed.
  async function find(typed, filters, order) {
    const module = await loaded();
    let asked, first, right;
    for (asked of typed.begun ? [{ ...typed, begun: undefined }, typed] : [typed]) {
      first = await ask(module, asked, filters);
      right = await rightness(asked, first.results);
      if (right) break;
    }
    const asTyped = async () => ({ asked, how: "asked", found: await ordered(module, asked, filters, order, first) });
    if (right === "readers" || (right && filters.slags)) return asTyped();
    const without = first.results.length ? 0 : first.unfilteredResultCount;
    const other = asked.phrases.length ? null : await meant(module, asked, filters, order);
    if (other) return { ...other, without };
    return right ? asTyped() : { asked, how: "nothing", without, further: [] };
  }

  // What was probably meant by a question that nothing answers as it was typed.
  async function meant(module, asked, filters, order) {
    const answered = async (other, how, within = filters) => {
      const found = await ask(module, other, within);
      return (await rightness(other, found.results)) === "readers" ? { asked: other, how, found: await ordered(module, other, within, order, found) } : null;
    };
    const place = words.municipality(asked.words);
    if (place?.rest.length) {
      const rest = { ...asked, words: place.rest };
      const found = (await answered(rest, "place")) ?? (await meant(module, rest, filters, order));
      if (found) return { ...found, how: "place", place: place.row };
    }
    const lacking = [];
    for (const word of asked.words) {
      if (!(await isFound(module, { words: [word], phrases: [] }, {}))) lacking.push(word);
    }
    const { words: all, topics } = await known();
    const stems = new Set(topics.map(words.stem));
    const isTopic = (word) => stems.has(words.stem(word));
    for (const other of others(asked, lacking, all, topics, isTopic)) {
      const found = await answered(other, other.how);
      if (found) return found;
    }
    const spread = await overCases(module, asked, filters);
    if (spread) return { asked: spread.asked, how: "spread", found: await ordered(module, spread.asked, spread.filters, order, spread.found) };
    const [fewer, ...further] = await withFewerWords(module, asked, filters, isTopic);
    const found = fewer && (await answered(fewer, "fewer"));
    if (found) return { ...found, further };
    const kept = asked.words.filter((word) => !lacking.includes(word));
    const about = kept.filter(isTopic);
    return (await withMostWords(module, kept, about, filters)) ?? (about.length ? answered({ words: about, phrases: [] }, "fewer") : null);
  }

  // What may have been meant: words that belong together, a compound's parts, a word without its slip.
  function others(asked, lacking, all, topics, isTopic) {
    const made = [];
    const add = (how, list) => { if (made.length < MOST_TRIES) made.push({ how, words: list, phrases: [] }); };
    for (let at = 0; at + 1 < asked.words.length; at++) add("joined", asked.words.toSpliced(at, 2, asked.words[at] + asked.words[at + 1]));
    // The subject stays whole, unless a part of it is one too: »rusmiddelbehandling«, not »punktskrift«.
    const splits = (word) => {
      const found = !lacking.length || lacking.includes(word) ? words.parts(word, all) : null;
      return found && (!isTopic(word) || found.some(isTopic)) ? found : [word];
    };
    const apart = asked.words.flatMap(splits);
    const nearest = new Map(lacking.map((word) => [word, words.near(word, all)]));
    const slips = [...nearest.values()];
    const addApart = () => { if (apart.length > asked.words.length) add("apart", apart); };
    const isSubject = slips.some((one) => one.some(isTopic)); // »tegnsporg« is no »tegn spørg«
    if (!isSubject) addApart();
    if (lacking.length && slips.every((one) => one.length)) {
      for (let at = 0; at < 3; at++) {
        if (slips.some((one) => one[at])) add("near", asked.words.map((word) => nearest.get(word)?.[at] ?? nearest.get(word)?.[0] ?? word));
      }
    }
    if (isSubject) addApart();
    // A compound of the site's subject and a word that it lacks: »tegnsprogstolkning«.
    const subjects = new Map(lacking.map((word) => [word, words.topic(word, topics)]));
    if ([...subjects.values()].some(Boolean)) add("near", asked.words.flatMap((word) => (lacking.includes(word) ? subjects.get(word) ?? [] : word)));
    return made;
  }

  // The places of the cases that have all the words, though no page of them has.
  async function overCases(module, asked, filters) {
    if (asked.words.length < 2) return null;
    let common, fewest;
    for (const word of asked.words) {
      const one = { words: [word], phrases: [] };
      const found = await ask(module, one, { ...filters, [BY_CASE]: ALL });
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

  // The question without one of its words, where that finds something: what it is about is left out
  // last, a number first, for it says less of what is sought; then what leaves the fewest places comes first.
  async function withFewerWords(module, asked, filters, isTopic) {
    if (asked.words.length < 2 || asked.words.length > 6) return [];
    const found = [];
    const typed = (word) => asked.typed?.get(word) ?? word; // a date is left out as a whole
    for (const word of new Set(asked.words.map(typed))) {
      const fewer = { words: asked.words.filter((one) => typed(one) !== word), phrases: [] };
      if (!fewer.words.length) continue;
      const { results } = await ask(module, fewer, filters);
      if ((await rightness(fewer, results)) === "readers") found.push([fewer, results.length, /\d/.test(word), isTopic(word)]);
    }
    return found.sort((one, other) => one[3] - other[3] || other[2] - one[2] || one[1] - other[1]).slice(0, 3).map(([fewer]) => fewer);
  }

  // The places that have most of the words, the rare words counting more: for whole sentences. One of
  // the words that name what the site is about is among them, where there are such.
  async function withMostWords(module, kept, about, filters) {
    if (kept.length < 2) return null;
    const worth = new Map();
    const forReaders = filters.slags ? filters : { ...filters, [BY_PAGE]: { none: [table.editing] } };
    for (const word of kept) {
      const { results } = await ask(module, { words: [word], phrases: [] }, forReaders);
      for (const one of results) {
        const [before, count, , right] = worth.get(one.id) ?? [0, 0, one, !about.length];
        worth.set(one.id, [before + 1 / results.length, count + 1, one, right || about.includes(word)]);
      }
    }
    const all = [...worth.values()].filter(([, , , right]) => right).sort((one, other) => other[0] * other[1] - one[0] * one[1]);
    const [best] = all;
    if (!best || best[1] < 2) return null;
    const results = all.filter(([, count]) => count * 2 > best[1]).map(([, , one]) => one);
    return { asked: { words: kept, phrases: [], least: 1 }, how: "most", found: { results, filters: {} } };
  }

  async function ordered(module, asked, filters, order, best) {
    const wanted = order || (asked.words.length ? "" : "nyeste");
    if (!wanted) return asked.isAsking && !filters.slags ? explaining(module, asked, filters, best) : besideFirst(asked, best);
    const found = await ask(module, asked, filters, { sort: { dato: wanted === "nyeste" ? "desc" : "asc" } });
    if (orders) {
      const places = await dated();
      const before = wanted === "nyeste" ? -1 : 1;
      found.results.sort((one, other) => before * (places.get(one.id) - places.get(other.id)));
    }
    if (wanted === "nyeste") return found;
    // What has no date stands last here too.
    const undated = await ask(module, asked, { ...filters, [BY_PAGE]: { any: table.undated } });
    const last = new Set(undated.results.map((one) => one.id));
    found.results.sort((one, other) => last.has(one.id) - last.has(other.id));
    return found;
  }

  // Who asks »hvornår« or »hvem« wants an explanation before a case.
  async function explaining(module, asked, filters, best) {
    const within = { ...filters, [BY_PAGE]: { any: table.explaining } };
    const literal = (await ask(module, { words: asked.all }, within)).results; // with »hvornår« itself
    const seen = new Set();
    const isNew = ({ id }) => !seen.has(id) && seen.add(id);
    return { ...best, results: [...literal, ...(await ask(module, asked, within)).results, ...best.results].filter(isNew) };
  }

  // From now on answers tell how many places each choice leaves of what readers narrow by.
  const count = () => { counted = Object.fromEntries(table.filters.map(([name]) => [name, ALL])); };
  return { loaded, forget, find, named, answers, begin, count };
}
