// @ts-check
/**
 * <improvement-board data-src data-changes>: cards move by drag, by arrow keys and by their menu.
 *
 * A move is shown at once and told to the server; what it refuses is put back and said, and a success without proof
 * leads to the card's place for proof. Every move can be undone. When `live:board` tells that somebody moved a card, the
 * columns are fetched again from `data-src`, unless a card is in the air.
 */

import Sortable from "sortablejs";
import { token } from "../web/csrf.js";

/** @typedef {{list: HTMLElement, above: string}} Place */

class ImprovementBoard extends HTMLElement {
  connectedCallback() {
    this.changes = this.hasAttribute("data-changes");
    /** @type {Sortable[]} */
    this.sortables = [];
    /** @type {Map<string, {card: string, place: Place}>} */
    this.undos = new Map();
    document.addEventListener("live:board", this.#stale);
    this.#followTabs();
    if (!this.changes) return;
    this.addEventListener("keydown", this.#keys);
    this.addEventListener("click", this.#menu);
    this.addEventListener("click", this.#noClickAfterDrag, true);
    window.addEventListener("toast:undo", this.#undo);
    this.#sortable();
  }

  disconnectedCallback() {
    document.removeEventListener("live:board", this.#stale);
    window.removeEventListener("toast:undo", this.#undo);
    for (const sortable of this.sortables ?? []) sortable.destroy();
  }

  get lists() {
    return /** @type {HTMLElement[]} */ (Array.from(this.querySelectorAll("ul[data-stage]")));
  }

  #sortable() {
    for (const sortable of this.sortables ?? []) sortable.destroy();
    this.sortables = this.lists.map((list) =>
      Sortable.create(list, {
        group: "board",
        draggable: ".bcard",
        filter: ".bcard__menu",
        preventOnFilter: false,
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 180,
        delay: 220,
        delayOnTouchOnly: true,
        touchStartThreshold: 6,
        forceFallback: true,
        fallbackTolerance: 5,
        fallbackOnBody: true,
        emptyInsertThreshold: 80,
        scroll: true,
        bubbleScroll: true,
        ghostClass: "is-ghost",
        dragClass: "is-lifted",
        onStart: this.#lift,
        onEnd: this.#drop,
      }),
    );
  }

  /** @param {Sortable.SortableEvent} event */
  #lift = (event) => {
    this.dragging = true;
    this.classList.add("is-dragging");
    this.from = this.#placeOf(event.item);
    if (Sortable.ghost) Sortable.ghost.style.opacity = "1";
  };

  /** @param {Sortable.SortableEvent} event */
  #drop = (event) => {
    this.dragging = false;
    this.classList.remove("is-dragging");
    this.droppedAt = performance.now();
    const from = this.from;
    const to = this.#placeOf(event.item);
    if (from && (from.list !== to.list || from.above !== to.above)) void this.#tell(event.item, from, to);
    else if (this.waiting) void this.refresh();
  };

  /** @param {MouseEvent} event */
  #noClickAfterDrag = (event) => {
    if (performance.now() - (this.droppedAt ?? -1e6) < 350) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  /**
   * @param {HTMLElement} card
   * @returns {Place}
   */
  #placeOf(card) {
    const above = card.previousElementSibling;
    return { list: /** @type {HTMLElement} */ (card.parentElement), above: above instanceof HTMLElement ? (above.dataset.card ?? "") : "" };
  }

  /**
   * @param {HTMLElement} card
   * @param {Place} place
   */
  #put(card, place) {
    const above = place.above ? place.list.querySelector(`[data-card="${place.above}"]`) : null;
    if (above) above.after(card);
    else place.list.prepend(card);
    this.#count();
  }

  #count() {
    for (const list of this.lists) {
      const count = list.closest(".col")?.querySelector("[data-count]");
      if (count) count.textContent = String(list.querySelectorAll(".bcard").length);
    }
  }

  /**
   * Tells the server of a move that is on the screen already.
   *
   * @param {HTMLElement} card
   * @param {Place} from
   * @param {Place} to
   * @param {boolean} [undoing]
   */
  async #tell(card, from, to, undoing = false) {
    this.#count();
    const id = card.dataset.card ?? "";
    const stage = to.list.dataset.stage ?? "";
    if (stage === "success" && from.list !== to.list && !("proven" in card.dataset) && !undoing) {
      this.#put(card, from);
      location.assign(`/improvements/${id}#bewijs`);
      return;
    }
    const body = new URLSearchParams({ stage, seen: from.list.dataset.stage ?? "", above: to.above });
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    try {
      const answer = await fetch(`/improvements/${id}/stages`, { method: "POST", body, headers, credentials: "same-origin" });
      const told = await answer.json();
      if (!answer.ok) this.#refused(card, from, told);
      else this.#moved(card, from, to, told.sentence, undoing);
      if (answer.ok || answer.status === 409) await this.refresh();
    } catch {
      this.#put(card, from);
      window.dispatchEvent(new CustomEvent("alarm"));
    }
  }

  /**
   * @param {HTMLElement} card
   * @param {Place} from
   * @param {Place} to
   * @param {string} sentence
   * @param {boolean} undoing
   */
  #moved(card, from, to, sentence, undoing) {
    this.#say("");
    const line = document.querySelector("[data-announce]");
    if (line) line.textContent = sentence;
    if (undoing || from.list === to.list) return;
    const id = card.dataset.card ?? "";
    const undo = new URL(`/improvements/${id}/stages?stage=${from.list.dataset.stage}&above=${from.above}`, location.href).href;
    this.undos?.set(undo, { card: id, place: { list: from.list, above: from.above } });
    window.dispatchEvent(new CustomEvent("toast", { detail: { text: sentence, undo } }));
  }

  /**
   * @param {HTMLElement} card
   * @param {Place} from
   * @param {{error?: string, field?: string}} told
   */
  #refused(card, from, told) {
    this.#put(card, from);
    if (told.field === "proof") location.assign(`/improvements/${card.dataset.card}#bewijs`);
    else this.#say(told.error ?? "");
  }

  /** @param {string} sentence */
  #say(sentence) {
    const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-said]"));
    const words = said?.querySelector("div");
    if (!said || !words) return;
    words.textContent = sentence;
    said.hidden = !sentence;
  }

  /** @param {Event} event */
  #undo = (event) => {
    const { url } = /** @type {CustomEvent} */ (event).detail;
    const undo = this.undos?.get(url);
    if (!undo) return;
    event.preventDefault();
    this.undos?.delete(url);
    const card = /** @type {HTMLElement | null} */ (this.querySelector(`[data-card="${undo.card}"]`));
    const list = this.lists.find((one) => one.dataset.stage === undo.place.list.dataset.stage);
    if (!card || !list) return;
    const from = this.#placeOf(card);
    this.#put(card, { list, above: undo.place.above });
    this.#focus(undo.card);
    void this.#tell(card, from, this.#placeOf(card), true);
  };

  /** @param {KeyboardEvent} event */
  #keys = (event) => {
    const link = /** @type {Element} */ (event.target).closest(".bcard__link");
    const card = link?.closest(".bcard");
    if (!(card instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const lists = this.lists;
    const from = this.#placeOf(card);
    const column = lists.indexOf(from.list);
    const next = { ArrowLeft: lists[column - 1], ArrowRight: lists[column + 1] }[event.key];
    const step = { ArrowUp: card.previousElementSibling, ArrowDown: card.nextElementSibling }[event.key];
    if (!event.altKey && next) this.#put(card, { list: next, above: "" });
    else if (event.altKey && step) step[event.key === "ArrowUp" ? "before" : "after"](card);
    else if (!event.altKey && step) {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (step.querySelector(".bcard__link"))?.focus();
      return;
    } else return;
    event.preventDefault();
    this.#focus(card.dataset.card ?? "");
    void this.#tell(card, from, this.#placeOf(card));
  };

  /** @param {MouseEvent} event */
  #menu = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button[name=stage]");
    const card = button?.closest(".bcard");
    if (!(button instanceof HTMLButtonElement) || !(card instanceof HTMLElement)) return;
    event.preventDefault();
    const list = this.lists.find((one) => one.dataset.stage === button.value);
    const from = this.#placeOf(card);
    button.closest("details")?.removeAttribute("open");
    if (!list) return;
    this.#put(card, { list, above: "" });
    this.#focus(card.dataset.card ?? "");
    void this.#tell(card, from, this.#placeOf(card));
  };

  /** @param {string} id */
  #focus(id) {
    const link = /** @type {HTMLElement | null} */ (this.querySelector(`[data-card="${id}"] .bcard__link`));
    link?.focus({ preventScroll: true });
    link?.closest(".bcard")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #stale = () => {
    if (this.dragging || this.querySelector("details[open]")) this.waiting = true;
    else void this.refresh();
  };

  /** Shows the columns as they are now; focus stays on its card. */
  async refresh() {
    this.waiting = false;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const answer = await fetch(this.dataset.src ?? "", { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected || turn !== this.turn) return;
    const html = await answer.text();
    if (this.dragging) {
      this.waiting = true;
      return;
    }
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".bcard"))?.dataset.card;
    const scroll = this.scrollLeft;
    this.innerHTML = html;
    this.scrollLeft = scroll;
    if (focused) this.#focus(focused);
    if (this.changes) this.#sortable();
    this.#followTabs();
  }

  /** On a phone one column is in sight: the tabs say which. */
  #followTabs() {
    this.watcher?.disconnect();
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          for (const tab of document.querySelectorAll(".coltabs a")) {
            if (tab.getAttribute("href") === `#${entry.target.id}`) tab.setAttribute("aria-current", "page");
            else tab.removeAttribute("aria-current");
          }
        }
      },
      { root: this, threshold: 0.6 },
    );
    for (const column of this.querySelectorAll(".col")) this.watcher.observe(column);
  }
}

customElements.define("improvement-board", ImprovementBoard);
