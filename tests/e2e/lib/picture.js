// Printed pages as pictures, held against those in tests/e2e/pictures. What they are
// compared with is made anew by KHONGCHO_PICTURES=write on the machine of the tests.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const KEPT = resolve(import.meta.dirname, "../pictures");
const SEEN = resolve(import.meta.dirname, "../../../target/screens");
/** Fine enough to see a mark move, coarse enough to be small. */
const DOTS_PER_INCH = 50;
/** Of 255: how far a point may be off before it counts. The mark across a draft is 46 off
    its paper. */
const LEVEL = 40;
/** The share of a page's points that may be off: what another version of the browser does
    to the edges of letters. A line that moves is ten times as much. */
const SHARE_MAX = 0.004;

/** The pages of a PDF in shades of grey, as PNG files. */
async function pictures(pdf) {
  const folder = await mkdtemp(join(tmpdir(), "khongcho-pages-"));
  try {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    await promisify(execFile)("pdftoppm", ["-r", String(DOTS_PER_INCH), "-gray", "-png", file, join(folder, "page")]);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    return await Promise.all(names.map((name) => readFile(join(folder, name))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The share of points in which two PNG files differ; 1 where they are of another size. */
const difference = (page, one, other) =>
  page.evaluate(
    async ({ one, other, level }) => {
      const points = async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [left, right] = await Promise.all([one, other].map(points));
      if (left.width !== right.width || left.height !== right.height) return 1;
      let off = 0;
      for (let at = 0; at < left.data.length; at += 4) off += Math.abs(left.data[at] - right.data[at]) > level;
      return off / (left.width * left.height);
    },
    { one: one.toString("base64"), other: other.toString("base64"), level: LEVEL },
  );

/** From its next page on, no print is noted: each picture is of a first print. */
export const unnoted = (page) =>
  page.addInitScript(() => addEventListener("beforeprint", (event) => event.stopImmediatePropagation()));

/** Fails when what the page prints does not look as it is kept under a name. */
export async function printsAs(page, name) {
  await page.evaluate(() => document.fonts.ready);
  // A signature is another each time: its square is left out, the room for it stays.
  await page.evaluate(() => {
    for (const square of document.querySelector(".sheet").shadowRoot.querySelectorAll("svg")) square.style.visibility = "hidden";
  });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await mkdir(SEEN, { recursive: true });
  await writeFile(join(SEEN, `${name}.pdf`), pdf);
  const made = await pictures(pdf);
  if (process.env.KHONGCHO_PICTURES === "write") {
    await mkdir(KEPT, { recursive: true });
    await Promise.all(made.map((picture, at) => writeFile(join(KEPT, `${name}-${at + 1}.png`), picture)));
    return;
  }
  const kept = (await readdir(KEPT)).filter((file) => file.replace(/-\d+\.png$/, "") === name);
  assert.equal(made.length, kept.length, `pages of ${name}`);
  for (const [at, picture] of made.entries()) {
    const share = await difference(page, picture, await readFile(join(KEPT, `${name}-${at + 1}.png`)));
    if (share > SHARE_MAX) await writeFile(join(SEEN, `${name}-${at + 1}.png`), picture);
    assert.ok(share <= SHARE_MAX, `${name}, page ${at + 1}: ${(share * 100).toFixed(2)} % of its points are off`);
  }
}
