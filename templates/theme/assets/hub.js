// Small helps. The pages are whole without them: what needs a script is hidden until it runs.
"use strict";

// A page of a long document that is in another part of its reading view: go on to it.
const goOn = () => {
  const place = document.getElementById(location.hash.slice(1));
  if (place && "elsewhere" in place.dataset) location.replace(place.href);
};
window.addEventListener("hashchange", goOn);
goOn();

// Copy a citation that stands on the page, or in a file beside it.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = button.dataset.copy;
    try {
      const text = from.includes(".") ? await (await fetch(from)).text() : document.getElementById(from).innerText;
      await navigator.clipboard.writeText(text);
      button.textContent = "Kopieret";
    } catch { if (from.includes(".")) location.href = from; }
  });
}

// Find a municipality by its name: what finds it comes when the field is used, or when a name came
// with the address.
for (const form of document.querySelectorAll("[data-find-municipality]")) {
  const start = () => import("./municipalities.js");
  form.hidden = false;
  if (form.contains(document.activeElement) || location.search.length > 1) start();
  else form.addEventListener("focusin", start, { once: true });
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
      mark.textContent = `${news.dataset.news ? "Nyt" : "Ændret"} den ${day} eller senere`;
      card.append(mark);
    }
    const unknown = document.querySelectorAll("[data-case]:not([data-changed])").length;
    const all = news.dataset.news || "udmeldingerne";
    const words = changed.length === 0 ? `Ingen af ${all}` : `${changed.length} af ${all}`;
    const rest = unknown === 0 ? "" : unknown === 1 ? " For én udmelding ved vi det ikke." : ` For ${unknown} udmeldinger ved vi det ikke.`;
    said.textContent = last === today ? "Datoen for dit besøg er gemt i din egen browser."
      : `${words} her er ${news.dataset.news ? "fra" : "ændret"} den ${day} eller senere.${rest}`;
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
