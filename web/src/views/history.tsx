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
      <Heading text={words.history.title} />
      {sessions.length === 0 && <p class="lead">{words.history.empty}</p>}
      {felt.length >= 2 && (
        <figure class="card">
          <figcaption>{words.history.chart}</figcaption>
          <Chart points={felt} />
        </figure>
      )}
      <ul class="sessions">
        {sessions.map((entry) => (
          <Entry key={entry.ref} entry={entry} />
        ))}
      </ul>
      <section class="card">
        <h2>{words.history.storage}</h2>
        <Status sync={sync} />
      </section>
    </div>
  );
}

function endText({ state, stop }: NonNullable<HistoryEntry['end']>): string {
  if (state === 'done') {
    return words.history.states.done;
  }
  return state === 'stopped' && stop !== 'not-begun'
    ? words.history.states[stop]
    : words.history.states.open;
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { end, afterwards, nextDay, request } = entry;
  return (
    <li class="card">
      <h2>
        <time dateTime={new Date(entry.at_ms).toISOString()}>{timeText(entry.at_ms)}</time>
      </h2>
      {end === null ? (
        <p>{words.history.foreign}</p>
      ) : (
        <>
          <p>
            {endText(end)}. {fill(words.history.worked, { minutes: workedText(end.workedMs) })}.
          </p>
          {end.worked.length > 0 && (
            <p class="hint">{end.worked.map((id) => techniqueOf(id).name).join(', ')}</p>
          )}
        </>
      )}
      {request.pain !== undefined && <p>{fill(words.history.before, { pain: request.pain })}.</p>}
      <p>
        {afterwards
          ? fill(words.history.after, {
              feel: words.afterwards[afterwards.feel].toLowerCase(),
              pain: afterwards.pain,
              stiffness: afterwards.stiffness,
            })
          : words.history.no_after}
      </p>
      {nextDay && (
        <p>{fill(words.history.next_day, { feel: words.next_day[nextDay.feel].toLowerCase() })}</p>
      )}
    </li>
  );
}
