// @ts-check
/** Keeps the screen awake while somebody films: a phone that locks itself takes the camera away. */

export class Wake {
  /** @type {WakeLockSentinel | null} */ #lock = null;
  #wanted = false;

  hold() {
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#ask);
    this.#ask();
  }

  release() {
    this.#wanted = false;
    document.removeEventListener("visibilitychange", this.#ask);
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  #ask = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    const lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (this.#wanted) this.#lock = lock;
    else lock?.release();
  };
}
