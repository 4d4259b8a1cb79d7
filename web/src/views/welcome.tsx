import { Spine } from '../parts/drawings';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { catalogueVersion, fill, questions, words } from '../parts/text';

interface WelcomeProps {
  /** Today's questions are answered, and no session was begun on them. */
  mayPlan: boolean;
  open: boolean;
  afterwardsDue: boolean;
}

export function Welcome({ mayPlan, open, afterwardsDue }: WelcomeProps) {
  const [first, ...more] = words.welcome.lead;
  return (
    <div class="welcome">
      <Spine />
      <div class="stack">
        <Heading text={words.welcome.title} />
        <p class="lead">{first}</p>
        {more.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <NextStep mayPlan={mayPlan} open={open} afterwardsDue={afterwardsDue} />
        <p class="advice">{words.welcome.advice}</p>
        <NotReviewed />
        <p class="small">{fill(words.welcome.catalogue, { version: catalogueVersion })}</p>
      </div>
    </div>
  );
}

/** One clear action: what was begun comes before what is new. */
function NextStep({ mayPlan, open, afterwardsDue }: WelcomeProps) {
  if (open) {
    return <Action note={words.welcome.open} href="#session" label={words.welcome.resume} />;
  }
  if (afterwardsDue) {
    return (
      <>
        <Action
          note={words.welcome.afterwards_open}
          href="#afterwards"
          label={words.welcome.to_afterwards}
        />
        <a href="#questions">{words.welcome.start}</a>
      </>
    );
  }
  if (mayPlan) {
    return (
      <>
        <Action note={words.welcome.ready} href="#check-in" label={words.welcome.to_check_in} />
        <a href="#questions">{words.plan.anew}</a>
      </>
    );
  }
  return (
    <>
      <a class="button primary" href="#questions">
        {words.welcome.start}
      </a>
      <p class="small">{fill(words.welcome.start_note, { questions: questions.length })}</p>
    </>
  );
}

function Action({ note, href, label }: { note: string; href: string; label: string }) {
  return (
    <>
      <p class="notice">{note}</p>
      <a class="button primary" href={href}>
        {label}
      </a>
    </>
  );
}
