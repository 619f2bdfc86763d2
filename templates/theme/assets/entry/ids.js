// The id that is proposed for an entry: whole words of its target group, as slugs are made.

const SPELLED_OUT = { æ: "ae", ø: "oe", å: "aa", ä: "ae", ö: "oe", ß: "ss" };
const LONGEST = 60;

/** Return an id that is not taken; the year is put after one that is. */
export function entryId(targetGroup, taken, year) {
  const made = shortened(slug(targetGroup));
  if (!(made in taken)) return made;
  const dated = year ? `${made}-${year}` : made;
  if (!(dated in taken)) return dated;
  let nth = 2;
  while (`${dated}-${nth}` in taken) nth += 1;
  return `${dated}-${nth}`;
}

function slug(text) {
  const spelled = text.toLowerCase().replace(/[æøåäöß]/gu, (letter) => SPELLED_OUT[letter]);
  return spelled.normalize("NFKD").replace(/[\u0080-\u{10ffff}]/gu, "").replace(/[^a-z0-9]+/gu, "-").replace(/^-|-$/gu, "");
}

function shortened(text) {
  if (text.length <= LONGEST) return text;
  const start = text.slice(0, LONGEST + 1), end = start.lastIndexOf("-");
  return end > 0 ? start.slice(0, end) : text.slice(0, LONGEST);
}
