// Checks patterns for super-linear backtracking: node check.mjs FILE [name part ...]. FILE is what collect.py printed.
// Ends with 1 where one is not linear, or cannot be told.
import { readFileSync } from "node:fs";

process.env.RECHECK_BACKEND = "pure";
const { checkSync } = await import("recheck");

const [file, ...parts] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(file, "utf8")).filter(
  (row) => !parts.length || parts.some((part) => row.name.includes(part)),
);
// The seed makes the fuzzing part of the checker say the same each time.
const options = { timeout: 60000, randomSeed: 1, recallTimeout: -1 };
// A checker that lets these pass tells nothing about the others.
const KNOWN_BAD = ["\\s+$", "(a+)+$", "^By\\s+([A-Z]\\w+\\s?)+$", "^\\S+@\\S+\\.\\w+$"];
for (const source of KNOWN_BAD) {
  if (checkSync(source, "", options).status !== "vulnerable") throw new Error(`not found to be super-linear: ${source}`);
}
let bad = 0;
const slow = [];
for (const { name, python, source, flags, untranslatable } of rows) {
  if (untranslatable) {
    console.log(`not checked: ${name}: ${untranslatable}`);
    continue;
  }
  const begin = performance.now();
  const told = checkSync(source, flags, options);
  const seconds = (performance.now() - begin) / 1000;
  if (seconds > 2) slow.push(`${name} ${seconds.toFixed(1)} s`);
  if (told.status === "safe" && ["linear", "safe"].includes(told.complexity.type)) continue;
  bad += 1;
  const what = told.status === "unknown" ? `unknown (${told.error.kind})` : told.complexity.summary;
  console.log(`${name}: ${what}, ${seconds.toFixed(1)} s\n  ${python}\n  ${told.attack?.pattern ?? ""}`);
}
if (slow.length) console.log(`slow to check: ${slow.join(", ")}`);
console.log(`${rows.length} patterns, ${bad} not known to be linear`);
process.exit(bad ? 1 : 0);
