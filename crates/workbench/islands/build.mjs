// Builds ../assets/workbench.js; with --check, says whether it is what the sources give.
//
// The first line of the script holds a digest of the sources, by which Dateline's own tests see, without Node, that it was built anew.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL("./", import.meta.url);
const script = new URL("../assets/workbench.js", here);

const digest = createHash("sha256");
for (const name of readdirSync(new URL("src/", here)).sort()) {
  digest.update(readFileSync(new URL(`src/${name}`, here)));
}
const built = await build({
  entryPoints: [new URL("src/workbench.ts", here).pathname],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  absWorkingDir: new URL("./", here).pathname,
  banner: { js: `// Built from islands/src by \`npm run build\`; change it there. Sources: ${digest.digest("hex")}` },
});
const text = built.outputFiles[0].text;
if (process.argv.includes("--check")) {
  if (readFileSync(script, "utf8") !== text) {
    console.error("assets/workbench.js is not what islands/src gives: run `npm run build` in crates/workbench/islands");
    process.exit(1);
  }
  console.log("assets/workbench.js is what islands/src gives");
} else {
  writeFileSync(script, text);
}
