// The fields of the form: what each says, and lists whose items can be added and removed.

import { dateReader } from "./dates.js";

const cleaned = (text) => text.replace(/[\u00ad\u200b\u2060\ufeff]/gu, "").replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC");

const READ = {
  // how a text is kept, by the kind of its field
  prose: (text) => text.replace(/\r\n?/gu, "\n").replace(/[^\S\n]+$/gmu, "").trim(),
  date: (text, reader) => reader(text.trim()),
  // People leave out what the browser's own field does not show.
  address: (text) => text.trim().replace(/^https?:/iu, (scheme) => scheme.toLowerCase()).replace(/^(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/|$))/iu, "https://"),
};
const readLine = (text) => text.replace(/\t/gu, " ").trim();

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Put a proposal into a field in which nobody has written anything else. */
export function propose(control, text) {
  if (control.value() !== undefined && !control.proposed) return;
  control.set(text);
  control.proposed = true;
}

/** Return a maker of groups of fields. `changed` is called when an item has come or gone, `said` with
 * what those are to hear who do not see it. */
export function groups(table, { changed, said }) {
  const readDate = dateReader(table.dates, table.seasons);
  let counted = 0;

  /** Return what a field without fields of its own says and does. */
  function simple(wrapper) {
    const { kind, label, default: otherwise } = wrapper.dataset;
    const inputs = [...wrapper.querySelectorAll("input, select, textarea")];
    const control = { wrapper, label, kind, touched: false, proposed: false, target: inputs[0] };
    control.value = () => {
      if (kind === "choices") {
        const ticked = inputs.filter((one) => one.checked).map((one) => one.value);
        return ticked.length ? ticked : undefined;
      }
      if (kind === "truth") return inputs[0].checked ? "true" : undefined;
      const text = (READ[kind] ?? readLine)(cleaned(inputs[0].value), readDate);
      return text === "" || text === otherwise ? undefined : text;
    };
    control.set = (text) => {
      inputs[0].value = text;
    };
    control.at = () => control;
    control.isEmpty = () => control.proposed || control.value() === undefined;
    wrapper.addEventListener("input", () => {
      control.proposed = false;
    });
    // A browser joins the lines of what is pasted into a field of one line; words stay apart here.
    wrapper.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "", field = event.target;
      if (field.type !== "text" || !/[\n\r\t]/u.test(text)) return;
      event.preventDefault();
      field.setRangeText(text.trim().replace(/\s+/gu, " "), field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // What is typed is only judged when it is done.
    wrapper.addEventListener("focusout", (event) => {
      if (!wrapper.contains(event.relatedTarget)) {
        control.touched = control.touched || control.value() !== undefined;
        if (["date", "address"].includes(kind) && control.value()) control.set(control.value());
      }
    });
    return control;
  }

  /** Return a copy of a template's element whose ids are its own. */
  function copy(model) {
    const element = document.querySelector(`template[data-model="${model}"]`).content.firstElementChild.cloneNode(true);
    counted += 1;
    for (const name of ["id", "for", "aria-describedby", "aria-labelledby"]) {
      for (const one of element.querySelectorAll(`[${name}]`)) one.setAttribute(name, `${one.getAttribute(name)}-${counted}`);
    }
    return element;
  }

  /** Return a group of fields of a model, as one item of the list `list`. */
  function group(model, list = "") {
    const element = copy(model), controls = new Map();
    for (const wrapper of element.querySelectorAll("[data-field]")) {
      if (wrapper.dataset.only && wrapper.dataset.only !== list) wrapper.remove();
      else controls.set(wrapper.dataset.field, "list" in wrapper.dataset ? listOf(wrapper) : simple(wrapper));
    }
    const value = () => {
      const named = Object.keys(table.schema[model].properties).map((name) => [name, controls.get(name)?.value()]);
      return Object.fromEntries(named.filter(([, one]) => one !== undefined));
    };
    const isEmpty = () => [...controls.values()].every((one) => one.isEmpty());
    return { element, controls, value, isEmpty, at: ([name, ...rest]) => controls.get(name)?.at(rest) };
  }

  /** Return a text of a list of texts, as an item of it. */
  function textItem(label) {
    counted += 1;
    const element = document.createElement("div"), area = document.createElement("textarea");
    const fault = Object.assign(document.createElement("span"), { className: "hub-entry__fault", hidden: true, id: `tekst-${counted}-fault` });
    fault.dataset.fault = "";
    Object.assign(area, { rows: 2, id: `tekst-${counted}` });
    Object.assign(element.dataset, { kind: "prose", label });
    element.className = "hub-entry__field";
    element.append(fault, area);
    const control = simple(element);
    return { element, controls: new Map([["", control]]), value: control.value, isEmpty: () => control.value() === undefined, at: () => control };
  }

  /** Return a list whose items can be added and removed. */
  function listOf(wrapper) {
    const { field, list: model, one, label } = wrapper.dataset, isSingle = "single" in wrapper.dataset;
    const holder = wrapper.querySelector("[data-items]"), add = wrapper.querySelector("[data-add]"), undo = wrapper.querySelector("[data-undo]");
    const least = field === "rounds" ? 1 : 0;
    const control = { wrapper, label, kind: "list", touched: false, proposed: false, target: add, items: [], isSingle, least };
    let removed = null;

    const nameOf = (nth) => (isSingle ? capital(one) : `${capital(one)} ${nth + 1}`);
    control.nameOf = (item) => (isSingle ? label : nameOf(control.items.indexOf(item)));

    function renumber() {
      for (const [nth, item] of control.items.entries()) {
        const kind = field === "rounds" ? (nth ? ": fornyet behandling" : ": den oprindelige udmelding") : "";
        item.legend.textContent = nameOf(nth) + kind;
        item.remove.textContent = `Fjern ${nameOf(nth).toLowerCase()}`;
        item.remove.hidden = control.items.length <= least;
        const area = model ? null : item.element.querySelector("textarea");
        if (area) area.setAttribute("aria-label", nameOf(nth));
      }
      add.hidden = isSingle && control.items.length > 0;
      undo.hidden = removed === null;
      if (removed) undo.textContent = `Fortryd: hent ${removed.name} tilbage`;
    }

    function put(item, nth) {
      holder.insertBefore(item.box, control.items[nth]?.box ?? null);
      control.items.splice(nth, 0, item);
    }

    function focusOn(item) {
      const first = item.element.querySelector("input, select, textarea");
      first.focus();
    }

    function make() {
      const item = model ? group(model, field) : textItem(label);
      item.box = document.createElement("fieldset");
      item.legend = Object.assign(document.createElement("legend"), { tabIndex: -1 });
      item.remove = Object.assign(document.createElement("button"), { type: "button", className: "hub-button" });
      item.box.className = "hub-entry__item";
      const buttons = Object.assign(document.createElement("p"), { className: "hub-entry__buttons" });
      buttons.append(item.remove);
      item.box.append(item.legend, item.element, buttons);
      item.remove.addEventListener("click", () => takeOut(item));
      return item;
    }

    function takeOut(item) {
      const nth = control.items.indexOf(item), name = nameOf(nth);
      control.items.splice(nth, 1);
      item.box.remove();
      removed = item.isEmpty() ? null : { item, nth, name: name.toLowerCase() };
      renumber();
      const next = control.items[nth] ?? control.items[nth - 1];
      (next ? next.legend : add).focus();
      said(`${name} er fjernet.`);
      changed();
    }

    control.append = () => {
      const item = make();
      put(item, control.items.length);
      if (field === "appendices") propose(item.controls.get("number"), nextNumber());
      removed = null;
      renumber();
      return item;
    };
    const nextNumber = () => String(1 + Math.max(0, ...control.items.map((item) => Number(item.controls.get("number").value()) || 0)));

    add.addEventListener("click", () => {
      focusOn(control.append());
      changed();
    });
    undo.addEventListener("click", () => {
      const { item, nth } = removed;
      removed = null;
      put(item, nth);
      renumber();
      item.legend.focus();
      changed();
    });

    // An item of which nothing is filled in is none; the first round always is one.
    control.value = () => {
      control.filled = control.items.filter((item, nth) => nth < least || !item.isEmpty());
      const values = control.filled.map((item, nth) => (field === "rounds" ? { kind: nth ? "renewed" : "original", ...item.value() } : item.value()));
      if (!values.length) return undefined;
      return isSingle ? values[0] : values;
    };
    control.isEmpty = () => control.items.every((item) => item.isEmpty());
    control.at = (path) => {
      if (!path.length) return control;
      const [nth, ...rest] = isSingle ? [0, ...path] : path;
      const item = control.filled[nth];
      return item && (rest.length || !model ? item.at(rest) : control);
    };
    if (least) control.append();
    renumber();
    return control;
  }

  return group;
}
