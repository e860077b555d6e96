// The workbench in a real Chromium: by mouse, by keyboard, without scripts, narrow, dark, and read by axe.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { addresses, launch, open, serve } from "./bench.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let bench;
let browser;

before(async () => {
  bench = await serve("../../../examples/harbour");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await bench?.close();
});

test("by mouse: from a line to its words, and back", async () => {
  const { page, outside, ran } = await open(browser, bench);
  await page.click(".lines .label a");
  await page.waitForURL("**/happening/**");
  await page.click("table td a");
  await page.waitForURL("**/page/**");
  assert.ok(await page.locator("#here").first().isVisible());
  await page.goBack();
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, "/timeline");
  assert.deepEqual([outside, ran], [[], []]);
});

test("by keyboard: the list of keys, lines, ticks, places and search", async () => {
  const { page, ran } = await open(browser, bench);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#keys").isVisible()));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await page.locator("input[name=happening]:checked").count(), 1);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/happening/**");
  await page.keyboard.press("c");
  assert.equal(await page.evaluate(() => document.activeElement.id), "why-note");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.waitForURL("**/network");
  await page.keyboard.press("/");
  await page.keyboard.type("ferry");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=ferry");
  assert.ok((await page.locator("mark").count()) > 0);
  assert.deepEqual(ran, []);
});

test("in the lanes: nearer by button, by key and by wheel, and the days in the list", async () => {
  const { page } = await open(browser, bench);
  const told = () => page.locator(".lanes .tools .about").innerText();
  const all = await told();
  await page.click("text=Nearer");
  await page.waitForFunction((all) => document.querySelector(".lanes .tools .about").textContent !== all, all);
  const near = await told();
  await page.locator(".lanes .scroll").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((near) => document.querySelector(".lanes .tools .about").textContent !== near, near);
  await page.locator(".lanes svg").hover();
  const moved = await told();
  await page.mouse.wheel(0, -300);
  await page.waitForFunction((moved) => document.querySelector(".lanes .tools .about").textContent !== moved, moved);
  await page.click("text=List these days");
  await page.waitForURL("**from=*");
  assert.match(page.url(), /from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
});

test("a file that is handed in is read while its progress shows", async () => {
  const { page, go } = await open(browser, bench);
  await go("/add");
  const html =
    "<html><head><title>Port opens</title><meta property='article:published_time' content='2017-04-02'></head><body><article><h1>Port opens</h1><p>Minister Ilse Varga opened the port of Anrak on Saturday, the harbour office said.</p></article></body></html>";
  await page.setInputFiles("#files", { name: "port.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.click("button:has-text('Add')");
  await page.waitForSelector("text=1 page added", { timeout: 120_000 });
  await go("/search?q=Anrak");
  assert.ok((await page.locator(".lines li").count()) > 0);
});

test("without scripts: every view reads, a name is corrected and the correction taken back", async () => {
  const { page, go } = await open(browser, bench, { javaScriptEnabled: false });
  for (const address of await addresses((await open(browser, bench)).page, bench)) {
    const answer = await go(address);
    assert.equal(answer.status(), 200, address);
    assert.ok((await page.locator("h1").innerText()).length > 0, address);
  }
  await go("/names?q=Halvek");
  await page.click("tbody a");
  await page.click("summary:has-text('called otherwise')");
  await page.fill("#name", "T. Halvek");
  await page.fill("#why-rename", "shorter");
  await page.click("button:has-text('Rename')");
  assert.equal(await page.locator("h1").innerText(), "T. Halvek");
  await go("/corrections");
  await page.click("summary:has-text('Take it back') >> nth=0");
  await page.click("button:has-text('Take back') >> nth=0");
  await go("/names?q=Halvek");
  assert.equal(await page.locator("tbody a").first().innerText(), "Teodor Halvek");
});

for (const [what, options] of [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 360, height: 740 } }],
]) {
  test(`${what}: axe finds nothing serious, and nothing stands out at the side`, async () => {
    const { page, go } = await open(browser, bench, options);
    for (const address of await addresses(page, bench)) {
      await go(address);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { iframes: false });
        return violations
          .filter((it) => it.impact === "serious" || it.impact === "critical")
          .map((it) => `${it.id}: ${it.nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 2).join(" | ")}`);
      });
      assert.deepEqual(found, [], address);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${address} is ${over} pixels too wide`);
    }
  });
}
