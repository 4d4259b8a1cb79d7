import { words } from './text';

/** Stands wherever advice is given. */
export function NotReviewed() {
  return <p class="review">{words.app.not_reviewed}</p>;
}

/** Where an advice comes from, and who has looked at it. */
export function Sources({ sources, review }: { sources: readonly string[]; review?: string }) {
  return (
    <p class="sources">
      {words.see.source}: {sources.join('; ')}.{review && ` ${review}.`}
    </p>
  );
}
