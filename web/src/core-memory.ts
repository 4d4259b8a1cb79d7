// Numbers in the module's memory, and the names that they stand for outside of it.

import { CoreFault } from './core';
import { names } from './generated/layout';

interface Field {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
}

/** One struct: numbers in and out by field. The module has no heap, so its memory never grows, and
 * what looks into it stays good. */
export class Struct {
  readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(buffer: ArrayBufferLike, address: number, size: number) {
    this.bytes = new Uint8Array(buffer, address, size);
    this.view = new DataView(buffer, address, size);
  }

  get(field: Field, index = 0): number {
    const at = field.offset + index * field.bytes;
    if (field.bytes === 1) {
      return this.view.getUint8(at);
    }
    return field.bytes === 2 ? this.view.getUint16(at, true) : this.view.getUint32(at, true);
  }

  /** Of a field that may be below 0. */
  getSigned(field: Field, index = 0): number {
    return this.view.getInt32(field.offset + index * field.bytes, true);
  }

  /** Throws where the number does not fit: a value that is cut off would be another value. */
  set(field: Field, value: number, index = 0): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * field.bytes)) {
      throw new CoreFault('argument');
    }
    const at = field.offset + index * field.bytes;
    if (field.bytes === 1) {
      this.view.setUint8(at, value);
    } else if (field.bytes === 2) {
      this.view.setUint16(at, value, true);
    } else {
      this.view.setUint32(at, value, true);
    }
  }

  /** One of its own structs, as which the field has its own layout. */
  part(field: Field, index = 0): Struct {
    const at = this.view.byteOffset + field.offset + index * field.bytes;
    return new Struct(this.view.buffer, at, field.bytes);
  }

  parts(field: Field): Struct[] {
    return Array.from({ length: field.count }, (_, i) => this.part(field, i));
  }

  clear(): void {
    this.bytes.fill(0);
  }

  /** A set over two or more words; bit 0 is the lowest of the first. */
  has(field: Field, bit: number): boolean {
    return ((this.get(field, bit >> 5) >>> (bit & 31)) & 1) === 1;
  }

  include(field: Field, bit: number): void {
    const word = (this.get(field, bit >> 5) | (1 << (bit & 31))) >>> 0;
    this.set(field, word, bit >> 5);
  }
}

type Ids = readonly { readonly id: string }[];

export function indexOf(list: Ids, id: string): number {
  const index = list.findIndex((entry) => entry.id === id);
  if (index < 0) {
    throw new CoreFault('argument');
  }
  return index;
}

export function numberOf(list: readonly string[], name: string): number {
  const number = list.indexOf(name);
  if (number < 0) {
    throw new CoreFault('argument');
  }
  return number;
}

export function nameOf<T>(list: readonly T[], number: number): T {
  const name = list[number];
  if (name === undefined) {
    throw new CoreFault('argument');
  }
  return name;
}

/** A name for a number that may be one past the end of the list, where it means "none". */
export function idOf<T extends string>(
  list: readonly { readonly id: T }[],
  index: number,
): T | null {
  return list[index]?.id ?? null;
}

/** The names of a number's bits, the lowest first. */
export function namesOf<T>(list: readonly T[], bits: number): T[] {
  return list.filter((_, i) => ((bits >> i) & 1) === 1);
}

export function setOf(list: Ids, ids: readonly string[]): number {
  return ids.reduce((bits, id) => bits | (1 << indexOf(list, id)), 0);
}

const MS_OF_A_DAY = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01; 0, which is "not stated", where it is no date. */
export function dayOf(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? 0 : ms / MS_OF_A_DAY;
}

/** A module that imports nothing, by its address or as bytes. */
export async function instantiate<Exports>(source: string | BufferSource): Promise<Exports> {
  let bytes = source;
  if (typeof bytes === 'string') {
    const response = await fetch(bytes);
    if (!response.ok) {
      throw new Error(`${bytes}: ${response.status}`);
    }
    bytes = await response.arrayBuffer();
  }
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const exports = instance.exports as { _initialize?(): void };
  exports._initialize?.();
  return exports as Exports;
}

export function check(error: number): void {
  if (error !== 0) {
    throw new CoreFault(names.error[error] ?? 'argument');
  }
}
