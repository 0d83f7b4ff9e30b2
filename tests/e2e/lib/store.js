// A look into the device's own store, past the application: what IndexedDB holds.

const UNIT = "khongcho-unit-H99.99.01";

/** How many rows each object store of the unit has. */
export const rows = (page) =>
  page.evaluate(async (name) => {
    const db = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names, "readonly");
      const counts = names.map(
        (store) =>
          new Promise((resolve, reject) => {
            const request = tx.objectStore(store).count();
            request.onsuccess = () => resolve([store, request.result]);
            request.onerror = () => reject(request.error);
          }),
      );
      return Object.fromEntries(await Promise.all(counts));
    } finally {
      db.close();
    }
  }, UNIT);
