// What the check would refuse of an entry, said at its field: each fault has the rule of `hub check`
// that it breaks, the path of its field, and words into which the field's label is put.

import { isBefore, knownDate } from "./dates.js";

const LONGEST_SLIP = 1500, LONGEST_QUOTE = 80;

const length = (text) => [...text].length;
const shortened = (text) => (length(text) > LONGEST_QUOTE ? `${[...text].slice(0, LONGEST_QUOTE - 1).join("")}…` : text);

const FORMS = {
  // what is said of a value whose form is wrong, by the kind of the field
  date: ["not-a-date", (label) => `»${label}« er ikke en dato, vi kan læse. Skriv for eksempel 26-11-2019, november 2019 eller 2019.`],
  year: ["not-a-year", (label) => `»${label}« skal være et årstal med fire cifre, fra 1990 til 2099.`],
  number: ["not-a-number", (label) => `»${label}« skal være et helt tal fra 1 til 999.`],
  address: ["not-an-address", (label) => `»${label}« skal være en hel webadresse uden mellemrum. Kopiér den fra browserens adresselinje; den begynder med https://.`],
  id: ["not-an-id", (label) => `»${label}« må kun have små bogstaver fra a til z, tal og enkelte bindestreger, højst 100 tegn.`],
};
const CHOICES = ["choice", "area", "publisher", "instrument"];

/** Return a function that tells the faults of an entry; `table` is the table of the page. */
export function checker(table) {
  const hidden = new RegExp(table.hidden, "u"), reserved = new RegExp(`^(?:${table.reserved})$`, "u");
  const slips = table.slips.map((one) => ({ ...one, pattern: expression(one.pattern, "i") }));
  const hosts = new Set(table.hosts), addresses = new Set(table.addresses);
  const taken = new Map(Object.entries(table.taken));

  /** Yield the faults of a group of fields by itself. */
  function* ofFields(model, fields, path) {
    const { properties, required = [] } = table.schema[model];
    for (const [name, schema] of Object.entries(properties)) {
      const value = fields[name], at = [...path, name];
      if (value === undefined) {
        if (required.includes(name)) {
          const chosen = CHOICES.includes(schema.kind);
          yield { rule: "missing-field", path: at, say: (label) => (chosen ? `Vælg »${label}«.` : `Udfyld »${label}«.`) };
        }
      } else if (schema.kind === "group") {
        const holds = modelOf(schema), several = Array.isArray(value);
        for (const [nth, one] of (several ? value : [value]).entries()) {
          yield* ofFields(holds, one, several ? [...at, nth] : at);
        }
      } else if (Array.isArray(value)) {
        for (const [nth, one] of value.entries()) yield* ofText(schema.items ?? schema, schema.kind, one, [...at, nth]);
      } else {
        yield* ofText(schema, schema.kind, value, at);
      }
    }
  }

  function* ofText(schema, kind, text, path) {
    const sign = text.match(hidden);
    const lone = kind !== "prose" && /[\n\r\t]/u.test(text);
    const limit = longest(schema);
    const slip = kind === "address" ? slipOf(text) : undefined;
    if (sign) {
      const code = sign[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      yield { rule: "hidden-character", path, say: (label) => `I »${label}« er der et tegn, som ikke kan ses (U+${code}). Skriv teksten igen på tastaturet.` };
    } else if (slip) {
      yield { rule: slip.rule, path, say: (label) => `»${label}«: ${slip.words.replace("{value}", shortened(text))}` };
    } else if (lone) {
      yield { rule: "line-break", path, say: (label) => `»${label}« skal stå på én linje.` };
    } else if (limit && length(text) > limit) {
      yield { rule: FORMS[kind]?.[0] ?? "too-long", path, say: (label) => `»${label}« er på ${length(text)} tegn. Der er plads til ${limit}.` };
    } else if (kind === "id" && reserved.test(text)) {
      yield { rule: "reserved-id", path, say: (label) => `»${text}« bruger webstedet selv. Vælg et andet i »${label}«.` };
    } else if (kind === "address" && /^(?!https?:)[a-z][a-z0-9+-]*:/iu.test(text)) {
      const scheme = text.split(":")[0].toLowerCase();
      yield { rule: "address-scheme", path, say: (label) => `Adressen i »${label}« begynder med ${scheme}. Den skal begynde med https:// eller http://.` };
    } else if (!takes(schema, text) || (kind === "date" && !knownDate(text, table.seasons))) {
      const [rule, say] = FORMS[kind] ?? ["not-one-of", (label) => `Svaret i »${label}« kan ikke bruges.`];
      yield { rule, path, say };
    } else if (kind === "id") {
      if (taken.has(text)) yield { rule: "duplicate-id", path, say: (label) => `»${text}« er taget af en anden udmelding. Skriv noget andet i »${label}«, for eksempel med årstallet efter.` };
    } else if (kind === "address") {
      yield* ofAddress(text, path);
    }
  }

  /** Return what went wrong when an address was copied, where that is known. */
  function slipOf(text) {
    if (text.length > LONGEST_SLIP) return undefined;
    const isKnown = hosts.has(hostOf(text));
    return slips.find((one) => !(one.elsewhere && isKnown) && one.pattern.test(text));
  }

  function* ofAddress(text, path) {
    const host = hostOf(text);
    if (host === null) {
      yield { rule: "not-an-address", path, say: FORMS.address[1] };
    } else if (!hosts.has(host)) {
      yield { rule: "host-not-allowed", path, say: (label) => `Webstedet ${host} i »${label}« er ikke godkendt endnu. En vedligeholder skal godkende det, før adressen kan bruges. Lad feltet stå tomt så længe, og nævn adressen i forslaget.` };
    }
  }

  function* ofEntry(entry) {
    yield* ofFields("Notification", entry, []);
    const rounds = entry.rounds ?? [];
    const years = rounds.map((one) => one.year).filter((year) => /^[0-9]{4}$/u.test(year ?? ""));
    const older = taken.get(entry.succeeds);
    if (older && years.length && String(older) >= years.sort()[0]) {
      yield { rule: "succeeds-not-older", path: ["succeeds"], say: (label) => `Udmeldingen i »${label}« er fra ${older}. Den skal være ældre end denne.` };
    }
    yield* twice(documents(rounds), (one) => one.address && addressKey(one.address), function* ({ path }) {
      yield { rule: "duplicate-address", path: [...path, "url"], say: (label) => `Adressen i »${label}« står allerede ved et andet dokument. Et dokument kan kun stå ét sted.` };
    }, addresses);
    yield* twice(documents(rounds), (one) => one.key, function* ({ path, role }) {
      const field = { appendix: "number", regional_report: "area" }[role] ?? "title";
      const say = {
        appendix: (label) => `Bilag i samme runde skal have hver sit nummer. Ret »${label}«.`,
        regional_report: (label) => `Runden har allerede et svar fra det område. Ret »${label}«.`,
      }[role] ?? ((label) => `To runder af samme slags fra samme år har hver et dokument af denne slags. Ret rundens år. (»${label}«)`);
      yield { rule: role === "regional_report" ? "duplicate-report" : "duplicate-document", path: [...path, field], say };
    });
    let earlier = "";
    for (const [nth, round] of rounds.entries()) {
      const path = ["rounds", nth], published = date(round.published), { year = "" } = round;
      const isYear = /^[0-9]+$/u.test(year), isElsewhen = published && isYear && String(published.year) !== year;
      if (isElsewhen) {
        yield { rule: "year-mismatch", path: [...path, "year"], say: (label) => `»${label}« er ${year}, men runden blev sendt ud i ${published.year}.` };
      } else if (isYear) {
        const before = earlier;
        if (before > year) {
          yield { rule: "rounds-out-of-order", path: [...path, "year"], say: (label) => `»${label}« er ${year}, men runden står efter en fra ${before}. Runderne skal stå med den ældste først.` };
        }
        if (year > earlier) earlier = year;
      }
      // Where the two are not of one year, nothing is before or after them.
      yield* ofRound(round, path, isElsewhen ? null : published ?? date(year));
    }
  }

  const date = (text) => knownDate(text, table.seasons);

  function* ofRound(round, path, sent) {
    const treatment = round.agency_treatment ?? {};
    const reports = (round.regional_reports ?? []).map((one, nth) => [["regional_reports", nth], one]);
    const later = [
      ["due-before-published", [], "report_due", round],
      ["reported-before-published", [], "reported", round],
      ...reports.map(([at, one]) => ["reported-before-published", at, "date", one]),
      ["treated-before-published", ["agency_treatment"], "date", treatment],
      ["treated-before-published", ["agency_treatment", "document"], "date", treatment.document ?? {}],
    ];
    for (const [rule, at, field, holder] of later) {
      const when = date(holder[field]);
      if (sent && when && isBefore(when, sent)) {
        yield { rule, path: [...path, ...at, field], say: (label) => `»${label}« (${holder[field]}) ligger før, runden blev sendt ud (${round.published ?? round.year}).` };
      }
    }
    for (const [at, one] of reports) {
      if (one.area === undefined) yield { rule: "missing-area", path: [...path, ...at, "area"], say: (label) => `Vælg »${label}«: hvilket område svaret kommer fra.` };
    }
    for (const [nth, one] of (round.schedule ?? []).entries()) {
      const start = date(one.start), end = date(one.end);
      if (start && end && isBefore(end, start)) {
        yield { rule: "ends-before-start", path: [...path, "schedule", nth, "end"], say: (label) => `»${label}« (${one.end}) ligger før begyndelsen (${one.start}).` };
      }
    }
  }

  return (entry) => [...ofEntry(entry)];
}

/** Return the model that a field's values are of: where its schema refers to. */
function modelOf(schema) {
  const found = JSON.stringify(schema).match(/"\$ref":"#\/\$defs\/(\w+)"/u);
  return found[1];
}

/** Return how many characters a schema lets a text have, where it says so as a length. */
function longest(schema) {
  const limits = [schema, ...(schema.anyOf ?? [])].map((one) => one.maxLength).filter(Boolean);
  return limits.length ? Math.max(...limits) : longestOfPattern(schema.pattern);
}

/** Return the length that a pattern of the form `^\s*\S[…]{0,399}\s*…` says. */
function longestOfPattern(pattern = "") {
  const found = pattern.match(/^\^\\s\*\\S\[[^\]]*\]\{0,(\d+)\}/u);
  return found ? Number(found[1]) + 1 : 0;
}

/** Return whether a schema takes a text, which the catalogue keeps as it is written. */
function takes(schema, text) {
  if (schema.anyOf) return schema.anyOf.some((one) => one.type !== "null" && takes(one, text));
  if (schema.enum && !schema.enum.includes(text)) return false;
  const kinds = [schema.type].flat();
  if (kinds.includes("string") || kinds.includes("boolean")) {
    return !schema.pattern || expression(schema.pattern).test(text);
  }
  return /^[0-9]{1,4}$/u.test(text) && Number(text) >= schema.minimum && Number(text) <= schema.maximum;
}

/** Return a pattern of the schema; one with escapes that Unicode mode refuses is read without it. */
function expression(pattern, flags = "") {
  try {
    return new RegExp(pattern, `u${flags}`);
  } catch {
    return new RegExp(pattern, flags);
  }
}

/** Return the host of a web address in the form of the list of hosts, or null where it is none. */
export function hostOf(text) {
  if (/[\s<>"\\^`{|}]/u.test(text)) return null;
  const written = text.match(/^https?:\/\/([^/?#]*)/iu)?.[1] ?? "";
  let address;
  try {
    address = new URL(text);
  } catch {
    return null;
  }
  // A browser reads more spellings of a host than the hub does: only the usual ones are taken.
  const [, name, port] = written.match(/^([^:@[\]%]+)(?::([0-9]{1,5}))?$/u) ?? [];
  if (!name || Number(port ?? 1) === 0) return null;
  const isPlain = /^[a-z0-9.-]+$/iu.test(name) && /[a-z]/iu.test(name);
  const host = address.hostname.replace(/\.+$/u, "");
  if (isPlain) return name.toLowerCase().replace(/\.+$/u, "") === host ? host : null;
  return /[^\u0000-\u007f]/u.test(name) ? host : name;
}

/** Return what is the same for addresses that differ only in what does not matter. */
function addressKey(text) {
  const [, scheme, authority = "", path = "", query = "", fragment = ""] = text.match(/^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/iu) ?? [];
  if (!scheme) return text;
  const usual = scheme.toLowerCase() === "http" ? "80" : "443";
  const host = authority.toLowerCase().replace(new RegExp(`:(?:${usual})?$`, "u"), "").replace(/\.+(?=:|$)/u, "");
  const place = fragment.split(":~:")[0];
  return host + path.replace(/\/+$/u, "") + (query && `?${query}`) + (place && `#${place}`);
}

/** Yield each document of the rounds: its path, role, address, and what its own address is made of. */
function* documents(rounds) {
  for (const [nth, round] of rounds.entries()) {
    const told = (path, role, one, distinction) => ({
      path: ["rounds", nth, ...path],
      role,
      address: one.url,
      key: role === "regional_report" && !distinction ? undefined : [round.kind, round.year, role, distinction].join("/"),
    });
    if (round.notification) yield told(["notification"], "notification", round.notification, "");
    for (const [at, one] of (round.appendices ?? []).entries()) {
      yield told(["appendices", at], "appendix", one, (one.number ?? "").replace(/^0+/u, ""));
    }
    for (const [at, one] of (round.regional_reports ?? []).entries()) {
      yield told(["regional_reports", at], "regional_report", one, one.area ?? "");
    }
    const document = round.agency_treatment?.document;
    if (document) yield told(["agency_treatment", "document"], "treatment", document, "");
  }
}

/** Yield the faults of what has the key of something before it. */
function* twice(all, keyOf, faultsOf, before = []) {
  const seen = new Set(before);
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    if (seen.has(key)) yield* faultsOf(one);
    seen.add(key);
  }
}
