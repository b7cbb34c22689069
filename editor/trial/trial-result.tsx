/** What a trial came to: the sentence, what was in the way, and the events. */
import '../i18n/trial.ts';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { AnyDefinition, NodeKind } from '../../nodes/register.ts';
import type { Trial, TrialSource } from '../../runtime/wire/trial.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { useProblemText } from '../server/problem-text.ts';
import { NoEvents } from './no-events.tsx';
import { TrialLists } from './trial-lists.tsx';
import classes from './try-it.module.css';
import { useTrialWords } from './use-trial-words.ts';

export interface TrialResultProps {
  readonly trial: Trial;
  readonly node: FlowNode;
  readonly definition: AnyDefinition;
  readonly context: NodeContext;
  readonly onChoose: (source: TrialSource) => void;
}

/** Kinds of which something is decided by time alone: a trial ends with its last event. */
const BY_TIME: readonly string[] = ['window', 'correlate'] satisfies NodeKind[];

export function TrialResult(props: TrialResultProps) {
  const { trial, node, definition, onChoose } = props;
  const { t } = useTranslation('trial');
  const main = definition.outputs(node.data)[0]?.id;
  const words = useTrialWords(trial, node.id, definition.kind as Exclude<NodeKind, 'comment'>, main);
  const some = trial.arrived.length + trial.left.length > 0;
  return (
    <Stack gap="xs">
      <div role="status">
        {some ? (
          <>
            <Text size="sm" fw={600} className={classes.result}>
              {words.result}
            </Text>
            <Text size="xs" c="dimmed" className={classes.span}>
              {words.span}
            </Text>
          </>
        ) : (
          <NoEvents trial={trial} nodeId={node.id} onChoose={onChoose} />
        )}
      </div>
      {some && !trial.isBroken && BY_TIME.includes(definition.kind) && (
        <Text size="xs" c="dimmed">
          {t('undecided')}
        </Text>
      )}
      <InTheWay trial={trial} />
      {some && <TrialLists {...props} />}
    </Stack>
  );
}

/** Faults of the draft, what could not be read of a text, events without a key, errors at events. */
function InTheWay({ trial: { isBroken, problems, noKey, errors, lastError } }: { trial: Trial }) {
  const { t } = useTranslation('trial');
  const language = useLanguage();
  const formats = useFormats();
  return (
    <>
      {problems.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle size={16} aria-hidden />}
          title={t(isBroken ? 'broken' : 'unread')}
          classNames={{ root: classes.alert, title: classes.alertTitle }}
        >
          <ul className={classes.problems}>
            {problems.map((problem, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no id, and are drawn all together
              <li key={i}>{problem[language]}</li>
            ))}
          </ul>
        </Alert>
      )}
      {noKey > 0 && (
        <Text size="xs" className={classes.warn}>
          {t('noKey', { count: noKey, amount: formats.whole(noKey) })}
        </Text>
      )}
      {errors > 0 && (
        <Text size="xs" className={classes.bad}>
          {t('errors', { count: errors, amount: formats.whole(errors) })} {lastError?.[language]}
        </Text>
      )}
    </>
  );
}

export function TrialFailed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { t } = useTranslation('trial');
  const problemText = useProblemText();
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconCloudOff size={16} aria-hidden />}
      title={t('failed')}
      classNames={{ root: classes.alert, title: classes.alertTitle }}
    >
      <Stack gap="xs" align="flex-start">
        {problemText(error)}
        <Button size="compact-xs" variant="default" onClick={onAgain}>
          {t('again')}
        </Button>
      </Stack>
    </Alert>
  );
}
