// @ts-check
/**
 * <saved-recordings data-person>: what this person filmed here and what did not all reach the server, offered to be
 * brought in or thrown away. What another page is busy with is not offered.
 *
 * Dispatches `recorder:finished` as the recorder does, but leads nowhere by itself.
 */

import { amount, figure } from "../media/pace.js";
import { post } from "../web/csrf.js";
import { BringIn } from "./bring-in.js";
import { Refused } from "./sender.js";
import { takesOf, Vault } from "./vault.js";

/** @typedef {Awaited<ReturnType<typeof takesOf>>[number]} Saved */

class SavedRecordings extends HTMLElement {
  async connectedCallback() {
    for (const take of await takesOf(this.#person)) {
      if (take.size > 0 && !take.known.arrived) this.append(this.#offered(take));
      else this.#tidy(take);
    }
    this.hidden = !this.querySelector(".saved");
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  /** Nothing was filmed, or all is on the server: no question, but for the moments that may still have to follow. @param {Saved} take */
  async #tidy(take) {
    try {
      const vault = await new Vault(this.#person, take.name).open();
      if (take.known.arrived) await this.#way(vault).run();
      else await vault.remove();
    } catch {
      // Busy elsewhere, or next time.
    }
  }

  /** @param {Vault} vault */
  #way(vault) {
    const way = new BringIn(vault, /** @type {any} */ ({ ...this.dataset }));
    way.end();
    return way;
  }

  /** @param {Saved} take @returns {DocumentFragment} */
  #offered(take) {
    const made = /** @type {HTMLTemplateElement} */ (this.querySelector("template")).content.cloneNode(true);
    const place = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (made).firstElementChild);
    part(place, "offer").textContent = (this.dataset.offer ?? "").replace("{length}", this.#length(take.known.ms));
    part(place, "when").textContent = [take.known.title, amount(take.size)].filter(Boolean).join(" · ");
    const acts = {
      bring: () => this.#bring(place, take),
      discard: () => step(place, "sure"),
      keep: () => step(place, "offered"),
      remove: () => this.#remove(place, take),
    };
    place.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.act;
      if (act && act in acts) acts[/** @type {keyof acts} */ (act)]();
    });
    return /** @type {DocumentFragment} */ (made);
  }

  /** @param {number} ms @returns {string} */
  #length(ms) {
    const all = Math.round(ms / 1000);
    const [minutes, seconds] = [Math.floor(all / 60), all % 60];
    const words = minutes ? this.dataset.minutes : this.dataset.seconds;
    return (words ?? "").replace("{m}", String(minutes)).replace("{s}", String(seconds));
  }

  /** @param {HTMLElement} place @param {Saved} take */
  async #bring(place, take) {
    step(place, "bringing");
    try {
      const vault = await new Vault(this.#person, take.name).open();
      const way = this.#way(vault);
      way.addEventListener("sent", () => this.#show(place, way.sent, vault.size));
      way.addEventListener("trouble", (event) => this.#trouble(place, /** @type {CustomEvent} */ (event).detail));
      await way.run();
      const { recording, arrival } = vault.known;
      /** @type {HTMLAnchorElement} */ (part(place, "arrival")).href = arrival;
      part(place, "trouble").hidden = true;
      step(place, "arrived");
      this.dispatchEvent(new CustomEvent("recorder:finished", { bubbles: true, detail: { recording, arrival } }));
    } catch (error) {
      step(place, "offered");
      this.#trouble(place, { why: "", sentence: error instanceof Refused ? error.message : "" });
    }
  }

  /** @param {HTMLElement} place @param {number} sent @param {number} size */
  #show(place, sent, size) {
    const words = (this.dataset.safe ?? "").replace("{done}", figure(sent, size)).replace("{total}", amount(size));
    part(place, "safe").textContent = words;
    /** @type {HTMLProgressElement} */ (part(place, "bar")).value = Math.floor((100 * sent) / size);
    part(place, "trouble").hidden = true;
  }

  /** @param {HTMLElement} place @param {{why: string, sentence: string}} trouble */
  #trouble(place, { why, sentence }) {
    const known = { offline: this.dataset.offline, "signed-out": this.dataset.signedOut, server: this.dataset.server }[why];
    part(place, "trouble").textContent = known ?? (sentence || (this.dataset.server ?? ""));
    part(place, "trouble").hidden = false;
  }

  /** Off this device, and what the server has of it too. @param {HTMLElement} place @param {Saved} take */
  async #remove(place, take) {
    const vault = await new Vault(this.#person, take.name).open();
    const { recording } = take.known;
    if (recording) await post((this.dataset.delete ?? "").replace("{recording}", String(recording))).catch(() => null);
    await vault.remove();
    place.remove();
    this.hidden = !this.querySelector(".saved");
  }
}

/** @param {HTMLElement} place @param {string} name @returns {HTMLElement} */
function part(place, name) {
  return /** @type {HTMLElement} */ (place.querySelector(`[data-part="${name}"]`));
}

/** Goes to a step; who is busy here is led along. @param {HTMLElement} place @param {string} name */
function step(place, name) {
  const busy = place.contains(document.activeElement);
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-step]"))) {
    one.hidden = one.dataset.step !== name;
    const next = /** @type {HTMLElement | null} */ (one.querySelector("button, a") ?? place.querySelector("h2"));
    if (busy && !one.hidden) next?.focus();
  }
}

customElements.define("saved-recordings", SavedRecordings);
