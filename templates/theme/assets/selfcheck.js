"use strict";

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
