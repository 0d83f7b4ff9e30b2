import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const COUNTED = new Set(["serious", "critical"]);

/** The serious violations that axe-core finds in the page, as readable lines. */
export async function seriousViolations(page) {
  // Evaluated by the debugger, not added as a script: the page's CSP stays as it is.
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter((violation) => COUNTED.has(violation.impact))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

/** Whether the page can be scrolled sideways, and what sticks out. */
export const sidewaysOverflow = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });

/** Visible things to tap that are smaller than 44 px in either direction. */
export const smallTargets = (page, min = 44) =>
  page.evaluate((smallest) => {
    const tappable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
    // Inside a label or a sentence the whole label, or the text's line, is what is tapped.
    const box = (element) => (element.closest("label") ?? element).getBoundingClientRect();
    return [...document.querySelectorAll(tappable)]
      .filter((element) => element.checkVisibility() && !element.matches("p a, li p a"))
      .filter((element) => box(element).width < smallest || box(element).height < smallest)
      .map((element) => `${element.tagName.toLowerCase()} "${(element.textContent || element.name || "").trim().slice(0, 40)}"`);
  }, min);
