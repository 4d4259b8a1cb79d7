import { useId, useState } from 'preact/hooks';
import {
  adviceLine,
  emergencyNumbers,
  keepOwnNumber,
  ownNumber,
  regionName,
  regionOf,
} from '../parts/help';
import { fill, words } from '../parts/text';

function Call({ number, where }: { number: string; where: string }) {
  return (
    <a class="button call" href={`tel:${number.replace(/ /g, '')}`}>
      <strong>
        {words.see.call} {number}
      </strong>
      <span>{where}</span>
    </a>
  );
}

/** The emergency number here, to tap, and a way to put another one in its place. */
export function Numbers() {
  const region = regionOf(navigator.languages);
  const [own, setOwn] = useState(ownNumber);
  const usual = emergencyNumbers(region);
  const where = region === null ? words.see.many : regionName(region);
  return (
    <section class="numbers">
      <ul>
        {(own === '' ? usual : [own]).map((number) => (
          <li key={number}>
            <Call number={number} where={own === '' ? where : words.see.own} />
          </li>
        ))}
      </ul>
      <OtherNumber
        own={own}
        usual={usual.join(', ')}
        onKeep={(number) => {
          keepOwnNumber(number);
          setOwn(number);
        }}
      />
    </section>
  );
}

interface OtherNumberProps {
  own: string;
  usual: string;
  onKeep: (number: string) => void;
}

function OtherNumber({ own, usual, onKeep }: OtherNumberProps) {
  const id = useId();
  const [text, setText] = useState(own);
  const number = text.replace(/[^0-9+ ]/g, '').trim();
  return (
    <details class="fold">
      <summary>{words.see.other}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setText(number);
          onKeep(number);
        }}
      >
        <p>
          {words.see.elsewhere}{' '}
          {words.see.numbers.map((entry, index) => {
            const [elsewhere = '', where = ''] = entry.split('|');
            return (
              <span key={elsewhere}>
                {index > 0 && ', '}
                <a href={`tel:${elsewhere}`}>{elsewhere}</a> ({where})
              </span>
            );
          })}
          . {words.see.numbers_note}
        </p>
        <label for={id}>{words.see.own_number}</label>
        <input
          id={id}
          class="number"
          type="tel"
          autocomplete="off"
          maxLength={20}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id={`${id}-hint`} class="hint">
          {fill(words.see.own_hint, { number: usual })}
        </p>
        <button type="submit" class="button">
          {words.see.keep}
        </button>
      </form>
    </details>
  );
}

/** Who to ask today, where it is not an emergency. */
export function AdviceLine() {
  const region = regionOf(navigator.languages);
  const number = adviceLine(region);
  return number === null || region === null ? (
    <p class="notice">{words.see.no_advice}</p>
  ) : (
    <section class="numbers advice-line">
      <Call number={number} where={`${words.see.advice}, ${regionName(region)}`} />
    </section>
  );
}
