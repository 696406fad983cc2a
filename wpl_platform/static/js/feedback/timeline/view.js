// @ts-check
/**
 * What of the film is in sight: how far it is zoomed and scrolled, and where a time stands. Only figures: what is read from
 * the page is read when its size changes and when it has scrolled, never while the film plays.
 */

const ZOOM_LEAST_MOST = 40;
const PX_A_SECOND_MOST = 120;
const BESIDE = 0.5;
const BESIDE_MOVING = 0.25;
const STRETCH = Math.log(1.6);

/** @typedef {{from: number, to: number, beside: number, scale: number}} Window  ms; what is drawn, how far beside what is in sight, and the scale */

/** @type {Window} */
export const NOTHING = { from: 0, to: -1, beside: 0, scale: 0 };

export class View {
  /** ms */ duration = 0;
  /** px that are in sight */ width = 0;
  zoom = 1;
  /** px */ scroll = 0;

  /** px of the whole film */
  get track() {
    return this.width * this.zoom;
  }

  /** px a ms */
  get scale() {
    return this.duration ? this.track / this.duration : 0;
  }

  /** How far one can zoom: so far that seconds can be told apart, also in a film of hours. */
  get most() {
    return Math.max(ZOOM_LEAST_MOST, this.width ? (this.duration / 1000) * (PX_A_SECOND_MOST / this.width) : 0);
  }

  /** @param {number} ms @returns {number} px from the begin of the track */
  x(ms) {
    return ms * this.scale;
  }

  /** @param {number} x px from the begin of the track @returns {number} ms, within the film */
  ms(x) {
    return this.scale ? Math.round(Math.min(Math.max(x / this.scale, 0), this.duration)) : 0;
  }

  /** @param {number} ms @returns {string} of the length of the film */
  percent(ms) {
    return `${this.duration ? (ms / this.duration) * 100 : 0}%`;
  }

  /** @param {number} ms @param {number} [margin] px @returns {boolean} whether that time is in sight */
  shows(ms, margin = 0) {
    const x = this.x(ms) - this.scroll;
    return x >= margin && x <= this.width - margin;
  }

  /** The stretch in sight: begin and end in ms. */
  get sight() {
    return { start: this.ms(this.scroll), end: this.ms(this.scroll + this.width) };
  }

  /** @param {boolean} still @returns {Window} what is in sight with room on both sides, so that scrolling a little draws nothing; less while all moves */
  window(still) {
    const beside = this.width * (still ? BESIDE : BESIDE_MOVING);
    const [from, to] = [this.ms(this.scroll - beside), this.ms(this.scroll + this.width + beside)];
    return { from, to, beside: beside / (this.scale || 1), scale: this.scale };
  }

  /** @param {Window} drawn @returns {number} how far it is used up by scrolling and zooming: from 1 on it no longer serves */
  worn({ from, to, beside, scale }) {
    const { start, end } = this.sight;
    const left = from > 0 ? 1 - (start - from) / beside : 0;
    const right = to < this.duration ? 1 - (to - end) / beside : 0;
    return Math.max(left, right, Math.abs(Math.log(this.scale / scale)) / STRETCH);
  }

  /**
   * @param {number} zoom
   * @param {number} ms the time that stays where it is
   * @returns {boolean} whether that is another zoom than it was
   */
  zoomTo(zoom, ms) {
    const next = Math.min(Math.max(zoom, 1), this.most);
    if (next === this.zoom) return false;
    const beside = this.x(ms) - this.scroll;
    this.zoom = next;
    this.scrollTo(this.x(ms) - beside);
    return true;
  }

  /** @param {number} x px */
  scrollTo(x) {
    this.scroll = Math.min(Math.max(x, 0), Math.max(this.track - this.width, 0));
  }
}
