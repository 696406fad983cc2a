// @ts-check
/**
 * <mark-along data-create>: with which who films asks colleagues to mark along, before or while it is filmed. It shows how
 * they come (a link, its picture, a code to say), how many did and how much they marked; then nobody is asked any more.
 */

import "../web/live-updates.js";
import { post, token } from "../web/csrf.js";
import { Beats } from "./beats.js";

class MarkAlong extends HTMLElement {
  /** @type {import("./beats.js").Doors | null} */ #doors = null;
  /** @type {import("./vault.js").Vault | null} */ #vault = null;
  /** @type {Beats | null} */ #beats = null;

  connectedCallback() {
    this.addEventListener("click", this.#press);
    document.addEventListener("live:along", this.#count);
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() {
    document.removeEventListener("live:along", this.#count);
    window.removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#back);
  }

  /** From here on this is filmed. @param {import("./vault.js").Vault} vault */
  async films(vault) {
    this.#vault = vault;
    this.querySelector("details")?.removeAttribute("open");
    await this.#join();
  }

  /** The film knows who marks along, and they hear how it goes on. */
  async #join() {
    if (!this.#doors || !this.#vault) return;
    this.#beats = new Beats(this.#vault, this.#doors);
    await this.#vault.note({ live: this.#doors });
    this.tell();
  }

  /** The filming began, paused, went on or ended. */
  tell() {
    this.#beats?.tell();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {Event} event */
  #press = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.along === "ask") this.#ask(button);
    if (button?.dataset.along === "close") this.#close(button);
  };

  /** @param {HTMLButtonElement} button */
  async #ask(button) {
    button.disabled = true;
    try {
      const answer = await post(this.dataset.create ?? "");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shown = /** @type {HTMLElement} */ (page.body.firstElementChild);
      const { beats, recording, close, remove } = shown.dataset;
      this.#doors = /** @type {import("./beats.js").Doors} */ ({ beats, recording, close, remove });
      this.#part("invitation").replaceChildren(document.adoptNode(shown));
      this.#show(true);
      await this.#join();
    } catch {
      // The page has said that it did not work.
    } finally {
      button.disabled = false;
    }
  }

  /** Nobody is asked any more, once the server says so. @param {HTMLButtonElement} button */
  async #close(button) {
    const doors = this.#doors;
    if (!doors) return;
    button.disabled = true;
    try {
      await post(doors.close);
      this.#asksNobody();
    } catch {
      button.disabled = false; // the page has said that it did not work
    }
  }

  #asksNobody() {
    this.#part("invitation").replaceChildren();
    this.#show(false);
    if (!this.#vault) this.#doors = null;
  }

  /** Who was busy here is led along. @param {boolean} asks */
  #show(asks) {
    const busy = this.contains(document.activeElement);
    this.#part("ask").hidden = asks;
    this.#part("invitation").hidden = !asks;
    const next = asks ? this.querySelector("[data-first]") : this.#part("ask").querySelector("button");
    if (busy) /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
    this.scrollIntoView({ block: "nearest" });
  }

  /** @param {Event} event */
  #count = (event) => {
    const { people, marks } = /** @type {CustomEvent<{people: number, marks: number}>} */ (event).detail;
    const place = this.querySelector("[data-part=along]");
    if (!place) return;
    const said = [this.#words("people", people), marks ? this.#words("marks", marks) : ""].filter(Boolean).join(" · ");
    place.textContent = people || marks ? said : (this.dataset.nobody ?? "");
  };

  /** @param {string} what @param {number} number */
  #words(what, number) {
    const one = number === 1 ? this.dataset[`${what}One`] : this.dataset[`${what}Many`];
    return (one ?? "").replace("{n}", String(number));
  }

  /** Who goes away before anything was filmed asks nobody. */
  #leave = () => {
    if (!this.#doors || this.#vault) return;
    const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
    fetch(this.#doors.close, { method: "POST", headers, keepalive: true }).catch(() => undefined);
  };

  /** Who comes back to the page as it was, had left: nobody is asked. @param {PageTransitionEvent} event */
  #back = (event) => {
    if (event.persisted && this.#doors && !this.#vault) this.#asksNobody();
  };
}

customElements.define("mark-along", MarkAlong);
