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

function bytes(name) {
  return new Uint8Array(core.memory.buffer, core[name](), sizes[name]);
}

function take(name) {
  const target = bytes(name);
  if (at + sizes[name] <= input.length) {
    target.set(input.subarray(at, at + sizes[name]));
  } else {
    target.fill(0);
  }
  at += sizes[name];
}

function give(name) {
  output.push(Buffer.from(bytes(name)));
}

function call(name, ...about) {
  const said = Buffer.alloc(4);
  said.writeInt32LE(core[name](...about));
  output.push(said);
}

function ask(name) {
  const about = at + 4 <= input.length ? input.readUInt32LE(at) : 0;
  at += 4;
  call(name, about);
}

// The module has one buffer for the record of another device, which it only hears.
function exchangeRecords() {
  const record = bytes("record");
  const other = new Uint8Array(core.memory.buffer, core.other_record(), sizes.record);
  const kept = record.slice();
  record.set(other);
  other.set(kept);
}

const operations = {
  s: () => (take("answers"), call("screen"), give("screening")),
  r: () => (take("answers"), call("record_screen"), give("screening")),
  a: () => (take("fact"), call("record_add")),
  h: () => core.record_hear(),
  x: exchangeRecords,
  g: () => give("record"),
  d: () => ask("record_due"),
  l: () => ask("rule_lifted"),
  q: () => ask("closing_rule"),
  p: () => (take("request"), call("plan_make"), give("plan")),
  c: () => call("plan_check"),
  b: () => (call("session_begin"), give("session")),
  e: () => (take("event"), call("session_step"), give("output"), give("session")),
  S: () => take("screening"),
  R: () => take("record"),
  P: () => take("plan"),
  Z: () => take("session"),
};

while (at < input.length) {
  operations[String.fromCharCode(input[at++])]?.();
}
writeFileSync(1, Buffer.concat(output));
