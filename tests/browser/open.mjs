// Starts the browser for the checks beside this file, and ends all of it after a time.
import { createRequire } from "node:module";
import path from "node:path";

const found = (folder, file) => createRequire(path.join(folder, "x.js")).resolve(file);
export const { default: puppeteer } = await import(found(process.env.PUPPETEER, "puppeteer-core"));
export const axe = found(process.env.AXE, "axe-core/axe.min.js");
export const mermaid = process.env.MERMAID;

export async function open(browser, seconds) {
  const root = process.getuid() === 0;
  const settings = {
    executablePath: browser,
    headless: true,
    pipe: true,
    protocolTimeout: seconds * 1000,
    // Chromium refuses a sandbox to root.
    args: ["--disable-gpu", "--disable-dev-shm-usage", ...(root ? ["--no-sandbox"] : [])],
  };
  const opened = await puppeteer.launch(settings).catch((error) => {
    console.log(`the browser does not start: ${error.message}`);
    process.exit(1);
  });
  const end = setTimeout(async () => {
    console.log(`not done after ${seconds} s`);
    opened.process().kill("SIGKILL");
    process.exit(1);
  }, seconds * 1000);
  end.unref();
  return opened;
}
