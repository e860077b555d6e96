// Pages that were written to attack the workbench: nothing of them runs, and nothing is asked of anybody else.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { addresses, launch, open, serve } from "./bench.mjs";

const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(2)>",
  "<svg onload=alert(3)>",
  "<svg><script>alert(4)</script></svg>",
  "<iframe srcdoc='<script>parent.alert(5)</script>'></iframe>",
  "<a href='javascript:alert(6)'>a link</a>",
  "<style>@import 'http://evil.example/a.css'; body{background:url(http://evil.example/b.png)}</style>",
  "<link rel=stylesheet href=http://evil.example/c.css>",
  "<link rel=preconnect href=http://evil.example/>",
  "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
  "<form action=http://evil.example/><input autofocus onfocus=alert(7)></form>",
  "<base href=http://evil.example/>",
  "'\"><script>alert(8)</script>",
];

/** Where on a page a payload may stand, as it is and as text. */
const PLACES = {
  title: (text) => page({ title: text }),
  author: (text) => page({ author: text }),
  comment: (text) => page({ comment: text }),
  address: (text) => page({ address: text }),
  body: (text) => page({ body: text }),
};

function page({ title = "Talks at Velm", author = "Ann Lee", comment = "", address = "http://paper.example/talks", body = "" }) {
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<html><head><title>${quoted(title)}</title><meta name="author" content="${quoted(author)}">
<meta property="article:published_time" content="2017-03-15"><link rel="canonical" href="${quoted(address)}"></head>
<body><article><h1>${quoted(title)}</h1><p class="byline">By ${quoted(author)}</p>
<p>Foreign Minister Anna Orlo met Rustem Dalgat ${quoted(body)} in Velm on Tuesday. Dalgat denied that Lowmere had armed ${quoted(body)} the raiders.</p>
${body}<p>Four guards were killed in Port Seren on Monday, police said.</p></article>
<ol class="comments"><li class="comment"><span class="author">${quoted(author)}</span><p>${quoted(comment)} I do not believe a word of it.</p></li>
<li class="comment"><span class="author">Reader</span><p>Another comment of some length stands here.</p></li></ol>${comment}</body></html>`;
}

let bench;
let browser;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "hostile-"));
  for (const [place, make] of Object.entries(PLACES)) {
    PAYLOADS.forEach((payload, n) => writeFileSync(join(folder, `${place}-${n}.html`), make(payload)));
  }
  bench = await serve(folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

test(`${PAYLOADS.length * Object.keys(PLACES).length} hostile pages: 0 executions, 0 requests to outside`, async () => {
  const { page, outside, ran, go } = await open(browser, bench);
  await go("/pages");
  const saved = await page.evaluate(() =>
    [...document.querySelectorAll('main a[href^="/page/"]')].map((link) => link.getAttribute("href")),
  );
  const all = PAYLOADS.length * Object.keys(PLACES).length;
  assert.ok(saved.length >= Math.min(all, 60), `${saved.length} pages are listed`);
  let framed = 0;
  for (const address of [...(await addresses(page, bench)), ...saved]) {
    await go(address);
    assert.equal(new URL(page.url()).origin, bench.origin, address);
    // The page as it was saved, in its frame.
    for (const summary of await page.locator("summary:has-text('as it was saved')").all()) {
      await summary.click();
      await page.locator("iframe").scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector("iframe")?.contentWindow !== null);
      await page.waitForTimeout(150);
      if (page.frames().some((frame) => frame.url().includes("/original/"))) framed += 1;
    }
  }
  assert.ok(framed >= 60, `${framed} saved pages were shown in their frames`);
  assert.deepEqual(ran, []);
  assert.deepEqual(outside, []);
});
