import { useEffect, useRef } from 'preact/hooks';
import { fill, words } from './text';

let opened = false;

/** The one heading of a view. Where the view changes, reading goes on from here; when the page has
 * just been opened, the browser's own start is left alone. */
export function Heading({ text, quiet = false }: { text: string; quiet?: boolean }) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = fill(words.app.title, { view: text });
    if (opened) {
      window.scrollTo(0, 0);
      place.current?.focus({ preventScroll: true });
    }
    opened = true;
  }, [text]);
  return (
    <h1 ref={place} tabIndex={-1} class={quiet ? 'unseen' : undefined}>
      {text}
    </h1>
  );
}
