// Dates as far as they are known: how people write them, and which comes before which.

const MONTHS = 12, EARLIEST = 1990, LATEST = 2099;

/** Return a date with the first and the last day that it may mean, as numbers, or null. */
export function knownDate(text, seasons) {
  const [, year, month, day, season] = (text ?? "").match(/^([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|(\p{L}+)))?$/u) ?? [];
  if (!year || Number(year) < EARLIEST || Number(year) > LATEST) return null;
  if (season) {
    if (!(season in seasons)) return null;
    const [from, to] = seasons[season];
    return { year: Number(year), first: number(year, from, 1), last: number(year, to, 31) };
  }
  if (month && (Number(month) < 1 || Number(month) > MONTHS)) return null;
  const days = new Date(Date.UTC(Number(year), Number(month ?? 1), 0)).getUTCDate();
  if (day && (Number(day) < 1 || Number(day) > days)) return null;
  return { year: Number(year), first: number(year, month ?? 1, day ?? 1), last: number(year, month ?? 12, day ?? 31) };
}

/** Return whether a date is certainly earlier than another. */
export const isBefore = (one, other) => one.last < other.first;

/** Return a reader of dates as people write them, by the hub's own table of forms.
 *
 * It returns a date as the catalogue has it; what is no such date, as it is written.
 */
export function dateReader(table, seasons) {
  const around = new RegExp(table.around, "giu");
  const forms = table.forms.map((form) => new RegExp(`^(?:${form})$`, "iu"));
  const two = (digits) => digits.padStart(2, "0");

  function read({ year = "", month = "", day, name }) {
    const short = year.replace(/^'+/u, "");
    const whole = short.length === 2 ? `${short >= "90" ? "19" : "20"}${short}` : short;
    const named = name && (table.seasons[name] ?? table.seasons[name.replace(/et$/u, "")]
      ?? table.months.find(([, one]) => one.startsWith(name))?.[0]);
    if (name && !named) return null;
    const date = [whole, named ? String(named) : month, day ?? ""].filter(Boolean).map(two).join("-");
    return knownDate(date, seasons) ? date : null;
  }

  return (text) => {
    if (text.length > table.longest || knownDate(text, seasons)) return text;
    const plain = text.toLowerCase().trim().split(/\s+/u).join(" ").replace(around, "").replace(/^[ .,;-]+|[ .,;-]+$/gu, "");
    const digits = plain.replace(/[oli]*[0-9][oli0-9]*/gu, (one) => one.replaceAll("o", "0").replace(/[li]/gu, "1"));
    for (const one of [plain, digits]) {
      for (const form of forms) {
        const date = form.test(one) && read(one.match(form).groups);
        if (date) return date;
      }
    }
    return text;
  };
}

const number = (year, month, day) => Number(year) * 10000 + Number(month) * 100 + Number(day);
