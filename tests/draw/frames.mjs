// The same as frames.c through the page's module: frames.mjs MODULE COUNT LAYOUT
import { readFileSync, writeSync } from "node:fs";

const [module, count, layoutText] = process.argv.slice(2);
const layout = JSON.parse(layoutText);
const { instance } = await WebAssembly.instantiate(readFileSync(module));
const { memory, figure, moment, draw, _initialize } = instance.exports;
_initialize();
const at = new DataView(memory.buffer, moment(), layout.moment.size);
const field = (name, value) =>
  layout.moment[name].bytes === 2
    ? at.setUint16(layout.moment[name].offset, value, true)
    : at.setUint8(layout.moment[name].offset, value);

function write(bytes) {
  for (let done = 0; done < bytes.length; ) done += writeSync(1, bytes, done);
}

for (let technique = 0; technique < Number(count); technique++) {
  for (let n = 0; n < 2 * 101; n++) {
    field("moved", (n >> 1) * 10);
    field("breath", (n >> 1) * 10);
    field("mirrored", n % 2);
    field("arrow", 1);
    field("marks", 1);
    draw(technique);
    const from = figure();
    const counts = new Uint16Array(memory.buffer, from, 4);
    write(new Uint8Array(memory.buffer, from, 8));
    ["shape", "outline", "point"].forEach((list, i) => {
      const { offset, bytes } = layout.figure[list];
      write(new Uint8Array(memory.buffer, from + offset, bytes * counts[i]));
    });
  }
}
