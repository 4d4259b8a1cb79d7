// The same as execute.c, on the WebAssembly modules of the core and of the planner, which the first
// two arguments name.
import { readFileSync, writeFileSync } from "node:fs";

function load(path) {
  const module = new WebAssembly.Module(readFileSync(path));
  const imports = WebAssembly.Module.imports(module);
  if (imports.length > 0) {
    throw new Error(`${path} imports ${JSON.stringify(imports)}; it must import nothing`);
  }
  const { exports } = new WebAssembly.Instance(module);
  exports._initialize?.();
  return exports;
}

const core = load(process.argv[2]);
const planner = load(process.argv[3]);
const sizes = JSON.parse(process.argv[4]);
const input = readFileSync(0);
const output = [];
let at = 0;

function bytes(name, module = core) {
  return new Uint8Array(module.memory.buffer, module[name](), sizes[name]);
}

function take(name, module = core) {
  const target = bytes(name, module);
  if (at + sizes[name] <= input.length) {
    target.set(input.subarray(at, at + sizes[name]));
  } else {
    target.fill(0);
  }
  at += sizes[name];
}

function give(name, module = core) {
  output.push(Buffer.from(bytes(name, module)));
}

function say(number) {
  const said = Buffer.alloc(4);
  said.writeInt32LE(number);
  output.push(said);
}

function call(name, ...about) {
  say(core[name](...about));
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

/** From the core's screening and record, and for its plan: as the page does it. */
function makePlan() {
  take("request", planner);
  bytes("screening", planner).set(bytes("screening"));
  bytes("record", planner).set(bytes("record"));
  say(planner.plan_make());
  bytes("plan").set(bytes("plan", planner));
  give("plan");
}

function tell() {
  bytes("plan", planner).set(bytes("plan"));
  planner.programme_tell();
  give("told", planner);
  give("request", planner);
}

function giveReasons() {
  bytes("plan", planner).set(bytes("plan"));
  say(planner.plan_reasons());
  give("reasons", planner);
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
  p: makePlan,
  t: tell,
  w: giveReasons,
  c: () => call("plan_check"),
  b: () => (call("session_begin"), give("session")),
  e: () => (take("event"), call("session_step"), give("output"), give("session")),
  S: () => take("screening"),
  R: () => take("record"),
  M: () => take("programme", planner),
  P: () => take("plan"),
  Z: () => take("session"),
};

while (at < input.length) {
  operations[String.fromCharCode(input[at++])]?.();
}
writeFileSync(1, Buffer.concat(output));
