// The same as plan_bench.c in WebAssembly, on the people in its file: plan_bench.mjs MODULE FILE
// SIZES, where SIZES is the JSON of the structs' sizes. Prints median, 99 in 100 and the slowest in
// microseconds, and how many plans differ from the native ones by any byte.
import { readFileSync } from "node:fs";

const [module, file, sizesJson] = process.argv.slice(2);
const ROUNDS = 5;
const sizes = JSON.parse(sizesJson);
const people = readFileSync(file);
const { instance } = await WebAssembly.instantiate(readFileSync(module));
const planner = instance.exports;
planner._initialize?.();
const bufferOf = (name) => new Uint8Array(planner.memory.buffer, planner[name](), sizes[name]);
const inputs = ["screening", "record", "request"].map(bufferOf);
const plan = bufferOf("plan");
const took = [];
let different = 0;

for (let at = 0; at < people.length; at += sizes.plan) {
  for (const input of inputs) {
    input.set(people.subarray(at, at + input.length));
    at += input.length;
  }
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    planner.plan_make();
    best = Math.min(best, (performance.now() - began) * 1000);
  }
  took.push(best);
  different += Buffer.compare(Buffer.from(plan), people.subarray(at, at + sizes.plan)) !== 0 ? 1 : 0;
}
took.sort((a, b) => a - b);
const [median, most, slowest] = [0.5, 0.99, 1].map((share) =>
  took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(0),
);
console.log([median, most, slowest, different].join("\t"));
