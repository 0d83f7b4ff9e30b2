// Drives the real screens from within the page: no debugger's round trip between
// a click and what is measured. Installed by `drive(page)`.

/* global document, performance, HTMLInputElement, requestAnimationFrame, MutationObserver, location */

function install() {
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
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const type = (input, text) => {
    setValue.call(input, text);
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      }),
    );
  const byText = (selector, text) => [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(text));

  globalThis.bench = {
    /** Records dossiers through the form that is open; milliseconds from click to “saved”. */
    async record(from, count) {
      const times = [];
      for (let at = from; at < from + count; at += 1) {
        const name = await appears(() => document.querySelector("form.reception #name"));
        type(name, `Nguyễn Thị Số ${at}`);
        type(document.querySelector("#line-0-title"), "Giấy khai sinh");
        type(document.querySelector("#line-0-pages"), "5");
        document.querySelector("#ruled-out").click();
        // Three events for a dossier: the payment would be a fourth.
        document.querySelector("#not-paid").click();
        const button = await appears(() => document.querySelector("form.reception button[type=submit]:not(:disabled)"));
        const start = performance.now();
        button.click();
        await appears(() => location.pathname !== "/ho-so/moi" && byText("[role=status]", "Đã lưu trên máy này"));
        times.push(performance.now() - start);
        const another = await appears(() => document.querySelector('main a[href^="/ho-so/moi?thu-tuc="]'));
        another.click();
      }
      return times;
    },

    /** Types each text into the search field; milliseconds from input to results on the screen. */
    async search(texts) {
      const input = document.querySelector("#search");
      const results = document.querySelector("#search-results");
      const times = [];
      let found = 0;
      for (const text of texts) {
        type(input, "");
        await painted();
        let changed = 0;
        const observer = new MutationObserver(() => (changed = performance.now()));
        observer.observe(results, { subtree: true, childList: true });
        const start = performance.now();
        type(input, text);
        await painted();
        const end = performance.now();
        await painted();
        observer.disconnect();
        if (changed > end) throw new Error(`results of “${text}” came after the measured frame`);
        if (changed) found += 1;
        times.push({ computed: (changed || end) - start, painted: end - start });
      }
      return { times, found };
    },
  };
}

/** Puts the driver into a page; it lives until the page is loaded anew. */
export const drive = (page) => page.evaluate(install);
