/** What arrived at the node, and what left it by each handle: one list at a time, newest first. */
import '../i18n/trial.ts';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import type { NodeKind } from '../../nodes/register.ts';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { fieldsRead, readFirst } from './read-fields.ts';
import type { TrialResultProps } from './trial-result.tsx';
import { type Around, type ShownEvent, TrialRow } from './trial-row.tsx';
import classes from './try-it.module.css';

/** The list of what arrived; no handle is called so. */
const ARRIVED = ' arrived';
const NO_FIELDS: readonly FieldInfo[] = [];
/** Kinds that let some through and others not, and those that make something of what came. */
const PASSING: readonly string[] = ['filter', 'throttle', 'decide', 'lookup'] satisfies NodeKind[];
const MAKING: readonly string[] = ['window', 'correlate'] satisfies NodeKind[];

export function TrialLists(props: TrialResultProps) {
  const { t } = useTranslation('trial');
  const { trial, node, definition } = props;
  const formats = useFormats();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const count = trial.counts[node.id] ?? { in: 0, out: {} };
  const outputs = definition.outputs(node.data).filter(({ id }) => id !== 'failed');
  const tabs = [
    ...(definition.category === 'source' ? [] : [{ value: ARRIVED, label: t('arrived'), count: count.in }]),
    ...(trial.isBroken ? [] : outputs).map(({ id, label }) => ({
      value: id,
      label: outputs.length === 1 ? t('left') : label[language],
      count: count.out[id] ?? 0,
    })),
  ];
  const shown = tabs.find(({ value }) => value === chosen) ?? tabs.find((tab) => tab.count > 0) ?? tabs[0];
  const events = useShownEvents(props, shown?.value ?? ARRIVED);
  const around = useAround(props);
  if (!shown) return null;
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('lists')}
        value={shown.value}
        onChange={setChosen}
        data={tabs.map(({ value, label, count: amount }) => ({
          value,
          label: t('handleCount', { label, amount: formats.count(amount) }),
        }))}
      />
      {events.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('noneOf')}
        </Text>
      ) : (
        <ul className={classes.rows} aria-label={shown.label}>
          {keyed(events).map(([key, event]) => (
            <li key={`${shown.value} ${key}`}>
              <TrialRow shown={event} around={around} />
            </li>
          ))}
        </ul>
      )}
      {shown.count > events.length && (
        <Text size="xs" c="dimmed">
          {t('newest', { count: events.length })}
        </Text>
      )}
    </Stack>
  );
}

/** A row that is open stays so when newer ones come before it. An event may arrive more than once. */
function keyed(events: readonly ShownEvent[]): (readonly [key: string, event: ShownEvent])[] {
  const times = new Map<string, number>();
  return events
    .toReversed()
    .map((event) => {
      const { id } = event.event;
      const time = times.get(id) ?? 0;
      times.set(id, time + 1);
      return [`${time} ${id}`, event] as const;
    })
    .reverse();
}

function useAround({ trial, node, definition }: TrialResultProps): Around {
  const { arrived, left, sources } = trial;
  const formats = useFormats();
  const timezone = useDocument((state) => state.flow?.timezone ?? 'UTC');
  return useMemo(() => {
    const events = [...(sources ?? []), ...arrived.map(({ event }) => event)];
    const shown = [...events, ...left.map(({ event }) => event)];
    const days = shown.map(({ time }) =>
      formats.dateTime(time, timezone).replace(formats.time(time, timezone), ''),
    );
    return {
      sources: new Map(events.map((event) => [event.id, event])),
      hasDays: new Set(days).size > 1,
      read: fieldsRead(definition.form, node.data),
    };
  }, [arrived, left, sources, formats, timezone, definition, node.data]);
}

function useShownEvents({ trial, node, definition, context }: TrialResultProps, list: string): ShownEvent[] {
  const language = useLanguage();
  return useMemo(() => {
    const read = fieldsRead(definition.form, node.data);
    if (list !== ARRIVED) {
      const fields = definition.outputFields(node.data, context)[list]?.fields ?? NO_FIELDS;
      const known = readFirst(fields, MAKING.includes(definition.kind) ? [] : read);
      return trial.left
        .filter(({ handle }) => handle === list)
        .map((left) => ({ ...left, known }))
        .reverse();
    }
    const inputs = definition.inputs(node.data);
    return trial.arrived
      .map(({ handle, event, passed, key, causes }): ShownEvent => {
        const input = inputs.length > 1 ? inputs.find(({ id }) => id === handle) : undefined;
        return {
          event,
          known: readFirst(context.inputs[handle]?.fields ?? NO_FIELDS, read),
          ...(input && { input: input.label[language] }),
          ...(key !== undefined && { key }),
          ...(causes && { causes }),
          ...(!trial.isBroken && PASSING.includes(definition.kind) && { mark: passed ? 'passed' : 'held' }),
          ...(!trial.isBroken && MAKING.includes(definition.kind) && { mark: passed ? 'used' : 'unused' }),
        };
      })
      .reverse();
  }, [trial, node, definition, context, list, language]);
}
