/**
 * editor/start/guide: a flow from a few plain questions. The answers are data; the sentence, the drawing and the flow
 * are made from them by pure functions.
 *
 * This file: the questions on one side, what comes of them on the other.
 */
import '../../i18n/start.ts';
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inputFieldsOf } from '../../../flows/format/graph.ts';
import { validateFlow } from '../../../flows/format/validate.ts';
import { eventSourceDefinition } from '../../../nodes/event-source/definition.ts';
import type { NodeContext, Surroundings } from '../../../nodes/kit/define-node.ts';
import { UNKNOWN_FIELDS } from '../../../nodes/kit/field-set.ts';
import { localize } from '../../../nodes/kit/text.ts';
import { idFor } from '../../deploy/flow-json.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { NodeForm, type NodeFormProps } from '../../inspector/form/node-form.tsx';
import { MiniDrawing } from '../mini-drawing.tsx';
import { localTimezone, useOpenFlow } from '../open-flow.ts';
import { type Answers, eventTypeOf, firstAnswers, type Pattern } from './answers.ts';
import { buildFlow } from './build-flow.ts';
import classes from './guided-start.module.css';
import { missingAnswers, QUESTIONS } from './questions.ts';
import { flowNameOf, sentenceOf } from './sentence.ts';

interface GuidedStartProps {
  readonly pattern: Pattern;
  readonly surroundings: Surroundings;
  readonly taken: readonly string[];
}

export function GuidedStart({ pattern, surroundings, taken }: GuidedStartProps) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers(pattern));
  const [ownName, setOwnName] = useState<string>();
  /** Grows with each attempt: only then is said what is missing, and the first of it is shown. */
  const [tried, setTried] = useState(0);
  const [reveal, setReveal] = useState<NodeFormProps['reveal']>();
  const { open, busy, problem } = useOpenFlow();

  const suggested = flowNameOf(pattern, answers, surroundings);
  const flow = useMemo(() => {
    const name = ownName?.trim();
    const id = idFor(name || suggested.en, taken);
    return buildFlow(pattern, answers, surroundings, {
      id,
      timezone: localTimezone(),
      language,
      ...(name && { name }),
    });
  }, [pattern, answers, surroundings, language, ownName, suggested.en, taken]);
  const context = useMemo<NodeContext>(() => {
    const fieldsOf = (which: 'first' | 'second') =>
      eventSourceDefinition.outputFields(
        { eventType: eventTypeOf(answers, which) },
        { flowId: '', nodeId: '', surroundings, inputs: {} },
      ).out;
    const act = inputFieldsOf(flow, surroundings).get('act')?.in ?? UNKNOWN_FIELDS;
    return {
      flowId: flow.id,
      nodeId: 'guide',
      surroundings,
      inputs: { first: fieldsOf('first'), second: fieldsOf('second'), act },
    };
  }, [answers, flow, surroundings]);
  const missing = missingAnswers(pattern, answers, context.inputs.second);
  const wrong = validateFlow(flow, surroundings).faults.filter((fault) => fault.severity === 'error');

  function create() {
    setTried(tried + 1);
    const [first] = missing;
    if (first?.field !== undefined) setReveal({ field: first.field, turn: tried + 1 });
    if (missing.length === 0 && wrong.length === 0) void open(flow);
  }

  return (
    <div className={classes.guide}>
      <Stack gap="md" className={classes.questions}>
        {QUESTIONS[pattern].map((question, i) => (
          <Asked key={question.title.en} number={i + 1} title={localize(question.title, language)}>
            <NodeForm
              definition={{ form: question.fields }}
              config={answers}
              onChange={setAnswers}
              context={context}
              reveal={question.fields.some((field) => field.path === reveal?.field) ? reveal : undefined}
              language={language}
              faults={
                tried > 0
                  ? missing.filter((fault) => question.fields.some((field) => field.path === fault.field))
                  : []
              }
            />
          </Asked>
        ))}
      </Stack>
      <aside className={classes.outcome}>
        <h3 className={classes.heading}>{t('guide.sentence')}</h3>
        <p className={classes.sentence} aria-live="polite">
          {sentenceOf(pattern, answers, language, surroundings)}
        </p>
        <h3 className={classes.heading}>{t('guide.preview')}</h3>
        <div className={classes.preview}>
          <MiniDrawing flow={flow} />
        </div>
        <TextInput
          label={t('guide.name')}
          value={ownName ?? (eventTypeOf(answers, 'first') === '' ? '' : suggested[language])}
          onChange={(event) => setOwnName(event.currentTarget.value)}
          maxLength={200}
          size="xs"
        />
        {tried > 0 && missing.length > 0 && (
          <Alert color="orange" variant="light" role="alert">
            {t('guide.missing', { count: missing.length })}
          </Alert>
        )}
        {tried > 0 && missing.length === 0 && wrong.length > 0 && (
          <Alert color="red" variant="light" role="alert">
            {wrong.map((fault) => fault.message[language]).join(' ')}
          </Alert>
        )}
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        )}
        <Button onClick={create} loading={busy}>
          {t('guide.create')}
        </Button>
      </aside>
    </div>
  );
}

function Asked({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <section className={classes.question} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        {title}
      </h3>
      {children}
    </section>
  );
}
