// Dates as far as they are known: how people write them, and which comes before which.

const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const EARLIEST = 1990, LATEST = 2099;

/** Return a date with the first and the last day that it may mean, as numbers, or null. */
export function knownDate(text, seasons) {
  const [, year, month, day, season] = (text ?? "").match(/^([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|(\p{L}+)))?$/u) ?? [];
  if (!year || Number(year) < EARLIEST || Number(year) > LATEST) return null;
  if (season) {
    if (!(season in seasons)) return null;
    const [from, to] = seasons[season];
    return { year: Number(year), first: number(year, from, 1), last: number(year, to, 31) };
  }
  if (month && (Number(month) < 1 || Number(month) > MONTHS.length)) return null;
  const days = new Date(Date.UTC(Number(year), Number(month ?? 1), 0)).getUTCDate();
  if (day && (Number(day) < 1 || Number(day) > days)) return null;
  return { year: Number(year), first: number(year, month ?? 1, day ?? 1), last: number(year, month ?? 12, day ?? 31) };
}

/** Return whether a date is certainly earlier than another. */
export const isBefore = (one, other) => one.last < other.first;

/** Return a date as the catalogue has it, from what people write; what is no such date as it is. */
export function catalogueDate(text) {
  const plain = text.trim().toLowerCase().replace(/^den /u, "").replace(/[\u2010-\u2015\u2212]/gu, "-");
  const two = (digits) => digits.padStart(2, "0");
  const [, day, month, year] = plain.match(/^([0-9]{1,2})\s*[.\/-]\s*([0-9]{1,2})\s*[.\/-]\s*([0-9]{4})$/u) ?? [];
  if (year) return `${year}-${two(month)}-${two(day)}`;
  const [, date, name, named] = plain.match(/^(?:([0-9]{1,2})\.?\s*)?(\p{L}{3,})\.?\s*([0-9]{4})$/u) ?? [];
  const at = name ? MONTHS.findIndex((one) => one === name || one.slice(0, 3) === name || (name === "sept" && one === "september")) : -1;
  if (at >= 0) return `${named}-${two(String(at + 1))}${date ? `-${two(date)}` : ""}`;
  const [, season, seasoned] = plain.match(/^(forår|sommer|efterår)(?:et|en)? ([0-9]{4})$/u) ?? [];
  if (season) return `${seasoned}-${season}`;
  const [, first, second, third] = plain.match(/^([0-9]{4})[-\/.]([0-9]{1,2})(?:[-\/.]([0-9]{1,2}))?$/u) ?? [];
  if (first) return `${first}-${two(second)}${third ? `-${two(third)}` : ""}`;
  return plain.match(/^[0-9]{4}(?:-(?:forår|sommer|efterår))?$/u) ? plain : text;
}

const number = (year, month, day) => Number(year) * 10000 + Number(month) * 100 + Number(day);
