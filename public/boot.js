// Starts the counter in the page and looks after its updates. An external module,
// so that the page needs no inline script. The page around it:
//   <html data-build="…the server's build id…">
//   <script type="module" src="/assets/…build id…/boot.js"></script>
// The wasm module and its loader are looked for beside this file, in pkg/.
//
// Spoken with the application through events on `window`; the two states are kept
// on <html> as well (data-update), for whoever starts listening later:
//   khongcho:ready                     hydrate() has returned (<html data-ready>)
//   khongcho:update-ready              a new build is installed and waits
//   khongcho:apply-update     (to us)  the person agreed, drafts are saved
//   khongcho:update-applied-elsewhere  another tab switched; this page still runs
//                                      the old build until it asks for the new one
//   khongcho:send-later       (to us)  something waits and there is no network
//   khongcho:send                      the browser found a network (Background Sync)

const page = document.documentElement;
const beside = (path) => new URL(path, import.meta.url).href;
const UPDATE_CHECK_MS = 60 * 60 * 1000;
// The same as in sw.js.
const SYNC_TAG = "khongcho-outbox";

// The application's reader of QR codes, for browsers that have none of their own
// (frontend/src/camera.rs); fetched when it is first wanted.
globalThis.khongchoReader = async () => {
  const { default: init, read } = await import(beside("pkg/khongcho-qr.js"));
  await init({ module_or_path: fetch(beside("pkg/khongcho-qr_bg.wasm")) });
  return read;
};

holdBuild();
await start();
keepUpdated();

// Tells the service worker that this build's files are still in use (see sw.js).
// The browser lets go of the lock when the tab ends, however it ends.
function holdBuild() {
  const untilTheTabEnds = () => new Promise(() => {});
  navigator.locks?.request(`khongcho-${page.dataset.build}`, { mode: "shared" }, untilTheTabEnds);
}

async function start() {
  try {
    const module = fetch(beside("pkg/khongcho_bg.wasm")); // not after the loader: beside it
    module.catch(() => {}); // told by init below
    const { default: init, hydrate } = await import(beside("pkg/khongcho.js"));
    await init({ module_or_path: module });
    await hydrate();
    page.dataset.ready = "true";
    tell("ready");
  } catch (error) {
    console.error(error);
    explain(error);
  }
}

// Also when the start failed: a new build may be the remedy.
async function keepUpdated() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // an old browser or plain http: works, but only online
  let controlled = Boolean(workers.controller);
  let asked = false;

  workers.addEventListener("controllerchange", () => {
    if (asked) reloadOnce();
    else if (controlled) announce("update-applied-elsewhere");
    controlled = true; // the first worker of all has taken charge: nothing new
  });

  let registration;
  try {
    registration = await workers.register("/sw.js", { scope: "/", updateViaCache: "none" });
  } catch (error) {
    console.error(error);
    return;
  }

  addEventListener("khongcho:apply-update", () => {
    asked = true;
    if (registration.waiting) registration.waiting.postMessage({ type: "SKIP_WAITING" });
    else reloadOnce(); // another tab was first
  });

  // Where the browser has no Background Sync, the application's own timer does.
  addEventListener("khongcho:send-later", () => registration.sync?.register(SYNC_TAG).catch(() => {}));
  workers.addEventListener("message", (event) => {
    if (event.data?.type === "SEND") tell("send");
  });

  workers.controller?.postMessage({ type: "TIDY" });
  if (registration.waiting && registration.active) announce("update-ready");
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));

  function watch(worker) {
    const look = () => {
      if (worker.state === "installed" && registration.active) announce("update-ready");
    };
    worker?.addEventListener("statechange", look);
  }

  const check = () => registration.update().catch(() => {}); // offline: next time
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") check();
  });
  addEventListener("online", check);
  setInterval(check, UPDATE_CHECK_MS);
}

let reloading = false;
function reloadOnce() {
  if (reloading) return;
  reloading = true;
  location.reload();
}

function announce(state) {
  page.dataset.update = state;
  tell(state);
}

function tell(name) {
  dispatchEvent(new CustomEvent(`khongcho:${name}`));
}

function explain(error) {
  const box = document.createElement("section");
  box.className = "boot-error";
  box.setAttribute("role", "alert");
  box.lang = "vi";
  const add = (tag, text, parent = box) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return parent.appendChild(element);
  };
  add("h1", "Chưa mở được ứng dụng Không Chờ");
  add("p", "Hồ sơ đã lưu trên máy này vẫn còn nguyên. Xin kiểm tra kết nối mạng rồi tải lại trang.");
  add("p", "Nếu vẫn không mở được, hãy cập nhật trình duyệt lên bản mới nhất hoặc báo cho người quản trị.");
  add("button", "Tải lại trang").addEventListener("click", reloadOnce);
  const details = add("details", "");
  add("summary", "Chi tiết kỹ thuật", details);
  add("pre", String(error), details);
  document.body.prepend(box);
}
