import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ForwardProps {
  children: ComponentChildren;
  /** Why it cannot go on yet; null: it can. */
  because: string | null;
  onClick: () => void;
  /** Brings the person to what is missing. */
  onBlocked?: () => void;
}

/** The way on. Where it is closed it says why, stays in the order of focus, and leads to what is
 * missing. */
export function Forward({ children, because, onClick, onBlocked }: ForwardProps) {
  const id = useId();
  return (
    <div class="forward">
      <button
        type="button"
        class="button primary"
        aria-disabled={because !== null}
        aria-describedby={because === null ? undefined : id}
        onClick={() => (because === null ? onClick() : onBlocked?.())}
      >
        {children}
      </button>
      <p id={id} class="because" aria-live="polite">
        {because}
      </p>
    </div>
  );
}
