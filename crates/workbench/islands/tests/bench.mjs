// A workbench over pages, and a Chromium to open it with.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const PROGRAM = resolve(process.env.DATELINE ?? "../../../target/debug/dateline");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Reads the pages at `path` into a dossier of its own and serves it. */
export async function serve(path) {
  const folder = mkdtempSync(join(tmpdir(), "dateline-"));
  const dossier = join(folder, "pile.dateline");
  execFileSync(PROGRAM, ["--dossier", dossier, "add", path], { stdio: "ignore" });
  const served = spawn(PROGRAM, ["--dossier", dossier, "serve", "--port", "0", "--by", "Ann Lee"]);
  const address = await new Promise((found, failed) => {
    let said = "";
    served.stderr.on("data", (bytes) => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/.exec(said);
      if (address !== null) found(address[0]);
    });
    served.on("exit", () => failed(new Error(said)));
  });
  const close = async () => {
    // It writes to its folder until it has ended; a browser that is still there may keep it waiting.
    const ended = new Promise((done) => served.once("exit", done));
    served.kill("SIGINT");
    const late = setTimeout(() => served.kill("SIGKILL"), 3000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, origin: new URL(address).origin, folder, close };
}

/** A browser in which every name but this machine's leads nowhere, so that a request to outside shows as one. */
export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

/** A page of a browser that has the key; what it asks of others, and what runs on it that should not, is kept in `outside` and `ran`. */
export async function open(browser, bench, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const outside = [];
  const ran = [];
  const leaves = (request) => !request.url().startsWith(bench.origin) && !request.url().startsWith("data:");
  page.on("requestfinished", (request) => leaves(request) && outside.push(request.url()));
  // What the policy stops is never sent; all else fails by its name, which leads nowhere here.
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (leaves(request) && why !== "csp") outside.push(`${request.url()} (${why})`);
  });
  page.on("dialog", (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => ran.push(String(error)));
  await page.goto(bench.address);
  return { page, context, outside, ran, go: (path) => page.goto(bench.origin + path) };
}

export const VIEWS = [
  "/timeline",
  "/timeline?lanes=outlets&from=2017-03",
  "/names",
  "/claims",
  "/disputes",
  "/pages",
  "/pages?only=undated",
  "/network",
  "/coverage",
  "/corrections",
  "/export",
  "/add",
  "/search?q=ferry",
];

/** The views, and one of each record that they lead to. */
export async function addresses(page, bench) {
  const all = [...VIEWS];
  for (const [view, begins] of [
    ["/timeline", "/happening/"],
    ["/names", "/name/"],
    ["/claims", "/claim/"],
    ["/disputes", "/dispute/"],
    ["/pages", "/page/"],
  ]) {
    await page.goto(bench.origin + view);
    const href = await page.evaluate(
      (begins) => document.querySelector(`main a[href^="${begins}"]`)?.getAttribute("href"),
      begins,
    );
    if (href) all.push(href);
  }
  return all;
}
