// @ts-check
/**
 * <saved-recordings data-person>: what this person filmed here and what did not all reach the server, offered to be
 * brought in or thrown away. What another page is busy with is not offered.
 *
 * Dispatches `recorder:finished` as the recorder does, but leads nowhere by itself.
 */

import { amount, figure } from "../media/pace.js";
import { showElsewhere, unfinishedOf } from "../media/unfinished.js";
import { BringIn } from "./bring-in.js";
import { Refused } from "./sender.js";
import { ThrownTakes } from "./thrown-takes.js";
import { takesOf, Vault } from "./vault.js";

/** @typedef {Awaited<ReturnType<typeof takesOf>>[number]} Saved */

/** What cannot be done with it now, in words. */
class Unable extends Error {}

class SavedRecordings extends HTMLElement {
  #thrown = new ThrownTakes(this.dataset.delete ?? "");

  async connectedCallback() {
    window.addEventListener("online", this.#settle);
    this.#settle();
    for (const take of await takesOf(this.#person)) {
      if (Number(take.size) > 0 && !take.known.arrived) this.append(this.#offered(take));
      else await this.#look(take);
    }
    this.hidden = !this.querySelector(".saved");
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.#settle);
  }

  #settle = () => this.#thrown.settleAll();

  get #person() {
    return this.dataset.person ?? "";
  }

  /**
   * Nothing was filmed, or all is on the server: no question, but for the moments that may still have to follow. What
   * cannot be read now is not taken for nothing.
   *
   * @param {Saved} take
   */
  async #look(take) {
    const vault = await new Vault(this.#person, take.name).open().catch(() => null);
    if (!vault) return; // busy elsewhere
    const { safe, size, known } = vault;
    if (safe && known.arrived) return void this.#follow(vault);
    if (safe && size === 0) return vault.remove();
    await vault.close();
    this.append(this.#offered(safe ? { ...take, size, known } : take));
  }

  /** @param {Vault} vault */
  async #follow(vault) {
    const way = this.#way(vault);
    await way.run().catch(() => vault.close()); // next time
  }

  /** Rejects with Unable when another page is busy with it, or when it cannot be read now. @param {Saved} take */
  async #open(take) {
    const vault = await new Vault(this.#person, take.name).open().catch(() => null);
    if (!vault) throw new Unable(this.dataset.busy);
    if (vault.safe) return vault;
    await vault.close();
    throw new Unable(this.dataset.unreadable);
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
    const { size, known } = take;
    showElsewhere(unfinishedOf(known.recording), true); // no file to choose is the rest of it
    const offer = size === "unreadable" ? this.dataset.offerUnreadable : this.dataset.offer;
    part(place, "offer").textContent = (offer ?? "").replace("{length}", this.#length(known.ms));
    part(place, "when").textContent = size === "unreadable" ? "" : [known.title, amount(size)].filter(Boolean).join(" · ");
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
    const words = minutes ? this.dataset.minutes : this.dataset[seconds === 1 ? "second" : "seconds"];
    return (words ?? "").replace("{m}", String(minutes)).replace("{s}", String(seconds));
  }

  /** @param {HTMLElement} place @param {Saved} take */
  async #bring(place, take) {
    step(place, "bringing");
    /** @type {Vault | null} */
    let vault = null;
    try {
      const { size } = (vault = await this.#open(take));
      const way = this.#way(vault);
      way.addEventListener("sent", () => this.#show(place, way.sent, size));
      way.addEventListener("trouble", (event) => this.#trouble(place, /** @type {CustomEvent} */ (event).detail));
      await way.run();
      const { recording, arrival } = vault.known;
      /** @type {HTMLAnchorElement} */ (part(place, "arrival")).href = arrival;
      part(place, "trouble").hidden = true;
      step(place, "arrived");
      this.dispatchEvent(new CustomEvent("recorder:finished", { bubbles: true, detail: { recording, arrival } }));
    } catch (error) {
      step(place, "offered");
      this.#failed(place, error);
    } finally {
      await vault?.close();
    }
  }

  /** @param {HTMLElement} place @param {unknown} error */
  #failed(place, error) {
    const said = error instanceof Refused || error instanceof Unable ? error.message : "";
    this.#trouble(place, { why: "", sentence: said });
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
    part(place, "trouble").textContent = known ?? (sentence || (this.dataset.failed ?? ""));
    part(place, "trouble").hidden = false;
  }

  /** Off this device, and what the server has of it too. @param {HTMLElement} place @param {Saved} take */
  async #remove(place, take) {
    try {
      const vault = await new Vault(this.#person, take.name).open().catch(() => null);
      if (!vault) throw new Unable(this.dataset.busy);
      const { known } = vault.safe ? vault : take;
      this.#thrown.add(take.name, known);
      await vault.remove();
      const left = await this.#thrown.settle(take.name, known).then((gone) => (gone ? "" : this.dataset.left), () => this.dataset.later);
      place.remove();
      this.hidden = !this.querySelector(".saved");
      if (left) window.dispatchEvent(new CustomEvent("toast", { detail: { text: left } }));
    } catch (error) {
      step(place, "offered");
      this.#failed(place, error);
    }
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
