// @ts-check
/**
 * <film-recorder data-person>: films in the browser. It goes from state to state, and what stands in it says by
 * `data-in` in which of them it is seen:
 *
 *     start → ready → saying → counting → recording ⇄ paused → sending → done; cant when the browser cannot
 *
 * Dispatches `recorder:finished` with the recording's number and the address of its page; nobody prevents it: it goes
 * there, or to `data-next` when that says where ("/recordings/{recording}/requests/new"); but stays where it has to say why it stopped.
 */

import { bestType } from "./best-type.js";
import { BringIn } from "./bring-in.js";
import { allowed, Camera, objection, reasonOf } from "./camera.js";
import { Countdown } from "./countdown.js";
import { DeviceChoice } from "./device-choice.js";
import { Refused } from "./sender.js";
import { Take } from "./take.js";
import { nameOf } from "./take-name.js";
import { Telling } from "./telling.js";
import { Vault } from "./vault.js";
import { Wake } from "./wake.js";
import "./mark-along.js";
import "./sound-meter.js";

const COUNT_FROM = 3;
const ROOM_LEFT = 5_000_000;
const TIME_LEFT_MS = 60_000;

class FilmRecorder extends HTMLElement {
  #camera = new Camera();
  #countdown = new Countdown();
  #wake = new Wake();
  #telling = new Telling(this);
  /** @type {DeviceChoice} */ #choice;
  /** @type {Take | null} */ #take = null;
  /** @type {BringIn | null} */ #way = null;
  #clock = 0;
  #why = "";
  #title = document.title;

  constructor() {
    super();
    this.#choice = new DeviceChoice(this, () => this.#open());
  }

  connectedCallback() {
    this.addEventListener("click", this.#press);
    document.addEventListener("keydown", this.#key);
    window.addEventListener("beforeunload", this.#leave);
    this.#camera.addEventListener("interrupted", this.#interrupted);
    this.#camera.addEventListener("ended", this.#ended);
    const why = objection() || (bestType() ? "" : "unsupported");
    if (why) this.#cant(why);
    else this.#begin();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#key);
    window.removeEventListener("beforeunload", this.#leave);
    this.#camera.close();
    this.#wake.release();
    clearInterval(this.#clock);
  }

  get state() {
    return this.dataset.state ?? "start";
  }

  /** Where a person was busy with what is gone now, they are led on. @param {string} state */
  #go(state) {
    const busy = this.contains(document.activeElement);
    this.dataset.state = state;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-in]"))) {
      part.hidden = !part.dataset.in?.split(" ").includes(state);
    }
    const sign = { recording: this.#words.filming, paused: this.#words.paused, sending: this.#words.sending }[state];
    document.title = sign ? `${sign} · ${this.#title}` : this.#title;
    const first = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(`[data-first="${state}"]`));
    if (busy) [...first].find((one) => !one.closest("[hidden]"))?.focus({ preventScroll: true });
  }

  get #words() {
    return this.#telling.words;
  }

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  async #begin() {
    this.#go("start");
    if (await allowed()) this.#open();
  }

  /** @param {string} why */
  #cant(why) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-why]"))) {
      part.hidden = !part.dataset.why?.split(" ").includes(why);
    }
    this.#camera.close();
    this.#part("meter").rest();
    this.#go("cant");
  }

  /** @returns {Promise<void>} */
  async #open() {
    try {
      await this.#camera.open(this.#choice.chosen);
    } catch (error) {
      if (!this.#choice.back()) return this.#cant(reasonOf(error));
      this.#telling.note(this.#words.noScreen);
      return this.#open();
    }
    const picture = /** @type {HTMLVideoElement} */ (this.#part("picture"));
    picture.srcObject = this.#camera.stream;
    picture.classList.toggle("is-mirrored", this.#choice.chosen.source === "camera" && this.#camera.facesMe);
    if (this.#camera.stream) this.#part("meter").listen(this.#camera.stream);
    await this.#choice.show(this.#camera);
    if (this.state === "start" || this.state === "cant") this.#go("ready");
  }

  /** @param {Event} event */
  #press = (event) => {
    const act = /** @type {Element} */ (event.target).closest("button")?.dataset.act;
    const acts = {
      open: () => this.#open(),
      turn: () => this.#choice.turn(),
      record: () => this.#go("saying"),
      back: () => this.#go("ready"),
      said: () => this.#count(),
      skip: this.#countdown.skip,
      cancel: this.#countdown.cancel,
      mark: () => this.#mark(),
      pause: () => this.#pause(),
      resume: () => this.#resume(),
      stop: () => this.#stop(),
      again: () => this.#take && this.#bring(this.#take.vault),
    };
    if (act && act in acts) acts[/** @type {keyof acts} */ (act)]();
  };

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const typing = /** @type {Element} */ (event.target).closest?.("input, textarea, select");
    if (typing || event.key !== "m" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#filming) this.#mark();
  };

  get #filming() {
    return this.state === "recording" || this.state === "paused";
  }

  async #count() {
    this.#go("counting");
    const counted = await this.#countdown.run(COUNT_FROM, (left) => (this.#part("count").textContent = String(left)));
    if (counted) await this.#record().catch(() => this.#cant("busy"));
    else if (this.state === "counting") this.#go("ready");
  }

  async #record() {
    const options = bestType();
    if (!this.#camera.stream || !options) return this.#cant("busy");
    navigator.storage?.persist?.().catch(() => false);
    this.#telling.fresh();
    const begun = new Date().toISOString();
    const vault = await new Vault(this.dataset.person ?? "", begun.replace(/\W/g, "")).open();
    const take = (this.#take = new Take(this.#camera.stream, vault, options));
    await vault.note({ begun, title: nameOf(begun, this.#words.name), type: take.recorder.mimeType || (options.mimeType ?? "") });
    this.#telling.kept(vault.safe);
    await this.#along?.films(vault);
    take.addEventListener("beat", () => this.#along?.tell());
    take.addEventListener("piece", this.#grown);
    take.addEventListener("full", () => this.#stop(this.#words.full));
    take.addEventListener("broken", () => this.#stop(this.#words.broken));
    take.start();
    this.#wake.hold();
    this.#clock = window.setInterval(this.#tick, 250);
    this.#go("recording");
    this.#telling.say(this.#words.filming);
    this.#bring(vault);
  }

  /** @param {Vault} vault */
  async #bring(vault) {
    const way = (this.#way = new BringIn(vault, /** @type {any} */ ({ ...this.dataset })));
    if (!this.#filming) way.end();
    way.addEventListener("sent", this.#sent);
    way.addEventListener("trouble", (event) => this.#telling.trouble(/** @type {CustomEvent} */ (event).detail, false));
    this.#telling.fine();
    try {
      await way.run();
      this.#done(vault.known);
    } catch (error) {
      this.#way = null; // filming goes on; at its end it is tried once more
      this.#telling.trouble({ why: "refused", sentence: error instanceof Refused ? error.message : "" }, !this.#filming);
    }
  }

  #grown = () => {
    this.#way?.more();
    this.#shown();
    if (this.#filming && this.#long) this.#stop(this.#words.longest);
  };

  /** Whether a longer film would be refused. */
  get #long() {
    const { most, longest } = this.dataset;
    return this.#size > Number(most) - ROOM_LEFT || (this.#take?.ms ?? 0) > Number(longest) - TIME_LEFT_MS;
  }

  /** Where colleagues are asked to mark along. */
  get #along() {
    return /** @type {any} */ (this.querySelector("mark-along"));
  }

  get #size() {
    return this.#take?.vault.size ?? 0;
  }

  #sent = () => {
    this.#telling.fine();
    this.#shown();
  };

  #shown = () => this.#telling.safe(this.#way?.sent ?? 0, this.#size, !this.#filming);

  #tick = () => this.#telling.time(this.#take?.ms ?? 0);

  #mark() {
    const at = this.#take?.mark();
    if (at !== undefined) this.#telling.marked(at);
  }

  #pause() {
    this.#take?.pause();
    this.#go("paused");
    this.#telling.say(this.#words.paused);
  }

  #resume() {
    this.#take?.resume();
    this.#telling.note();
    this.#go("recording");
    this.#telling.say(this.#words.filming);
  }

  /** The camera goes off at once. @param {string} [why] in words, when it was not the person who stopped */
  async #stop(why) {
    if (!this.#filming) return;
    this.#go("sending");
    clearInterval(this.#clock);
    this.#wake.release();
    this.#part("meter").rest();
    this.#telling.note(why);
    this.#why = why ?? "";
    try {
      await this.#take?.stop();
    } finally {
      this.#camera.close();
      this.#shown();
      this.#telling.kept(this.#take?.vault.safe ?? false);
    }
    if (this.#way) this.#way.end();
    else if (this.#take) this.#bring(this.#take.vault);
  }

  /** @param {import("./journal.js").Known} known */
  #done({ recording, arrival }) {
    if (!this.#way || this.state !== "sending") return;
    this.#way = null;
    this.#part("arrival").href = arrival;
    this.#go("done");
    this.#telling.say(this.#words.done);
    const finished = new CustomEvent("recorder:finished", { bubbles: true, cancelable: true, detail: { recording, arrival } });
    if (!this.dispatchEvent(finished) || this.#why) return; // why it stopped is to be read first
    location.assign(this.dataset.next?.replace("{recording}", String(recording)) ?? arrival);
  }

  #interrupted = () => {
    if (this.state !== "recording") return;
    this.#pause();
    this.#telling.note(this.#words.interrupted);
  };

  #ended = () => {
    if (this.#filming) return void this.#stop(this.#words.ended);
    this.#countdown.cancel();
    if (["ready", "saying", "counting"].includes(this.state)) this.#cant("busy");
  };

  /** @param {BeforeUnloadEvent} event */
  #leave = (event) => {
    if (this.#filming || this.state === "sending") event.preventDefault();
  };
}

customElements.define("film-recorder", FilmRecorder);
