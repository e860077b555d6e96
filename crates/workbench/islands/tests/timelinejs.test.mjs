// The timeline in TimelineJS, which takes it with its own parser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PROGRAM, launch, serve } from "./bench.mjs";

const LIBRARY = createRequire(import.meta.url).resolve("@knight-lab/timelinejs/dist/js/timeline.js");

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

test("TimelineJS takes every line, with its days and without markup", async () => {
  const dossier = join(bench.folder, "pile.dateline");
  const exported = execFileSync(PROGRAM, ["--dossier", dossier, "export", "--format", "timelinejs"], { encoding: "utf8" });
  const lines = JSON.parse(exported).events;
  assert.ok(lines.length > 10);
  const page = await browser.newPage();
  await page.setContent('<div id="timeline" style="width: 900px; height: 600px"></div>');
  await page.addScriptTag({ content: readFileSync(LIBRARY, "utf8") });
  await page.evaluate((json) => (window.timeline = new TL.Timeline("timeline", JSON.parse(json))) && null, exported);
  await page.waitForFunction(() => window.timeline.config !== null);
  const shown = await page.evaluate(() => {
    const { config } = window.timeline;
    return {
      errors: config.getErrors(),
      events: config.events.map((event) => ({
        headline: event.text.headline,
        from: event.start_date.data.date_obj.getTime(),
        to: event.end_date?.data.date_obj.getTime(),
        displayed: event.display_date,
      })),
    };
  });
  assert.deepEqual(shown.errors, []);
  assert.equal(shown.events.length, lines.length);
  const day = ({ year, month, day }) => new Date(year, month - 1, day).getTime();
  const key = (event) => `${event.from} ${event.headline}`;
  const expected = lines.map((line) => ({
    headline: line.text.headline,
    from: day(line.start_date),
    to: line.end_date && day(line.end_date),
    displayed: line.display_date,
  }));
  const sorted = (events) => [...events].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  assert.deepEqual(sorted(shown.events), sorted(expected));
});
