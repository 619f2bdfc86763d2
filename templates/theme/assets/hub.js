// Three small helps. The pages are whole without them: what needs a script is hidden until it runs.
"use strict";

// Copy a citation.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    button.textContent = "Kopieret";
  });
}

// What has changed since the last visit: remembered in the reader's own browser, on their wish.
// Two days are kept, the visit before and this one, so that the marks stay through a whole day.
// A change on the day of the visit may be later than the visit, so it counts. Where the days of
// changes are not known, nothing is offered.
const storage = (() => { try { return window.localStorage; } catch { return null; } })();
const known = [...document.querySelectorAll("[data-changed]")];
for (const news of storage && known.length ? document.querySelectorAll("[data-news]") : []) {
  const key = "hub-sidste-besoeg";
  const remember = news.querySelector("[data-news-remember]");
  const forget = news.querySelector("[data-news-forget]");
  const said = news.querySelector("[role=status]");
  const today = new Date().toISOString().slice(0, 10);
  const [before, latest] = (storage.getItem(key) || "").split(" ");
  const show = (on) => { remember.hidden = on; forget.hidden = !on; };
  news.hidden = false;
  show(Boolean(latest));
  if (latest) {
    const last = latest === today ? before : latest;
    storage.setItem(key, `${last} ${today}`);
    const day = new Date(last).toLocaleDateString("da-DK", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    // The first day is that on which the reader asked for this; what it brought has been seen.
    const changed = known.filter((card) => last !== today && card.dataset.changed >= last);
    for (const card of changed) {
      const mark = document.createElement("p");
      mark.className = "hub-tag";
      mark.dataset.newsMark = "";
      mark.textContent = `Ændret den ${day} eller senere`;
      card.append(mark);
    }
    const unknown = document.querySelectorAll("[data-case]:not([data-changed])").length;
    const words = changed.length === 0 ? "Ingen af udmeldingerne" : `${changed.length} af udmeldingerne`;
    const rest = unknown === 0 ? "" : unknown === 1 ? " For én udmelding ved vi det ikke." : ` For ${unknown} udmeldinger ved vi det ikke.`;
    said.textContent = last === today ? "Datoen for dit besøg er gemt i din egen browser."
      : `${words} her er ændret den ${day} eller senere.${rest}`;
  }
  remember.addEventListener("click", () => {
    storage.setItem(key, `${today} ${today}`);
    show(true);
    said.textContent = "Datoen for dit besøg er gemt i din egen browser.";
    forget.focus();
  });
  forget.addEventListener("click", () => {
    storage.removeItem(key);
    for (const mark of document.querySelectorAll("[data-news-mark]")) mark.remove();
    show(false);
    said.textContent = "Dit besøg er glemt.";
    remember.focus();
  });
}

// The self-check of the screening model. Nothing is kept or sent.
for (const section of document.querySelectorAll("[data-selfcheck]")) {
  section.hidden = false;
  const form = section.querySelector("form");
  const result = section.querySelector(".hub-selfcheck__result");
  const number = (text) => {
    const value = text.trim();
    // »1.500« is a thousand and a half; »0.500« and »2.5« have a point where Danish has a comma.
    const plain = /^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(value) ? value.replaceAll(".", "") : value;
    return /^\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
  };
  const shown = (value) => value.toLocaleString("da-DK");

  const verdicts = () => {
    const all = [];
    for (const input of form.querySelectorAll("[data-least]")) {
      const value = number(input.value), least = Number(input.dataset.least);
      all.push({ name: input.dataset.name, why: input.dataset.why, met: value === null ? null : value >= least,
        text: value === null ? "Skriv et tal, for eksempel 3 eller 2,5." : `Du skrev ${shown(value)}. Kravet er mindst ${shown(least)} ${input.dataset.unit}.` });
    }
    const share = form.querySelector("[data-share]");
    const staff = number(form.medarbejdere.value), skilled = number(form.erfarne.value);
    const known = staff !== null && skilled !== null && staff > 0 && skilled <= staff;
    all.push({ name: share.dataset.name, why: share.dataset.why, met: known ? skilled > staff / 2 : null,
      text: known ? `${shown(skilled)} af ${shown(staff)} medarbejdere. Kravet er, at det er de fleste, altså mere end halvdelen.`
        : staff !== null && skilled !== null && skilled > staff ? "De erfarne kan ikke være flere end alle medarbejderne."
        : "Skriv begge tal; der skal være mindst én medarbejder." });
    const choice = form.querySelector("[data-choice]");
    const answer = choice.querySelector("input:checked");
    all.push({ name: choice.dataset.name, why: choice.dataset.why, met: answer ? answer.value === "ja" : null,
      text: answer ? (answer.value === "ja" ? "Kompetencerne indgår." : "Kompetencerne indgår ikke.") : "Vælg ja eller nej." });
    return all;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const all = verdicts();
    const met = all.filter((one) => one.met).length, open = all.filter((one) => one.met === null).length;
    const heading = document.createElement("h3");
    heading.textContent = open ? `${met} af ${all.length} kriterier er opfyldt; ${open} mangler svar`
      : met === all.length ? "Alle fire kriterier er opfyldt" : `${met} af ${all.length} kriterier er opfyldt`;
    const list = document.createElement("ul");
    for (const one of all) {
      const item = document.createElement("li");
      const verdict = document.createElement("strong");
      verdict.textContent = `${one.name}: ${one.met === null ? "mangler svar" : one.met ? "opfyldt" : "ikke opfyldt"}. `;
      item.className = one.met === null ? "hub-open" : one.met ? "hub-met" : "hub-unmet";
      item.append(verdict, one.text, one.met === false ? ` ${one.why}` : "");
      list.append(item);
    }
    const source = document.createElement("p");
    source.append("Kriterierne står ovenfor, og nedenfor kan du se, ");
    const link = document.createElement("a");
    link.href = "#modellens-kilde";
    link.textContent = "hvor modellen kommer fra";
    source.append(link, ".");
    result.replaceChildren(heading, list, source);
    result.focus();
  });
  form.addEventListener("reset", () => result.replaceChildren());
}
