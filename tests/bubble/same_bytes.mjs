// The sketch of a bubble, natively and in WebAssembly: the bytes must be the same.
//
//   same_bytes.mjs NATIVE WASM
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [native, wasm] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(wasm));
const { exports } = new WebAssembly.Instance(module);
exports._initialize?.();
const ours = execFileSync(native);
const theirs = Buffer.from(exports.memory.buffer, exports.follow(), 4 * 4 * exports.samples());
const claims = {
  bubble_gives_the_same_bytes_natively_and_in_webassembly: ours.length > 0 && ours.equals(theirs),
  bubble_module_imports_nothing: WebAssembly.Module.imports(module).length === 0,
};
console.log(`1..${Object.keys(claims).length}`);
Object.entries(claims).forEach(([name, holds], i) => {
  console.log(`${holds ? "ok" : "not ok"} ${i + 1} - ${name}`);
});
process.exitCode = Object.values(claims).every(Boolean) ? 0 : 1;
