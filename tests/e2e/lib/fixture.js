// A device's two databases as a file, and a file as a device's databases. The keys go
// along: in a fixture they may, because `exportableKeys` made them so.

const NAMES = { device: "khongcho-device", unit: "khongcho-unit-H99.99.01" };

/** Before the application makes its keys: they can be read out. */
export const exportableKeys = (context) =>
  context.addInitScript(() => {
    const generate = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = (algorithm, _extractable, usages) => generate(algorithm, true, usages);
  });

/** Before the application starts: its clock stands at another day. */
export const clockAt = (context, day) =>
  context.addInitScript((then) => {
    const now = Date.now.bind(Date);
    const back = now() - then;
    Date.now = () => now() - back;
  }, Date.parse(day));

/** Everything that the device's databases hold. */
export const dump = (page) =>
  page.evaluate(async (names) => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const plain = async (value) => {
      if (value instanceof Uint8Array) return { bytes: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join("")) };
      const jwk = (key) => crypto.subtle.exportKey("jwk", key);
      return { keys: { privateKey: await jwk(value.privateKey), publicKey: await jwk(value.publicKey) } };
    };
    const read = async (name) => {
      const db = await done(indexedDB.open(name));
      const stores = {};
      for (const store of db.objectStoreNames) {
        const tx = db.transaction(store);
        const [keys, values] = await Promise.all([done(tx.objectStore(store).getAllKeys()), done(tx.objectStore(store).getAll())]);
        stores[store] = await Promise.all(keys.map(async (key, at) => [key, await plain(values[at])]));
      }
      const { version } = db;
      db.close();
      return { version, stores };
    };
    return { device: await read(names.device), unit: await read(names.unit) };
  }, NAMES);

/** Makes the databases as they were. `page` is of the same origin, without the application. */
export const restore = (page, fixture) =>
  page.evaluate(
    async ({ names, fixture }) => {
      const done = (request, event = "onsuccess") =>
        new Promise((resolve, reject) => {
          request[event] = () => resolve(request.result);
          request.onerror = request.onabort = () => reject(request.error);
        });
      const algorithm = { name: "ECDSA", namedCurve: "P-256" };
      const real = async ({ bytes, keys }) => {
        if (bytes !== undefined) return Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        const privateKey = await crypto.subtle.importKey("jwk", { ...keys.privateKey, ext: false }, algorithm, false, ["sign"]);
        const publicKey = await crypto.subtle.importKey("jwk", keys.publicKey, algorithm, true, ["verify"]);
        return { privateKey, publicKey };
      };
      for (const [which, { version, stores }] of Object.entries(fixture)) {
        const values = await Promise.all(
          Object.entries(stores).map(async ([store, rows]) => [store, await Promise.all(rows.map(async ([key, value]) => [key, await real(value)]))]),
        );
        const opening = indexedDB.open(names[which], version);
        opening.onupgradeneeded = () => values.forEach(([store]) => opening.result.createObjectStore(store));
        const db = await done(opening);
        const tx = db.transaction([...db.objectStoreNames], "readwrite");
        for (const [store, rows] of values) for (const [key, value] of rows) tx.objectStore(store).put(value, key);
        await done(tx, "oncomplete");
        db.close();
      }
    },
    { names: NAMES, fixture },
  );
