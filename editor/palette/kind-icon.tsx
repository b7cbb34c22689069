/** The icons that definitions name. A name that is not here is drawn as a plain square, and a test says so. */
import {
  type Icon,
  IconBolt,
  IconChartHistogram,
  IconFilter,
  IconHourglass,
  IconMathFunction,
  IconNote,
  IconPlayerPlay,
  IconSquare,
  IconTable,
  IconTableImport,
  IconTimelineEvent,
} from '@tabler/icons-react';
import { definitionOf } from '../../nodes/register.ts';
import classes from './kind-icon.module.css';

export const KIND_ICONS: Readonly<Record<string, Icon>> = {
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

/** A kind's icon on the tint of its category. */
export function KindIcon({ kind, size = 28 }: { kind: string; size?: number }) {
  const definition = definitionOf(kind);
  const Icon = KIND_ICONS[definition?.icon ?? ''] ?? IconSquare;
  return (
    <span
      className={classes.tile}
      data-category={definition?.category ?? 'logic'}
      style={{ width: size, height: size }}
      aria-hidden
    >
      <Icon size={Math.round(size * 0.62)} stroke={1.7} />
    </span>
  );
}
