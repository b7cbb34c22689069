/** The icons that definitions name. A name that is not here is drawn as a plain square, and a test says so. */
import {
  type Icon,
  IconBolt,
  IconBroadcast,
  IconChartHistogram,
  IconChecklist,
  IconEye,
  IconFileText,
  IconFilter,
  IconFolderSearch,
  IconHourglass,
  IconMail,
  IconMathFunction,
  IconMessage,
  IconNote,
  IconPlayerPlay,
  IconSquare,
  IconTable,
  IconTableImport,
  IconTablePlus,
  IconTimelineEvent,
  IconWebhook,
} from '@tabler/icons-react';
import { channelOf } from '../../nodes/action/channels.ts';
import { definitionOf } from '../../nodes/register.ts';
import classes from './kind-icon.module.css';

export const KIND_ICONS: Readonly<Record<string, Icon>> = {
  IconBolt,
  IconBroadcast,
  IconChartHistogram,
  IconChecklist,
  IconEye,
  IconFileText,
  IconFilter,
  IconFolderSearch,
  IconHourglass,
  IconMail,
  IconMathFunction,
  IconMessage,
  IconNote,
  IconPlayerPlay,
  IconTable,
  IconTableImport,
  IconTablePlus,
  IconTimelineEvent,
  IconWebhook,
};

interface KindIconProps {
  readonly kind: string;
  /** The node's settings, where there is a node: an action wears the sign of its channel. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly size?: number;
}

/** A kind's icon on the tint of its category. */
export function KindIcon({ kind, data, size = 28 }: KindIconProps) {
  const definition = definitionOf(kind);
  const icon = (kind === 'action' && channelOf(data?.channel)?.icon) || definition?.icon;
  const Icon = KIND_ICONS[icon ?? ''] ?? IconSquare;
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
