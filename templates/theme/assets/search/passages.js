// The text of a record as a reader sees it, and the passage of it that answers a question.
export const [BEGIN, END, BREAK] = ["\ue000", "\ue001", "\ue002"];
const HIDING = 0xf0000;
const LONGEST_PASSAGE = 28; // words
const SHORTEST_PASSAGE = 10;
const SHORTEST_PIECE = 6;
const MOST_PIECES = 3;

// What was carried along in characters that are no words, without what stands between the marks.
const HIDDEN = new RegExp(`\\s*${BEGIN}[^${END}]*${END}`, "g");
export const shown = (hidden) => [...(hidden || "").replace(HIDDEN, "")].map((one) => String.fromCodePoint(one.codePointAt(0) - (one.codePointAt(0) >= HIDING ? HIDING : 0))).join("");

// The words of a record, each with where it stands and by what it was hit, as far as that is a hit
// (`isHit`). What stands between the marks is for the index alone; where it was hit, the words that
// hold it are meant, or else the word before it.
export function read(content, locations, folded, isHit = () => true) {
  const hits = new Set(locations);
  const words = [];
  let inside = false, starts = true;
  content.split(/\s+/).forEach((text, place) => {
    if (text.startsWith(BREAK)) {
      starts = true;
      return;
    }
    if (text.startsWith(BEGIN)) inside = true;
    else if (text.startsWith(END)) {
      inside = false;
      if (words.length) words.at(-1).text += text.slice(1); // the mark that followed the word
    }
    else if (!inside && text) {
      words.push({ text, place, starts: starts || /[.!?:]$/.test(words.at(-1)?.text ?? "") && /^[\p{Lu}»"]/u.test(text), block: starts, by: [] });
      starts = false;
    }
    if (!hits.has(place) || !words.length || !isHit(text)) return;
    const plain = inside && text.length > 2 ? folded(text.toLowerCase()) : null;
    const holding = plain ? words.filter((word) => (word.plain ??= folded(word.text.toLowerCase())).includes(plain)) : [];
    for (const word of holding.length ? holding : [words.at(-1)]) word.by.push(text);
  });
  for (const word of words) word.hit = word.by.length > 0;
  return words;
}

// The pieces of a text, each a sentence or a part of one, that hold what was hit: every word that
// was hit is in one of them as far as there is room. `key` returns what hits of the same word have in common.
export function passage(words, key) {
  const sentences = [];
  for (const word of words) {
    if (word.starts || !sentences.length) sentences.push([]);
    sentences.at(-1).push(word);
  }
  const wanted = new Set();
  const keys = new Map(words.filter((word) => word.hit).map((word) => [word, [...new Set(word.by.map(key))]]));
  for (const all of keys.values()) all.forEach((one) => wanted.add(one));
  const pieces = [];
  const take = (size) => sentences.map((sentence) => best(sentence, keys, wanted, size)).reduce((one, other) => (other.worth > one.worth ? other : one), { worth: 0 });
  for (let room = LONGEST_PASSAGE; wanted.size && pieces.length < MOST_PIECES && room >= SHORTEST_PIECE; room -= pieces.at(-1).words.length) {
    const left = Math.min(wanted.size, MOST_PIECES - pieces.length);
    const whole = take(room);
    const found = whole.different === wanted.size || left === 1 ? whole : take(Math.max(SHORTEST_PIECE, Math.floor(room / left)));
    if (!found.worth) break;
    pieces.push(found);
    for (const word of found.words) keys.get(word)?.forEach((one) => wanted.delete(one));
    const rest = [found.sentence.slice(0, found.start), found.sentence.slice(found.start + found.words.length)];
    sentences.splice(sentences.indexOf(found.sentence), 1, ...rest.filter((one) => one.length));
  }
  if (!pieces.length && words.length) pieces.push({ words: words.slice(0, LONGEST_PASSAGE) });
  if (pieces.length === 1 && pieces[0].words.length < SHORTEST_PASSAGE) {
    const at = words.indexOf(pieces[0].words[0]);
    const end = words.findIndex((word, index) => word.starts && index >= at + SHORTEST_PASSAGE);
    pieces[0] = { words: words.slice(at, Math.min(end < 0 ? words.length : end, at + LONGEST_PASSAGE)) };
  }
  pieces.sort((one, other) => one.words[0].place - other.words[0].place);
  for (const piece of pieces) {
    piece.cutBefore = !piece.words[0].starts;
    piece.cutAfter = words[words.indexOf(piece.words.at(-1)) + 1]?.starts === false;
  }
  return { first: words.find((word) => word.hit && pieces.some((piece) => piece.words.includes(word))) ?? words[0], pieces };
}

// The part of a sentence that fits a size and holds most of what is wanted.
function best(sentence, keys, wanted, size) {
  let found = { start: 0, worth: 0, different: 0 };
  for (let start = 0; start <= Math.max(0, sentence.length - size); start++) {
    const held = sentence.slice(start, start + size).flatMap((word) => keys.get(word) ?? []);
    const different = new Set(held.filter((one) => wanted.has(one))).size;
    const worth = different && different * 100 + Math.min(held.length, 50);
    if (worth > found.worth) found = { start, worth, different };
  }
  return { ...found, sentence, words: sentence.slice(found.start, found.start + size) };
}
