// @ts-check
/**
 * <moment-composer>: where moments are marked and written. A tap marks a point, a hold a range, both a little before the
 * hand moved; then the mark waits for words, and is placed by Enter or when the next begins. What waits or is half
 * written survives a crash; what is placed goes through the outbox. The form works without this.
 *
 * Asks `studio:hold` when typing begins, `studio:release` when it was placed, `studio:mark` for in and out,
 * `studio:range` for a stretch. Says `composer:draft` {kind, start, end} (or null), and what MomentSending says.
 */

import { ComposerButtons } from "./composer-buttons.js";
import { ComposerFields } from "./fields.js";
import { ComposerSheet } from "./sheet.js";
import { HoldButton } from "./hold-button.js";
import { MarkDraft } from "./mark-draft.js";
import { landing, placeOf } from "./marking.js";
import { MentionList } from "./mention-list.js";
import { MomentSending, spotOf } from "./sending.js";
import "./outbox-note.js";
import { uuid } from "./outbox-store.js";
import { preferences } from "../preferences.js";
import { TextKeys } from "../keys/text-keys.js";

/** @typedef {import("./marking.js").Place} Place */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./marking.js").Press & {command: string}} Pressed */

const LABEL = "label:";

export class MomentComposer extends HTMLElement {
  #now = 0;
  /** How late a hand is, ms of film. */ #late = 0;
  /** @type {Place | null} */ #range = null;
  /** Where a mark waits, ms. @type {number | null} */ #pin = null;
  /** Whether the mark is there because somebody began to type. */ #byTyping = false;
  /** Whether this writes at what was placed last. */ #amends = false;
  #key = uuid();
  /** What is held down. @type {Pressed | null} */ #press = null;
  /** @type {MarkDraft} */ #kept = /** @type {any} */ (null);
  /** @type {ComposerFields} */ #fields = /** @type {any} */ (null);
  /** @type {ComposerSheet} */ #sheet = /** @type {any} */ (null);
  /** @type {MomentSending} */ #sending = /** @type {any} */ (null);

  connectedCallback() {
    this.#kept = new MarkDraft(this.dataset.recording ?? "", () => this.#draft);
    this.#fields = new ComposerFields(this);
    this.#sheet = new ComposerSheet(this, () => this.#pin === null);
    this.#sending = new MomentSending(this, this.querySelector("outbox-note"), { back: this.#back, place: () => this.place(), write: () => this.write() });
    new TextKeys(this, { place: () => this.place(), leave: () => this.#sheet.leave(), kind: (kind) => (this.kind = kind), label: this.#labelled });
    new MentionList(this, /** @type {HTMLElement} */ (this.querySelector("[data-mentions]")));
    new HoldButton(this, { ready: () => this.#pin === null, down: (command) => this.press(command), up: () => this.lift(), away: () => this.#pressed(null) });
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("input", this.#typed);
    new ComposerButtons(this, () => this.unmark());
    this.#paint();
  }

  disconnectedCallback() {
    this.#kept.close();
    this.#sheet.close();
    this.#sending.close();
  }

  get kind() {
    return this.#fields.kind;
  }

  set kind(value) {
    this.#fields.kind = value;
    this.#changed();
  }

  /** What is drawn on the picture: of the mark that waits, which begins with the first line. */
  get drawing() {
    return this.#fields.drawing;
  }

  set drawing(shapes) {
    this.#fields.drawing = shapes;
    if (shapes.length || this.#pin !== null) this.#pinned({ start: this.#pin ?? this.#place.start, end: null }, false);
  }

  set now(/** @type {number} */ ms) {
    this.#now = ms;
    this.#paint();
  }

  /** How fast the film runs: ms of film a ms; 0 when it stands still. */
  set pace(/** @type {number} */ pace) {
    this.#late = preferences.all.lead_in_ms * Math.max(pace, 0);
  }

  set range(/** @type {Place | null} */ range) {
    this.#range = range;
    if (range && this.#pin !== null) this.#pin = range.start;
    this.#changed();
  }

  /** A key or finger goes down on what marks; that of a label belongs to the mark that waits, when there is one. @param {string} command a kind, "mark" or "label:" with its id */
  press(command) {
    if (this.#pin !== null && command.startsWith(LABEL)) return this.#labelled(command.slice(LABEL.length));
    return this.#pressed({ command, film: this.#now, clock: performance.now(), late: this.#late });
  }

  /** It comes up again: there is the mark. */
  lift() {
    const press = this.#press;
    if (!press) return;
    this.#pressed(null);
    const chosen = this.#range && this.#pin === null;
    this.mark(press.command, chosen ? this.#place : landing(press, this.#now, performance.now()));
  }

  /** @param {string} command @param {Place} place */
  mark(command, place) {
    if (this.#pin !== null) this.place();
    if (command.startsWith(LABEL)) this.#fields.label(command.slice(LABEL.length), true);
    else if (command !== "mark") this.#fields.kind = command;
    this.#pinned(place, false);
    this.#stretch(place);
    this.#sheet.announce((this.#fields.private ? this.dataset.markedPrivate : this.dataset.marked) ?? "", place);
    if (preferences.all.after_mark === "go_on") this.place();
    else this.write();
    this.#kept.now();
  }

  /** Puts the cursor in the words: of the mark that waits, else of what was placed last. */
  write() {
    if (this.#pin === null && this.#sending.last) {
      this.#take(this.#sending.last.fields, true);
    }
    this.#sheet.open = true;
    const fields = this.#fields.writing;
    (fields.find((field) => !field.value) ?? fields[0])?.focus();
  }

  /** Sends what is marked, with or without words. */
  place() {
    if (this.#pin === null) return;
    this.#fields.place = this.#place;
    if (this.#amends) this.#sending.amend(this.#fields.values);
    else this.#sending.place(this.#fields.values, this.#key);
    this.#sheet.hint(false);
    this.#clear();
  }

  /** Lets go of the mark that waits. Words that were written can be had back. */
  unmark() {
    this.#fields.place = this.#place;
    if (this.#fields.written && !this.#amends) this.#sending.letGo(this.#fields.values);
    this.#clear();
  }

  /** @returns {number} when that was done which `undo` takes back; below 0 when there is nothing */
  get doneAt() {
    return this.#pin === null ? this.#sending.doneAt : Number.POSITIVE_INFINITY;
  }

  undo() {
    if (this.#pin !== null) this.unmark();
    else this.#sending.undo().catch(() => undefined);
  }

  /** @returns {{start: number, range: Place | null} | null} what was kept of an earlier visit, put back in the form */
  restore() {
    this.#sending.show();
    const draft = this.#kept.read();
    queueMicrotask(() => this.#begun()); // what was typed while the page was still coming in
    if (!draft || this.#sending.has(draft.key)) return null;
    this.#fields.values = draft.fields;
    this.#key = draft.key;
    this.#amends = draft.amends !== null;
    if (draft.amends) this.#sending.last = draft.amends;
    this.#pinned({ start: draft.pin, end: null }, draft.byTyping);
    this.#sheet.note(this.#fields.written);
    return { start: draft.pin, range: draft.range };
  }

  /** @returns {import("./mark-draft.js").Draft | null} what has to survive a crash; null when nothing does */
  get #draft() {
    if (this.#pin === null) return null;
    const amends = this.#amends ? this.#sending.last : null;
    return { fields: this.#fields.values, pin: this.#pin, byTyping: this.#byTyping, range: this.#range, key: this.#key, amends };
  }

  get #place() {
    return placeOf(this.#range, this.#pin, this.#now);
  }

  /** @param {Place} place @param {boolean} byTyping */
  #pinned(place, byTyping) {
    this.#pin = place.start;
    this.#byTyping = byTyping;
    this.#changed();
  }

  /** @param {Fields} fields a moment to write at again @param {boolean} amends whether it is there already */
  #take(fields, amends) {
    this.#amends = amends;
    this.#fields.values = fields;
    const { start, end } = spotOf(fields);
    this.#pinned({ start, end }, false);
    this.#stretch({ start, end });
  }

  /** @param {Place} place a mark, whose ends can be drawn out while it waits */
  #stretch(place) {
    if (place.end !== null) this.#ask("studio:range", place);
    else if (this.#range) this.#ask("studio:mark", { which: "clear" });
  }

  /** @param {Pressed | null} press */
  #pressed(press) {
    this.#press = press;
    this.#show();
  }

  #clear() {
    this.#pin = null;
    this.#key = uuid();
    this.#amends = false;
    this.#fields.clear();
    if (this.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
    this.#sheet.note(false);
    this.#sheet.complain("");
    this.#sheet.open = false;
    if (this.#range) this.#ask("studio:mark", { which: "clear" });
    this.#changed();
    this.#kept.now();
    this.#ask("studio:release");
  }

  /** Words that come back to the fields they were written in. @param {Fields} fields @param {string} sentence @param {boolean} [amends] */
  #back = (fields, sentence, amends = false) => {
    if (this.#pin !== null) return false;
    this.#take(fields, amends);
    this.#sheet.open = true;
    this.#sheet.complain(sentence);
    return true;
  };

  /** Turns a label of the mark that waits on or off, and says so. @param {string} id */
  #labelled = (id) => {
    const said = this.#fields.label(id);
    this.#sheet.say((said.on ? this.dataset.labelled : this.dataset.unlabelled)?.replace("{label}", said.name) ?? "");
    this.#changed();
  };

  #changed() {
    this.#paint();
    this.#show();
    this.#kept.soon();
  }

  #paint() {
    const place = this.#place;
    this.#fields.place = place;
    this.#sheet.paint({ place, marked: this.#pin !== null, clip: this.#range !== null, secret: this.#fields.private });
  }

  /** Says where the mark stands, or will stand when what is held comes up. */
  #show() {
    const press = this.#press;
    const place = press ? landing(press, this.#now, performance.now()) : this.#place;
    const detail = press || this.#pin !== null ? { kind: this.kind, ...place } : null;
    this.dispatchEvent(new CustomEvent("composer:draft", { bubbles: true, detail }));
  }

  /** @param {Event} event */
  #typed = (event) => {
    this.#sheet.complain("");
    if (!(/** @type {Element} */ (event.target).matches("textarea, [name=spoken]"))) return this.#changed();
    if (this.#byTyping && !this.#fields.written) this.#pin = null;
    else this.#begun();
    if (preferences.all.pause_while_typing && this.#fields.written) this.#ask("studio:hold");
    return this.#changed();
  };

  /** Words without a mark get one, where somebody began to write. */
  #begun() {
    if (this.#pin !== null || !this.#fields.written) return;
    this.#pinned(this.#range ?? { start: Math.max(0, this.#now - this.#late), end: null }, true);
  }

  /** @param {SubmitEvent} event */
  #submitted = (event) => {
    event.preventDefault();
    if (this.#pin === null) this.mark("mark", this.#place);
    else this.place();
  };

  /** @param {string} name @param {object} [detail] */
  #ask(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("moment-composer", MomentComposer);
