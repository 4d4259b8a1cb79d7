// The same as figure_bench.c in WebAssembly: figure_bench.mjs MODULE COUNT
import { readFileSync } from "node:fs";

const [module, count] = process.argv.slice(2);
const MOMENTS = 101;
const ROUNDS = 9;
const CALLS = 20;

const { instance } = await WebAssembly.instantiate(readFileSync(module));
const { memory, moment, draw, view, _initialize } = instance.exports;
_initialize();
const at = new DataView(memory.buffer, moment(), 8);

function frameUs(technique, number) {
  let best = Infinity;
  at.setUint16(0, number * 10, true);
  at.setUint16(2, 300, true);
  at.setUint8(5, 1);
  at.setUint8(6, 1);
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    for (let call = 0; call < CALLS; call++) draw(technique);
    best = Math.min(best, ((performance.now() - began) * 1000) / CALLS);
  }
  return best;
}

for (let technique = 0; technique < Number(count); technique++) {
  view(technique);
  for (let warm = 0; warm < MOMENTS; warm++) frameUs(technique, warm); // until it is compiled well
  const took = Array.from({ length: MOMENTS }, (_, i) => frameUs(technique, i)).sort((a, b) => a - b);
  console.log(`${technique}\t${took[MOMENTS >> 1].toFixed(2)}\t${took[MOMENTS - 1].toFixed(2)}`);
}
