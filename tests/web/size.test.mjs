// What a first visit has to fetch.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { CORE_BYTES_MAX, FIRST_LOAD_BYTES_MAX, measure, report } from '../../web/tools/budget.mjs';
import { PAGE } from './support/program.mjs';

const measured = measure(PAGE);
console.log(report(measured));

test('core_fits_its_budget', () => {
  assert.ok(measured.core <= CORE_BYTES_MAX);
});

test('first_load_fits_its_budget', () => {
  assert.ok(measured.firstLoad <= FIRST_LOAD_BYTES_MAX);
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
