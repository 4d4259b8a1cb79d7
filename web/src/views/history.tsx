import { lateWords } from '../generated/late';
import { Chart } from '../parts/chart';
import { timeText } from '../parts/dates';
import { Heading } from '../parts/heading';
import { Status } from '../parts/status';
import { fill, techniqueOf, words, workedText } from '../parts/text';
import type { HistoryEntry } from '../state';
import type { Sync } from '../sync';

export function History({ sessions, sync }: { sessions: readonly HistoryEntry[]; sync: Sync }) {
  const felt = sessions.flatMap(({ afterwards }) => afterwards ?? []).reverse();
  return (
    <div class="stack">
      <Heading text={lateWords.history.title} />
      {sessions.length === 0 && <p class="lead">{lateWords.history.empty}</p>}
      {felt.length >= 2 && (
        <figure class="card">
          <figcaption>{lateWords.history.chart}</figcaption>
          <Chart points={felt} />
        </figure>
      )}
      <ul class="sessions">
        {sessions.map((entry) => (
          <Entry key={entry.ref} entry={entry} />
        ))}
      </ul>
      <section class="card">
        <h2>{lateWords.history.storage}</h2>
        <Status sync={sync} />
      </section>
    </div>
  );
}

function endText({ state, stop }: NonNullable<HistoryEntry['end']>): string {
  if (state === 'done') {
    return lateWords.history.states.done;
  }
  return state === 'stopped' && stop !== 'not-begun'
    ? lateWords.history.states[stop]
    : lateWords.history.states.open;
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { end, afterwards, nextDay, request } = entry;
  return (
    <li class="card">
      <h2>
        <time dateTime={new Date(entry.at_ms).toISOString()}>{timeText(entry.at_ms)}</time>
      </h2>
      {end === null ? (
        <p>{lateWords.history.foreign}</p>
      ) : (
        <>
          <p>
            {endText(end)}. {fill(lateWords.history.worked, { minutes: workedText(end.workedMs) })}.
          </p>
          {end.worked.length > 0 && (
            <p class="hint">{end.worked.map((id) => techniqueOf(id).name).join(', ')}</p>
          )}
        </>
      )}
      {request.pain !== undefined && (
        <p>{fill(lateWords.history.before, { pain: request.pain })}.</p>
      )}
      <p>
        {afterwards
          ? fill(lateWords.history.after, {
              feel: lateWords.afterwards[afterwards.feel].toLowerCase(),
              pain: afterwards.pain,
              stiffness: afterwards.stiffness,
            })
          : lateWords.history.no_after}
      </p>
      {nextDay && (
        <p>
          {fill(lateWords.history.next_day, { feel: words.next_day[nextDay.feel].toLowerCase() })}
        </p>
      )}
    </li>
  );
}
