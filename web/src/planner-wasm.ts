// The planner in WebAssembly: what core-wasm.ts is for the core. Fetched on the way to a plan; what
// it gives is checked by the core before a session begins.

import type {
  Exercise,
  Plan,
  Planned,
  Planner,
  Prescribed,
  Prescription,
  Programme,
  ReasonChosen,
  ReasonLeftOut,
  Reasons,
  RegionId,
  Request,
  Step,
  TechniqueId,
  ToldExercise,
  Wishes,
} from './core';
import {
  check,
  dayOf,
  idOf,
  indexOf,
  instantiate,
  nameOf,
  namesOf,
  Struct,
  setOf,
} from './core-memory';
import { catalogue } from './generated/catalogue';
import { layout, limits, names, wishes as wishBits } from './generated/layout';
import wasmAddress from './generated/planner.wasm?url';
import { type Kept, programmeOf } from './programme';

interface Exports {
  memory: WebAssembly.Memory;
  screening(): number;
  record(): number;
  request(): number;
  programme(): number;
  plan(): number;
  told(): number;
  reasons(): number;
  plan_make(): number;
  programme_tell(): void;
  plan_reasons(): number;
}

class WasmPlanner implements Planner {
  private readonly screening: Struct;
  private readonly recorded: Struct;
  private readonly request: Struct;
  private readonly programme: Struct;
  private readonly exercises: Struct[];
  private readonly planned: Struct;
  private readonly steps: Struct[];
  private readonly told: Struct;
  private readonly fates: Struct[];
  private readonly reasoned: Struct;

  constructor(private readonly exports: Exports) {
    const at = (address: number, size: number) => new Struct(exports.memory.buffer, address, size);
    this.screening = at(exports.screening(), layout.screening.size);
    this.recorded = at(exports.record(), layout.record.size);
    this.request = at(exports.request(), layout.request.size);
    this.programme = at(exports.programme(), layout.programme.size);
    this.exercises = this.programme.parts(layout.programme.exercise);
    this.planned = at(exports.plan(), layout.plan.size);
    this.steps = this.planned.parts(layout.plan.step);
    this.told = at(exports.told(), layout.told.size);
    this.fates = this.told.parts(layout.told.exercise);
    this.reasoned = at(exports.reasons(), layout.reasons.size);
  }

  plan(of: Planned): Plan {
    const kept = this.make(of);
    return { ...this.readPlan(), prescribed: kept && this.readPrescribed(kept) };
  }

  reasons(of: Planned): Reasons {
    this.make(of);
    check(this.exports.plan_reasons());
    return this.readReasons(this.readPlan());
  }

  /** What it was planned around; null: no programme holds. */
  private make({ screening, record, request, wishes, programmes = [] }: Planned): Kept | null {
    const kept = programmes.length > 0 ? programmeOf(programmes) : null;
    this.screening.bytes.set(screening.bytes);
    this.recorded.bytes.set(record.bytes);
    this.writeRequest(request);
    if (wishes) {
      this.writeWishes(wishes);
    }
    this.writeProgramme(kept?.programme ?? null);
    check(this.exports.plan_make());
    return kept;
  }

  private writeRequest(request: Request): void {
    const field = layout.request;
    this.request.clear();
    this.request.set(field.day, dayOf(request.today));
    this.request.set(field.minutes, request.minutes);
    this.request.set(field.positions, setOf(catalogue.positions, request.positions));
    this.request.set(field.equipment, setOf(catalogue.equipment, request.equipment));
    this.request.set(field.pain_known, request.pain === undefined ? 0 : 1);
    this.request.set(field.pain, request.pain ?? 0);
    this.request.set(field.partner, request.partner ? 1 : 0);
    for (const [region, stiffness] of Object.entries(request.regions)) {
      this.request.set(field.stiffness, stiffness, indexOf(catalogue.regions, region));
    }
  }

  private writeWishes({ of, order }: Wishes): void {
    const field = layout.request;
    for (const [technique, wanted] of of) {
      const bits = wanted.reduce((sum, name) => sum | wishBits[name], 0);
      this.request.set(field.wish, bits, indexOf(catalogue.techniques, technique));
    }
    if (order.length > 0) {
      catalogue.techniques.forEach(({ id }, i) => {
        const place = order.indexOf(id);
        this.request.set(field.order, place < 0 ? order.length : place, i);
      });
    }
  }

  private writeProgramme(programme: Programme | null): void {
    const field = layout.programme;
    this.programme.clear();
    if (programme) {
      this.programme.set(field.date, dayOf(programme.date));
      this.programme.set(field.until, dayOf(programme.until ?? ''));
      this.programme.set(field.count, programme.exercises.length);
      programme.exercises.forEach((exercise, i) => {
        writeExercise(nameOf(this.exercises, i), exercise);
      });
    }
  }

  private readPrescribed({ programme, ...kept }: Kept): Prescribed {
    this.exports.programme_tell();
    return {
      ...kept,
      programme,
      differs: namesOf(names.programmeDiffers, this.told.get(layout.told.differs)),
      exercises:
        programme?.exercises.map((exercise, i) => readTold(nameOf(this.fates, i), exercise)) ?? [],
    };
  }

  private readPlan(): Plan {
    const field = layout.plan;
    const steps = this.steps.slice(0, this.planned.get(field.step_count));
    return {
      outcome: nameOf(names.outcome, this.planned.get(field.outcome)),
      durationMs: this.planned.get(field.duration_ms),
      pain: this.planned.get(field.pain),
      steps: steps.map(readStep),
      leftOut: catalogue.techniques
        .map(({ id }, i) => ({
          technique: id,
          reason: nameOf(names.leftOut, this.planned.get(field.left_out, i)),
        }))
        .filter(({ reason }) => reason !== 'not'),
      prescribed: null,
      worth: this.planned.getSigned(field.worth),
      atMost: this.planned.getSigned(field.at_most),
    };
  }

  private readReasons({ steps, leftOut }: Plan): Reasons {
    const chosen = new Set(steps.map(({ technique }) => technique));
    const unworthy = leftOut.filter(({ reason }) => reason === 'worth');
    return {
      whole: this.reasoned.getSigned(layout.reasons.whole),
      chosen: new Map([...chosen].map((id) => [id, this.readChosen(id)])),
      leftOut: new Map(unworthy.map(({ technique: id }) => [id, this.readLeftOut(id)])),
      more: this.readMore(),
    };
  }

  private readChosen(id: TechniqueId): ReasonChosen {
    const field = layout.reasons;
    const index = indexOf(catalogue.techniques, id);
    return {
      adds: this.reasoned.getSigned(field.adds, index),
      warmedBy: idOf<TechniqueId>(catalogue.techniques, this.reasoned.get(field.warmed_by, index)),
    };
  }

  private readLeftOut(id: TechniqueId): ReasonLeftOut {
    const field = layout.reasons;
    const index = indexOf(catalogue.techniques, id);
    const costs = this.reasoned.getSigned(field.costs, index);
    return {
      costs: costs < 0 ? null : costs,
      less: {
        ms: Math.max(0, this.reasoned.getSigned(field.less_ms, index)),
        of: idOf<RegionId>(catalogue.regions, this.reasoned.get(field.less_of, index)),
      },
    };
  }

  private readMore(): Reasons['more'] {
    const field = layout.reasons;
    const ms = this.reasoned.get(field.more_ms);
    return ms === 0
      ? null
      : {
          ms,
          worth: this.reasoned.getSigned(field.more_worth),
          techniques: catalogue.techniques
            .filter((_, i) => this.reasoned.has(field.more_techniques, i))
            .map(({ id }) => id),
        };
  }
}

function writeExercise(to: Struct, { technique, asked, days }: Exercise): void {
  const index = catalogue.techniques.findIndex(({ id }) => id === technique);
  const field = layout.exercise;
  const dose = to.part(field.asked);
  to.set(field.technique, index < 0 ? limits.techniqueMax : index);
  to.set(field.days, days);
  dose.set(layout.prescription.sets, asked.sets);
  dose.set(layout.prescription.reps, asked.reps);
  dose.set(layout.prescription.hold_ms, asked.hold_ms);
}

function readTold(told: Struct, exercise: Exercise): ToldExercise {
  const field = layout.exerciseTold;
  return {
    ...exercise,
    fate: nameOf(names.fate, told.get(field.fate)),
    done: readDose(told.part(field.done)),
    differs: namesOf(names.differs, told.get(field.differs)),
    smaller: told.get(field.smaller) === 1,
    otherwise: told.get(field.otherwise) === 1,
    today: told.get(field.today) === 1,
  };
}

function readDose(dose: Struct): Prescription | null {
  const { sets, reps, hold_ms } = layout.prescription;
  return dose.get(sets) === 0
    ? null
    : { sets: dose.get(sets), reps: dose.get(reps), hold_ms: dose.get(hold_ms) };
}

function readStep(step: Struct): Step {
  const field = layout.step;
  return {
    technique: nameOf(catalogue.techniques, step.get(field.technique)).id,
    phase: nameOf(names.phase, step.get(field.phase)),
    side: nameOf(names.side, step.get(field.side)),
    sets: step.get(field.sets),
    reps: step.get(field.reps),
    ready_ms: step.get(field.ready_ms),
    move_ms: step.get(field.move_ms),
    hold_ms: step.get(field.hold_ms),
    rest_ms: step.get(field.rest_ms),
    duration_ms: step.get(field.duration_ms),
    change_ms: step.get(field.change_ms),
    position: nameOf(catalogue.positions, step.get(field.position)).id,
    region: idOf<RegionId>(catalogue.regions, step.get(field.region)),
  };
}

/** With bytes: a module that a test brought along. */
export async function loadPlanner(bytes?: BufferSource): Promise<Planner> {
  return new WasmPlanner(await instantiate<Exports>(bytes ?? wasmAddress));
}
