// @ts-check
/**
 * <pass-key data-does="create|use" data-options>: asks the device to make a passkey, or to sign with one, and sends the
 * form that holds what it said. The address of the options is in `data-options`.
 */

import { post } from "../web/csrf.js";

/** @typedef {{ id: string, type: "public-key" }} Handle */
/** @typedef {{ challenge: string, rpId?: string, user?: { id: string, name: string, displayName: string }, allowCredentials?: Handle[], excludeCredentials?: Handle[] }} Options */

class PassKey extends HTMLElement {
  connectedCallback() {
    if (!able()) {
      this.querySelector("details")?.remove();
      this.#part("cannot")?.removeAttribute("hidden");
      return;
    }
    this.hidden = false;
    this.querySelector("form")?.addEventListener("submit", this.#ask);
  }

  /** @param {SubmitEvent} event */
  #ask = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    this.#part("failed")?.setAttribute("hidden", "");
    button.disabled = true;
    try {
      const answer = await post(this.dataset.options ?? "");
      if (answer.redirected) return location.reload();
      const said = await this.#credential(/** @type {Options} */ (await answer.json()));
      const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
      field.value = JSON.stringify(said);
      form.submit();
    } catch {
      this.#part("failed")?.removeAttribute("hidden");
      button.disabled = false;
    }
  };

  /** @param {Options} options */
  async #credential(options) {
    const publicKey = /** @type {any} */ ({ ...options, challenge: bytes(options.challenge) });
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (publicKey[list]) publicKey[list] = publicKey[list].map((/** @type {Handle} */ one) => ({ ...one, id: bytes(one.id) }));
    }
    if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) };
    const ask = this.dataset.does === "create" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
    const made = /** @type {PublicKeyCredential | null} */ (await ask);
    if (!made) throw new Error("no credential");
    return { id: made.id, rawId: made.id, type: made.type, response: parts(made.response) };
  }

  /** @param {string} name */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

/** Passkeys are bound to a name: under a bare number of a machine there are none. */
function able() {
  return window.isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);
}

/** @param {AuthenticatorResponse} response @returns {Record<string, string>} every part of it that is bytes, as text */
function parts(response) {
  const all = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (response));
  const named = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return Object.fromEntries(
    named.flatMap((name) => (all[name] instanceof ArrayBuffer ? [[name, text(/** @type {ArrayBuffer} */ (all[name]))]] : [])),
  );
}

/** @param {string} base64url */
const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

/** @param {ArrayBuffer} buffer @returns {string} base64url */
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

customElements.define("pass-key", PassKey);
