/** Cells and details that the lists share. */
import '../../i18n/records.ts';
import { Select } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { channelOf } from '../../../nodes/action/channels.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { type Localized, localize } from '../../../nodes/kit/text.ts';
import { definitionOf } from '../../../nodes/register.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { FieldGrid } from '../../live/field-grid.tsx';
import { readableFields } from '../../live/readable.ts';
import { listFlows, readFlow, readSurroundings } from '../../server/flows-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { hrefOf } from '../route.ts';
import { fieldNames } from './field-names.ts';
import classes from './record-parts.module.css';

export function useFlows(): readonly FlowSummary[] {
  return useResource(listFlows, 'flows').value ?? [];
}

const NONE: readonly FieldInfo[] = [];

export function useFieldNames(data: Readonly<Record<string, unknown>>): readonly FieldInfo[] {
  const surroundings = useResource(readSurroundings, 'surroundings').value;
  return useMemo(() => fieldNames(data, surroundings ?? {}), [surroundings, data]);
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

/** What each node of these flows is called on the canvas, by flow and id; a flow that is gone has no names any more. */
export type NodeNames = ReadonlyMap<string, ReadonlyMap<string, Localized>>;

export function useNodeNames(
  flows: readonly FlowSummary[],
  items: readonly { readonly flow?: string | undefined }[],
): NodeNames {
  const shown = new Set(items.map(({ flow }) => flow));
  const ids = flows.flatMap(({ id }) => (shown.has(id) ? id : []));
  const loaded = useResource(
    async (signal) => new Map(await Promise.all(ids.map((id) => namesOf(id, signal)))),
    `node-names ${ids.join(' ')}`,
  ).value;
  // A list that is filtered is loaded again: names that are known stay, so that none flickers.
  const known = useRef(new Map<string, ReadonlyMap<string, Localized>>());
  for (const [id, names] of loaded ?? []) known.current.set(id, names);
  return known.current;
}

async function namesOf(id: string, signal: AbortSignal): Promise<[string, ReadonlyMap<string, Localized>]> {
  try {
    const { draft, deployed } = await readFlow(id, signal);
    const nodes = [...draft.nodes, ...(deployed?.nodes ?? [])];
    return [
      id,
      new Map(
        nodes.map(({ id, type, data }): [string, Localized] => [
          id,
          data.label ?? definitionOf(type)?.label ?? id,
        ]),
      ),
    ];
  } catch {
    return [id, new Map()];
  }
}

interface FlowCellProps {
  readonly flows: readonly FlowSummary[];
  readonly names: NodeNames;
  readonly flow: string;
  readonly node: string;
}

export function FlowCell({ flows, names, flow, node }: FlowCellProps) {
  const language = useLanguage();
  const name = flows.find((each) => each.id === flow)?.name;
  const nodeName = localize(names.get(flow)?.get(node), language, node);
  return (
    <span className={classes.flow}>
      {name === undefined ? (
        // Deleted: there is no page to go to.
        flow
      ) : (
        <a href={hrefOf({ page: 'flow', id: flow })} onClick={(event) => event.stopPropagation()}>
          {localize(name, language, flow)}
        </a>
      )}
      <span className={classes.node} title={nodeName}>
        {nodeName}
      </span>
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
