// What the browser tests stand on: one browser for a file, and for each test a program and a browser
// profile of its own, in which nothing may have gone wrong.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, openContext } from './browser.mjs';
import { Program } from './program.mjs';

/** `browser`, and anew for each test `program`, `context`, `complaints`. `options` are the profile's. */
export function freshWorld(options) {
  const world = {};

  before(async () => {
    world.browser = await launch();
  });

  after(() => world.browser?.close());

  beforeEach(async () => {
    world.program = new Program();
    await world.program.start();
    Object.assign(world, await openContext(world.browser, world.program, options));
  });

  afterEach(async () => {
    await world.context.close();
    await world.program.end();
    assert.deepEqual(world.complaints, []);
  });

  return world;
}
