// The engines, each as a way to screen everybody once: pass() screens, and findings() tells what
// came out of the last pass, a line for each person: id, disposition, rules that fired.
import { readFileSync } from "node:fs";
import { Executor, Library } from "cql-execution";
import { Engine } from "json-rules-engine";

const WORDS = { n: "no", y: "yes", u: "unknown" };

// As an application would hold them: made before anything is measured.
export function readPeople(path, { questions, observed }) {
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [id, age, bits, letters] = line.split(" ");
    const answers = Object.fromEntries(questions.map((question, i) => [question, WORDS[letters[i]]]));
    const seen = Object.keys(observed).filter((name) => (observed[name] & Number(bits)) !== 0);
    return { id, age: Number(age), observed: seen, answers };
  });
}

const counts = (answer) => answer === "yes" || answer === "unknown";
const line = (id, disposition, rules) => [id, disposition, ...rules].join(" ");

// One engine for everybody, the answers as facts of a run. All rules have one priority, so that none
// waits for another.
export function jsonRulesEngine(people, { rules, dispositions }) {
  const engine = new Engine(rules);
  engine.addOperator("at-least", (answers, { at_least, of }) => {
    return of.filter((question) => counts(answers[question])).length >= at_least;
  });
  engine.addOperator("any-of", (seen, names) => names.some((name) => seen.includes(name)));
  const facts = people.map(({ age, observed, answers }) => ({ age, observed, answers, ...answers }));
  const gravest = (events) => Math.max(0, ...events.map((event) => dispositions.indexOf(event.params.disposition)));
  const found = [];
  return {
    async pass() {
      for (let i = 0; i < facts.length; i++) {
        const { events } = await engine.run(facts[i]);
        found[i] = { disposition: dispositions[gravest(events)], events };
      }
    },
    findings: () =>
      found.map(({ disposition, events }, i) =>
        line(people[i].id, disposition, events.map((event) => event.type)),
      ),
  };
}

// What a Property of the ELM is read from; flat, so that a look-up is one step.
class Person {
  constructor({ id, age, observed, answers }) {
    Object.assign(this, answers, { id, age, observed });
  }
  getId() {
    return this.id;
  }
  findRecords() {
    return [this];
  }
}

class Everybody {
  constructor(persons) {
    this.persons = persons;
    this.at = 0;
  }
  currentPatient() {
    return this.persons[this.at];
  }
  nextPatient() {
    return this.persons[++this.at];
  }
}

// One executor for everybody, each a patient of one execution.
export function cqlExecution(people, { elm }) {
  const executor = new Executor(new Library(elm));
  const persons = people.map((person) => new Person(person));
  let found = {};
  return {
    async pass() {
      found = (await executor.exec(new Everybody(persons))).patientResults;
    },
    findings: () =>
      people.map(({ id }) => {
        const { Patient, Disposition, ...rules } = found[id];
        return line(id, Disposition, Object.keys(rules).filter((rule) => rules[rule] === true));
      }),
  };
}

// The core as the page has it: answers into its buffer, a call, the screening out of another. The
// bytes are those of the native program, which also says how many there are of each.
export function webAssembly(people, { module, answers, screeningBytes }) {
  const core = new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
  core._initialize?.();
  const size = answers.length / people.length;
  const input = new Uint8Array(core.memory.buffer, core.answers(), size);
  const output = new Uint8Array(core.memory.buffer, core.screening(), screeningBytes);
  const each = people.map((_, i) => answers.subarray(i * size, (i + 1) * size));
  const found = new Uint8Array(people.length * screeningBytes);
  return {
    pass() {
      for (let i = 0; i < each.length; i++) {
        input.set(each[i]);
        if (core.screen() !== 0) throw new Error(`the core refuses the answers of ${people[i].id}`);
        found.set(output, i * screeningBytes);
      }
    },
    bytes: () => found,
  };
}
