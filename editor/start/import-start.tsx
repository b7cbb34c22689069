/** A flow from a text: a flow file with everything that is wrong with it, or an export of Node-RED with its report. */
import '../i18n/start.ts';
import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../nodes/kit/fault.ts';
import { useLanguage } from '../i18n/setup.ts';
import { keepReport } from './kept-reports.ts';
import { NodeRedReport } from './node-red-report.tsx';
import { type OpenFlow, useOpenFlow } from './open-flow.ts';
import { type Brought, readImport } from './read-import.ts';
import classes from './start-dialog.module.css';

interface ImportStartProps {
  readonly expected: 'json' | 'nodeRed';
}

export function ImportStart({ expected }: ImportStartProps) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const [text, setText] = useState('');
  const [brought, setBrought] = useState<Brought>();
  const opening = useOpenFlow();

  async function look(content: string, tab?: string) {
    setText(content);
    setBrought(await readImport(content, expected, tab));
  }

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(expected === 'json' ? 'bring.lead' : 'bring.leadNodeRed')}
      </Text>
      <Textarea
        label={t('bring.paste')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setBrought(undefined);
        }}
        autosize
        minRows={4}
        maxRows={brought ? 4 : 8}
        spellCheck={false}
        classNames={{ input: classes.code }}
        data-autofocus
      />
      <Group gap="xs">
        <FileButton accept="application/json,.json" onChange={(file) => file && void file.text().then(look)}>
          {(props) => (
            <Button {...props} variant="default" size="xs">
              {t('bring.choose')}
            </Button>
          )}
        </FileButton>
        <Button size="xs" disabled={text.trim() === ''} onClick={() => void look(text)}>
          {t('bring.check')}
        </Button>
      </Group>
      {brought?.is === 'neither' && (
        <Alert color="red" variant="light" role="alert">
          {brought.problem[language]}
        </Alert>
      )}
      {brought?.is === 'flow' && <FlowFaults brought={brought} opening={opening} />}
      {brought?.is === 'node-red' && (
        <NodeRedReport
          result={brought.import}
          busy={opening.busy}
          onTab={(tab) => void look(brought.text, tab)}
          onOpen={() =>
            void opening
              .open(brought.import.flow)
              .then((id) => id !== undefined && keepReport(id, brought.import))
          }
        />
      )}
      {opening.problem && (
        <Alert color="red" variant="light" role="alert">
          {opening.problem}
        </Alert>
      )}
    </Stack>
  );
}

interface FlowFaultsProps {
  readonly brought: Extract<Brought, { is: 'flow' }>;
  readonly opening: OpenFlow;
}

function FlowFaults({ brought: { flow, faults, drawable }, opening }: FlowFaultsProps) {
  const { t } = useTranslation('start');
  const errors = faults.filter((fault) => fault.severity === 'error');
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {errors.length === 0 ? t('bring.clean') : t('bring.faults', { count: errors.length })}
      </Text>
      {errors.length > 0 && <FaultList faults={errors} />}
      {drawable && (
        <Group justify="flex-end">
          <Button
            variant={errors.length === 0 ? 'filled' : 'default'}
            loading={opening.busy}
            onClick={() => void opening.open(flow)}
          >
            {t(errors.length === 0 ? 'bring.open' : 'bring.openAnyway')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function FaultList({ faults }: { faults: readonly Fault[] }) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <ul className={classes.faults} tabIndex={0} aria-label={t('bring.faults', { count: faults.length })}>
      {faults.map((fault, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is never sorted or cut
        <li key={i}>
          <span className={classes.where}>
            {[fault.node ?? fault.edge ?? t('bring.flow'), fault.field].filter(Boolean).join(' · ')}
          </span>
          {fault.message[language]}
        </li>
      ))}
    </ul>
  );
}
