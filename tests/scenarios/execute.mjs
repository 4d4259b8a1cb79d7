// The same as execute.c, on the WebAssembly module named by the first argument.
import { readFileSync, writeFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
  throw new Error(`the module imports ${JSON.stringify(imports)}; it must import nothing`);
}
const core = new WebAssembly.Instance(module).exports;
core._initialize?.();

const sizes = JSON.parse(process.argv[3]);
const input = readFileSync(0);
const output = [];
let at = 0;

function take(name) {
  const target = new Uint8Array(core.memory.buffer, core[name](), sizes[name]);
  if (at + sizes[name] <= input.length) {
    target.set(input.subarray(at, at + sizes[name]));
  } else {
    target.fill(0);
  }
  at += sizes[name];
}

function give(name) {
  output.push(Buffer.from(core.memory.buffer.slice(core[name](), core[name]() + sizes[name])));
}

function call(name) {
  const error = Buffer.alloc(4);
  error.writeInt32LE(core[name]());
  output.push(error);
}

const operations = {
  s: () => (take("answers"), call("screen"), give("screening")),
  p: () => (take("request"), call("plan_make"), give("plan")),
  c: () => call("plan_check"),
  b: () => (call("session_begin"), give("session")),
  e: () => (take("event"), call("session_step"), give("output"), give("session")),
  S: () => take("screening"),
  P: () => take("plan"),
  Z: () => take("session"),
};

while (at < input.length) {
  operations[String.fromCharCode(input[at++])]?.();
}
writeFileSync(1, Buffer.concat(output));
