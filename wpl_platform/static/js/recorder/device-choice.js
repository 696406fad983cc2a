// @ts-check
/** What is filmed and with which devices: the fields of the recorder, kept for next time on this device. */

import { devices } from "./camera.js";
import { canCompose } from "./screen-with-camera.js";

const KEPT = "recorder";

export class DeviceChoice {
  /** @type {import("./camera.js").Choice} */ chosen = { source: "camera", camera: "", microphone: "", facing: "environment" };

  /** @param {HTMLElement} place @param {() => void} changed */
  constructor(place, changed) {
    this.place = place;
    this.changed = changed;
    try {
      this.chosen = { ...this.chosen, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
    } catch {
      // Nothing kept, or not ours.
    }
    place.addEventListener("change", this.#hear);
  }

  /** Shows what there is to choose from, now and whenever something is plugged in. @param {import("./camera.js").Camera} camera */
  async show(camera) {
    this.chosen.camera = camera.device("video") || this.chosen.camera;
    this.chosen.microphone = camera.device("audio") || this.chosen.microphone;
    const cameras = await this.#fill("camera", "videoinput");
    await this.#fill("microphone", "audioinput");
    this.#part("turn").hidden = cameras < 2 || !matchMedia("(pointer: coarse)").matches;
    this.#part("sources").hidden = !("getDisplayMedia" in navigator.mediaDevices);
    this.#part("both").hidden = !canCompose();
    navigator.mediaDevices.ondevicechange = () => this.show(camera);
  }

  /** The other camera of a phone. */
  turn() {
    this.chosen.facing = this.chosen.facing === "user" ? "environment" : "user";
    this.chosen.camera = "";
    this.#keep();
  }

  /** When the screen was not given: the camera again. @returns {boolean} whether there was something to go back to */
  back() {
    if (this.chosen.source === "camera") return false;
    this.chosen.source = "camera";
    const camera = /** @type {HTMLInputElement} */ (this.place.querySelector("[name=source][value=camera]"));
    camera.checked = true;
    return true;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.place.querySelector(`[data-part~="${name}"]`));
  }

  /** @param {"camera" | "microphone"} name @param {MediaDeviceKind} kind @returns {Promise<number>} */
  async #fill(name, kind) {
    const found = await devices(kind);
    const field = /** @type {HTMLSelectElement} */ (this.#part(name));
    field.replaceChildren(...found.map((one) => new Option(one.label, one.deviceId, false, one.deviceId === this.chosen[name])));
    const row = /** @type {HTMLElement} */ (field.closest(".field"));
    row.hidden = found.length === 0 || (name === "camera" && this.chosen.source === "screen");
    return found.length;
  }

  /** @param {Event} event */
  #hear = (event) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    if (!["source", "camera", "microphone"].includes(field.name)) return;
    this.chosen = { ...this.chosen, [field.name]: field.value };
    this.#keep();
  };

  #keep() {
    const { camera, microphone, facing } = this.chosen;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ camera, microphone, facing }));
    } catch {
      // A full or closed store: then it is chosen anew next time.
    }
    this.changed();
  }
}
