// Each view, given what it needs and what follows from it.

import type { JSX } from 'preact';
import type { Answers, Plan, Request, Step } from '../core';
import type { LoggedStep } from '../log';
import { catalogueVersion } from '../parts/text';
import { Afterwards, Thanks } from './afterwards';
import { CheckIn, type Wish, wishLike } from './check-in';
import { History } from './history';
import { dueOf, openAnswers, type Page, referralOf } from './page';
import { PlanView } from './plan';
import { emptyDraft, Questions } from './questions';
import type { View } from './route';
import { referredOf, SeeSomebody } from './see-somebody';
import { SessionView } from './session';
import { Welcome } from './welcome';

export const rooms: Readonly<Record<View, (page: Page) => JSX.Element | null>> = {
  welcome: (page) => (
    <Welcome
      mayPlan={page.known.mayPlan}
      open={page.known.openSession !== null}
      afterwardsDue={dueOf(page) !== null}
    />
  ),
  questions: (page) => (
    <Questions
      core={page.core}
      today={page.today}
      draft={page.memory.draft}
      onDraft={(draft) => page.remember({ draft })}
      onFinish={(answers) => finishQuestions(page, answers)}
      onLeave={() => page.go('welcome')}
    />
  ),
  'see-somebody': (page) => {
    const referred = referralOf(page);
    return referred && <SeeSomebody referred={referred} onAnew={() => askAnew(page)} />;
  },
  'check-in': (page) => {
    const answers = openAnswers(page);
    const wish = wishOf(page);
    const plan = answers && page.core.plan(answers, requestOf(page, wish));
    return (
      plan && (
        <CheckIn
          wish={wish}
          plan={plan}
          onWish={(changed) => page.remember({ wish: changed })}
          onMake={() => {
            page.remember({ wish, plan });
            page.go('plan');
          }}
        />
      )
    );
  },
  plan: (page) => {
    const { plan } = page.memory;
    return plan && <PlanView plan={plan} onBegin={() => begin(page, plan)} />;
  },
  session: (page) => {
    const { run } = page.memory;
    return (
      run && (
        <SessionView
          run={run}
          onAfterwards={() => {
            page.remember({ ended: run.ref });
            page.go('afterwards');
          }}
          onScreen={() => page.go('questions')}
        />
      )
    );
  },
  afterwards: (page) => {
    const due = dueOf(page);
    return due === null ? null : <Felt page={page} session={due} />;
  },
  thanks: (page) => page.memory.feel && <Thanks feel={page.memory.feel} />,
  history: (page) => <History sessions={page.known.sessions} sync={page.sync} />,
};

function Felt({ page, session }: { page: Page; session: string }) {
  return (
    <Afterwards
      end={page.known.sessions.find(({ ref }) => ref === session)?.end ?? null}
      onSave={(feel, pain, stiffness) =>
        page.store(
          () => page.log.append('afterwards', { session, feel, pain, stiffness }),
          () => {
            page.remember({ ended: null, feel });
            page.go('thanks');
          },
        )
      }
      onLater={() => {
        page.remember({ ended: null });
        page.go('history');
      }}
    />
  );
}

function finishQuestions(page: Page, answers: Answers): void {
  const referred = referredOf({ answers, screening: page.core.screen(answers) });
  page.remember({ found: referred, anew: false });
  page.store(
    () => page.log.append('screening', { catalogue: catalogueVersion, ...answers }),
    () => {
      page.remember({ found: null, draft: emptyDraft, wish: null, plan: null });
      page.go(referred ? 'see-somebody' : 'check-in');
    },
  );
}

function askAnew(page: Page): void {
  page.remember({ draft: emptyDraft, anew: true });
  page.go('questions');
}

function begin(page: Page, plan: Plan): void {
  const { lastScreening } = page.known;
  if (lastScreening) {
    const body = {
      catalogue: catalogueVersion,
      screening: lastScreening.ref,
      request: requestOf(page, wishOf(page)),
      steps: plan.steps.map(loggedStep),
    };
    page.store(
      () => page.log.append('session', body),
      () => {
        page.remember({ plan: null });
        page.go('session');
      },
    );
  }
}

function wishOf({ memory, known }: Page): Wish {
  return memory.wish ?? wishLike(known.sessions[0]?.request);
}

function requestOf({ today }: Page, wish: Wish): Request {
  return { today, partner: false, ...wish };
}

function loggedStep({ duration_ms: _, region: __, ...step }: Step): LoggedStep {
  return step;
}
