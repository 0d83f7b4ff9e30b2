// Installing, working offline and changing to a new build: public/sw.js and
// public/boot.js in real Chromium around a stand-in application.

import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";
import { Browser, installed, started } from "./lib/browser.js";
import { test } from "./lib/ending.js";
import { StubSite } from "./lib/stub-site.js";
import { until } from "./lib/until.js";

let site;
let browser;

beforeEach(async () => {
  site = await StubSite.start("one");
  browser = await Browser.open();
});

afterEach(async () => {
  await browser.dispose();
  await site.stop().catch(() => {});
});

const open = async (path = "/") => {
  const page = await browser.page(site.url + path);
  await installed(page);
  return page;
};
const text = (page) => page.evaluate(() => document.body.textContent);
const caches = (page) => page.evaluate(async () => (await globalThis.caches.keys()).sort());
const update = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
const state = (page, value) => page.waitForSelector(`html[data-update="${value}"]`, { state: "attached" });
const apply = (page) => page.evaluate(() => dispatchEvent(new CustomEvent("khongcho:apply-update")));
// Reloading throws away the page in which a promise might still be waiting.
const showsBuild = (page, build) =>
  until(async () => (await text(page).catch(() => "")).startsWith(`build ${build}`), `the page runs build ${build}`);

test("the first visit installs without loading anything twice", async () => {
  const page = await open("/thu-tuc");
  assert.equal(await text(page), "build one at /thu-tuc");
  assert.deepEqual(await caches(page), ["khongcho-one"]);
  const wasm = site.requests.filter((url) => url.endsWith(".wasm"));
  assert.equal(wasm.length, 1, "the worker takes the page's copy");
});

test("every address opens with the server gone, after a restart of the browser too", async () => {
  const page = await open();
  await site.stop();
  await page.reload();
  await started(page);
  await browser.kill();
  await browser.reopen();
  const again = await browser.page(`${site.url}/ho-so/moi?thu-tuc=2.000815`);
  assert.equal(await text(again), "build one at /ho-so/moi");
});

test("the worker leaves /api/ to the network", async () => {
  const page = await open();
  const api = () => page.evaluate(async () => (await fetch("/api/v1/x")).text());
  assert.equal(await api(), "api one");
  await site.stop();
  await assert.rejects(api());
});

test("a new build waits for consent; another tab is told and not reloaded", async () => {
  const asking = await open();
  const other = await open("/ho-so");
  site.build = "two";
  await update(asking);
  await Promise.all([state(asking, "update-ready"), state(other, "update-ready")]);
  assert.deepEqual(await caches(asking), ["khongcho-one", "khongcho-two"]);
  await asking.reload();
  await started(asking);
  assert.equal(await text(asking), "build one at /", "a reload alone changes nothing");
  await state(asking, "update-ready");

  await other.evaluate(() => (globalThis.form = "half filled in"));
  await apply(asking);
  await showsBuild(asking, "two");
  await state(other, "update-applied-elsewhere");
  assert.equal(await other.evaluate(() => globalThis.form), "half filled in");
  const late = () => other.evaluate(async () => (await fetch("/assets/one/pkg/khongcho.js")).status);
  assert.equal(await late(), 200, "the old tab still finds the files of its build");

  await apply(other);
  await showsBuild(other, "two");
  await until(async () => (await caches(other)).join() === "khongcho-two", "the old build's cache is gone");
});

test("an installation that fails half-way leaves the running build alone", async () => {
  const page = await open();
  Object.assign(site, { build: "two", broken: true });
  await update(page);
  await until(() => site.requests.includes("/assets/two/pkg/khongcho_bg.wasm"), "the installation was tried");
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    while (registration.installing) await new Promise((done) => setTimeout(done, 10));
  });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.update), undefined);
  await page.reload();
  await started(page);
  assert.equal(await text(page), "build one at /");

  site.broken = false;
  await update(page);
  await state(page, "update-ready");
});

test("when the module cannot start, the page says so in Vietnamese and keeps the worker", async () => {
  site.broken = true;
  const page = await browser.context.newPage();
  await page.goto(site.url);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /Chưa mở được ứng dụng.*vẫn còn nguyên/);
  site.broken = false;
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await showsBuild(page, "one");
});
