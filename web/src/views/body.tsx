import { useState } from 'preact/hooks';
import type { Answers } from '../core';
import { Heading } from '../parts/heading';
import { questions, words } from '../parts/text';
import { Group } from './questions';

interface BodyProps {
  conditions: Answers['answers'];
  onSave: (answers: Answers['answers']) => void;
  onLeave: () => void;
}

/** What is kept about the person, to be changed at any time. */
export function Body({ conditions, onSave, onLeave }: BodyProps) {
  const [answers, setAnswers] = useState(conditions);
  return (
    <div class="stack">
      <Heading text={words.screening.body} />
      <p class="lead">{words.screening.body_lead}</p>
      <Group
        asked={questions.filter((question) => question.kept)}
        answers={answers}
        emergency={false}
        onward={words.screening.save_body}
        onAnswers={setAnswers}
        onNext={() => onSave(answers)}
      />
      <button type="button" class="button plain" onClick={onLeave}>
        {words.app.back}
      </button>
    </div>
  );
}
