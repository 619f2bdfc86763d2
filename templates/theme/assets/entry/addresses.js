// Where the repository's own site makes a new file, and whether the address can carry its text.

const NONE = { address: "", host: "", takesText: false, isTooLong: false };

/** Return the address for an entry's file, its host, and whether it takes the text along. */
export function newFileAddress(table, id, text) {
  const host = hostOf(table.newFile);
  if (!host) return NONE;
  const name = `${id}.yaml`;
  const filled = (content) => {
    const values = { "{path}": `${table.folder}/${name}`, "{name}": name, "{text}": content };
    return table.newFile.replace(/\{(?:path|name|text)\}/gu, (place) => encodeURIComponent(values[place]));
  };
  const whole = filled(text), asksForText = table.newFile.includes("{text}");
  // Who is not logged in is sent round by a page for it, whose own address holds this one, escaped
  // once more; that one must not be too long either.
  const isTooLong = asksForText && encodeURIComponent(whole).length > table.longestAddress;
  return { address: isTooLong ? filled("") : whole, host, takesText: asksForText && !isTooLong, isTooLong };
}

function hostOf(pattern) {
  try {
    return new URL(pattern ?? "").host;
  } catch {
    return "";
  }
}
