// A fresh device of a commune that has worked for a year.

import { Browser, FaultProxy, LAN, MAI, ProtocolDevice, Server, allSent, signIn, says, started } from "../e2e/lib/index.js";
import { kB, ms } from "./lib/figures.js";

const BATCH = 1_500;
const DOSSIERS = Number(process.env.KHONGCHO_BENCH_PULL ?? 20_000);
const PATIENCE_MS = 600_000;

async function fill(server) {
  const device = await ProtocolDevice.signIn(server.url, MAI);
  const start = performance.now();
  for (let done = 0; done < DOSSIERS; ) {
    const count = Math.min(BATCH, DOSSIERS - done); // 1 MiB at most
    const batch = Array.from({ length: count }, (_, at) =>
      device.envelope(device.reception({ name: `Nguyễn Văn Số ${done + at}`, phone: `09${String(done + at).padStart(8, "0")}` })),
    );
    const { rulings } = await device.exchange(batch);
    if (!rulings.every((ruling) => ruling.accepted)) throw new Error(JSON.stringify(rulings.find((ruling) => !ruling.accepted)));
    done += count;
  }
  return performance.now() - start;
}

export async function pull() {
  const server = await Server.start();
  const proxy = await FaultProxy.start(server.port);
  const browser = await Browser.open();
  try {
    const filled = await fill(server);
    browser.context.setDefaultTimeout(PATIENCE_MS);
    const page = await browser.page(`${proxy.url}/ho-so`);
    const before = { ...proxy.bytes };
    const start = performance.now();
    await signIn(page, LAN);
    const signedIn = performance.now() - start;
    await says(page, /^Đã đồng bộ/, { timeoutMs: PATIENCE_MS });
    const wanted = DOSSIERS.toLocaleString("de-DE");
    await page.locator(".count-line", { hasText: `${wanted} hồ sơ` }).waitFor();
    const took = performance.now() - start - signedIn;
    const [up, down] = [proxy.bytes.up - before.up, proxy.bytes.down - before.down];

    const again = performance.now();
    await page.reload({ waitUntil: "commit" });
    await started(page);
    await page.locator(".count-line", { hasText: `${wanted} hồ sơ` }).waitFor();
    const reopened = performance.now() - again;
    await allSent(page);
    const figures = { dossiers: DOSSIERS, filled, pull: { ms: took, up, down }, reopened };
    const rows = [
      [`pull of ${DOSSIERS} dossiers on a fresh device: time`, ms(took)],
      ["… bytes down / up", `${kB(down)} / ${kB(up)}`],
      [`reload with ${DOSSIERS} dossiers in the store, to the list`, ms(reopened)],
      [`server: admitting ${DOSSIERS} receptions in batches of ${BATCH}`, ms(filled)],
    ];
    return { figures, rows };
  } finally {
    await browser.dispose();
    await proxy.dispose();
    await server.dispose();
  }
}
