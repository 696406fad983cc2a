// @ts-check
/**
 * The disk's side of a vault. Only a worker may write to the browser's own storage in place, byte behind byte, so that
 * what was written is there after a kill; a file written from a page appears only when it is closed.
 */

/** @type {FileSystemSyncAccessHandle | null} */ let film = null;
/** @type {FileSystemSyncAccessHandle | null} */ let journal = null;

/** @typedef {{id: number, act: string, path?: string[], bytes?: Uint8Array, line?: string, at?: number, count?: number}} Ask */

/** @param {string[]} path @returns {Promise<{size: number, lines: string}>} */
async function open(path) {
  let folder = await navigator.storage.getDirectory();
  for (const name of path) folder = await folder.getDirectoryHandle(name, { create: true });
  film = await (await folder.getFileHandle("film", { create: true })).createSyncAccessHandle();
  journal = await (await folder.getFileHandle("journal", { create: true })).createSyncAccessHandle();
  const lines = new Uint8Array(journal.getSize());
  journal.read(lines, { at: 0 });
  return { size: film.getSize(), lines: new TextDecoder().decode(lines) };
}

/** All of it or none. @param {FileSystemSyncAccessHandle | null} file @param {Uint8Array} bytes @returns {number} the size then */
function append(file, bytes) {
  if (!file) throw new Error("not open");
  const at = file.getSize();
  let wrote = 0;
  try {
    wrote = file.write(bytes, { at });
  } finally {
    if (wrote < bytes.length) file.truncate(at);
  }
  if (wrote < bytes.length) throw new DOMException("the disk is full", "QuotaExceededError");
  file.flush();
  return at + wrote;
}

/** @param {number} at @param {number} count @returns {Uint8Array} */
function read(at, count) {
  const bytes = new Uint8Array(Math.max(0, Math.min(count, (film?.getSize() ?? 0) - at)));
  film?.read(bytes, { at });
  return bytes;
}

function close() {
  film?.close();
  journal?.close();
  film = journal = null;
}

/** @param {Ask} ask @returns {unknown} */
function answer(ask) {
  if (ask.act === "open") return open(ask.path ?? []);
  if (ask.act === "append") return append(film, ask.bytes ?? new Uint8Array());
  if (ask.act === "note") return append(journal, new TextEncoder().encode(ask.line));
  if (ask.act === "read") return read(ask.at ?? 0, ask.count ?? 0);
  return close();
}

self.onmessage = async (/** @type {MessageEvent<Ask>} */ event) => {
  const { id } = event.data;
  try {
    self.postMessage({ id, value: await answer(event.data) });
  } catch (error) {
    const fault = error instanceof DOMException || error instanceof Error ? error : new Error(String(error));
    self.postMessage({ id, fault: { name: fault.name, message: fault.message } });
  }
};
