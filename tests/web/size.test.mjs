// What a first visit has to fetch, and how large the page's catalogue is.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  CORE_BYTES_MAX,
  FIRST_LOAD_BYTES_MAX,
  measure,
  PLANNER_BYTES_MAX,
  report,
} from '../../web/tools/budget.mjs';
import { catalogue, techniques, words } from './support/person.mjs';
import { PAGE } from './support/program.mjs';

const CATALOGUE_BYTES_MAX = 60_000;

const measured = measure(PAGE);
console.log(report(measured));

test('core_fits_its_budget', () => {
  assert.ok(measured.core <= CORE_BYTES_MAX);
});

test('planner_fits_its_budget', () => {
  assert.ok(measured.planner <= PLANNER_BYTES_MAX);
});

test('first_load_fits_its_budget', () => {
  assert.ok(measured.firstLoad <= FIRST_LOAD_BYTES_MAX);
});

test('whole_catalogue_in_the_page_fits_its_budget', () => {
  const whole = JSON.stringify({ catalogue, techniques, words });
  const bytes = brotliCompressSync(whole).length;
  console.log(`The whole catalogue: ${bytes} bytes with brotli; at most ${CATALOGUE_BYTES_MAX}`);
  assert.equal(techniques.length, catalogue.techniques.length);
  assert.ok(bytes <= CATALOGUE_BYTES_MAX);
});

test('what_is_told_of_techniques_is_no_part_of_the_first_load', () => {
  const first = measured.files.map(({ path }) => readFileSync(join(PAGE, path), 'utf8')).join();
  for (const { id, steps } of techniques) {
    assert.ok(!first.includes(steps[0]), id);
  }
});

test('compressed_files_hold_what_the_plain_ones_hold', () => {
  const unpack = { '.br': brotliDecompressSync, '.gz': gunzipSync };
  const names = readdirSync(PAGE, { recursive: true }).filter((name) => /\.(br|gz)$/.test(name));
  assert.ok(names.length > 0);
  for (const name of names) {
    const bytes = unpack[name.slice(-3)](readFileSync(join(PAGE, name)));
    assert.ok(bytes.equals(readFileSync(join(PAGE, name.slice(0, -3)))), name);
  }
});

test('page_has_nothing_inline_that_its_policy_would_refuse', () => {
  const html = readFileSync(join(PAGE, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /<style|style=|<script(?![^>]* src=)|\son[a-z]+=/i);
});
