// Writes an entry as YAML, to the byte as the hub's own writer does (hub/editing/yaml_writer.py).
//
// Python asks libyaml whether a text reads back as itself; here the same is said by rules, and a
// test compares the two. All lengths are in characters as Python counts them.

const BREAK = /[\n\r\u0085\u2028\u2029]/u;
const UNREADABLE = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const SIGN_FIRST = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:[ \t]|$))/u;
const SIGN_WITHIN = /:(?:[ \t]|$)|[ \t]#/u;
const SPACE_AROUND = /^[ \t]|[ \t]$/u;
// What Python's str.strip takes for white space, but for what no plain text may hold anyway.
const ONLY_SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u;
const STEP = 2;

const length = (text) => [...text].length;

/** Return a writer; `rules` are those of the hub's own: width, unsafe, typed, plain, head. */
export function writer(rules) {
  const unsafe = new RegExp(rules.unsafe, "gu");
  const typed = rules.typed.map((pattern) => new RegExp(pattern, "u"));
  const plainFields = new Set(rules.plain);

  const isPlain = (name, text) => !BREAK.test(text) && !UNREADABLE.test(text) && !SPACE_AROUND.test(text)
    && !SIGN_FIRST.test(text) && !SIGN_WITHIN.test(text)
    && (plainFields.has(name) || !typed.some((pattern) => pattern.test(text)));

  const escaped = (sign) => {
    const code = sign.codePointAt(0), digits = code > 0xffff ? 8 : 4;
    return `\\${digits === 8 ? "U" : "u"}${code.toString(16).padStart(digits, "0")}`;
  };

  function textLines(name, text, indent) {
    const key = `${" ".repeat(indent)}${name}:`, deeper = " ".repeat(indent + STEP);
    const plain = `${key} ${text}`, fits = length(plain) <= rules.width;
    if ((fits || !text.includes(" ")) && isPlain(name, text)) return [plain];
    const wrapped = wrap(text, rules.width - indent - STEP);
    if (!fits && isFolded(wrapped, text)) return [`${key} >-`, ...wrapped.map((line) => deeper + line)];
    if (isLiteral(text)) {
      return [`${key} |-`, ...text.split("\n").map((line) => (line ? deeper + line : ""))];
    }
    return [`${key} "${text.replace(unsafe, escaped)}"`];
  }

  function listLines(values, indent) {
    return values.flatMap((value) => {
      if (typeof value !== "string") return itemLines(value, indent);
      const [first, ...rest] = textLines("-", value, indent);
      return [first.replace("-:", "-"), ...rest];
    });
  }

  function fieldsLines(fields, indent) {
    return Object.entries(fields).flatMap(([name, value]) => {
      if (typeof value === "string") return textLines(name, value, indent);
      const inner = Array.isArray(value) ? listLines(value, indent + STEP) : fieldsLines(value, indent + STEP);
      return [`${" ".repeat(indent)}${name}:`, ...inner];
    });
  }

  function itemLines(fields, indent) {
    const [first, ...rest] = fieldsLines(fields, indent + STEP);
    return [`${" ".repeat(indent)}- ${first.trimStart()}`, ...rest];
  }

  /** Return the file of one entry: an object of texts, lists and objects, in the model's order. */
  const file = (entry) => `${rules.head}notifications:\n${itemLines(entry, STEP).join("\n")}\n`;
  return { file, fieldsLines };
}

/** Break a text at spaces into lines of at most `width` characters, as Python's textwrap does. */
function wrap(text, width) {
  const plain = text.replace(/[\t\n\v\f\r]/gu, " ");
  const chunks = plain.split(/( +)/u).filter(Boolean);
  const lines = [];
  let line = [], used = 0, at = 0;
  while (at < chunks.length) {
    line = [], used = 0;
    if (lines.length && ONLY_SPACE.test(chunks[at])) at += 1;
    while (at < chunks.length && used + length(chunks[at]) <= width) {
      used += length(chunks[at]);
      line.push(chunks[at]);
      at += 1;
    }
    if (at < chunks.length && !line.length && length(chunks[at]) > width) {
      line.push(chunks[at]);
      at += 1;
    }
    if (line.length && ONLY_SPACE.test(line.at(-1))) line.pop();
    if (line.length) lines.push(line.join(""));
  }
  return lines;
}

function isFolded(wrapped, text) {
  return wrapped.length > 0 && wrapped.join(" ") === text && !BREAK.test(text) && !UNREADABLE.test(text)
    && !SPACE_AROUND.test(text) && !wrapped.some((line) => SPACE_AROUND.test(line));
}

function isLiteral(text) {
  if (!text.includes("\n") || UNREADABLE.test(text) || /[\r\u0085]/u.test(text)) return false;
  // A line separator stays one only where a line ends anyway.
  if (/[\u2028\u2029](?![\u2028\u2029]*\n)/u.test(text) || /[\n\u2028\u2029]$/u.test(text)) return false;
  const lines = text.split("\n");
  const first = lines.find((line) => /[^\u2028\u2029]/u.test(line)) ?? "";
  return !/^[ \t]/u.test(first) && !lines.some((line) => line.endsWith(" "));
}
