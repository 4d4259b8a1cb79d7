// Finding a text by words that may be written without accents, or not quite right.

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Each word that is looked for begins a word of the text. */
export function matches(text: string, wanted: string): boolean {
  const there = wordsOf(text);
  return wordsOf(wanted).every((word) => there.some((each) => each.startsWith(word)));
}

function pairsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) =>
    Array.from({ length: word.length + 1 }, (_, at) => ` ${word} `.slice(at, at + 2)),
  );
}

/** From 0, nothing in common, to 1: which pairs of letters two texts share. */
export function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const all = pairs.length + others.length;
  const shared = pairs.filter((pair) => {
    const at = others.indexOf(pair);
    others.splice(at, at < 0 ? 0 : 1);
    return at >= 0;
  });
  return all === 0 ? 0 : (2 * shared.length) / all;
}
