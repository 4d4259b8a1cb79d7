// Each view, given what it needs and what follows from it.

import type { JSX } from 'preact';
import type { Answers, Plan, Planned, QuestionId, Request, Screening, TechniqueId } from '../core';
import { loggedStep, type NextDayBody } from '../log';
import { Fetched } from '../parts/late';
import { catalogueVersion } from '../parts/text';
import { Body } from './body';
import { history, lessons, planning, reading, stage } from './late-views';
import { draftOf, dueOf, openScreening, type Page, referralOf } from './page';
import { freshDraft, Questions } from './questions';
import type { View } from './route';
import { referredOf, SeeSomebody } from './see-somebody';
import { SessionView } from './session';
import { Welcome } from './welcome';
import { NO_TWEAKS, type Wish, wishLike } from './wish';

export const rooms: Readonly<Record<View, (page: Page) => JSX.Element | null>> = {
  welcome: (page) => (
    <Welcome
      known={page.known}
      afterwardsDue={dueOf(page) !== null}
      onAnew={() => askAnew(page)}
      onNextDay={(feel, technique) => sayNextDay(page, feel, technique)}
    />
  ),
  questions: (page) => (
    <Questions
      core={page.core}
      today={page.today}
      draft={draftOf(page)}
      needsSeen={page.known.record.needsSeen}
      somethingNew={isNew(page)}
      onDraft={(draft) => page.remember({ draft })}
      onFinish={(answers) => finishQuestions(page, answers)}
      onLeave={() => {
        page.remember({ anew: false, draft: null });
        page.go('welcome');
      }}
    />
  ),
  body: (page) => (
    <Body
      conditions={page.known.record.conditions}
      onSave={(answers) => saveBody(page, answers)}
      onLeave={() => page.go('welcome')}
    />
  ),
  'see-somebody': (page) => {
    const referred = referralOf(page);
    return (
      referred && (
        <SeeSomebody
          referred={referred}
          fresh={page.known.fresh && page.memory.found === null}
          onAnew={() => askAnew(page)}
          onAgree={(questions) => agree(page, questions)}
        />
      )
    );
  },
  'check-in': (page) => {
    const screening = openScreening(page);
    const wish = wishOf(page);
    return (
      screening && (
        <Fetched key="check-in" late={planning}>
          {({ CheckIn }) => (
            <CheckIn
              wish={wish}
              screening={screening}
              planWith={(planner) => planner.plan(plannedFor(page, screening))}
              onWish={(changed) => page.remember({ wish: changed })}
              onMake={() => {
                page.remember({ wish, tweaks: NO_TWEAKS });
                page.go('plan');
              }}
            />
          )}
        </Fetched>
      )
    );
  },
  plan: (page) => {
    const { tweaks } = page.memory;
    const screening = openScreening(page);
    return (
      tweaks &&
      screening && (
        <Fetched key="plan" late={planning}>
          {({ PlanRoom }) => (
            <PlanRoom
              of={plannedFor(page, screening)}
              tweaks={tweaks}
              smaller={page.known.record.worseCount > 0}
              onTweaks={(changed) => page.remember({ tweaks: changed })}
              onBegin={(plan) => begin(page, plan)}
            />
          )}
        </Fetched>
      )
    );
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
          onScreen={() => {
            page.remember({ draft: null });
            page.go('questions');
          }}
        />
      )
    );
  },
  afterwards: (page) => {
    const due = dueOf(page);
    return due === null ? null : <Felt page={page} session={due} />;
  },
  thanks: ({ memory: { feel } }) =>
    feel && (
      <Fetched key="thanks" late={stage}>
        {({ Thanks }) => <Thanks feel={feel} />}
      </Fetched>
    ),
  history: (page) => (
    <Fetched key="history" late={history}>
      {({ History }) => <History sessions={page.known.sessions} sync={page.sync} />}
    </Fetched>
  ),
  lessons: (page) => (
    <Fetched key="lessons" late={lessons}>
      {({ Lessons }) => <Lessons asked={page.entry} />}
    </Fetched>
  ),
  library: (page) => (
    <Fetched key="library" late={reading}>
      {({ Library, TechniquePage }) =>
        page.entry === '' ? (
          <Library looking={page.memory.looking} onLook={(looking) => page.remember({ looking })} />
        ) : (
          <TechniquePage
            key={page.entry}
            asked={page.entry}
            held={referralOf(page) !== null}
            closed={page.known.lastScreening?.screening.closed ?? []}
          />
        )
      }
    </Fetched>
  ),
};

function Felt({ page, session }: { page: Page; session: string }) {
  return (
    <Fetched key="afterwards" late={stage}>
      {({ Afterwards }) => (
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
      )}
    </Fetched>
  );
}

/** The short form of today said that something is new, or was not sure. */
function isNew({ known: { lastScreening }, today }: Page): boolean {
  const body = lastScreening?.own ? lastScreening.body : null;
  return body?.form === 'short' && body.today === today && body.changed !== 'no';
}

/** What it leads to is known before it is stored, and is shown even where it cannot be. */
function finishQuestions(page: Page, answers: Answers): void {
  const screening = page.known.record.copy().screen(answers);
  const referred = referredOf({ body: answers, own: true, screening });
  const open = screening.disposition === 'incomplete';
  page.remember({ found: referred, anew: false });
  page.store(
    () => page.log.append('screening', { catalogue: catalogueVersion, ...answers }),
    () => {
      page.remember({ found: null, wish: null, tweaks: null, ...(open ? {} : { draft: null }) });
      page.go(referred ? 'see-somebody' : open ? 'questions' : 'check-in');
    },
  );
}

/** What led to somebody ends with a full screening only, whichever form is due. */
function askAnew(page: Page): void {
  page.remember({ draft: freshDraft('full', page.known.record), anew: true });
  page.go('questions');
}

/** The same answers once more, with what a professional agreed on. */
function agree(page: Page, questions: QuestionId[]): void {
  const body = page.known.lastScreening?.body;
  if (body) {
    const agreed = [...new Set([...(body.agreed ?? []), ...questions])];
    page.store(
      () => page.log.append('screening', { ...body, agreed }),
      () => page.go('check-in'),
    );
  }
}

/** What was answered today and not used yet holds for one session: it is said once more, with the
 * body as it is now. Otherwise the signs that cannot wait have to be asked first, so this leads into
 * the form that is due, and the changes go with it. */
function saveBody(page: Page, answers: Answers['answers']): void {
  const { fresh, lastScreening, due, record } = page.known;
  if (fresh && lastScreening) {
    const { body } = lastScreening;
    page.store(
      () => page.log.append('screening', { ...body, answers: { ...body.answers, ...answers } }),
      () => {
        page.remember({ wish: null, tweaks: null });
        page.go('check-in');
      },
    );
  } else {
    const draft = freshDraft(due, record);
    page.remember({ draft: { ...draft, answers: { ...draft.answers, ...answers } } });
    page.go('questions');
  }
}

function sayNextDay(page: Page, feel: NextDayBody['feel'], technique?: TechniqueId): void {
  const session = page.known.nextDayDue?.ref;
  if (session) {
    page.store(
      () => page.log.append('next-day', { session, today: page.today, feel, technique }),
      () => {},
    );
  }
}

function plannedFor(page: Page, screening: Screening): Planned {
  const { record, programmes } = page.known;
  return { screening, record, programmes, request: requestOf(page, wishOf(page)) };
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
        page.remember({ tweaks: null });
        page.go('session');
      },
    );
  }
}

/** A position that the answers close is none that somebody can choose. */
function wishOf({ memory, known }: Page): Wish {
  const wish = memory.wish ?? wishLike(known.sessions[0]?.request);
  const closed = known.lastScreening?.screening.closedPositions ?? [];
  return { ...wish, positions: wish.positions.filter((id) => !closed.includes(id)) };
}

function requestOf({ today }: Page, wish: Wish): Request {
  return { today, ...wish };
}
