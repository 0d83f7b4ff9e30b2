// What the clients' pages have in common.

const FIRST_SCREEN = 50;

/** Shows the newest dossiers and how many there are; from then on the list can be used. */
export function show(newest, count) {
  const items = newest.slice(0, FIRST_SCREEN).map(({ code, applicant, procedure }) => {
    const item = document.createElement("li");
    item.textContent = `${applicant.name} · ${procedure.name} · ${code}`;
    return item;
  });
  document.querySelector("#list").replaceChildren(...items);
  document.querySelector("#count").textContent = `${count} hồ sơ`;
  globalThis.listedAt ??= performance.now();
}

/** How long a client waits before it tries again: part of what is measured, as the peers' own waits are. */
const TRY_AGAIN_MS = 200;

/** Tries until it works: what a client without a replicator of its own does on a bad line. */
export async function stubborn(work) {
  for (;;) {
    try {
      return await work();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}

/** Installs a client and opens it. `peer.first` may note when the first screen could be used. */
export async function install(peer) {
  globalThis.peer = peer;
  globalThis.timed = async (what, wanted) => {
    const start = performance.now();
    peer.firstAt = undefined;
    await peer[what](wanted);
    const end = performance.now();
    return { ms: end - start, firstMs: (peer.firstAt ?? end) - start };
  };
  await peer.open();
}

/** Milliseconds of each save. */
export async function each(dossiers, save) {
  const times = [];
  for (const dossier of dossiers) {
    const start = performance.now();
    await save(dossier);
    times.push(performance.now() - start);
  }
  return times;
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** IndexedDB, as thin as it gets. */
export async function openDatabase(name, upgrade) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => upgrade(request.result);
  const db = await done(request);
  return {
    done,
    read: (...stores) => db.transaction(stores, "readonly"),
    /** Runs `work` in a transaction; resolves when it is on the disk. */
    write(stores, work) {
      const tx = db.transaction(stores, "readwrite", { durability: "strict" });
      const durable = new Promise((resolve, reject) => {
        tx.oncomplete = resolve;
        tx.onabort = () => reject(tx.error);
      });
      work((store) => tx.objectStore(store));
      return durable;
    },
  };
}

/** One turn with servers/batch.js; returns the first line and the bytes of the others. */
export async function exchange(head, lines = []) {
  const body = [JSON.stringify(head), ...lines].join("\n");
  const packed = await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  const response = await fetch("/exchange", { method: "POST", headers: { "content-encoding": "gzip" }, body: packed });
  if (!response.ok) throw new Error(`exchange: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const end = bytes.indexOf(10);
  const first = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  return { ...JSON.parse(first), news: end < 0 ? new Uint8Array() : bytes.subarray(end + 1) };
}

export const byId = (a, b) => (a.id < b.id ? 1 : -1);
