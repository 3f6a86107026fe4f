// Lets mermaid draw each text of a folder.
import fs from "node:fs";
import path from "node:path";
import { mermaid as library, open } from "./open.mjs";

const [, , browser, folder] = process.argv;
const opened = await open(browser, 240);
const page = await opened.newPage();
await page.goto("about:blank");
await page.addScriptTag({ path: library });
await page.evaluate(() => mermaid.initialize({ startOnLoad: false }));
const files = fs.readdirSync(folder).sort();
let refused = 0;
for (const file of files) {
  const text = fs.readFileSync(path.join(folder, file), "utf8");
  const error = await page.evaluate(async (text) => {
    try {
      await mermaid.render("drawn", text);
      return "";
    } catch (error) {
      return String(error);
    }
  }, text);
  if (error) {
    refused += 1;
    console.log(`${file}: ${error}\n${text}`);
  }
}
console.log(`${files.length} diagrams, ${refused} refused`);
await opened.close();
process.exit(refused || files.length < 100 ? 1 : 0);
