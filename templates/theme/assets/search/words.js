// Words of a question and of a text: spellings, endings, dates, nearness. Nothing here knows the page.
export const LONGEST = 400; // characters of a question
const MOST_WORDS = 30;

const ENDINGS = "erendes erende ernes erede endes erens erets enes eres eret ered edes ende erne eren erer ede ene ere ens ers ets en er es et e s".split(" ");
const SHORTEST_BEGINNING = 4; // letters by which a longer word is found: »kl« begins many
const STOP_WORDS = new Set("af alt at betyde betyder betydning blev blive bliver d da de dem den der deres det dig din dit du eller en er et find finde for fra får få han har have hos hun hvad hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i jeg kan kun man med mig min mit må noget når nu og også om os på sig siger sin skal som så til ud var ved vi vil vores være".split(" "));
// Words that stand everywhere and are neither what is sought nor what a slip meant, but may be part of a name.
const SELDOM_MEANT = new Set("aldrig alle andre begge denne dette disse efter eller flere ingen ikke mange mellem samme sammen selv uden under".split(" "));
const QUESTION_WORDS = new Set("hvad hvem hvilke hvilken hvilket hvor hvordan hvorfor hvornår må kan skal".split(" "));
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const WORD = /[\p{L}\p{N}]+/gu;

const replaced = (word, pairs) => pairs.reduce((text, [old, now]) => text.replaceAll(old, now), word);

// The words of a text in lower case.
export const wordsOf = (text) => text.toLowerCase().normalize("NFC").match(WORD) || [];

// Return the reader of questions for the tables of a site; who compares names alone needs only `folds`
// and `letters`.
export function makeWords(table) {
  const patterns = (rows = []) => rows.map(([pattern, more]) => [new RegExp(pattern, "giu"), more]);
  const dates = patterns(table.dates), references = patterns(table.references);

  // A word without any mark: »børn« and »boern« are »born«.
  const folded = (word) => replaced(word, table.folds).normalize("NFD").replace(/[\u0300-\u036f]/g, "");

  // How words are written to be compared with one: who writes »ø« means »a« where it stands.
  const lettered = (word) => replaced(word, table.letters);
  const writing = (word) => (/[æøå]/.test(word) ? lettered : folded);

  // The spelling of a word that the index surely holds.
  const spelled = (word) => writing(word)(word);

  // The name of a month that is written as a number or by its first letters.
  const month = (written) => table.months.find((name, at) => Number(written) === at + 1 || name.startsWith(written.slice(0, 3).toLowerCase()));

  // The words of a question, references and dates each written as the index has them, and how these
  // were typed.
  function terms(text) {
    const typed = new Map();
    const put = (match, made) => {
      for (const word of wordsOf(made)) typed.set(word, match.trim());
      return ` ${made} `;
    };
    let rest = text.replace(INVISIBLE, "").normalize("NFKC");
    for (const [pattern, order] of dates) {
      rest = rest.replace(pattern, (match, ...groups) => {
        const [day, name, year] = [..."dmy"].map((part) => groups[order.indexOf(part)]);
        return month(name) ? put(match, `${day ? Number(day) : ""} ${month(name)} ${year.length > 2 ? year : `20${year}`}`) : match;
      });
    }
    for (const [pattern, prefix] of references) {
      rest = rest.replace(pattern, (match, ...groups) => put(match, `${prefix}${groups.slice(0, -2).filter((one) => typeof one === "string").join("")}`));
    }
    return { all: [...new Set(wordsOf(rest))].slice(0, MOST_WORDS), typed };
  }

  // A question as it was typed: its words that tell what is sought, those that may be a page's name, the
  // phrases that stand in quotation marks, whether it is put in words such as »hvornår«, the word
  // that is still being typed, and how references and dates were typed.
  function question(typed, isTyping = false) {
    const text = typed.slice(0, LONGEST);
    const phrases = [...text.matchAll(/["»«”“„]([^"»«”“„]+)["»«”“„]/g)].map(([, phrase]) => wordsOf(phrase)).filter((one) => one.length > 1);
    const { all, typed: written } = terms(text);
    const called = phrases.length ? all : all.filter((word) => !STOP_WORDS.has(word));
    const sought = phrases.length ? all : called.filter((word) => !SELDOM_MEANT.has(word));
    const isAsking = (QUESTION_WORDS.has(all[0]) && !SELDOM_MEANT.has(all[1])) || text.trim().endsWith("?");
    // What stands everywhere, and a letter alone, tell nothing apart.
    const isCommon = all.length > 0 && !phrases.length && (!sought.length || all.every((word) => /^\p{L}$/u.test(word)));
    const begun = isTyping && /[\p{L}\p{N}]$/u.test(text) ? all.at(-1) : undefined;
    return { words: sought.length ? sought : all, called, all, typed: written, phrases, begun, isAsking, isCommon };
  }

  // What is left of a word without its ending; forms of one word have the same left, and other words
  // that are made of it (»ret«, »rettighed«) have more. Before »-er« a short word is no other with its
  // last letter once: »sommer« is no form of »som«.
  const stem = (word) => stemOf(folded(word));
  function stemOf(plain) {
    if (/\d/.test(plain)) return plain;
    const ending = ENDINGS.find((one) => plain.endsWith(one) && plain.length - one.length >= (one.length > 2 ? 4 : 3)) || "";
    const bare = plain.slice(0, plain.length - ending.length).replace(/(...[gdkt])t$/, "$1");
    const once = bare.replace(/(..)([b-df-hj-np-tv-z])\2$/, "$1$2");
    return /^er/.test(ending) && once.length < 4 ? bare : once;
  }

  const isShort = (word) => word.length < SHORTEST_BEGINNING;

  // Whether a word that was hit is one that was asked for, a form of it, or begins with it; `begun` is
  // the word that is still being typed.
  function fits(asked, hit, begun) {
    const written = writing(asked), [plain, other] = [asked, hit].map(written);
    const [short, left] = [plain, other].map(stemOf);
    if (short === left || ((!isShort(plain) || asked === begun) && other.startsWith(plain))) return true;
    if (short.length > 4 && other.startsWith(short)) return true;
    const rest = plain.slice(left.length); // an ending that is still being typed
    return asked === begun && left.length > 3 && plain.startsWith(left) && ENDINGS.some((one) => one.startsWith(rest));
  }

  // Return what finds the word of a question by which a text of the index is a hit.
  const hitBy = ({ words: asked, begun }) => (text) => asked.find((word) => wordsOf(text).some((hit) => fits(word, hit, begun)));

  // Whether the words of a phrase stand side by side in a text.
  function hasPhrase(text, phrase) {
    const words = wordsOf(text).map(folded);
    const wanted = phrase.map(folded);
    return words.some((_, at) => wanted.every((word, further) => words[at + further] === word));
  }

  // Whether a name has the same words as a question, apart from marks, endings and words such as »er«.
  // Words may be written together, but »efterår« is not »efter år«.
  const isSame = (name, asked) => {
    const named = wordsOf(name).filter((word) => !STOP_WORDS.has(word));
    const mayJoin = named.length <= asked.length || !named.some((word) => table.no_heads.includes(word));
    if (mayJoin && folded(named.join("")) === folded(asked.join(""))) return true;
    return named.length === asked.length && named.every((word, at) => stem(word) === stem(asked[at]));
  };

  // Whether several words of a question all belong to a name: »højt specialiserede indsatser«.
  const isPart = (name, asked) => {
    const named = new Set(wordsOf(name).map(stem));
    return asked.length > 1 && asked.every((word) => named.has(stem(word)));
  };

  // The municipality that a question names, the rest of its words, and whether it is named alone.
  const called = (name) => folded(wordsOf(name).filter((word) => !/^(?:regions)?kommune$/.test(word)).join(""));
  const rows = table.municipalities?.rows ?? [];
  const byName = new Map(rows.flatMap((row) => row.slice(0, 2).map((name) => [called(name), row])));
  const byAnyName = new Map([...rows.flatMap((row) => row.slice(4).map((name) => [called(name), row])), ...byName]);
  const rowOf = (names, parts) => {
    const key = folded(parts.join(""));
    return names.get(key) ?? names.get(key.replace(/s$/, ""));
  };
  byName.delete("");

  const isMunicipality = (word) => /^kom+un+e(?:n|r|rne)?s?$/.test(word); // »komune« too

  const isNegation = (word) => /^(?:aldrig|ikke|ingen|uden)$/.test(word);

  // What stands beside the name of a list without being part of what is sought there.
  const isYear = (word) => /^(?:1|2)\d{3}$/.test(word);
  const isAside = (word) => isYear(word) || /^(?:svar(?:e|er|et|ede|ene)?|(?:af)?rapport(?:en|er|erne|ering|eringen|eringer|eringerne)?|dokument(?:et|er|erne)?)s?$/.test(word);

  // A town is called so alone or beside »kommune«: many a town's name is a word too (»ringe«).
  function municipality(asked, isAlone = true) {
    const parts = asked.filter((word) => !isMunicipality(word));
    const names = isAlone || parts.length < asked.length ? byAnyName : byName;
    const alone = parts.length ? rowOf(names, parts) : null;
    if (alone) return { row: alone, rest: [] };
    for (let size = Math.min(3, parts.length - 1); size > 0; size--) {
      for (let at = 0; at + size <= parts.length; at++) {
        const row = rowOf(byName, parts.slice(at, at + size));
        if (row) return { row, rest: parts.toSpliced(at, size) };
      }
    }
    return null;
  }

  return { folded, isAside, isYear, isMunicipality, isNegation, isSame, isPart, municipality, isShort, spelled, question, stem, fits, hitBy, hasPhrase, wordsOf, near: (word, known) => near(spelled(word), known, writing(word), stem), parts: (word, known) => parts(folded(word), known, folded, table.no_heads), topic: (word, topics) => topic(folded(word), topics, folded) };
}

const SHORTEST_BARE = 7; // letters of a word without its ending, below which the ending counts too
const SHORTEST_NEAR = 5, SHORTEST_WITH_TWO = 12, MOST_NEAR = 3;

// The words of a site that are nearly one that it does not have, the nearest and most used first.
// They begin with the same letter: what differs there is seldom a slip.
function near(wrong, known, written, stem) {
  if (wrong.length < SHORTEST_NEAR || /\d/.test(wrong)) return [];
  const most = wrong.length < SHORTEST_WITH_TWO ? 1 : 2;
  const bareOf = (plain) => plain.slice(0, stem(plain).length);
  const cut = wrong.slice(0, 40), bare = bareOf(cut);
  const far = (plain) => {
    const whole = distance(cut, plain);
    return whole <= most || bare.length < SHORTEST_BARE ? whole : Math.min(whole, distance(bare, bareOf(plain)));
  };
  return known
    .filter((word) => !STOP_WORDS.has(word) && !SELDOM_MEANT.has(word))
    .map((word) => [word, written(word)])
    .filter(([, plain]) => plain[0] === wrong[0] && Math.abs(plain.length - wrong.length) <= most + 1)
    .map(([word, plain]) => [word, far(plain)])
    .filter(([, far]) => far <= most)
    .sort((one, other) => one[1] - other[1])
    .slice(0, MOST_NEAR)
    .map(([word]) => word);
}

const SHORTEST_PART = 4;

// The two words of a site that a compound is made of, as »svar« and »frist« of »svarfrist«; of
// words that are the same without their marks the most used one.
function parts(word, known, folded, noHeads) {
  const all = new Map(known.toReversed().map((one) => [folded(one), one]));
  const isHead = (one) => one.length >= SHORTEST_PART && all.has(one) && !noHeads.includes(all.get(one));
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at--) {
    const tail = word.slice(at), head = word.slice(0, at);
    if (!all.has(tail)) continue;
    const first = [head, head.replace(/[se]$/, "")].find(isHead);
    if (first && first !== tail) return [all.get(first), all.get(tail)];
  }
  return null;
}

const SHORTEST_TOPIC = 7;

// The longest of the site's subjects that a compound begins or ends with: shorter words begin others
// by chance, as »blind« does »blindtarm«.
function topic(word, topics, folded) {
  const within = topics.filter((one) => {
    const plain = folded(one);
    return plain.length >= SHORTEST_TOPIC && plain.length < word.length && (word.startsWith(plain) || word.endsWith(plain));
  });
  return within.sort((one, other) => other.length - one.length)[0];
}

// How many letters must be put in, taken out, changed or swapped with the next.
export function distance(one, other) {
  let last = [], row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
    }
    [last, row] = [row, next];
  }
  return row.at(-1);
}
