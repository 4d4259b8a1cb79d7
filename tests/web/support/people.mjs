// People and their days, as the tests need them.

export const TODAY = '2026-11-21';

export const REQUEST = {
  today: TODAY,
  minutes: 15,
  regions: { 'lower-back': 6, hips: 4 },
  equipment: ['mat', 'chair'],
  positions: ['standing', 'seated', 'kneeling', 'supine'],
  partner: false,
  pain: 2,
};

/** Somebody of 41 to whom every question is a no, but for the changes; undefined: not answered. */
export function goodDay(catalogue, changes = {}) {
  const answers = Object.fromEntries(catalogue.questions.map(({ id }) => [id, 'no']));
  for (const [question, answer] of Object.entries(changes)) {
    if (answer === undefined) {
      delete answers[question];
    } else {
      answers[question] = answer;
    }
  }
  return { today: TODAY, age: 41, sex: 'female', answers };
}
