import type { TechniqueId } from '../core';

interface TechniqueFigureProps {
  technique: TechniqueId;
  /** What it shows, for those who don't see it. */
  label: string;
}

/** A quiet frame, for a picture of how it goes. */
export function TechniqueFigure({ technique, label }: TechniqueFigureProps) {
  return <figure class="technique-figure" aria-label={label} data-technique={technique} />;
}
