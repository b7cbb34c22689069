/** The panel while nothing is selected: what belongs to the flow as a whole. */
import { Divider, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FormField } from '../../nodes/kit/define-node.ts';
import type { Text as KitText, Language } from '../../nodes/kit/text.ts';
import { documentActions, useDocument } from '../document/open-document.ts';
import type { FlowSettings } from '../document/operations.ts';
import { en, ko } from '../i18n/inspector.ts';
import { NodeForm } from './form/node-form.tsx';
import type { Config } from './form/path-value.ts';
import { LocalizedInput } from './localized-input.tsx';

type TextKey = { [Key in keyof typeof ko]: (typeof ko)[Key] extends string ? Key : never }[keyof typeof ko];

function both(key: TextKey): KitText {
  return { ko: ko[key], en: en[key] };
}

const FIRST_ZONES = ['Asia/Seoul', 'UTC'];

/** The flow's own settings as a form like that of a node. */
function flowForm(): readonly FormField[] {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => !FIRST_ZONES.includes(zone));
  return [
    {
      path: 'timezone',
      control: 'select',
      label: both('timezone'),
      help: both('timezoneHelp'),
      options: [...FIRST_ZONES, ...zones].map((zone) => ({ value: zone, label: { ko: zone, en: zone } })),
    },
    {
      path: 'late',
      control: 'select',
      label: both('late'),
      help: both('lateHelp'),
      options: [
        { value: 'process', label: both('lateProcess'), help: both('lateProcessHelp') },
        { value: 'drop', label: both('lateDrop'), help: both('lateDropHelp') },
      ],
    },
    {
      path: 'lateness',
      control: 'duration',
      more: true,
      label: both('lateness'),
      help: both('latenessHelp'),
    },
    { path: 'delay', control: 'duration', more: true, label: both('delay'), help: both('delayHelp') },
  ];
}

const SETTINGS = ['timezone', 'lateness', 'delay', 'late'] as const;

export function FlowPanel({ flow, language }: { flow: FlowFile; language: Language }) {
  const { t } = useTranslation('inspector');
  const form = useMemo(() => ({ form: flowForm() }), []);
  const allFaults = useDocument((state) => state.faults);
  const faults = useMemo(
    () => allFaults.filter((fault) => fault.node === undefined && fault.edge === undefined),
    [allFaults],
  );
  const surroundings = useDocument((state) => state.surroundings);
  const context = useMemo(
    () => ({ flowId: flow.id, nodeId: '', surroundings, inputs: {} }),
    [flow.id, surroundings],
  );

  function change(next: Config) {
    const changed = SETTINGS.filter((name) => next[name] !== flow[name]);
    documentActions.setFlowSettings(
      Object.fromEntries(changed.map((name) => [name, next[name]])) as FlowSettings,
    );
  }

  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h4">
          {t('flow')}
        </Title>
        <Text size="xs" c="dimmed">
          {t('flowHelp')}
        </Text>
      </div>
      <LocalizedInput
        label={t('flowName')}
        value={flow.name}
        onChange={(name) => documentActions.setFlowSettings({ name: name ?? '' })}
        language={language}
      />
      <LocalizedInput
        label={t('description')}
        value={flow.description}
        onChange={(description) => documentActions.setFlowSettings({ description })}
        language={language}
        multiline
      />
      <Divider />
      <NodeForm
        definition={form}
        config={flow as unknown as Config}
        onChange={change}
        context={context}
        language={language}
        faults={faults}
      />
    </Stack>
  );
}
