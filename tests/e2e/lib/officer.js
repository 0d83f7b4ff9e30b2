// What an officer does at the counter, in the words of the screen. Everything
// goes through the page as a person would; nothing reaches into the application.

import { signIn } from "./sign-in.js";
import { leases } from "./store.js";
import { until } from "./until.js";

/** The built-in commune's officers. */
export const LAN = { name: "lan", password: "khongcho" };
export const PAO = { name: "pao", password: "khongcho" };
export const MAI = { name: "mai", password: "khongcho" };

export const COPIES = "2.000815";
const formAddress = (code) => `/ho-so/moi?thu-tuc=${code}`;

/** A new tab on a device with an officer at work in it, who has numbers to give. */
export async function atWork(device, url, officer = LAN, path = "/") {
  const page = await device.page(url + path);
  await signIn(page, officer);
  const has = async () => (await leases(page)).filter((held) => held > 0).length;
  await until(async () => (await has()) === BOOKS, "it has numbers of each book");
  return page;
}

/** Books in which some service of the built-in commune enters its documents. */
const BOOKS = 2;
/** What the usual certification records: received, resolved, returned, three originals entered. */
export const SITTING = 6;

/** Opens the form for a procedure by its address, as a bookmark does. */
export async function openForm(page, url, code = COPIES) {
  await page.goto(url + formAddress(code), { waitUntil: "commit" });
  await page.getByLabel("Họ và tên").waitFor();
}

/**
 * What a certification asks beside applicant and counts: each document's name, and that it
 * was compared. The fee stays unpaid: payment is a story of its own (services.test.js).
 */
export async function certify(page) {
  for (const title of await page.locator("input[id^=line-][id$=-title]").all()) {
    if ((await title.inputValue()) === "") await title.fill("Giấy khai sinh");
  }
  if (await page.locator("#ruled-out").count()) await page.locator("#ruled-out").check();
  if (await page.locator("#not-paid").count()) await page.locator("#not-paid").check();
}

/** Fills in the form that is open. `lines` are same originals, pages, copies. */
export async function fillIn(page, { name, phone, lines = [{ same: 3, pages: 5, copies: 2 }], noWait = true }) {
  await page.getByLabel("Họ và tên").fill(name);
  if (phone) await page.getByLabel("Số điện thoại").fill(phone);
  for (const [at, line] of lines.entries()) {
    if (at > 0) await page.getByRole("button", { name: /^Thêm (dòng|giấy tờ)$/ }).click();
    for (const [part, count] of Object.entries(line)) await page.locator(`#line-${at}-${part}`).fill(String(count));
  }
  await page.getByRole("checkbox", { name: /^Không chờ/ }).setChecked(noWait);
  await certify(page);
}

/** Saves the form that is open; resolves when the screen says that it is saved. */
export async function save(page, name) {
  await certify(page);
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("status").getByText("Đã lưu trên máy này").waitFor();
}

/** Records dossiers one after another, without leaving the application. */
export async function record(page, url, people) {
  await openForm(page, url);
  for (const [at, person] of people.entries()) {
    if (at > 0) {
      await page.getByRole("link", { name: "Tiếp nhận hồ sơ nữa cùng thủ tục" }).click();
      await page.getByLabel("Họ và tên").waitFor();
    }
    await fillIn(page, person);
    await save(page, person.name);
  }
}

/** Corrects a detail of the dossier that is open; the timeline shows it. */
export async function correct(page, field, value) {
  const form = page.locator(`details:has(#correct-${field})`);
  if (!(await form.evaluate((details) => details.open))) await form.locator("summary").click();
  await page.locator(`#correct-${field}`).fill(value);
  await page.getByRole("button", { name: "Lưu thông tin đã sửa" }).click();
  await page.locator(".timeline").getByText(value).waitFor();
}

/** Chooses a step of the dossier that is open; `take` takes it. */
export async function step(page, name) {
  const steps = page.locator("#steps");
  if (!(await steps.evaluate((details) => details.open))) await steps.locator("> summary").click();
  await page.getByLabel("Chọn bước").selectOption({ label: name });
}

export const take = (page, name) => page.locator("form.step").getByRole("button", { name }).click();

/** So many people, with names of their own. */
export const people = (count, family = "Giàng Thị") =>
  Array.from({ length: count }, (_, at) => ({ name: `${family} ${WORDS[at % WORDS.length]} ${at + 1}` }));

const WORDS = ["Súa", "Mỷ", "Dí", "Chở", "Páo", "Vàng", "Sùng", "Lỳ", "Xuân", "Đông"];

/** As long as a detail may be, and nothing that packing makes small. */
export const longText = (seed) =>
  Array.from({ length: LONG_LETTERS }, (_, at) => LETTERS[Math.floor(chance(seed * LONG_LETTERS + at) * LETTERS.length)]).join("");

const LONG_LETTERS = 480;
const LETTERS = "abcdeghiklmnopqrstuvxyăâđêôơư";
const chance = (number) => Math.abs(Math.sin(number * 12.9898) * 43_758.5453) % 1;

/** Moves within the application by its main navigation: no reload. */
export async function goTo(page, name) {
  await page.getByRole("navigation", { name: "Các trang chính" }).getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await page.getByRole("heading", { level: 1, name: name === "Quầy" ? "Quầy tiếp nhận" : name }).waitFor({ state: "attached" });
}

/** The state of synchronisation as the header words it. */
export const state = (page) => page.locator(".sync-state__text").innerText();

/** Waits until the header says so. */
export const says = (page, pattern, options) =>
  until(async () => pattern.test(await state(page)), `the header says ${pattern}`, options).catch(async (error) => {
    throw new Error(`${error.message}; the header says "${await state(page)}"`);
  });

/** Everything that this device recorded has reached the server. */
export const allSent = (page, options) => says(page, /^Đã đồng bộ/, options);

/** Names on the open list, as many rows as it shows. */
export const listed = (page) => page.locator(".dossier-item__who").allInnerTexts();

/** Waits until the open list shows these names, in any order, each once. */
export async function lists(page, names, options) {
  const wanted = [...names].sort().join("|");
  let last = "";
  await until(async () => (last = (await listed(page)).sort().join("|")) === wanted, "the list is complete", options).catch(() => {
    throw new Error(`the list shows ${last}\nwanted ${wanted}`);
  });
}
