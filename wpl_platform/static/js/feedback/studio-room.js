// @ts-check
/** <studio-room>: holds player, timeline, moments and composer in step. Requests come up as events, state goes down. */

import "./drawing/drawing-edit.js";
import "./drawing/drawn-before.js";
import "./drawing/frame-drawing.js";
import { Sketching } from "./drawing/sketching.js";
import "./player/live-film.js";
import "./marking/moment-composer.js";
import "./moments/moment-list.js";
import "./player/practice-player.js";
import "./spoken/spoken-note.js";
import "./spoken/spoken-player.js";
import "./moments/moment-still.js";
import "./moments/part-waits.js";
import "./together/studio-company.js";
import "./keys/studio-keys.js";
import "./timeline/studio-timeline.js";
import { addressOf } from "./moments/filters.js";
import { Undoing } from "./moments/undoing.js";
import { code, currentMoment, goesOn } from "./times.js";
import { WatchTogether } from "./together/watch-together.js";

/** @typedef {import("./times.js").Moment} Moment */

const SECOND_MS = 1_000;
const LEAD_IN_MS = 5_000;

class StudioRoom extends HTMLElement {
  /** @type {readonly Moment[]} */ #moments = [];
  /** @type {{start: number, end: number | null} | null} */ #range = null;
  /** What somebody opened stays lit as long as they are there. @type {Moment | null} */ #opened = null;
  #held = false;
  #sketching = new Sketching(this);
  /** @type {WatchTogether | null} */ #together = null;
  #undoing = new Undoing(this);

  connectedCallback() {
    const hear = {
      "player:time": this.#passed,
      "player:state": this.#state,
      "player:ask": () => this.#together?.letGo(),
      "player:seek": () => this.#together?.letGo(),
      "studio:led": (/** @type {CustomEvent} */ event) => this.#together?.follow(event.detail),
      "moments:changed": this.#count,
      "studio:seek": (/** @type {CustomEvent} */ event) => this.#go(event.detail.ms),
      "studio:open": (/** @type {CustomEvent} */ event) => this.#open(event.detail.id),
      "studio:filter": (/** @type {CustomEvent} */ event) => this.#filter(event.detail),
      "studio:moved": (/** @type {CustomEvent} */ event) => this.#move(event.detail),
      "studio:range": (/** @type {CustomEvent} */ event) => this.#mark(event.detail),
      "studio:mark": (/** @type {CustomEvent} */ event) => this.#do(event.detail.which),
      "studio:command": (/** @type {CustomEvent} */ event) => this.#do(event.detail.command),
      "studio:press": (/** @type {CustomEvent} */ event) => this.#timed()?.press(event.detail.command),
      "studio:lift": () => this.#timed()?.lift(),
      "studio:hold": this.#hold,
      "studio:release": this.#release,
      "composer:sent": this.#sent,
      "composer:draft": (/** @type {CustomEvent} */ event) => this.#give({ draft: event.detail }),
      "composer:waiting": this.#waiting,
      "composer:undone": (/** @type {CustomEvent} */ event) => this.list.drop(event.detail.id),
    };
    for (const [name, act] of Object.entries(hear)) this.addEventListener(name, /** @type {EventListener} */ (act));
    window.addEventListener("hashchange", this.#linked);
    document.addEventListener("live:closed", this.#closed);
    document.addEventListener("live:recording", this.#withdrawn);
    this.#begin();
  }

  disconnectedCallback() {
    this.#undoing.close();
    window.removeEventListener("hashchange", this.#linked);
    document.removeEventListener("live:closed", this.#closed);
    document.removeEventListener("live:recording", this.#withdrawn);
  }

  /** @returns {import("./player/practice-player.js").PracticePlayer} */
  get player() {
    return /** @type {any} */ (this.querySelector("practice-player"));
  }

  /** @returns {import("./timeline/studio-timeline.js").StudioTimeline | null} */
  get timeline() {
    return /** @type {any} */ (this.querySelector("studio-timeline"));
  }

  /** @returns {import("./moments/moment-list.js").MomentList} */
  get list() {
    return /** @type {any} */ (this.querySelector("moment-list"));
  }

  /** @returns {import("./marking/moment-composer.js").MomentComposer | null} */
  get composer() {
    return /** @type {any} */ (this.querySelector("moment-composer"));
  }

  #begin() {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-with-script]"))) element.hidden = false;
    this.#together = new WatchTogether(this.player, /** @type {any} */ (this.querySelector("studio-company")));
    const kept = this.composer?.restore();
    this.#count();
    if (!this.#linked() && kept && !new URLSearchParams(location.search).has("t")) {
      this.player.seek(kept.start);
    }
    if (kept?.range) this.#mark(kept.range);
    this.#show(this.player.now);
    const here = currentMoment(this.#moments, this.player.now);
    if (here && this.player.now > 0) this.list.bring(here.id, true);
  }

  /** Not shared any more, which is said in place of the film, or signed out. What was written stays as a draft. */
  #closed = async () => {
    const words = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-no-longer]"));
    const answer = await fetch(location.pathname, { method: "HEAD", redirect: "manual" }).catch(() => null);
    const said = answer?.status === 404 && /** @type {HTMLElement | null} */ (words?.content.firstElementChild?.cloneNode(true));
    if (!said) return location.reload();
    document.querySelector("live-updates")?.remove();
    this.replaceWith(said);
    said.focus();
    return undefined;
  };

  /** Somebody in view withdrew: the film leaves this page too, which its maker goes on reading. @param {Event} event */
  #withdrawn = (event) => {
    if (/** @type {CustomEvent} */ (event).detail.there === false && this.querySelector("video")) location.reload();
  };

  #linked = () => {
    const id = /^#moment-(\d+)$/.exec(location.hash)?.[1];
    if (!id || !this.list.moment(Number(id))) return false;
    this.#open(Number(id));
    return true;
  };

  /** @param {Partial<import("./timeline/studio-timeline.js").StudioTimeline>} state for the timeline, when there is one */
  #give(state) {
    if (this.timeline) Object.assign(this.timeline, state);
  }

  #count = () => {
    this.#moments = this.list.moments;
    this.#give({ moments: this.#moments });
    this.#show(this.player.now);
  };

  /** @param {Event} event */
  #passed = (event) => {
    this.#show(/** @type {CustomEvent} */ (event).detail.ms);
  };

  /** @param {number} ms */
  #show(ms) {
    this.#give({ duration: this.player.duration, now: ms });
    this.#together?.passed(ms);
    this.#timed(ms);
    const stays = this.#opened && Math.abs(ms - this.#opened.start) < SECOND_MS / 4;
    if (!stays) this.#opened = null;
    const current = (this.#opened ?? currentMoment(this.#moments, ms))?.id ?? 0;
    this.#give({ current });
    if (this.drawing) this.drawing.playing = this.#moments.filter((moment) => moment.drawn && goesOn(moment, ms));
    this.list.light(current, !this.player.paused);
  }

  /** The composer, that knows where the film is and how fast it runs: a key may come before the next picture does. */
  #timed(ms = this.player.now) {
    return this.composer && Object.assign(this.composer, { now: ms, pace: this.#pace });
  }

  /** @returns {number} ms of film a ms; 0 when it stands still */
  get #pace() {
    const video = this.player.video;
    return video && !video.paused ? video.playbackRate : 0;
  }

  /** @param {number} ms */
  #go(ms) {
    this.#together?.letGo();
    this.player.seek(ms);
  }

  #state = () => {
    this.#together?.tell();
    if (!this.player.paused) this.#held = false;
  };

  /** @param {number} id */
  #open(id) {
    const moment = this.list.moment(id);
    if (!moment) return;
    this.#together?.letGo();
    this.#opened = moment;
    this.player.open(moment);
    this.#give({ current: id });
    this.list.light(id);
    this.list.bring(id);
  }

  /** @param {{start: number, end: number | null} | null} range */
  #mark(range) {
    this.#range = range;
    this.player.range = range;
    this.#give({ range });
    if (this.composer) this.composer.range = range;
  }

  /** What is wanted is kept in the address. @param {Partial<import("./moments/filters.js").Wanted>} change */
  #filter(change) {
    const wanted = { ...this.list.wanted, ...change };
    history.replaceState(history.state, "", addressOf(wanted, location.href));
    this.list.want(wanted);
  }

  /** @param {{id: number, start: number, end: number | null}} to ms */
  #move(to) {
    const was = this.list.moment(to.id);
    if (was) this.list.move({ ...to, was }, code);
  }

  #hold = () => {
    if (this.player.paused) return;
    this.player.pause();
    this.#held = true;
  };

  #release = () => {
    if (this.#held) this.player.play();
    this.#held = false;
  };

  /** @param {Event} event */
  #waiting = (event) => {
    const { moments, listed } = /** @type {CustomEvent} */ (event).detail;
    this.#give({ waiting: moments });
    this.list.waiting = listed;
  };

  /** @param {Event} event */
  #sent = (event) => {
    const { html, key } = /** @type {CustomEvent} */ (event).detail;
    const item = this.list.put(html);
    const waited = this.list.waits.sent(key, item);
    const id = Number(item?.dataset.moment);
    const shown = this.list.wanted.q !== "" || this.list.moments.some((moment) => moment.id === id); // a search is asked anew
    const outside = item !== null && !shown;
    if (outside) this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: this.list.dataset.outside } }));
    else if (item && !waited) this.list.bring(id);
  };

  /** @returns {import("./drawing/frame-drawing.js").FrameDrawing | null} */
  get drawing() {
    return /** @type {any} */ (this.querySelector("frame-drawing"));
  }

  /** @param {string} command */
  #do(command) {
    const now = this.player.now;
    this.#together?.letGo(command);
    if (command === "write" || command === "unmark") this.composer?.[command]();
    else if (command === "undo") this.#undoing.last(this.composer);
    else if (command === "second-back") this.player.jump(-SECOND_MS);
    else if (command === "second-forward") this.player.jump(SECOND_MS);
    else if (command === "frame-back") this.player.step(-1);
    else if (command === "frame-forward") this.player.step(1);
    else if (command === "previous" || command === "next") this.#neighbour(command === "next", now);
    else if (command === "in") this.#mark({ start: now, end: (this.#range?.end ?? 0) > now ? (this.#range?.end ?? null) : null });
    else if (command === "out") this.#out(now);
    else if (command === "clear") this.#mark(null);
    else if (command === "draw") this.#sketching.toggle();
    else if (command === "still") /** @type {any} */ (this.composer?.querySelector("still-choice"))?.toggle();
    else if (command === "keys") /** @type {any} */ (this.querySelector("studio-keys"))?.show();
    else if (command === "loop-moment") this.player.loopMoment(currentMoment(this.#moments, now));
    else if (command.startsWith("zoom-")) this.timeline?.zoom(command);
    else this.player.do(command);
  }

  /** @param {number} now */
  #out(now) {
    const start = this.#range && this.#range.start < now ? this.#range.start : Math.max(0, now - LEAD_IN_MS);
    if (now > start) this.#mark({ start, end: now });
  }

  /** @param {boolean} later @param {number} now */
  #neighbour(later, now) {
    const found = later
      ? this.#moments.find((moment) => moment.start > now + SECOND_MS / 4)
      : [...this.#moments].reverse().find((moment) => moment.start < now - SECOND_MS);
    if (found) this.#open(found.id);
  }
}

customElements.define("studio-room", StudioRoom);
