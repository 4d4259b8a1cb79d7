// The sketch of a bubble: a drawing, three curves and a sound, all of one short run of the module.
// Nothing moves or sounds by itself.

import { useEffect, useRef, useState } from 'preact/hooks';
import bubbleAddress from '../generated/bubble.wasm?url';
import { lessonWords } from '../generated/lessons';

const words = lessonWords.bubble;
const RATE = 48_000;
const LOUDNESS = 0.15;
const SHOWN_MS = 9_000;
const CURVE_POINTS = 256;

interface Trace {
  gap: Float32Array;
  pressure: Float32Array;
  radius: Float32Array;
  sound: Float32Array;
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  samples(): number;
  follow(): number;
}

async function loadTrace(): Promise<Trace> {
  const source = await (await fetch(bubbleAddress)).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(source, {});
  const exports = instance.exports as unknown as Exports;
  exports._initialize?.();
  const count = exports.samples();
  const at = exports.follow();
  const part = (index: number) =>
    new Float32Array(exports.memory.buffer, at + index * count * 4, count).slice();
  return { gap: part(0), pressure: part(1), radius: part(2), sound: part(3) };
}

function peakOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Before, when it is largest, and at the end. */
function momentsOf({ radius }: Trace): [number, number, number] {
  return [0, radius.indexOf(peakOf(radius)), radius.length - 1];
}

function useLessMotion(): boolean {
  const query = useRef(window.matchMedia('(prefers-reduced-motion: reduce)')).current;
  const [less, setLess] = useState(query.matches);
  useEffect(() => {
    const follow = (): void => setLess(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [query]);
  return less;
}

export function Bubble() {
  const [trace, setTrace] = useState<Trace | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    loadTrace().then(setTrace, () => setFailed(true));
  }, []);
  return (
    <section class="card stack" data-bubble>
      <h2>{words.title}</h2>
      <p class="notice">{words.label}</p>
      <p>{words.about}</p>
      {failed && <p role="alert">{words.fault}</p>}
      {trace && <Shown trace={trace} />}
    </section>
  );
}

function Shown({ trace }: { trace: Trace }) {
  const lessMotion = useLessMotion();
  return (
    <>
      {lessMotion ? <Stills trace={trace} /> : <Moving trace={trace} />}
      <Listen trace={trace} />
    </>
  );
}

/** Three pictures, for whoever wants nothing to move. */
function Stills({ trace }: { trace: Trace }) {
  const captions = [words.before, words.grown, words.after];
  return (
    <>
      <h3>{words.stills}</h3>
      {momentsOf(trace).map((at, i) => (
        <figure key={captions[i]}>
          <Drawing trace={trace} at={at} />
          <figcaption>{captions[i]}</figcaption>
        </figure>
      ))}
      <Curves trace={trace} at={null} />
    </>
  );
}

/** Runs once when asked to, slowly; the words say where it is. */
function Moving({ trace }: { trace: Trace }) {
  const [at, setAt] = useState<number | null>(null);
  const [running, setRunning] = useState(false);
  const last = trace.radius.length - 1;
  useEffect(() => {
    if (!running) {
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function show(now) {
      const index = Math.round(((now - began) / SHOWN_MS) * last);
      setAt(Math.max(0, Math.min(last, index)));
      if (index < last) {
        frame = requestAnimationFrame(show);
      } else {
        setRunning(false);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [running, last]);
  const [, largest] = momentsOf(trace);
  const still = at === null || trace.gap[at] === 1;
  const told = still ? words.before : at <= largest ? words.grown : words.after;
  return (
    <>
      <figure>
        <Drawing trace={trace} at={at ?? 0} />
        <figcaption aria-live="polite">{told}</figcaption>
      </figure>
      <Curves trace={trace} at={at} />
      <button type="button" class="button" onClick={() => setRunning(!running)}>
        {running ? words.stop : at === null ? words.move : words.again}
      </button>
    </>
  );
}

const WIDE = 320;
const HIGH = 170;

/** Two surfaces that part, and the bubble between them. What is large is large by agreement only. */
function Drawing({ trace, at }: { trace: Trace; at: number }) {
  const half = 20 + 18 * (trace.gap[at] ?? 1);
  return (
    <svg viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
      {[-1, 1].map((side) => (
        <ellipse
          key={side}
          cx={WIDE / 2}
          cy={HIGH / 2 + side * (half + 60)}
          rx="150"
          ry="60"
          fill="var(--stone-sand)"
        />
      ))}
      <circle
        cx={WIDE / 2}
        cy={HIGH / 2}
        r={10 * (trace.radius[at] ?? 0)}
        fill="var(--accent-soft)"
        stroke="var(--accent)"
        stroke-width="2"
      />
    </svg>
  );
}

const ROW = 72;
const LETTERS = 17;
const ROWS = [
  { name: words.pressure, of: 'pressure' },
  { name: words.radius, of: 'radius' },
  { name: words.sound, of: 'sound' },
] as const;

/** Each curve fills its own row: there are no units to compare them by. */
function points(values: Float32Array, row: number): string {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const step = values.length / CURVE_POINTS;
  return Array.from({ length: CURVE_POINTS }, (_, i) => {
    const value = values[Math.round(i * step)] ?? 0;
    const height = (value - least) / (most - least || 1);
    return `${(i / (CURVE_POINTS - 1)) * WIDE},${row * ROW + ROW - 4 - height * (ROW - LETTERS - 14)}`;
  }).join(' ');
}

function Curves({ trace, at }: { trace: Trace; at: number | null }) {
  const high = ROWS.length * ROW + LETTERS + 6;
  const x = at === null ? null : (at / (trace.radius.length - 1)) * WIDE;
  return (
    <svg viewBox={`0 0 ${WIDE} ${high}`} role="img" aria-label={words.chart}>
      {ROWS.map(({ name, of }, row) => (
        <g key={of}>
          <text x="0" y={row * ROW + LETTERS} font-size={LETTERS} fill="var(--ink)">
            {name}
          </text>
          <polyline
            points={points(trace[of], row)}
            fill="none"
            stroke="var(--accent)"
            stroke-width="2"
            stroke-linejoin="round"
          />
        </g>
      ))}
      {x !== null && (
        <path d={`M${x} 0v${high - LETTERS - 6}`} stroke="var(--warm)" stroke-width="1.5" />
      )}
      <text x={WIDE} y={high - 4} font-size={LETTERS} text-anchor="end" fill="var(--ink-soft)">
        {words.time}
      </text>
    </svg>
  );
}

/** Made when it is asked for, and let go when it is over. */
async function play(sound: Float32Array): Promise<void> {
  const context = new AudioContext();
  try {
    const buffer = context.createBuffer(1, sound.length, RATE);
    const peak = peakOf(sound);
    buffer.copyToChannel(
      sound.map((value) => (value / peak) * LOUDNESS),
      0,
    );
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    await context.resume();
    await new Promise((ended) => {
      source.onended = ended;
      source.start();
    });
  } finally {
    await context.close();
  }
}

function Listen({ trace }: { trace: Trace }) {
  const [caption, setCaption] = useState('');
  const [playing, setPlaying] = useState(false);
  const listen = async (): Promise<void> => {
    setPlaying(true);
    setCaption(words.playing);
    try {
      await play(trace.sound);
      setCaption(words.played);
    } catch {
      setCaption(words.silent);
    }
    setPlaying(false);
  };
  return (
    <>
      <button
        type="button"
        class="button"
        aria-disabled={playing}
        onClick={playing ? undefined : listen}
      >
        {words.play}
      </button>
      <p class="hint" aria-live="polite">
        {caption}
      </p>
    </>
  );
}
