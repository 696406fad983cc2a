// @ts-check
/**
 * The form in which a question is put to one to three colleagues: says whom the button asks, keeps what was typed until
 * it is sent, and puts the answer of the server in its own place.
 */

import { post, Refusal } from "../../web/csrf.js";

const MOST = 3;
const NEW = "0";

export class AskSheet extends EventTarget {
  #busy = false;

  /**
   * @param {HTMLFormElement} form
   * @param {Promise<string>} recording its number, as soon as there is one; rejects when there will be none
   */
  constructor(form, recording) {
    super();
    this.form = form;
    this.recording = recording;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-part="questions"], [data-same]'))) {
      part.hidden = false;
    }
    form.addEventListener("submit", this.#submit);
    form.addEventListener("change", this.#name);
    form.addEventListener("click", this.#press);
    form.addEventListener("input", this.#keep);
    this.#question.addEventListener("keydown", this.#enter);
    this.#name();
    recording.then(this.#restore, () => undefined);
  }

  /** The question as it stands is about another recording now. @param {Promise<string>} recording */
  about(recording) {
    this.recording.then(drop, () => undefined);
    this.recording = recording;
    this.#keep();
  }

  get #question() {
    return /** @type {HTMLTextAreaElement} */ (this.form.querySelector('[name="question"]'));
  }

  get #people() {
    return /** @type {HTMLInputElement[]} */ ([...this.form.querySelectorAll('[name="person"]')]);
  }

  get #chosen() {
    return this.#people.filter((person) => person.checked && !person.disabled);
  }

  get #send() {
    return /** @type {HTMLButtonElement} */ (this.form.querySelector('[data-part="send"]'));
  }

  /** The button says whom it asks. */
  #name = () => {
    const names = this.#chosen.map((person) => person.dataset.name ?? "");
    const listed = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);
    const { one = "", none = "" } = this.#send.dataset;
    /** @type {HTMLElement} */ (this.#send.querySelector("span")).textContent = listed ? one.replace("{names}", listed) : none;
    if (names.length <= MOST) this.#wrong("");
    else this.#wrong(this.#send.dataset.many ?? "");
  };

  /** @param {Event} event */
  #press = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.say) {
      this.#question.value = button.dataset.say;
      this.#keep();
    }
    if (button?.dataset.same) {
      const same = button.dataset.same.split(",");
      for (const person of this.#people) if (!person.disabled) person.checked = same.includes(person.value);
      this.#name();
    }
  };

  /** One line is one question: Enter lets the keyboard go, and the colleagues come in sight. @param {KeyboardEvent} event */
  #enter = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    this.#question.blur();
    this.#people.find((person) => !person.disabled)?.focus();
  };

  /** @param {SubmitEvent} event */
  #submit = (event) => {
    event.preventDefault();
    const { question = "", nobody = "", many = "" } = this.#send.dataset;
    const count = this.#chosen.length;
    const missing = !this.#question.value.trim() ? question : count === 0 ? nobody : count > MOST ? many : "";
    this.#wrong(missing);
    if (missing === question && missing) this.#question.focus();
    if (!missing && !this.#busy) void this.#ask(event.submitter);
  };

  /** @param {HTMLElement | null} pressed what the maker says of who is in view */
  async #ask(pressed) {
    this.#wait(true);
    try {
      const recording = await this.recording;
      const address = this.form.action.replace(`/${NEW}/`, `/${recording}/`);
      const answer = await post(address, new FormData(this.form, pressed), { headers: { "X-Requested-With": "fetch" } });
      drop(recording);
      const place = document.createElement("div");
      place.innerHTML = await answer.text();
      const done = /** @type {HTMLElement} */ (place.firstElementChild);
      this.form.replaceWith(done);
      done.focus();
      this.dispatchEvent(new CustomEvent("asked", { detail: { recording } }));
    } catch (error) {
      if (error instanceof Refusal && error.answer.status === 422) this.#wrong(await sentence(error.answer));
    } finally {
      this.#wait(false);
    }
  }

  /** @param {boolean} busy */
  #wait(busy) {
    this.#busy = busy;
    this.#send.classList.toggle("is-busy", busy);
  }

  /** @param {string} why */
  #wrong(why) {
    const place = /** @type {HTMLElement} */ (this.form.querySelector('[data-part="wrong"]'));
    if (place.textContent !== why) place.textContent = why;
    place.hidden = !why;
  }

  #keep = () => {
    const typed = this.#question.value;
    this.recording.then((recording) => keep(recording, typed), () => undefined);
  };

  /** @param {string} recording */
  #restore = (recording) => {
    const typed = typedBefore(recording);
    if (typed && !this.#question.value) this.#question.value = typed;
  };
}

/** @param {Response} answer @returns {Promise<string>} */
async function sentence(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).error ?? "";
  } catch {
    const page = new DOMParser().parseFromString(text, "text/html");
    return page.querySelector('[data-part="wrong"], .notice p, main p, p')?.textContent ?? "";
  }
}

/** @param {string} recording @param {string} typed */
function keep(recording, typed) {
  try {
    localStorage.setItem(`ask:${recording}`, typed);
  } catch {
    // No room in this browser: then it is on the screen alone.
  }
}

/** @param {string} recording @returns {string} */
function typedBefore(recording) {
  try {
    return localStorage.getItem(`ask:${recording}`) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} recording */
function drop(recording) {
  try {
    localStorage.removeItem(`ask:${recording}`);
  } catch {
    // It was never kept.
  }
}
