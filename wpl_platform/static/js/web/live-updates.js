// @ts-check
/**
 * <live-updates src="/recordings/7/events" since="12">: what happens elsewhere, as `live:<kind>` on the document, each
 * once and in order; `detail` is what the event carries, and its number.
 *
 * Listens to a stream; asks every few seconds where a stream cannot be had. Lets go while nobody looks at the tab, and
 * catches up when somebody does. `live:closed`: this may not be heard any more. `live:missed`: some of it is gone for
 * good, so the page is read again, unless a listener prevents that.
 *
 * @typedef {{number: number | null, kind: string, data: Record<string, unknown>}} Message
 */

const POLL_MS = 3_000;
const POLLS_BEFORE_STREAM = 10;

class LiveUpdates extends HTMLElement {
  /** @type {number | null} */
  #number = null;
  /** @type {EventSource | null} */
  #source = null;
  #polls = 0;
  #turn = 0;

  connectedCallback() {
    const since = this.getAttribute("since") ?? this.#address().searchParams.get("since");
    this.#number ??= since ? Number(since) : null;
    document.addEventListener("visibilitychange", this.#see);
    window.addEventListener("pagehide", this.#letGo);
    window.addEventListener("pageshow", this.#see);
    this.#see();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#see);
    window.removeEventListener("pagehide", this.#letGo);
    window.removeEventListener("pageshow", this.#see);
    this.#letGo();
  }

  #see = () => {
    if (document.hidden) this.#letGo();
    else if (!["live", "polling", "closed"].includes(this.dataset.state ?? "")) this.#listen();
  };

  #letGo = () => {
    this.#turn += 1;
    this.#source?.close();
    this.#source = null;
    if (this.dataset.state !== "closed") this.dataset.state = "away";
  };

  #listen() {
    this.dataset.state = "live";
    const source = new EventSource(this.#address());
    this.#source = source;
    source.onmessage = (event) => this.#take(JSON.parse(event.data));
    source.onerror = () => {
      // The browser comes back by itself from a cut line; what it does not forgive is an answer other than a stream.
      if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
      this.#letGo();
      this.#poll();
    };
  }

  async #poll() {
    this.dataset.state = "polling";
    const turn = this.#turn;
    for (this.#polls = 0; turn === this.#turn && this.#polls < POLLS_BEFORE_STREAM; ) {
      await this.#ask(turn);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    if (turn === this.#turn) this.#listen();
  }

  /** @param {number} turn */
  async #ask(turn) {
    const address = this.#address();
    address.searchParams.set("poll", "1");
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
      if (turn !== this.#turn) return;
      if ([401, 403, 404].includes(answer.status)) this.#take({ number: null, kind: "closed", data: {} });
      if (!answer.ok) return;
      const messages = /** @type {Message[]} */ (await answer.json());
      if (turn !== this.#turn) return;
      this.#polls += 1;
      for (const message of messages) this.#take(message);
    } catch {
      // Nobody answers: a server that starts again, or a train in a tunnel. Asked again in a moment.
    }
  }

  /** @param {Message} message */
  #take({ number, kind, data }) {
    if (kind === "here") {
      this.#number ??= number;
      return;
    }
    if (number !== null && kind !== "missed" && this.#number !== null && number <= this.#number) return;
    this.#number = number ?? this.#number;
    if (kind === "closed") {
      this.#letGo();
      this.dataset.state = "closed";
    }
    const detail = { ...data, number };
    const news = new CustomEvent(`live:${kind}`, { detail, cancelable: kind === "missed" });
    if (!document.dispatchEvent(news) || kind !== "missed") return;
    this.#letGo();
    location.reload();
  }

  /** Where to hear what came after the last thing heard. */
  #address() {
    const address = new URL(this.getAttribute("src") ?? "", location.href);
    if (this.#number !== null) address.searchParams.set("since", String(this.#number));
    return address;
  }
}

customElements.define("live-updates", LiveUpdates);
