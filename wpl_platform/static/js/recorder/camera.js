// @ts-check
/** Picture and sound to film: from a camera, from the screen, or from both with the camera as an inset. */

import { composed } from "./screen-with-camera.js";

/** @typedef {"camera" | "screen" | "both"} Source */
/** @typedef {{source: Source, camera: string, microphone: string, facing: "user" | "environment"}} Choice */

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const SOUND = { echoCancellation: false, noiseSuppression: true, autoGainControl: true };

/** @returns {"" | "insecure" | "unsupported"} why this browser cannot film at all */
export function objection() {
  if (!window.isSecureContext) return "insecure";
  return navigator.mediaDevices && "MediaRecorder" in window ? "" : "unsupported";
}

/** @param {unknown} error of asking for a camera @returns {"refused" | "missing" | "busy"} */
export function reasonOf(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}

/** @returns {Promise<boolean>} whether the person may film without being asked */
export async function allowed() {
  try {
    const asked = ["camera", "microphone"].map((name) => navigator.permissions.query({ name: /** @type {any} */ (name) }));
    return (await Promise.all(asked)).every((answer) => answer.state === "granted");
  } catch {
    return false;
  }
}

/** Dispatches `interrupted` (a call, another app) and `ended` (pulled out, sharing stopped) of what is being filmed. */
export class Camera extends EventTarget {
  /** @type {MediaStream | null} */ stream = null;
  /** @type {MediaStreamTrack[]} */ #tracks = [];

  /** Opens what was chosen in place of what was open; rejects as the browser does. @param {Choice} choice */
  async open(choice) {
    const before = this.#tracks;
    const screen = choice.source === "camera" ? null : await navigator.mediaDevices.getDisplayMedia({ video: PICTURE });
    this.#end(before); // a phone opens one camera at a time
    const own = await this.#own(choice).catch((/** @type {unknown} */ error) => {
      for (const track of screen?.getTracks() ?? []) track.stop();
      throw error;
    });
    this.#take(screen, own);
  }

  /**
   * Sound, and the camera where it is wanted; a device without a microphone films without sound.
   * @param {Choice} choice @returns {Promise<MediaStream>}
   */
  async #own(choice) {
    const audio = choice.microphone ? { ...SOUND, deviceId: { exact: choice.microphone } } : SOUND;
    const facing = choice.camera ? { deviceId: { exact: choice.camera } } : { facingMode: { ideal: choice.facing } };
    const video = choice.source === "screen" ? false : { ...PICTURE, ...facing };
    try {
      return await navigator.mediaDevices.getUserMedia({ audio, video });
    } catch (error) {
      if (reasonOf(error) !== "missing") throw error;
      if (choice.camera || choice.microphone) return this.#own({ ...choice, camera: "", microphone: "" });
      return video ? navigator.mediaDevices.getUserMedia({ video }) : new MediaStream();
    }
  }

  /** @param {MediaStream | null} screen @param {MediaStream} own */
  #take(screen, own) {
    const shown = screen?.getVideoTracks()[0];
    const filmed = own.getVideoTracks()[0];
    const picture = shown && filmed ? composed(shown, filmed) : (shown ?? filmed);
    this.#tracks = [...(screen?.getTracks() ?? []), ...own.getTracks()];
    this.stream = new MediaStream([...(picture ? [picture] : []), ...own.getAudioTracks()]);
    for (const track of this.#tracks) {
      track.onended = () => this.dispatchEvent(new CustomEvent("ended"));
      if (track !== shown) track.onmute = () => this.dispatchEvent(new CustomEvent("interrupted"));
    }
    if (picture && !this.#tracks.includes(picture)) this.#tracks.push(picture);
  }

  /** @param {MediaStreamTrack[]} tracks */
  #end(tracks) {
    for (const track of tracks) {
      track.onended = track.onmute = null;
      track.stop();
    }
  }

  close() {
    this.#end(this.#tracks);
    this.#tracks = [];
    this.stream = null;
  }

  /** Whether the picture is of who looks at it, and so is shown as in a mirror. */
  get facesMe() {
    const track = this.#tracks.find((one) => one.kind === "video");
    const facing = track?.getSettings().facingMode;
    return facing ? facing === "user" : !matchMedia("(pointer: coarse)").matches;
  }

  /** @param {"video" | "audio"} kind @returns {string} which device it is; empty for a screen */
  device(kind) {
    const ids = this.#tracks.filter((track) => track.kind === kind).map((track) => track.getSettings());
    return ids.find((one) => one.deviceId && !("displaySurface" in one))?.deviceId ?? "";
  }
}

/** @param {MediaDeviceKind} kind @returns {Promise<MediaDeviceInfo[]>} those with a name */
export async function devices(kind) {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter((one) => one.kind === kind && one.deviceId && one.label);
}
