// What a screen reader says at a cue. Nothing is said in between.

import type { Output, Plan } from '../core';
import { textsOf } from '../parts/technique-texts';
import { fill, secondsText, techniqueOf, words } from '../parts/text';

export function said(output: Output, plan: Plan): string {
  const { cue } = output;
  const step = plan.steps[output.step];
  if (cue === 'none' || step === undefined) {
    return '';
  }
  const { setUp, moveCue, holdCue } = textsOf(step.technique);
  const again = cue === 'move' && output.rep > 1;
  return fill(again ? words.session.say.move_again : words.session.say[cue], {
    technique: techniqueOf(step.technique).name,
    setup: setUp.join(' '),
    side: step.side === 'none' ? '' : words.session[step.side],
    cue: cue === 'hold' ? holdCue || moveCue : moveCue,
    rep: output.rep,
    seconds: secondsText(output.stateLeftMs),
  }).trim();
}
