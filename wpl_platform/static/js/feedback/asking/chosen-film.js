// @ts-check
/**
 * The film somebody just chose, from this very device, beside its name: seen before anybody is asked to look at it. A
 * browser that cannot show it says so, and its name, length and size stand there all the same. Small, and as wide as the
 * page (`data-watched`) from the moment that it plays.
 */

import { amount } from "../../media/pace.js";
import { written } from "../times.js";

/** Some browsers show no picture before a film begins, unless they are sent to one. */
const FIRST_PICTURE = "#t=0.001";

export class ChosenFilm {
  #address = "";
  /** @type {File | null} */
  #file = null;

  /** @param {HTMLElement} place with a <video> and the parts name, about and unseen */
  constructor(place) {
    this.place = place;
    this.#video.addEventListener("loadedmetadata", () => this.#draw(this.#video.videoWidth > 0));
    this.#video.addEventListener("play", () => (place.dataset.watched = ""));
    this.#video.addEventListener("error", () => this.#address && this.#draw(false));
  }

  /** Shows this one, and lets go of the one before. @param {File} file */
  show(file) {
    this.clear();
    this.#file = file;
    delete this.place.dataset.watched;
    this.#address = URL.createObjectURL(file);
    this.#draw(true);
    this.#video.src = this.#address + FIRST_PICTURE;
  }

  clear() {
    const before = this.#address;
    this.#address = "";
    this.#video.removeAttribute("src");
    this.#video.load();
    if (before) URL.revokeObjectURL(before);
  }

  get #video() {
    return /** @type {HTMLVideoElement} */ (this.place.querySelector("video"));
  }

  /** @param {boolean} seen whether there is a picture to look at, as far as is known */
  #draw(seen) {
    const { name = "", size = 0 } = this.#file ?? {};
    const { duration } = this.#video;
    const length = Number.isFinite(duration) ? written(duration * 1000) : "";
    this.#video.hidden = !seen;
    this.#part("unseen").hidden = seen;
    this.#part("name").textContent = name;
    this.#part("about").textContent = [length, amount(size)].filter(Boolean).join(" · ");
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.place.querySelector(`[data-part="${name}"]`));
  }
}
