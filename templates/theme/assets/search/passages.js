// The text of a record as a reader sees it, and the passage of it that answers a question.
export const [BEGIN, END, BREAK] = ["\ue000", "\ue001", "\ue002"];
const HIDING = 0xf0000;
const LONGEST_PASSAGE = 28; // words
const SHORTEST_PASSAGE = 10;
const MOST_PIECES = 3;

// What was carried along in characters that are no words, without what stands between the marks.
const HIDDEN = new RegExp(`\\s*${BEGIN}[^${END}]*${END}`, "g");
export const shown = (hidden) => [...(hidden || "").replace(HIDDEN, "")].map((one) => String.fromCodePoint(one.codePointAt(0) - (one.codePointAt(0) >= HIDING ? HIDING : 0))).join("");

// The words of a record, each with where it stands and by what it was hit. What stands between the
// marks is for the index alone; where it was hit, the words that hold it are meant, or else the word
// before it.
export function read(content, locations, folded) {
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
    if (!hits.has(place) || !words.length) return;
    const plain = inside && text.length > 2 ? folded(text.toLowerCase()) : null;
    const holding = plain ? words.filter((word) => (word.plain ??= folded(word.text.toLowerCase())).includes(plain)) : [];
    for (const word of holding.length ? holding : [words.at(-1)]) word.by.push(text);
  });
  for (const word of words) word.hit = word.by.length > 0;
  return words;
}

// The pieces of a text, each a sentence or a part of one, that hold what was hit: every word that
// was hit is in one of them as far as there is room. `key` returns what forms of a word have in common.
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
  let room = LONGEST_PASSAGE;
  while (wanted.size && pieces.length < MOST_PIECES && room > 4) {
    const windows = sentences.filter((one) => !pieces.some(({ sentence }) => sentence === one)).map((sentence) => best(sentence, keys, wanted, room));
    const found = windows.reduce((one, other) => (other.worth > one.worth ? other : one), { worth: 0 });
    if (!found.worth) break;
    pieces.push(found);
    room -= found.words.length;
    for (const word of found.words) keys.get(word)?.forEach((one) => wanted.delete(one));
  }
  if (!pieces.length && sentences.length) pieces.push(best(sentences[0], keys, wanted, LONGEST_PASSAGE));
  for (let at = sentences.indexOf(pieces[0]?.sentence) + 1; at && at < sentences.length && pieces.length === 1 && length(pieces) < SHORTEST_PASSAGE; at++) {
    const next = sentences[at].slice(0, LONGEST_PASSAGE - length(pieces));
    const joined = { sentence: sentences[at], words: next, cutBefore: false, cutAfter: next.length < sentences[at].length };
    pieces.push(joined);
    break;
  }
  pieces.sort((one, other) => one.words[0].place - other.words[0].place);
  return { first: words.find((word) => word.hit && pieces.some((piece) => piece.words.includes(word))) ?? words[0], pieces };
}

const length = (pieces) => pieces.reduce((sum, piece) => sum + piece.words.length, 0);

// The part of a sentence that fits the room and holds most of what is wanted.
function best(sentence, keys, wanted, room) {
  let start = 0, worth = -1;
  const last = Math.max(0, sentence.length - room);
  for (let at = 0; at <= last; at++) {
    const held = sentence.slice(at, at + room).flatMap((word) => keys.get(word) ?? []);
    const different = new Set(held.filter((one) => wanted.has(one))).size;
    const now = different * 100 + Math.min(held.length, 50);
    if (different && now > worth) [worth, start] = [now, at];
  }
  // Words before the first hit help to understand it, where no hit is lost by that.
  const words = sentence.slice(start, start + room);
  return { sentence, words, worth: Math.max(worth, 0), cutBefore: start > 0, cutAfter: start + room < sentence.length };
}
