// @ts-check
/** The fields of the composer: what is chosen and written in them, as what is sent, and put back from it. */

import { FeedbackForms, FREE } from "./feedback-forms.js";
import "./still-choice.js";
import { code } from "../times.js";

/** @typedef {import("./marking.js").Place} Place */
/** @typedef {[string, string][]} Fields */

export class ComposerFields {
  /** Whether these fields had a drawing: wiped, that is said too. */ #drew = false;
  /** Whether they had a picture: so is that. */ #saw = false;

  /** @param {HTMLElement} composer */
  constructor(composer) {
    this.form = /** @type {HTMLFormElement} */ (composer.querySelector("form"));
    this.text = /** @type {HTMLTextAreaElement} */ (composer.querySelector('textarea[name="text"]'));
    this.forms = new FeedbackForms(composer);
    for (const field of [this.#input("start"), this.#input("end")]) field.type = "hidden";
    this.text.required = false;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #input(name) {
    return /** @type {HTMLInputElement} */ (this.form.querySelector(`input[name="${name}"]`));
  }

  /** @returns {HTMLInputElement[]} */
  #all(/** @type {string} */ name) {
    return Array.from(this.form.querySelectorAll(`input[name="${name}"]`));
  }

  /** @returns {HTMLTextAreaElement[]} where somebody writes, in order */
  get writing() {
    const parts = this.forms.fields;
    return parts.length ? parts : [this.text];
  }

  /** @returns {boolean} whether anything was written or said */
  get written() {
    return this.#input("spoken").value !== "" || this.writing.some((field) => field.value.trim() !== "");
  }

  get kind() {
    return this.#all("kind").find((radio) => radio.checked)?.value ?? "observation";
  }

  set kind(value) {
    for (const radio of this.#all("kind")) radio.checked = radio.value === value;
    this.text.placeholder = this.#all("kind").find((radio) => radio.checked)?.dataset.prompt ?? this.text.placeholder;
  }

  get private() {
    return this.#all("visibility").some((box) => box.checked);
  }

  /** @returns {string[]} the ids of the labels that are chosen */
  get labels() {
    return this.#all("label").flatMap((box) => (box.checked ? [box.value] : []));
  }

  /** @param {string} id @param {boolean} [on] turns when not said @returns {{name: string, on: boolean}} what it is called and how it is now */
  label(id, on) {
    const box = this.#all("label").find((each) => each.value === id);
    if (box) box.checked = on ?? !box.checked;
    return { name: box?.dataset.name ?? "", on: box?.checked ?? false };
  }

  /** @param {Place} place */
  set place({ start, end }) {
    this.#input("start").value = code(start);
    this.#input("end").value = end === null ? "" : code(end);
  }

  /** @returns {import("../drawing/shapes.js").Shape[]} what was drawn on the picture */
  get drawing() {
    return JSON.parse(this.#input("drawing").value || '{"shapes": []}').shapes;
  }

  set drawing(shapes) {
    this.#input("drawing").value = shapes.length ? JSON.stringify({ shapes }) : "";
  }

  /** @returns {Fields} as they are sent */
  get values() {
    const all = /** @type {Fields} */ ([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
    const found = all.filter(([name, value]) => name !== "drawing" || value || this.#drew);
    const visible = this.#all("visibility").length && !this.private ? [/** @type {[string, string]} */ (["visibility", "shared"])] : [];
    const unseen = this.#saw && !all.some(([name]) => name === "still") ? [/** @type {[string, string]} */ (["still", ""])] : [];
    return [...found.filter(([name]) => name !== "csrf_token"), ...visible, ...unseen];
  }

  set values(values) {
    /** @param {string} name */
    const every = (name) => values.flatMap(([each, value]) => (each === name ? [value] : []));
    this.kind = every("kind")[0] ?? this.kind;
    this.forms.choose(every("form")[0] ?? FREE);
    this.text.value = every("text")[0] ?? "";
    for (const [at, said] of every("part").entries()) {
      const field = this.forms.fields[at];
      if (field) field.value = said;
    }
    this.#drew = every("drawing").length > 0;
    this.#saw = every("still").length > 0;
    for (const box of this.#all("still")) box.checked = every("still").includes(box.value);
    for (const name of ["drawing", "spoken"]) this.#input(name).value = every(name)[0] ?? "";
    for (const box of this.#all("label")) box.checked = every("label").includes(box.value);
    for (const box of this.#all("visibility")) box.checked = every("visibility").includes("private");
  }

  /** For the next moment: kind, form and for whom stay, words and labels go. */
  clear() {
    for (const field of this.writing) field.value = "";
    this.drawing = [];
    this.#drew = this.#saw = false;
    this.#input("spoken").value = "";
    for (const box of [...this.#all("label"), ...this.#all("still")]) box.checked = false;
  }
}
