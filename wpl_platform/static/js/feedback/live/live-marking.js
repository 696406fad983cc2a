// @ts-check
/**
 * <live-marking data-address data-marks-address data-lead>: the page of who marks along while a colleague films. It knows a
 * clock, and neither picture nor sound. What stands in it says by `data-in` in which state it is seen.
 *
 * A tap marks a point, what is held a range, as in the studio; by finger, mouse or the keys 1–4 and m; z takes back.
 */

import "../../web/live-updates.js";
import { token } from "../../web/csrf.js";
import { HoldButton } from "../marking/hold-button.js";
import { landing } from "../marking/marking.js";
import { uuid } from "../marking/outbox-store.js";
import { spanWritten, written } from "../times.js";
import { instant } from "./age.js";
import { FilmTime } from "./film-time.js";
import { MarkOutbox } from "./mark-outbox.js";
import { OwnMarks } from "./own-marks.js";

/** @typedef {import("./own-marks.js").Own} Own */

const LOOK_MS = 15_000;
const TICK_MS = 200;
const TYPED_MS = 600;
const OPEN = ["waiting", "filming", "paused"];
const KINDS = ["observation", "strength", "question", "suggestion"];

class LiveMarking extends HTMLElement {
  #time = new FilmTime();
  #outbox = new MarkOutbox();
  /** @type {OwnMarks} */ #rows;
  /** @type {Map<string, Own>} */ #marks = new Map();
  /** @type {{kind: string, film: number, clock: number, late: number, at: import("./age.js").Instant} | null} */ #down = null;
  #key = "";
  #kind = "observation";
  #last = "";
  #studio = "";
  /** @type {number[]} */ #timers = [];
  #typing = 0;

  constructor() {
    super();
    this.#rows = new OwnMarks(this.#part("marks"), (key) => this.#turn(key));
    const hands = { ready: () => this.#open, down: this.#press, up: this.#release, away: this.#away };
    new HoldButton(this.#part("kinds"), hands);
  }

  connectedCallback() {
    this.#remember();
    this.#hear(JSON.parse(this.dataset.standing ?? "{}"), performance.now());
    document.addEventListener("live:filming", this.#look);
    document.addEventListener("live:closed", this.#look);
    document.addEventListener("visibilitychange", this.#look);
    document.addEventListener("keydown", this.#keyDown);
    document.addEventListener("keyup", this.#keyUp);
    window.addEventListener("blur", this.#away);
    for (const name of ["online", "offline"]) window.addEventListener(name, this.#waiting);
    this.#outbox.addEventListener("changed", this.#waiting);
    this.#outbox.addEventListener("placed", (event) => this.#placed(/** @type {CustomEvent} */ (event).detail));
    this.#outbox.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail));
    this.#part("text").addEventListener("input", this.#typed);
    this.#part("last").addEventListener("change", this.#write);
    this.#timers = [window.setInterval(this.#look, LOOK_MS), window.setInterval(this.#tick, TICK_MS)];
    this.#come();
    this.#waiting();
  }

  disconnectedCallback() {
    for (const timer of this.#timers) window.clearInterval(timer);
    document.removeEventListener("live:filming", this.#look);
    document.removeEventListener("live:closed", this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    document.removeEventListener("keydown", this.#keyDown);
    document.removeEventListener("keyup", this.#keyUp);
    window.removeEventListener("blur", this.#away);
    for (const name of ["online", "offline"]) window.removeEventListener(name, this.#waiting);
  }

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get #open() {
    return OPEN.includes(this.#time.state);
  }

  async #come() {
    const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
    await fetch(this.dataset.companions ?? "", { method: "POST", headers }).catch(() => null);
  }

  /** What the server has of this person already, and what still waits here. */
  #remember() {
    const address = this.dataset.marksAddress ?? "";
    const there = JSON.parse(this.dataset.marks ?? "[]").map((/** @type {any} */ mark) => ({ ...mark, address, at: instant(), removed: false, version: 0 }));
    const here = this.#outbox.all.filter((mark) => mark.address === address);
    for (const mark of [...there, ...here]) this.#set({ start: 0, end: null, ...this.#marks.get(mark.key), ...mark });
  }

  /** How far the film is. */
  #look = async () => {
    if (document.hidden || this.#time.state === "thrown") return;
    const asked = performance.now();
    const answer = await fetch(this.dataset.address ?? "", { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.status === 404) return this.#hear({ state: "gone", film: this.#time.now, studio: "" }, asked);
    const standing = answer?.ok ? await answer.json().catch(() => null) : null;
    if (standing) this.#hear(standing, (asked + performance.now()) / 2);
  };

  /** @param {{state: import("./film-time.js").State, film: number, studio: string}} standing @param {number} heard */
  #hear({ state, film, studio }, heard) {
    const before = this.dataset.state;
    this.#time.set(state, film, heard);
    this.dataset.state = state;
    this.#studio = studio;
    this.#tick();
    this.#say();
    if (before === state) return;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-in]"))) {
      part.hidden = !part.dataset.in?.split(" ").includes(state);
    }
    if (["thrown", "gone"].includes(state)) this.#part("marks").hidden = true;
  }

  #tick = () => {
    const text = written(this.#time.now);
    const place = this.#part("clock");
    if (place.textContent !== text) place.textContent = text;
  };

  /** How many there are, in the sentence of the state; and where to see them. */
  #say() {
    const count = [...this.#marks.values()].filter((mark) => !mark.removed).length;
    const which = count === 0 ? "none" : count === 1 ? "one" : "many";
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-many]"))) {
      place.textContent = (place.dataset[which] ?? "").replace("{n}", String(count));
    }
    this.#part("studio").hidden = !this.#studio;
    this.#part("later").hidden = this.#studio !== "";
    if (this.#studio) this.#part("studio").href = this.#studio;
  }

  /** @param {string} command a kind, or "mark" for the last one */
  #press = (command) => {
    this.#part("text").blur(); // eyes go back to what happens, keys mark again, and a phone's keyboard makes way
    const kind = KINDS.includes(command) ? command : this.#kind;
    const late = this.#time.runs ? Number(this.dataset.lead) : 0;
    this.#down = { kind, film: this.#time.now, clock: performance.now(), late, at: instant() };
  };

  #release = () => {
    const down = this.#down;
    this.#down = null;
    if (!down) return;
    const held = Math.round(performance.now() - down.clock);
    const place = landing(down, this.#time.now, performance.now());
    const words = { text: "", labels: [], removed: false, version: 1 };
    const sent = { key: uuid(), address: this.dataset.marksAddress ?? "", kind: down.kind, at: down.at, held };
    this.#kind = down.kind;
    this.#change({ ...sent, lead: Number(this.dataset.lead), ...words, ...place });
    navigator.vibrate?.(20);
    const kind = this.#part("kinds").querySelector(`[data-press="${down.kind}"]`)?.dataset.word ?? "";
    this.#part("said").textContent = (this.dataset.marked ?? "").replace("{kind}", kind).replace("{time}", spanWritten(place.start, place.end));
  };

  /** It turned out to be something else, or nobody will hear the key come up. */
  #away = () => {
    this.#down = null;
    this.#key = "";
  };

  /** @param {Own} mark as it is from now on */
  #change(mark) {
    this.#set(mark);
    const { start: _start, end: _end, ...sent } = mark;
    this.#outbox.put(sent);
  }

  /** @param {Own} mark */
  #set(mark) {
    const isNew = !this.#marks.has(mark.key);
    this.#marks.set(mark.key, mark);
    this.#rows.show(mark);
    this.#part("none").hidden = true;
    if (isNew) this.#lead(mark);
    this.#say();
  }

  /** The words and labels are those of the last mark from here on. @param {Own} mark */
  #lead(mark) {
    this.#write();
    this.#last = mark.key;
    this.#part("last").hidden = false;
    this.#part("text").value = mark.text;
    for (const box of this.#boxes) box.checked = mark.labels.includes(Number(box.value));
    this.#named(mark);
  }

  /** @param {Own} mark */
  #named(mark) {
    this.#part("about").textContent = (this.dataset.about ?? "").replace("{time}", spanWritten(mark.start, mark.end));
    this.#part("last").dataset.kind = mark.kind;
  }

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return Array.from(this.#part("last").querySelectorAll("input[type=checkbox]"));
  }

  #typed = () => {
    window.clearTimeout(this.#typing);
    this.#typing = window.setTimeout(this.#write, TYPED_MS);
  };

  /** What stands in the field belongs to the last mark. */
  #write = () => {
    window.clearTimeout(this.#typing);
    const mark = this.#marks.get(this.#last);
    if (!mark) return;
    const text = this.#part("text").value;
    const labels = this.#boxes.filter((box) => box.checked).map((box) => Number(box.value));
    if (text === mark.text && labels.join() === mark.labels.join()) return;
    this.#change({ ...mark, text, labels, version: mark.version + 1 });
  };

  /** Takes a mark back, or puts it back. @param {string} key */
  #turn(key) {
    const mark = this.#marks.get(key);
    if (mark) this.#change({ ...mark, removed: !mark.removed, version: mark.version + 1 });
  }

  /** @param {{key: string, start: number, end: number | null}} placed where the server put it */
  #placed({ key, start, end }) {
    const mark = this.#marks.get(key);
    if (!mark) return;
    this.#set({ ...mark, start, end });
    if (key === this.#last) this.#named({ ...mark, start, end });
  }

  /** @param {{key: string, sentence: string}} refused */
  #refused({ key, sentence }) {
    if (!this.#marks.delete(key)) return;
    this.#rows.refuse(key, sentence || (this.dataset.refused ?? ""));
    this.#say();
  }

  #waiting = () => {
    const waiting = new Set(this.#outbox.all.map((mark) => mark.key));
    this.#rows.waiting(this.#outbox.lost ? waiting : new Set());
    this.#part("offline").hidden = !this.#outbox.lost || !(waiting.size || !navigator.onLine);
  };

  /** @param {KeyboardEvent} event */
  #keyDown = (event) => {
    const enough = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey && !event.isComposing);
    if (typing(event.target)) return enough ? this.#written(event) : undefined;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "z" && this.#last && !event.repeat) return this.#back();
    const command = event.key === "m" ? "mark" : KINDS[Number(event.key) - 1];
    if (!command || !this.#open || event.repeat || this.#key) return;
    this.#key = event.key;
    this.#press(command);
  };

  /** Back from the words to marking. @param {KeyboardEvent} event */
  #written(event) {
    event.preventDefault();
    this.#write();
    this.#part("text").blur();
  }

  /** @param {KeyboardEvent} event */
  #keyUp = (event) => {
    if (event.key !== this.#key) return;
    this.#key = "";
    this.#release();
  };

  /** Takes back what stands last. */
  #back() {
    const standing = [...this.#marks.values()].filter((mark) => !mark.removed).at(-1);
    if (standing) this.#turn(standing.key);
  }
}

/** @param {EventTarget | null} place */
function typing(place) {
  return place instanceof HTMLTextAreaElement || (place instanceof HTMLInputElement && place.type === "text");
}

customElements.define("live-marking", LiveMarking);
