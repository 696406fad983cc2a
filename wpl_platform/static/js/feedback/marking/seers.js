// @ts-check
/** For whom the next moment is: the sentence that says so follows how the film is shared, and privately is said in words. */

export class Seers {
  /** @param {HTMLElement} composer */
  constructor(composer) {
    this.composer = composer;
    document.addEventListener("live:recording", this.#renew);
    composer.querySelector("[data-public]")?.addEventListener("click", this.#share);
  }

  close() {
    document.removeEventListener("live:recording", this.#renew);
  }

  #renew = async () => {
    const answer = await fetch(this.composer.dataset.seers ?? "", { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = document.createRange().createContextualFragment(await answer.text());
    this.composer.querySelector("#moment-who")?.replaceWith(fresh);
  };

  /** The next moment is for all who see the film again. */
  #share = () => {
    const box = /** @type {HTMLInputElement | null} */ (this.composer.querySelector('input[name="visibility"]'));
    if (!box) return;
    box.checked = false;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    /** @type {HTMLElement | null} */ (this.composer.querySelector(".composer__go"))?.focus();
  };
}
