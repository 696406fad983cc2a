// @ts-check
/**
 * <film-choice>: the field in which a person drops or chooses films. `film:chosen` says which, with a handle by which
 * the browser finds the file again where it gives one. Without scripts it is a plain file field.
 *
 * @typedef {import("./film-check.js").Chosen} Chosen
 */

const MEDIA = [".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".mts", ".m2ts", ".3gp", ".wmv", ".mpg", ".mpeg"];

class FilmChoice extends HTMLElement {
  #itself = false;

  connectedCallback() {
    this.#input.addEventListener("click", this.#pick);
    for (const input of this.#inputs) input.addEventListener("change", this.#change);
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.addEventListener(name, this.#drag);
    if (matchMedia("(pointer: coarse)").matches) this.#input.accept = "video/*"; // Endings keep phones from their gallery.
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[name="film"]'));
  }

  /** @returns {NodeListOf<HTMLInputElement>} */
  get #inputs() {
    return this.querySelectorAll('input[type="file"]');
  }

  /** @param {boolean} so */
  set disabled(so) {
    this.classList.toggle("is-busy", so);
    for (const input of this.#inputs) input.disabled = so;
  }

  get disabled() {
    return this.#input.disabled;
  }

  clear() {
    for (const input of this.#inputs) input.value = "";
  }

  /** @param {Event} event */
  #change = (event) => {
    const { files } = /** @type {HTMLInputElement} */ (event.target);
    this.#give(Array.from(files ?? [], (file) => ({ file, handle: null })));
  };

  /** Where the browser can give a handle, its own picker opens. @param {MouseEvent} event */
  #pick = async (event) => {
    const picker = /** @type {any} */ (window).showOpenFilePicker;
    if (this.#itself || !picker || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    try {
      const types = [{ accept: { "video/*": MEDIA } }];
      /** @type {FileSystemFileHandle[]} */
      const handles = await picker({ multiple: this.#input.multiple, types });
      this.#give(await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle }))));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.#plainly();
    }
  };

  #plainly() {
    this.#itself = true;
    this.#input.click();
    this.#itself = false;
  }

  /** @param {Event} event */
  #drag = (event) => {
    if (!(event instanceof DragEvent)) return;
    event.preventDefault();
    this.classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer && !this.disabled) void this.#drop(event.dataTransfer);
  };

  /** @param {DataTransfer} dropped */
  async #drop(dropped) {
    // All of it is taken before the first wait: after that the browser has emptied it.
    const items = Array.from(dropped.items, (item) => ({
      file: item.getAsFile(),
      handle: /** @type {Promise<FileSystemHandle | null> | undefined} */ (
        /** @type {any} */ (item).getAsFileSystemHandle?.()
      ),
    }));
    /** @type {Chosen[]} */
    const films = [];
    for (const { file, handle } of items) {
      const place = await handle?.catch(() => null);
      if (place?.kind === "directory" || !file) continue;
      films.push({ file, handle: place ? /** @type {FileSystemFileHandle} */ (place) : null });
    }
    this.#give(this.#input.multiple ? films : films.slice(0, 1));
  }

  /** @param {Chosen[]} films */
  #give(films) {
    if (films.length) this.dispatchEvent(new CustomEvent("film:chosen", { bubbles: true, detail: { films } }));
  }
}

customElements.define("film-choice", FilmChoice);

export { FilmChoice };
