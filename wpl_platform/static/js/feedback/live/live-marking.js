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
import { LastWords, typing } from "./last-words.js";
import { MarkOutbox } from "./mark-outbox.js";
import { OwnMarks } from "./own-marks.js";
import { sayRefused, sentence } from "./refusal.js";

/** @typedef {import("./own-marks.js").Own} Own */

const LOOK_MS = 15_000;
const TICK_MS = 200;
/** Who was typing when the field went, types on for a moment. */
const DEAF_MS = 1_500;
const OPEN = ["waiting", "filming", "paused"];
const KINDS = ["observation", "strength", "question", "suggestion"];

class LiveMarking extends HTMLElement {
  #time = new FilmTime();
  #outbox = new MarkOutbox();
  /** @type {OwnMarks} */ #rows;
  /** @type {LastWords} */ #words;
  /** @type {Map<string, Own>} */ #marks = new Map();
  /** @type {{kind: string, clock: number, at: import("./age.js").Instant} | null} */ #down = null;
  #key = "";
  #kind = "observation";
  #studio = "";
  /** When the newest answer was asked. */ #newest = 0;
  #deafUntil = 0;
  #gone = new AbortController();
  /** @type {number[]} */ #timers = [];

  constructor() {
    super();
    this.#rows = new OwnMarks(this.#part("marks"), (key) => this.#turn(key), (key) => this.#outbox.drop(key));
    this.#words = new LastWords(this.#part("last"), this.dataset.about ?? "", this.#said);
    const hands = { ready: () => this.#open, down: this.#press, up: this.#release, away: this.#away };
    new HoldButton(this.#part("kinds"), hands);
  }

  connectedCallback() {
    this.#remember();
    this.#hear(JSON.parse(this.dataset.standing ?? "{}"), performance.now());
    this.#gone = new AbortController();
    const here = { signal: this.#gone.signal };
    for (const name of ["live:filming", "live:closed"]) document.addEventListener(name, this.#look, here);
    document.addEventListener("visibilitychange", this.#seen, here);
    document.addEventListener("keydown", this.#keyDown, here);
    document.addEventListener("keyup", this.#keyUp, here);
    window.addEventListener("pagehide", this.#words.write, here);
    window.addEventListener("blur", this.#away, here);
    for (const name of ["online", "offline"]) window.addEventListener(name, this.#waiting, here);
    this.#outbox.addEventListener("changed", this.#waiting, here);
    this.#outbox.addEventListener("placed", (event) => this.#placed(/** @type {CustomEvent} */ (event).detail), here);
    this.#outbox.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail.mark), here);
    this.#timers = [window.setInterval(this.#look, LOOK_MS), window.setInterval(this.#tick, TICK_MS)];
    this.#come();
    this.#look();
    this.#waiting();
  }

  disconnectedCallback() {
    for (const timer of this.#timers) window.clearInterval(timer);
    this.#gone.abort();
  }

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get #open() {
    return OPEN.includes(this.#time.state);
  }

  /** What was marked and not taken back, the last last. */
  get #standing() {
    return [...this.#marks.values()].filter((mark) => !mark.removed);
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
    for (const mark of here) if (mark.why) this.#without(mark);
  }

  #seen = () => {
    if (document.hidden) this.#words.write();
    else this.#look();
  };

  /** How far the film is. */
  #look = async () => {
    if (document.hidden || this.#time.state === "thrown") return;
    const asked = performance.now();
    const answer = await fetch(this.dataset.address ?? "", { headers: { Accept: "application/json" } }).catch(() => null);
    const standing = answer?.ok ? await answer.json().catch(() => null) : null;
    const heard = answer?.status === 404 ? { state: "gone", film: this.#time.now, studio: "" } : standing;
    if (!heard || asked < this.#newest) return; // what was asked later is known already
    this.#newest = asked;
    this.#hear(heard, (asked + performance.now()) / 2);
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
    const count = this.#standing.length;
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
    this.#words.leave(); // eyes go back to what happens, keys mark again, and a phone's keyboard makes way
    const kind = KINDS.includes(command) ? command : this.#kind;
    this.#down = { kind, clock: performance.now(), at: instant() };
  };

  #release = () => {
    const down = this.#down;
    this.#down = null;
    if (!down) return;
    const [held, lead] = [Math.round(performance.now() - down.clock), Number(this.dataset.lead)];
    const film = this.#time.at(down.clock);
    const late = film - this.#time.at(down.clock - lead);
    const place = landing({ ...down, film, late }, this.#time.now, performance.now());
    const words = { text: "", labels: [], removed: false, version: 1 };
    const sent = { key: uuid(), address: this.dataset.marksAddress ?? "", kind: down.kind, at: down.at, held };
    this.#kind = down.kind;
    this.#change({ ...sent, lead, ...words, ...place });
    navigator.vibrate?.(20);
    this.#announce({ kind: down.kind, ...place });
  };

  /** @param {{kind: string, start: number, end: number | null}} mark */
  #announce({ kind, start, end }) {
    const word = this.#part("kinds").querySelector(`[data-press="${kind}"]`)?.dataset.word ?? "";
    this.#part("said").textContent = (this.dataset.marked ?? "").replace("{kind}", word).replace("{time}", spanWritten(start, end));
  }

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
    if (isNew) this.#words.lead(mark);
    this.#say();
  }

  /** @param {string} key @param {string} text @param {number[]} labels */
  #said = (key, text, labels) => {
    const mark = this.#marks.get(key);
    if (!mark || (text === mark.text && labels.join() === mark.labels.join())) return;
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
    const placed = { ...mark, start, end };
    this.#set(placed);
    if (key !== this.#words.key) return;
    this.#words.name(placed);
    if (spanWritten(start, end) !== spanWritten(mark.start, mark.end)) this.#announce(placed);
  }

  /** Its words stay to be read, and the field is of the mark before it. @param {import("./mark-outbox.js").Mark} mark */
  #refused(mark) {
    if (!this.#marks.has(mark.key)) return sayRefused(mark);
    const { key, text, labels } = this.#words;
    if (key === mark.key && text !== mark.text) this.#outbox.put({ ...mark, text, labels });
    if (typing(document.activeElement)) this.#deafUntil = performance.now() + DEAF_MS;
    this.#without(key === mark.key ? { ...mark, text, labels } : mark);
    this.#part("said").textContent = sentence(mark);
  }

  /** @param {import("./mark-outbox.js").Mark} mark that the server will not have */
  #without(mark) {
    this.#rows.refuse({ start: 0, end: null, ...this.#marks.get(mark.key), ...mark }, sentence(mark));
    this.#marks.delete(mark.key);
    this.#say();
    if (this.#words.key !== mark.key) return;
    this.#words.close();
    const before = this.#standing.at(-1);
    if (before) this.#words.lead(before);
  }

  #waiting = () => {
    const { lost, busy, waiting: left } = this.#outbox;
    const waiting = new Set(left.map((mark) => mark.key));
    this.#rows.waiting(lost || busy ? waiting : new Set());
    this.#part("offline").hidden = !lost || !(waiting.size || !navigator.onLine);
    this.#part("busy").hidden = !busy || !waiting.size;
  };

  /** @param {KeyboardEvent} event */
  #keyDown = (event) => {
    const enough = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey && !event.isComposing);
    if (typing(event.target)) return enough ? this.#written(event) : undefined;
    if (event.ctrlKey || event.metaKey || event.altKey || performance.now() < this.#deafUntil) return;
    if (event.key === "z" && this.#words.key && !event.repeat) return this.#back();
    const command = event.key === "m" ? "mark" : KINDS[Number(event.key) - 1];
    if (!command || !this.#open || event.repeat || this.#key) return;
    this.#key = event.key;
    this.#press(command);
  };

  /** Back from the words to marking. @param {KeyboardEvent} event */
  #written(event) {
    event.preventDefault();
    this.#words.write();
    this.#words.leave();
  }

  /** @param {KeyboardEvent} event */
  #keyUp = (event) => {
    if (event.key !== this.#key) return;
    this.#key = "";
    this.#release();
  };

  /** Takes back what stands last. */
  #back() {
    const last = this.#standing.at(-1);
    if (last) this.#turn(last.key);
  }
}

customElements.define("live-marking", LiveMarking);
