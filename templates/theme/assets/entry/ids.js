// The id that is proposed for an entry: whole words of its target group, as slugs are made.

const SPELLED_OUT = { æ: "ae", ø: "oe", å: "aa", ä: "ae", ö: "oe", ß: "ss" };
const LONGEST = 60;

/** Return an id that is free; where the target group's own is not, with the year or a number after. */
export function entryId(targetGroup, isFree, year) {
  const made = shortened(slug(targetGroup.replace(/^Central udmelding (?:for|om) /u, "")));
  if (isFree(made)) return made;
  if (year && isFree(`${made}-${year}`)) return `${made}-${year}`;
  let nth = 2;
  while (!isFree(`${made}-${nth}`)) nth += 1;
  return `${made}-${nth}`;
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
