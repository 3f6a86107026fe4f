// Opens the pages of a folder wide and narrow, in light and dark, with and without scripts, and tries what they promise.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { axe, open } from "./open.mjs";

const [, , browser, folder] = process.argv;
const opened = await open(browser, 420);
const rules = fs.readFileSync(axe, "utf8");
const failures = [];
const check = (is, what) => { if (!is) failures.push(what); };

async function visit(file, { width, scheme = "light", scripts = true }) {
  const page = await opened.newPage();
  const name = `${path.basename(file, ".html")} at ${width}, ${scheme}${scripts ? "" : ", no scripts"}`;
  page.on("console", (message) => check(message.type() !== "error", `${name}: console: ${message.text()}`));
  page.on("pageerror", (error) => failures.push(`${name}: ${error}`));
  page.on("request", (request) => check(/^(file|data):/.test(request.url()), `${name}: asks for ${request.url()}`));
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width, height: 900 });
  // Without motion, for a click on what still moves lands beside it.
  const still = { name: "prefers-reduced-motion", value: "reduce" };
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, still]);
  await page.goto(pathToFileURL(path.join(folder, file)).href);
  return { page, name };
}

// Returns once what was asked for is drawn.
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const view = (page) => page.$eval("#diagram", (svg) => svg.style.transform);

// A page of so many tables is held to the rules once, and not to that of contrast, which takes minutes: the colours are those of the
// small pages. Of a comparison in which all of them are new even the other rules take minutes; it is built as the one with dozens of
// changes is.
const isLarge = (file) => file.startsWith("many");
const held = { "many-dump.html": 1280, "many-changed.html": 390 };
const isHeld = (file, { width, scheme }) => !isLarge(file) || (held[file] === width && scheme !== "dark");
const asked = (file) => (isLarge(file) ? { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } } : {});

// Returns the headings of the first tables that take more than one line.
const broken = () => {
  const lines = (heading) => {
    const text = document.createRange();
    text.selectNodeContents(heading);
    return text.getClientRects().length;
  };
  const headings = [...document.querySelectorAll(".card thead th")].slice(0, 12);
  return headings.filter((heading) => lines(heading) > 1).map((heading) => heading.textContent);
};

async function looks(file, how) {
  const started = performance.now();
  const { page, name } = await visit(file, how);
  await drawn(page);
  await page.screenshot({ path: path.join(process.cwd(), `${name.replace(/\W+/g, "-")}.png`) });
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  check(wide <= room, `${name}: ${wide} points wide in ${room}`);
  for (const heading of await page.evaluate(broken)) failures.push(`${name}: the heading "${heading}" of a column is broken`);
  check(await page.evaluate(() => window.hacked === undefined), `${name}: a name ran as a script`);
  console.log(`${name}: looked at in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (!isHeld(file, how)) return page.close();
  // The policy of the page lets no script in; this way goes round it.
  await page.evaluate(rules);
  const found = await page.evaluate(async (asked) => {
    const found = await axe.run(asked);
    return found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`);
  }, asked(file));
  console.log(`${name}: held to the rules after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  for (const rule of found) failures.push(`${name}: axe: ${rule}`);
  await page.close();
}

async function moves(file) {
  const { page, name } = await visit(file, { width: 1280 });
  await drawn(page);
  let before = await view(page);
  const changed = async (what) => {
    await drawn(page);
    const now = await view(page);
    check(now !== before, `${name}: ${what} changes nothing`);
    before = now;
  };
  await page.focus("#view");
  for (const key of ["ArrowLeft", "ArrowUp", "+", "-", "-", "0"]) {
    await page.keyboard.press(key);
    if (key !== "0") await changed(key);
  }
  await drawn(page);
  before = await view(page);
  const box = await (await page.$("#view")).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const place = () => page.evaluate(() => location.hash);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 5 });
  await page.mouse.up();
  await changed("a pull");
  check((await place()) === "", `${name}: a pull is taken for a click`);
  await page.click("#in");
  await changed("the button");
  await page.focus("#fit");
  await page.keyboard.press("/");
  await page.keyboard.type("prices");
  await drawn(page);
  const found = await page.$eval("#found", (e) => e.textContent);
  check(/^1 of \d+: .*prices/.test(found), `${name}: the search says "${found}"`);
  check(await page.$eval(".hit.current.seen", () => true).catch(() => false), `${name}: what is found is not in sight`);
  check((await page.$$eval(".card", (cards) => cards.filter((c) => c.hidden).length)) > 0, `${name}: the search leaves no card out`);
  await page.keyboard.press("Escape");
  check((await page.$$eval(".card", (cards) => cards.filter((c) => c.hidden).length)) === 0, `${name}: Escape does not end the search`);
  await page.keyboard.press("Tab");
  await drawn(page);
  check(await page.evaluate(() => document.activeElement.closest(".box.seen") !== null), `${name}: Tab leads to no table in sight`);
  await page.keyboard.press("Enter");
  await drawn(page);
  check((await place()).startsWith("#table-"), `${name}: Enter does not lead to what is said of the table`);
  await page.click(".card .show");
  await drawn(page);
  check(await page.evaluate(() => document.activeElement.closest(".box.seen") !== null), `${name}: "show" leads to no table in sight`);
  await page.close();
}

async function stands(file) {
  const { page, name } = await visit(file, { width: 1280, scripts: false });
  const text = await page.$eval("#objects-part", (e) => e.innerText);
  check(text.includes("prices"), `${name}: the list is not there`);
  const [tools, rows] = [await page.$(".tools"), await page.$(".rows")];
  check(!(await tools.isVisible()), `${name}: buttons that do nothing are shown`);
  check(await rows.isVisible(), `${name}: the diagram is not there`);
  await page.close();
}

async function hurries(file) {
  const { page, name } = await visit(file, { width: 1280 });
  const time = await page.evaluate(async () => {
    const view = document.getElementById("view");
    const start = performance.now();
    for (let n = 0; n < 20; n++) {
      view.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
      await new Promise((done) => requestAnimationFrame(done));
    }
    return (performance.now() - start) / 20;
  });
  console.log(`${name}: ${time.toFixed(0)} ms for a step`);
  // It is told, not judged: a busy machine takes some of it. A page that hangs is one that fails.
  check(time < 10_000, `${name}: ${time.toFixed(0)} ms for a step`);
  await page.close();
}

const files = fs.readdirSync(folder).filter((f) => f.endsWith(".html")).sort();
for (const file of files) {
  await looks(file, { width: 1280 });
  await looks(file, { width: 1280, scheme: "dark" });
  await looks(file, { width: 390 });
}
await moves("diff.html");
await stands("diff.html");
await hurries("many.html");
console.log(`${files.length} pages`);
for (const failure of failures) console.log(failure);
await opened.close();
process.exit(failures.length ? 1 : 0);
