// @ts-check
/**
 * What this browser remembers of films on their way: where the file lies, so that it need not be chosen again.
 * Nothing here is needed to go on: where it cannot be kept or read, the person is asked for the file.
 *
 * @typedef {{recording: string, handle: FileSystemFileHandle | null, name: string, print: string, at: number}} Kept
 */

const NAME = "films";
const KEPT_MS = 8 * 24 * 60 * 60 * 1000;
const READ = { mode: "read" };

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "recording" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T | null>}
 */
async function within(mode, ask) {
  try {
    const database = await opened();
    try {
      const asked = ask(database.transaction(NAME, mode).objectStore(NAME));
      return await new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return null; // A private window, a full disk: then it is not remembered.
  }
}

/** @param {Omit<Kept, "at">} film */
export async function remember(film) {
  const all = (await within("readonly", (store) => store.getAll())) ?? [];
  for (const old of /** @type {Kept[]} */ (all)) if (old.at < Date.now() - KEPT_MS) await forget(old.recording);
  await within("readwrite", (store) => store.put({ ...film, at: Date.now() }));
}

/** @param {string} recording @returns {Promise<Kept | null>} */
export async function recall(recording) {
  return /** @type {Kept | null} */ (await within("readonly", (store) => store.get(recording)));
}

/** @param {string} recording */
export async function forget(recording) {
  await within("readwrite", (store) => store.delete(recording));
}

/**
 * Whether the kept file may be read now, or only after the person was asked.
 * @param {FileSystemFileHandle} handle
 * @param {boolean} ask in the answer to a tap: then the browser asks
 * @returns {Promise<boolean>}
 */
export async function mayRead(handle, ask) {
  const door = /** @type {any} */ (handle);
  try {
    if ((await door.queryPermission(READ)) === "granted") return true;
    return ask && (await door.requestPermission(READ)) === "granted";
  } catch {
    return false;
  }
}
