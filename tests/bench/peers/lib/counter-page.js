// What runs inside the product's page: no debugger's round trip between a click
// and what is measured. Both functions travel to the page as text.

/* global document, performance, requestAnimationFrame, setTimeout, HTMLInputElement, HTMLTextAreaElement, MutationObserver, IDBDatabase, location */

/** Goes in before the page loads. */
export function watch() {
  const appears = (find) =>
    new Promise((resolve) => {
      const found = find();
      if (found) return void resolve(found);
      const observer = new MutationObserver(() => {
        const found = find();
        if (!found) return;
        observer.disconnect();
        resolve(found);
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    });
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const listed = () => document.querySelector(".count-line") && document.querySelector(".dossier-item");
  const sent = () => text(".sync-state__text").startsWith("Đã đồng bộ");
  async function settled(start, wanted) {
    const first = appears(listed).then(() => performance.now() - start);
    await appears(() => sent() && (wanted === undefined || text(".count-line").startsWith(`${wanted} `)));
    return { ms: performance.now() - start, firstMs: wanted === undefined ? undefined : await first };
  }
  const bench = (globalThis.bench = {
    appears,
    /** Until everything is sent and, where a number is given, as many dossiers are listed. */
    online(wanted) {
      const start = performance.now();
      dispatchEvent(new Event("online"));
      return settled(start, wanted);
    },
    /** Signs in with what is typed; the clock starts when that has succeeded. */
    async enter(wanted) {
      const password = () => document.querySelector("input[type=password]");
      password().form.requestSubmit();
      await appears(() => !password());
      return settled(performance.now(), wanted);
    },
  });
  appears(listed).then(() => (bench.listedAt = performance.now()));
  let under = 0;
  /** Until the page that was opened has read and written what it wanted: nobody fills in a form before. */
  bench.rested = async () => {
    for (let still = 0; still < 2; still = under > 0 ? 0 : still + 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  };
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, ...rest) {
    const tx = transaction.call(this, stores, ...rest);
    under += 1;
    for (const end of ["complete", "abort"]) tx.addEventListener(end, () => (under -= 1));
    const writes = tx.mode === "readwrite" && tx.objectStoreNames.contains("outbox");
    if (writes) {
      const begun = performance.now();
      tx.addEventListener("complete", () => {
        bench.durableAt = performance.now();
        bench.storeMs = bench.durableAt - begun;
      });
    }
    return tx;
  };
}

/** Records dossiers through the form that is open; milliseconds of the store's work, and from click to durable and to the screen. */
export async function recordAll(dossiers) {
  const { appears, rested } = globalThis.bench;
  const setter = (type) => Object.getOwnPropertyDescriptor(type.prototype, "value").set;
  const setters = { INPUT: setter(HTMLInputElement), TEXTAREA: setter(HTMLTextAreaElement) };
  const type = (selector, text) => {
    const field = document.querySelector(selector);
    if (!field) return;
    setters[field.tagName].call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const saved = () =>
    location.pathname !== "/ho-so/moi" && [...document.querySelectorAll("[role=status]")].some(({ textContent }) => textContent.includes("Đã lưu trên máy này"));
  const times = [];
  for (const { applicant, note } of dossiers) {
    await appears(() => document.querySelector("form.reception #name"));
    for (const [field, value] of Object.entries(applicant)) {
      type(`#${field}`, field === "born" ? value.split("-").reverse().join("/") : value);
    }
    type("#note", note);
    // What the no-wait services ask beside that, each on its own screen.
    type("#line-0-title", "Giấy khai sinh");
    type("#line-0-pages", "5");
    type("#line-0-holder", applicant.name);
    if (document.querySelector("#line-0-holder")) type("#line-0-number", "12/2004");
    for (const box of document.querySelectorAll("#in-front, #ruled-out, #not-paid")) if (!box.checked) box.click();
    // One event for a dossier, as it is one record for everyone else.
    const noWait = document.querySelector("input[name=no-wait]");
    if (noWait?.checked) noWait.click();
    const button = await appears(() => document.querySelector("form.reception button[type=submit]:not(:disabled)"));
    await rested();
    const start = performance.now();
    button.click();
    const refused = () => document.querySelector("form.reception [aria-invalid=true]");
    await appears(() => saved() || refused());
    if (!saved()) throw new Error(`${location.search} is not saved: #${refused().id} is not filled in`);
    const { durableAt, storeMs } = globalThis.bench;
    times.push({ store: storeMs, durable: durableAt - start, shown: performance.now() - start });
    (await appears(() => document.querySelector('main a[href^="/ho-so/moi?thu-tuc="]'))).click();
  }
  await appears(() => document.querySelector("form.reception #name"));
  return times;
}
