/**
 * The live numbers on a card. Each listens to its own key of the live stores and writes its own text: a tick draws no
 * card.
 */
import { useCallback, useMemo } from 'react';
import { localize } from '../../nodes/kit/text.ts';
import { type Formats, useFormats } from '../i18n/format.ts';
import { useLanguage, useTexts } from '../i18n/setup.ts';
import { type NodeLive, partKey } from '../live/counts.ts';
import { counts } from '../live/live.ts';
import { LiveText, type Said } from '../live/live-text.tsx';
import classes from './card-counts.module.css';
import { useInView } from './in-view.ts';

/** As many as there are; grey where there are none, and nothing where it is not known. */
function saidCount(formats: Formats, value: number | undefined): Said {
  if (value === undefined) return { text: '' };
  return { text: formats.count(value), tone: value === 0 ? 'none' : undefined };
}

interface CardPartProps {
  readonly flow: string;
  readonly node: string;
}

interface NodeNumberProps extends CardPartProps {
  readonly className?: string | undefined;
  readonly select: (live: NodeLive) => number;
  readonly say: (value: number | undefined) => Said;
}

/** One number of a node. `select` and `say` stay the same functions as long as they mean the same. */
function NodeNumber({ flow, node, className, select, say }: NodeNumberProps) {
  const key = partKey(flow, node);
  const inView = useInView();
  const subscribe = useMemo(
    () => inView.whileSeen(node, (listener) => counts.nodes.subscribe(key, listener)),
    [inView, node, key],
  );
  const read = useCallback(() => {
    const live = counts.nodes.get(key);
    return live && select(live);
  }, [key, select]);
  return <LiveText className={className} subscribe={subscribe} read={read} say={say} />;
}

function useSaidCount(): (value: number | undefined) => Said {
  const formats = useFormats();
  return useCallback((value) => saidCount(formats, value), [formats]);
}

const inOf = (live: NodeLive) => live.in;

/** Events that came into a node with one input. */
export function InCount({ flow, node }: CardPartProps) {
  return <NodeNumber flow={flow} node={node} className={classes.count} select={inOf} say={useSaidCount()} />;
}

const NONE: readonly string[] = [];

interface StepCountProps extends CardPartProps {
  /** The wires that lead to the input. */
  readonly edges: readonly string[] | undefined;
}

/** Events that came into one of several inputs: what its wires carried. */
export function StepCount({ flow, node, edges = NONE }: StepCountProps) {
  const inView = useInView();
  const subscribe = useMemo(
    () =>
      inView.whileSeen(node, (listener) => {
        const ends = edges.map((edge) => counts.edges.subscribe(partKey(flow, edge), listener));
        return () => {
          for (const end of ends) end();
        };
      }),
    [inView, flow, node, edges],
  );
  const read = useCallback(() => {
    const known = edges.flatMap((edge) => counts.edges.get(partKey(flow, edge)) ?? []);
    return known.length > 0 ? known.reduce((sum, { count }) => sum + count, 0) : undefined;
  }, [flow, edges]);
  return <LiveText className={classes.count} subscribe={subscribe} read={read} say={useSaidCount()} />;
}

/** Events that left by one output. */
export function OutCount({ flow, node, handle }: { flow: string; node: string; handle: string }) {
  const select = useCallback((live: NodeLive) => live.out[handle] ?? 0, [handle]);
  return (
    <NodeNumber flow={flow} node={node} className={classes.count} select={select} say={useSaidCount()} />
  );
}

const movedOf = (live: NodeLive) => live.moved;

/** From very far: how many events have come through the node, as large as its card. */
export function GlanceCount({ flow, node }: CardPartProps) {
  return (
    <NodeNumber flow={flow} node={node} className={classes.glance} select={movedOf} say={useSaidCount()} />
  );
}

/** What a node could not use, what waits in it, and how fast events come. */
export function CardState({ flow, node }: CardPartProps) {
  return (
    <span className={classes.state}>
      <Badge flow={flow} node={node} what="errors" tone="bad" select={errorsOf} />
      <Badge flow={flow} node={node} what="noKey" tone="warn" select={noKeyOf} />
      <Badge flow={flow} node={node} what="late" tone="warn" select={lateOf} />
      <Badge flow={flow} node={node} what="waiting" tone="calm" select={openOf} />
      <Rate flow={flow} node={node} />
    </span>
  );
}

const errorsOf = (live: NodeLive) => live.errors;
const noKeyOf = (live: NodeLive) => live.noKey;
const lateOf = (live: NodeLive) => live.tooLate;
const openOf = (live: NodeLive) => live.open;
const rateOf = (live: NodeLive) => live.rate;

function Rate({ flow, node }: CardPartProps) {
  const t = useTexts('common');
  const formats = useFormats();
  const say = useCallback(
    (rate: number | undefined): Said => ({
      text: rate ? t('perSecond', { rate: formats.rate(rate) }) : '',
    }),
    [t, formats],
  );
  return <NodeNumber flow={flow} node={node} className={classes.rate} select={rateOf} say={say} />;
}

interface BadgeProps extends CardPartProps {
  readonly what: 'errors' | 'noKey' | 'late' | 'waiting';
  readonly tone: 'bad' | 'warn' | 'calm';
  readonly select: (live: NodeLive) => number;
}

/** These change with every tick, so they have the browser's own tooltip, which costs nothing until it is asked for. */
function Badge({ flow, node, what, tone, select }: BadgeProps) {
  const t = useTexts('canvas');
  const language = useLanguage();
  const formats = useFormats();
  const say = useCallback(
    (value: number | undefined): Said => {
      if (!value) return { text: '' };
      const help = t(`card.${what}Help`);
      const error = what === 'errors' ? counts.nodes.get(partKey(flow, node))?.lastError : undefined;
      return {
        text: `${t(`card.${what}`)} ${formats.count(value)}`,
        tone,
        title: error ? `${help}\n${t('card.lastError', { message: localize(error, language) })}` : help,
      };
    },
    [t, formats, language, flow, node, what, tone],
  );
  return <NodeNumber flow={flow} node={node} className={classes.badge} select={select} say={say} />;
}
