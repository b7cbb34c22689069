/** Cells and details that the lists share. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { channelOf } from '../../../nodes/action/channels.ts';
import { type FieldInfo, lastName } from '../../../nodes/kit/field.ts';
import { type Localized, localize } from '../../../nodes/kit/text.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { FieldGrid } from '../../live/field-grid.tsx';
import { pathsOf, readableFields } from '../../live/readable.ts';
import { listFlows, readSurroundings } from '../../server/flows-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { hrefOf } from '../route.ts';
import classes from './record-parts.module.css';

export function useFlows(): readonly FlowSummary[] {
  return useResource(listFlows, 'flows').value ?? [];
}

const NONE: readonly FieldInfo[] = [];

/** What the fields of some data may be called: as the catalogue or a table names a field of that name. */
export function useFieldNames(data: Readonly<Record<string, unknown>>): readonly FieldInfo[] {
  const surroundings = useResource(readSurroundings, 'surroundings').value;
  return useMemo(() => {
    const byName = new Map<string, FieldInfo>();
    const infos = [
      ...(surroundings?.tables ?? []).flatMap((table) => table.columns),
      ...(surroundings?.eventTypes ?? []).flatMap((type) => type.fields),
    ];
    for (const info of infos) byName.set(info.path, info);
    return pathsOf(data).flatMap((path) => {
      const info = byName.get(path) ?? byName.get(lastName(path));
      return info ? [{ ...info, path }] : [];
    });
  }, [surroundings, data]);
}

/** What a channel's form calls its parameters. */
export function parameterNames(channel: string): readonly FieldInfo[] {
  return (channelOf(channel)?.form ?? []).map(({ path, label }) => ({ path, label, type: 'unknown' }));
}

interface FlowFilterProps {
  readonly flows: readonly FlowSummary[];
  readonly value: string;
  readonly onChange: (flow: string) => void;
}

/** Chooses one flow, or all of them (an empty id). */
export function FlowFilter({ flows, value, onChange }: FlowFilterProps) {
  const { t } = useTranslation('records');
  const language = useLanguage();
  return (
    <Select
      size="xs"
      w={200}
      aria-label={t('filter.flow')}
      data={[
        { value: '', label: t('filter.allFlows') },
        ...flows.map(({ id, name }) => ({ value: id, label: localize(name, language, id) })),
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

interface FlowCellProps {
  readonly flows: readonly FlowSummary[];
  readonly flow: string;
  readonly node: string;
}

export function FlowCell({ flows, flow, node }: FlowCellProps) {
  const language = useLanguage();
  const name: Localized = flows.find((each) => each.id === flow)?.name ?? flow;
  return (
    <span className={classes.flow}>
      <a href={hrefOf({ page: 'flow', id: flow })} onClick={(event) => event.stopPropagation()}>
        {localize(name, language, flow)}
      </a>
      <span className={classes.node}>{node}</span>
    </span>
  );
}

interface DataSectionProps {
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly known?: readonly FieldInfo[];
}

/** A heading and an event's data in columns; nothing where there is none. */
export function DataSection({ title, data, known = NONE }: DataSectionProps) {
  const language = useLanguage();
  const formats = useFormats();
  const fields = readableFields(data, known, language, formats);
  if (fields.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      <FieldGrid fields={fields} />
    </section>
  );
}
