/**
 * editor/problems: everything that is wrong with the flow, or worth a look, in one list. A click goes to the place.
 *
 * This file: the list.
 */
import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type Mend, mendOf } from '../../flows/format/mend.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { documentActions, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { useLiveProblems } from './live-problems.ts';
import classes from './problems.module.css';

export function Problems() {
  const { t } = useTranslation('problems');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const drawn = useDocument((state) => state.faults);
  const checked = useDocument((state) => state.checked);
  const running = useLiveProblems();
  const faults = readable([...drawn, ...running]);
  const fileFaults = useDocument((state) => state.fileFaults);
  const errors = faults.filter((fault) => fault.severity === 'error');
  const hints = faults.filter((fault) => fault.severity === 'hint');

  if (faults.length + fileFaults.length === 0 && !checked)
    return (
      <div className={classes.none} role="status">
        <Text size="sm">{t('checking')}</Text>
      </div>
    );
  if (faults.length + fileFaults.length === 0)
    return (
      <div className={classes.none} role="status">
        <IconCircleCheck size={20} className={classes.good} aria-hidden />
        <div>
          <Text size="sm">{t('none')}</Text>
          <Text size="xs" c="dimmed">
            {t('noneHelp')}
          </Text>
        </div>
      </div>
    );

  return (
    <Stack gap={6} className={classes.problems}>
      <Group gap={6}>
        {errors.length > 0 && <Badge color="red">{t('errors', { number: errors.length })}</Badge>}
        {hints.length > 0 && <Badge color="yellow">{t('hints', { number: hints.length })}</Badge>}
      </Group>
      <ul className={classes.list}>
        {[...errors, ...hints].map((fault, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: faults have no id, and the list is drawn anew with each check
          <Problem key={i} fault={fault} flow={flow} language={language} />
        ))}
      </ul>
      {fileFaults.length > 0 && (
        <section aria-label={t('inFile')}>
          <Text size="xs" c="dimmed">
            {t('fileHelp')}
          </Text>
          <ul className={classes.list}>
            {fileFaults.map((fault, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Problem key={i} fault={fault} flow={null} language={language} />
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

/** One sentence and where it belongs; the file's own faults have no place on the canvas (`flow` is null). */
function Problem({ fault, flow, language }: { fault: Fault; flow: FlowFile | null; language: Language }) {
  const { t } = useTranslation('problems');
  const Icon = fault.severity === 'error' ? IconAlertCircle : IconInfoCircle;
  const inside = (
    <>
      <span className={classes.icon} data-severity={fault.severity}>
        <Icon size={16} role="img" aria-label={t(fault.severity)} />
      </span>
      <span className={classes.words}>
        <span className={classes.place}>{placeOf(fault, flow, language) ?? t('wholeFlow')}</span>
        <span>{fault.message[language]}</span>
      </span>
    </>
  );
  const go = goTo(fault, flow);
  const mend = flow ? mendOf(flow, fault, OWN_ZONE) : undefined;
  return (
    <li className={classes.row}>
      {go ? (
        <UnstyledButton className={classes.problem} onClick={go}>
          {inside}
        </UnstyledButton>
      ) : (
        <div className={classes.problem}>{inside}</div>
      )}
      {mend && (
        <Button variant="light" size="compact-xs" className={classes.mend} onClick={() => apply(mend)}>
          {mend.label[language]}
        </Button>
      )}
    </li>
  );
}

/** What stands on the canvas first, and one sentence about one place once. */
function readable(faults: readonly Fault[]): Fault[] {
  const said = new Map(
    faults.map((fault) => [JSON.stringify([fault.node, fault.edge, fault.message]), fault]),
  );
  const placed = (fault: Fault) => fault.node !== undefined || fault.edge !== undefined;
  return [...said.values()].sort((a, b) => Number(placed(b)) - Number(placed(a)));
}

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** One step of undo, like anything that a person does. */
function apply(mend: Mend): void {
  if (mend.kind === 'connect') documentActions.connect(mend.connection);
  if (mend.kind === 'remove') documentActions.remove(mend.nodes, mend.edges);
  if (mend.kind === 'set') documentActions.setNodeData(mend.node, mend.data);
  if (mend.kind === 'flow') documentActions.setFlowSettings(mend.settings);
}

/** What people call the node or the edge that a fault is about. */
function placeOf(fault: Fault, flow: FlowFile | null, language: Language): string | undefined {
  if (fault.node !== undefined) return labelOf(fault.node, flow, language);
  if (fault.edge === undefined) return undefined;
  const edge = flow?.edges.find((each) => each.id === fault.edge);
  if (!edge) return fault.edge;
  return `${labelOf(edge.source, flow, language)} → ${labelOf(edge.target, flow, language)}`;
}

function labelOf(id: string, flow: FlowFile | null, language: Language): string {
  const node = flow?.nodes.find((each) => each.id === id);
  if (!node) return id;
  const kind = definitionOf(node.type);
  return localize(node.data.label, language, kind ? localize(kind.label, language) : id);
}

/** Goes to what a fault is about, where that is still drawn. */
function goTo({ node, edge, field }: Fault, flow: FlowFile | null): (() => void) | undefined {
  if (node !== undefined && flow?.nodes.some((each) => each.id === node))
    return () => documentActions.reveal(node, field);
  if (edge !== undefined && flow?.edges.some((each) => each.id === edge))
    return () => documentActions.select([], [edge]);
  if (node === undefined && edge === undefined && flow) return () => documentActions.select([]);
  return undefined;
}
