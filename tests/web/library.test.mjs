// The library: finding an exercise, and reading about it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { action, catalogue, Person, techniques, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const text = words.library;
const world = freshWorld();
let program;
let person;
let page;

beforeEach(async () => {
  ({ program } = world);
  page = await world.context.newPage();
  person = new Person(page);
  await person.open(program.address);
});

function nameOf(id) {
  return catalogue.techniques.find((technique) => technique.id === id).name;
}

async function openLibrary() {
  await person.press(words.app.library);
  await person.sees(text.title);
}

async function openEntry(id) {
  await page.goto(`${program.origin}/#library/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** The names that are on the screen, in no order. */
async function shown() {
  const names = await page.getByRole('main').getByRole('heading', { level: 3 }).allTextContents();
  return names.sort();
}

/** Those for which it holds. It has to hold for some and not for others, or it would show nothing. */
function those(fits) {
  const names = techniques.filter(fits).map(({ id }) => nameOf(id));
  assert.ok(names.length > 0 && names.length < techniques.length, 'the choice tells nothing apart');
  return names.sort();
}

function counts(count) {
  const { one, other } = text.count;
  const all = other.replace('{count}', techniques.length);
  return count === techniques.length
    ? all
    : text.found.replace('{count}', count).replace('{all}', techniques.length === 1 ? one : all);
}

async function says(count) {
  await page.getByRole('status').getByText(counts(count), { exact: true }).waitFor();
}

function choose(label, option) {
  return page.getByLabel(label, { exact: true }).selectOption(option);
}

function search(wanted) {
  return page.getByRole('searchbox').fill(wanted);
}

test('library_shows_every_exercise_once', async () => {
  await openLibrary();
  await says(techniques.length);
  assert.deepEqual(await shown(), techniques.map(({ id }) => nameOf(id)).sort());
});

for (const [name, label, option, fits] of [
  ['region', text.region, 'neck', ({ regions }) => regions.neck > 0],
  ['position', text.position, 'seated', ({ positions }) => positions.includes('seated')],
  ['equipment', text.equipment, 'tennis-ball', ({ equipment }) => equipment.flat().includes('tennis-ball')],
  ['no_equipment', text.equipment, 'nothing', ({ equipment }) => equipment.length === 0],
  ['time', text.time, '60', ({ dose }) => dose.takes_s[0] <= 60],
]) {
  test(`choice_of_${name}_leaves_what_fits_it`, async () => {
    await openLibrary();
    await choose(label, option);
    const wanted = those(fits);
    await says(wanted.length);
    assert.deepEqual(await shown(), wanted);
  });
}

test('time_is_that_of_the_smallest_dose_on_both_sides', async () => {
  const twice = techniques.find(({ id }) => id === 'seated-twist');
  const { takes_s, hold_s, move_s, reps, sets } = twice.dose;
  assert.ok(takes_s[0] >= 2 * sets[0] * reps[0] * (move_s + hold_s[0]), String(takes_s));
});

test('several_choices_have_to_fit_together', async () => {
  await openLibrary();
  await choose(text.region, 'lower-back');
  await choose(text.position, 'supine');
  await choose(text.time, '60');
  const wanted = those(
    ({ regions, positions, dose }) =>
      regions['lower-back'] > 0 && positions.includes('supine') && dose.takes_s[0] <= 60,
  );
  await says(wanted.length);
  assert.deepEqual(await shown(), wanted);
});

test('search_ignores_accents_and_capitals_and_looks_at_names_and_purposes', async () => {
  await openLibrary();
  const { also } = techniques.find(({ id }) => id === 'cat-cow');
  for (const [wanted, id] of [
    ['CAT and', 'cat-cow'],
    ['cät', 'cat-cow'],
    [also[0].toUpperCase(), 'cat-cow'],
    ['buttock knee', 'knee-to-chest'],
    ['  chest,   KNÉE ', 'knee-to-chest'],
    ['rollér foam', 'foam-roller-upper-back'],
  ]) {
    await search(wanted);
    await page.getByRole('link', { name: nameOf(id), exact: true }).waitFor();
    assert.ok((await shown()).length < techniques.length, wanted);
  }
});

test('every_word_of_a_search_has_to_begin_a_word', async () => {
  await openLibrary();
  await search('camel');
  await says(1);
  assert.deepEqual(await shown(), [nameOf('cat-cow')]);
  for (const nothing of ['camel qqq', 'amel']) {
    await search(nothing);
    assert.ok(!(await shown()).includes(nameOf('cat-cow')), nothing);
  }
});

test('nothing_found_says_so_and_leads_back', async () => {
  await openLibrary();
  await choose(text.position, 'seated');
  await search('qqq');
  await says(0);
  await page.getByRole('heading', { name: text.none }).waitFor();
  await person.press(text.clear);
  await says(techniques.length);
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  assert.equal(await page.getByLabel(text.position, { exact: true }).inputValue(), '');
  assert.ok(await page.getByRole('searchbox').evaluate((it) => it === document.activeElement));
});

test('back_from_an_entry_the_choice_and_the_place_are_as_they_were', async () => {
  await openLibrary();
  await choose(text.position, 'supine');
  const link = page.getByRole('link', { name: nameOf('lying-twist'), exact: true });
  await link.focus();
  await page.keyboard.press('Enter');
  await person.sees(nameOf('lying-twist'));
  await person.press(text.all);
  await person.sees(text.title);
  assert.equal(await page.getByLabel(text.position, { exact: true }).inputValue(), 'supine');
  await page.waitForFunction(
    () => document.activeElement?.getAttribute('href') === '#library/lying-twist',
  );
});

test('entry_has_an_address_and_tells_all_that_is_known', async () => {
  for (const told of techniques) {
    await openEntry(told.id);
    await person.sees(nameOf(told.id));
    const main = await page.getByRole('main').textContent();
    for (const sentence of [
      told.purpose,
      ...told.also,
      ...told.setUp,
      ...told.steps,
      ...told.feel,
      ...told.notFeel,
      ...told.mistakes,
      told.easier,
      told.harder,
      ...told.notFor,
      ...Object.values(told.helper ?? {}).flat(),
      told.breath,
      told.dose.why,
      ...told.sources,
      told.review,
      ...told.closedBy.map((condition) => text.conditions[condition]),
    ]) {
      assert.ok(main.includes(sentence), `${told.id} does not say: ${sentence}`);
    }
    const label = text.figure.replace('{name}', nameOf(told.id));
    await page.getByRole('img', { name: label, exact: true }).waitFor();
  }
});

test('entry_says_the_dose_in_plain_words', async () => {
  await openEntry('seated-twist');
  const { dose } = techniques.find(({ id }) => id === 'seated-twist');
  const main = await page.getByRole('main').textContent();
  assert.ok(main.includes(`Hold for ${dose.hold_s.join(' to ')} seconds`), main);
  assert.ok(main.includes(`${dose.reps.join(' to ')} times`), main);
  assert.ok(main.includes(text.both), main);
  assert.ok(main.includes(text.day.other.replace('{count}', dose.dayTimesMax)), main);
  await openEntry('cat-cow');
  const moves = techniques.find(({ id }) => id === 'cat-cow').dose;
  const there = await page.getByRole('main').textContent();
  assert.ok(there.includes(`${moves.reps.join(' to ')} slow movements`), there);
  assert.ok(!there.includes(text.both), there);
});

test('conditions_that_close_an_exercise_are_those_of_the_core', async () => {
  await person.answerAll({ 'P6.12': 'yes' });
  await person.sees(words.check_in.title);
  for (const { id, closedBy } of techniques) {
    await openEntry(id);
    await person.sees(nameOf(id));
    const { tell } = catalogue.rules.find((rule) => rule.id === 'closes-disc-injury');
    const closed = await page.locator('.notice').getByText(tell).count();
    assert.equal(closed === 1, closedBy.includes('disc-injury'), id);
  }
});

test('whoever_is_to_see_somebody_is_told_so_at_every_exercise', async () => {
  await person.sayEmergency();
  await openEntry('cat-cow');
  await page.getByText(text.held).waitFor();
  await person.press(text.to_held);
  await person.sees(catalogue.dispositions.emergency.title);
});

test('unknown_entry_says_so_and_suggests', async () => {
  await openEntry('cat-cwo');
  await person.sees(text.unknown);
  await page.getByText('cat-cwo').waitFor();
  await person.press(nameOf('cat-cow'));
  await person.sees(nameOf('cat-cow'));
  await openEntry('%E0%A4%A');
  await person.sees(text.unknown);
  await openEntry('qqqqqq');
  await page.getByText('qqqqqq').waitFor();
  assert.equal(await page.getByText(text.unknown_near).count(), 0);
  await action(page, text.all).click();
  await person.sees(text.title);
});

test('every_entry_prints_on_one_page', async () => {
  for (const { id, name } of catalogue.techniques) {
    await openEntry(id);
    await person.sees(name);
    await page.locator('.technique-figure path').first().waitFor();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, id);
  }
});

test('library_is_used_with_the_keyboard_alone', async () => {
  const { keyboard } = page;
  async function tabTo(wanted) {
    for (let i = 0; i < 60; i++) {
      if (await wanted.evaluate((it) => it === document.activeElement)) {
        return;
      }
      await keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to ${wanted}`);
  }
  await tabTo(action(page, words.app.library));
  await keyboard.press('Enter');
  await person.sees(text.title);
  await tabTo(page.getByRole('searchbox'));
  await keyboard.type('knee');
  await tabTo(page.getByLabel(text.region, { exact: true }));
  await keyboard.type(catalogue.regions.find(({ id }) => id === 'lower-back').name);
  await tabTo(page.getByRole('link', { name: nameOf('knee-to-chest'), exact: true }));
  await keyboard.press('Enter');
  await person.sees(nameOf('knee-to-chest'));
});
