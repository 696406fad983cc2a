// @ts-check
/**
 * Where the bytes of a film come from: a plain file, or playlists in several heights.
 *
 * Playlists go by hls.js (brought in only then), or by the browser itself where it is made for them (Safari) or has no
 * MediaSource. Lost bytes are asked for again at the same place, and a film that ended (no longer shared, signed out)
 * is said once: the element `[data-film-word=…]` in the nearest `[data-film]` shows itself, in the page's own words.
 */

import { await_network, later, other_of, stand_of } from "./film-bytes.js";
import { Playlist } from "./film-playlist.js";

/**
 * `at_ms`: where to begin, else where the address says (`#t=`). `playing`: begin at once.
 *
 * @typedef {{ at_ms?: number, playing?: boolean }} Wanted
 * @typedef {{ at: number, playing: boolean, rate: number }} Place Where a film goes on; seconds.
 * @typedef {"gone" | "signed-out" | "broken" | "waiting" | "stopped"} Word
 */

const MENDS = 3;
const TRIES = 12;
const HELD_S = 5;

/**
 * Plays a film in a <video>; what the video already plays of the same address goes on.
 *
 * @param {HTMLVideoElement} video
 * @param {string} address
 * @param {Wanted} [wanted]
 */
export function play(video, address, wanted = {}) {
  return new Film(video, address, wanted);
}

export class Film {
  #address = "";
  #turn = 0;
  #mended = 0;
  #tries = 0;
  #looking = false;
  #away = false;
  /** @type {number | null} */ #well = null;
  /** @type {Place | null} */ #wanted = null;
  /** @type {Playlist | null} */ #playlist = null;
  /** @type {Word | null} */ #word = null;
  #ears = new AbortController();

  /** @param {HTMLVideoElement} video @param {string} address @param {Wanted} wanted */
  constructor(video, address, wanted) {
    this.video = video;
    const { signal } = this.#ears;
    video.addEventListener("loadedmetadata", this.#settle, { signal });
    video.addEventListener("canplay", this.#flows, { signal });
    video.addEventListener("timeupdate", this.#flows, { signal });
    video.addEventListener("waiting", this.#starves, { signal });
    video.addEventListener("error", () => this.#trouble(true), { signal });
    video.addEventListener("play", this.#again, { signal });
    const at = wanted.at_ms === undefined ? said(address) : wanted.at_ms / 1000;
    this.#open(address, { at, playing: wanted.playing ?? false, rate: video.playbackRate });
  }

  /** The address that plays now, without a place in it. */
  get address() {
    return this.#address;
  }

  /** Whether it has ended for good, in which word. */
  get word() {
    return this.#word;
  }

  /** @returns {number} s from the beginning, also while nothing was read yet */
  get now() {
    return this.#wanted?.at ?? this.video.currentTime;
  }

  /** @param {number} ms */
  seek(ms) {
    if (this.#wanted) this.#wanted.at = ms / 1000;
    if (this.video.readyState) this.video.currentTime = ms / 1000;
  }

  /**
   * Goes on with other bytes of the same film: same place, speed and volume, and still or playing as it was.
   *
   * @param {string} address
   */
  swap(address) {
    this.#mended = this.#tries = 0;
    this.#open(address, this.#place());
  }

  /** Lets go of the video, which keeps the picture it shows. */
  destroy() {
    this.#turn += 1;
    this.#ears.abort();
    this.#playlist?.close();
    this.#playlist = null;
  }

  /** @returns {Place} */
  #place() {
    const { video } = this;
    if (this.#wanted) return { ...this.#wanted, playing: this.#wanted.playing || !video.paused };
    return { at: video.currentTime, playing: !video.paused && !video.ended, rate: video.playbackRate };
  }

  /** @param {string} address @param {Place} place */
  async #open(address, place) {
    const { video } = this;
    const turn = ++this.#turn;
    this.#away = false;
    this.#say(null);
    this.#playlist?.close();
    this.#playlist = null;
    this.#address = address.split("#")[0] ?? address;
    this.#wanted = place;
    if (video.preload === "none") video.preload = "auto";
    if (Playlist.wanted(video, this.#address)) {
      const playlist = await Playlist.open(video, this.#address, place.at, (media, code) => this.#trouble(media, code));
      if (turn !== this.#turn) return playlist?.close();
      this.#playlist = playlist;
      if (playlist) return undefined;
    }
    this.#plain();
    return undefined;
  }

  /** The browser reads the address itself; what it reads already is left alone. */
  #plain() {
    const { video } = this;
    const same = video.src && new URL(this.#address, location.href).href === video.src.split("#")[0];
    if (!same || video.error) video.src = this.#address;
    if (same && video.error) video.load();
    if (video.readyState) this.#settle();
  }

  /** The film can be stood in: go where it was. */
  #settle = () => {
    const { video } = this;
    const place = this.#wanted;
    if (!place) return;
    this.#wanted = null;
    if (Math.abs(video.currentTime - place.at) > 0.001) video.currentTime = place.at;
    video.playbackRate = place.rate;
    if (place.playing) video.play().catch(() => undefined);
  };

  /** Bytes come: what hindered is over once they came for a while. */
  #flows = () => {
    const { currentTime } = this.video;
    if (this.#word === "waiting" && this.video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA) this.#say(null);
    this.#well ??= currentTime;
    if (Math.abs(currentTime - this.#well) > HELD_S) this.#mended = this.#tries = 0;
  };

  /** Worth saying only when there is nothing left to show. */
  #starves = () => {
    if (this.#away && this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) this.#say("waiting");
  };

  /** Who presses play on a film that stopped wants it tried again. */
  #again = () => {
    if (this.#word === "stopped" || this.#word === "signed-out") this.swap(this.#address);
  };

  /**
   * What stands in the way, and what to do: another version, the same again, wait for the network, or end.
   *
   * @param {boolean} media the bytes came, but do not play
   * @param {number} [code] what the server answered
   */
  async #trouble(media, code) {
    if (this.#looking || this.#word === "gone" || this.#word === "signed-out") return;
    this.#looking = true;
    this.#well = null;
    const [place, turn] = [this.#place(), this.#turn];
    const stand = await stand_of(this.#address);
    const other = stand === "gone" ? await other_of(this.#address) : null;
    if (turn === this.#turn) {
      if (other) this.#open(other, place);
      else if (stand === "gone" || stand === "signed-out") this.#end(stand);
      else if (stand === "there" && (media || code === 404)) this.#mend(place);
      else await this.#wait(stand === "away");
    }
    this.#looking = false;
  }

  /** @param {Place} place */
  #mend(place) {
    this.#mended += 1;
    if (this.#mended > MENDS) this.#end("broken");
    else if (this.#mended === 1 && this.#playlist) this.#playlist.recover();
    else this.#open(this.#address, place);
  }

  /**
   * Asks again and again, ever later; what was read already plays on meanwhile.
   *
   * @param {boolean} away nobody answers
   */
  async #wait(away) {
    const turn = this.#turn;
    this.#away = away;
    this.#starves();
    while (this.#tries < TRIES) {
      this.#tries += 1;
      await (away ? await_network(this.#tries) : later(this.#tries));
      if (turn !== this.#turn) return;
      if ((await stand_of(this.#address)) === "away") continue;
      this.#away = false;
      if (turn === this.#turn && !this.#playlist?.resume()) this.#open(this.#address, this.#place());
      return;
    }
    this.#end("stopped");
  }

  /** @param {Word} word */
  #end(word) {
    const { video } = this;
    this.#wanted = this.#place();
    this.#wanted.playing = false;
    video.pause();
    this.#playlist?.close();
    this.#playlist = null;
    if (word === "gone") {
      video.removeAttribute("src");
      video.removeAttribute("poster");
      video.load();
    }
    this.#say(word);
  }

  /** @param {Word | null} word */
  #say(word) {
    if (word === this.#word) return;
    this.#word = word;
    const places = this.video.closest("[data-film]")?.querySelectorAll("[data-film-word]") ?? [];
    for (const place of /** @type {Iterable<HTMLElement>} */ (places)) place.hidden = place.dataset.filmWord !== word;
    this.video.dispatchEvent(new CustomEvent("film:word", { bubbles: true, detail: { word } }));
  }
}

/** @param {string} address @returns {number} s, of `#t=12.5` or `#t=12.5,20` */
function said(address) {
  return Number(/#t=([\d.]+)/.exec(address)?.[1] ?? 0);
}
