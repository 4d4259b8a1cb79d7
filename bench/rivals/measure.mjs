// measure.mjs FOLDER FAMILY ENGINE [MODULE]: screenings per second of one engine, printed. The
// people and rules lie in FOLDER; what was found is written there, as FAMILY.ENGINE.
import { readFileSync, writeFileSync } from "node:fs";
import { cqlExecution, jsonRulesEngine, readPeople, webAssembly } from "./engines.mjs";

const WARM_UP_S = 1;
const MEASURED_S = 2;

const [folder, family, name, module] = process.argv.slice(2);
const inputs = JSON.parse(readFileSync(`${folder}/inputs.json`, "utf8"));
const people = readPeople(`${folder}/${family}.people`, inputs);

function webAssemblyCore() {
  const answers = readFileSync(`${folder}/${family}.answers`);
  const screenings = readFileSync(`${folder}/${family}.screenings`);
  const screeningBytes = screenings.length / people.length;
  return webAssembly(people, { module: readFileSync(module), answers, screeningBytes });
}

const engines = {
  "json-rules-engine": () => jsonRulesEngine(people, inputs),
  "cql-execution": () => cqlExecution(people, inputs),
  webassembly: webAssemblyCore,
};

// Processor time: what else the machine does is no part of it.
function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// Whole passes for at least so long.
async function screenFor(engine, seconds) {
  const began = processorSeconds();
  let passes = 0;
  let tookSeconds = 0;
  do {
    await engine.pass();
    passes++;
    tookSeconds = processorSeconds() - began;
  } while (tookSeconds < seconds);
  return (passes * people.length) / tookSeconds;
}

const engine = engines[name]();
await screenFor(engine, WARM_UP_S);
console.log(await screenFor(engine, MEASURED_S));
const found = engine.bytes?.() ?? `${engine.findings().join("\n")}\n`;
writeFileSync(`${folder}/${family}.${name}`, found);
