// @ts-check
/** How large things are on the screen: read when the size of the timeline changes, and known in every frame after that. */

const GAP_REM = 0.75;
const LANE_REM = 1.875;

export class Sizes {
  /** px */ rem = 16;
  /** px beside the film */ gap = 12;
  /** px on the screen, of the begin of what is in sight */ left = 0;
  /** px */ lane = 30;
  /** px from the top of the track */ lanesTop = 0;
  /** px */ height = 0;
  /** px that is scrolled down */ top = 0;

  /** @param {(name: string) => HTMLElement} piece @returns {number} px of the film that are in sight */
  read(piece) {
    const [box, side, lanes] = [piece("tl"), piece("tl__side").offsetWidth, piece("tl__lanes")];
    this.rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.gap = GAP_REM * this.rem;
    this.left = box.getBoundingClientRect().left + side + this.gap;
    this.lane = /** @type {HTMLElement | null} */ (lanes.firstElementChild)?.offsetHeight ?? LANE_REM * this.rem;
    this.lanesTop = lanes.offsetTop;
    this.height = box.clientHeight;
    this.top = box.scrollTop;
    return Math.max(box.clientWidth - side - 2 * this.gap, 0);
  }

  /** The lanes that are in sight, with one on both sides. */
  get rows() {
    const from = Math.floor((this.top - this.lanesTop) / this.lane) - 1;
    return { from: Math.max(from, 0), to: Math.max(from, 0) + Math.ceil(this.height / this.lane) + 3 };
  }

  /** @param {number} row @returns {number} px from the top of the track */
  topOf(row) {
    return this.lanesTop + row * this.lane;
  }
}
