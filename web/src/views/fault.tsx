import { Component, type ComponentChildren } from 'preact';
import { Heading } from '../parts/heading';
import { words } from '../parts/text';
import { Numbers } from './numbers';

/** Something failed. What to do about it, and help that does not depend on this page. */
export function Fault({ text }: { text: string }) {
  return (
    <main class="stack page" id="main">
      <Heading text={words.fault.title} />
      <p class="lead">{text}</p>
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {words.app.reload}
      </button>
      <p>{words.fault.help}</p>
      <Numbers />
    </main>
  );
}

/** Shows the fault instead of half a page when a view fails. */
export class FaultBoundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  override render() {
    return this.state.failed ? <Fault text={words.fault.unexpected} /> : this.props.children;
  }
}
