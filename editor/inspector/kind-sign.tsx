/** The sign of a kind of node, in the colour of its category. */
import {
  IconBolt,
  IconChartHistogram,
  IconFilter,
  IconHourglass,
  IconMathFunction,
  IconNote,
  IconPlayerPlay,
  IconQuestionMark,
  IconTable,
  IconTableImport,
  IconTimelineEvent,
} from '@tabler/icons-react';
import type { AnyDefinition } from '../../nodes/register.ts';
import classes from './inspector.module.css';

const ICONS: Readonly<Record<string, typeof IconBolt>> = {
  IconBolt,
  IconChartHistogram,
  IconFilter,
  IconHourglass,
  IconMathFunction,
  IconNote,
  IconPlayerPlay,
  IconTable,
  IconTableImport,
  IconTimelineEvent,
};

export function KindSign({ definition }: { definition: AnyDefinition | undefined }) {
  const Icon = (definition && ICONS[definition.icon]) ?? IconQuestionMark;
  return (
    <span className={classes.kindSign} data-category={definition?.category ?? 'note'} aria-hidden>
      <Icon size={18} stroke={1.8} />
    </span>
  );
}
