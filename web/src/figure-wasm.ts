// The figure in WebAssembly: it poses the body and flattens it, and this file turns the shapes into
// SVG paths. Fetched when a figure is first shown; nothing that decides needs it.

import type { Output, Step, TechniqueId } from './core';
import { indexOf, instantiate, numberOf, Struct } from './core-memory';
import { catalogue } from './generated/catalogue';
import wasmAddress from './generated/figure.wasm?url';
import { figureLayout, palette, rim, roles, shade } from './generated/figure_layout';
import { layout, names } from './generated/layout';

interface Exports {
  memory: WebAssembly.Memory;
  figure(): number;
  moment(): number;
  step(): number;
  output(): number;
  /** The address of what the technique's pictures have in common. */
  view(technique: number): number;
  /** How far the movement is in the one picture that tells it best. */
  still(technique: number): number;
  draw(technique: number): void;
  moment_of(technique: number, stateTotalMs: number, sinceMs: number): void;
}

export interface Shape {
  /** Its role, and `far`, `helper`, `rim` where they hold. */
  className: string;
  /** The path, in tenths of a millimetre. */
  d: string;
}

export interface ViewBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Around the picture. */
const AIR = 600;

/** By role and shade. */
const classNames: readonly (readonly string[])[] = roles.map((role) =>
  Array.from({ length: 2 * shade.rim }, (_, bits) =>
    [
      role,
      bits & shade.far ? 'far' : '',
      bits & shade.helper ? 'helper' : '',
      bits & shade.rim ? 'rim' : '',
    ]
      .filter((name) => name !== '')
      .join(' '),
  ),
);

export class FigureModule {
  private readonly moment: Struct;
  private readonly step: Struct;
  private readonly output: Struct;
  private readonly figure: DataView;
  private readonly points: Int16Array;

  constructor(private readonly exports: Exports) {
    const { buffer } = exports.memory;
    const { size, point } = figureLayout.figure;
    this.moment = new Struct(buffer, exports.moment(), figureLayout.moment.size);
    this.step = new Struct(buffer, exports.step(), layout.step.size);
    this.output = new Struct(buffer, exports.output(), layout.output.size);
    this.figure = new DataView(buffer, exports.figure(), size);
    this.points = new Int16Array(buffer, exports.figure() + point.offset, 2 * point.count);
  }

  boxOf(technique: number, mirrored: boolean): ViewBox {
    const address = this.exports.view(technique);
    const view = new DataView(this.exports.memory.buffer, address, figureLayout.view.size);
    const { left, top, right, bottom } = figureLayout.view;
    const edge = ({ offset }: { offset: number }): number => view.getInt16(offset, true);
    return {
      left: (mirrored ? -edge(right) : edge(left)) - AIR,
      top: edge(top) - AIR,
      width: edge(right) - edge(left) + 2 * AIR,
      height: edge(bottom) - edge(top) + 2 * AIR,
    };
  }

  stillOf(technique: number): number {
    return this.exports.still(technique);
  }

  setMoment(moved: number, breath: number, mirrored: boolean): void {
    const field = figureLayout.moment;
    this.moment.set(field.moved, moved);
    this.moment.set(field.breath, breath);
    this.moment.set(field.mirrored, Number(mirrored));
    this.moment.set(field.arrow, 1);
    this.moment.set(field.marks, 1);
  }

  setMomentOf(
    technique: number,
    step: Step,
    output: Output,
    stateTotalMs: number,
    sinceMs: number,
  ): void {
    this.step.clear();
    this.step.set(layout.step.side, numberOf(names.side, step.side));
    this.step.set(layout.step.move_ms, step.move_ms);
    this.output.clear();
    this.output.set(layout.output.state, numberOf(names.state, output.state));
    this.output.set(layout.output.state_left_ms, output.stateLeftMs);
    this.output.set(layout.output.rep, output.rep);
    this.exports.moment_of(technique, stateTotalMs, Math.max(0, Math.round(sinceMs)));
  }

  draw(technique: number): Shape[] {
    this.exports.draw(technique);
    const count = this.figure.getUint16(figureLayout.figure.shape_count.offset, true);
    return Array.from({ length: count }, (_, index) => this.shape(index));
  }

  private shape(index: number): Shape {
    const field = figureLayout.shape;
    const at = figureLayout.figure.shape.offset + index * field.size;
    const first = this.figure.getUint16(at + field.first_outline.offset, true);
    const count = this.figure.getUint16(at + field.outline_count.offset, true);
    const role = this.figure.getUint8(at + field.role.offset);
    let d = '';
    for (let outline = first; outline < first + count; outline++) {
      d += this.outline(outline);
    }
    return {
      className: classNames[role]?.[this.figure.getUint8(at + field.shade.offset)] ?? '',
      d,
    };
  }

  private outline(index: number): string {
    const field = figureLayout.outline;
    const at = figureLayout.figure.outline.offset + index * field.size;
    const first = this.figure.getUint16(at + field.first_point.offset, true);
    const end = first + this.figure.getUint16(at + field.point_count.offset, true);
    let d = 'M';
    for (let point = first; point < end; point++) {
      d += `${this.points[2 * point]} ${this.points[2 * point + 1]} `;
    }
    return `${d}Z`;
  }
}

/** One technique's picture. Several may be shown at a time. */
export class Figure {
  readonly box: ViewBox;
  private readonly index: number;

  constructor(
    private readonly module: FigureModule,
    technique: TechniqueId,
    private readonly mirrored: boolean,
  ) {
    this.index = indexOf(catalogue.techniques, technique);
    this.box = module.boxOf(this.index, mirrored);
  }

  /** The one picture that tells it best. */
  still(): Shape[] {
    return this.at(this.module.stillOf(this.index));
  }

  /** moved: 0 to 1000 of one movement. */
  at(moved: number): Shape[] {
    this.module.setMoment(moved, 300, this.mirrored);
    return this.module.draw(this.index);
  }

  /** As the session has it. `stateTotalMs`: how long its state lasts in all; `sinceMs`: how long
   * ago the output was. */
  during(step: Step, output: Output, stateTotalMs: number, sinceMs: number): Shape[] {
    this.module.setMomentOf(this.index, step, output, stateTotalMs, sinceMs);
    return this.module.draw(this.index);
  }
}

/** The palette that every face of the figure has, and what SVG needs beside it. */
function styleSheet(): CSSStyleSheet {
  const rules = (scheme: (typeof palette)['light' | 'dark']): string =>
    [
      `.technique-figure{background:${scheme.paper}}`,
      `.technique-figure .rim{stroke:${scheme.paper}}`,
      ...scheme.roles.flatMap((colours, role) =>
        colours.map(
          (colour, bits) =>
            `.technique-figure .${(classNames[role]?.[bits] ?? '').replaceAll(' ', '.')}{fill:${colour}}`,
        ),
      ),
    ].join('\n');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .technique-figure .rim{stroke-width:${2 * rim};stroke-linejoin:round;paint-order:stroke}
    ${rules(palette.light)}
    @media screen and (prefers-color-scheme:dark){${rules(palette.dark)}}`);
  return sheet;
}

export async function fetchModule(): Promise<FigureModule> {
  const exports = await instantiate<Exports>(wasmAddress);
  document.adoptedStyleSheets.push(styleSheet());
  return new FigureModule(exports);
}
