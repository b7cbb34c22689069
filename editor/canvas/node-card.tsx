/**
 * One card for all kinds: icon, label, what it is set to, its handles with live counts, and what is wrong. Its size
 * depends on the number of handles alone, so that counts that come and go never move a wire.
 */
import { useComputedColorScheme } from '@mantine/core';
import { Handle as FlowHandle, type NodeProps, Position } from '@xyflow/react';
import { memo, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Handle } from '../../nodes/kit/define-node.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { CardMark } from '../compare/card-mark.tsx';
import { useLanguage, useTexts } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { OthersHere } from '../presence/others-here.tsx';
import { CardState, GlanceCount, InCount, OutCount, StepCount } from './card-counts.tsx';
import { CardFaults } from './card-faults.tsx';
import { CARD_ROWS, cardHeight } from './card-size.ts';
import { useOnlySigns } from './detail.ts';
import type { CardData, CardNode } from './drawn-parts.ts';
import { useFlash } from './flash.ts';
import { useInView } from './in-view.ts';
import classes from './node-card.module.css';
import { usePointed } from './pointed.ts';
import { signImage } from './sign-image.ts';
import { useWords } from './use-words.ts';

export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { flow, node } = data;
  const t = useTexts('canvas');
  const language = useLanguage();
  const flashing = useFlash('node', node.id);
  const pointed = usePointed(node.id);
  const definition = definitionOf(node.type);
  const kind = definition?.label[language] ?? node.type;
  const label = localize(node.data.label, language, kind);
  const words = useWords(node);
  const description = definition ? words : t('card.unknownKind');

  const { missingInputs, missingOutputs } = data;
  const inputs = inputsOf(node);
  const outputs = outputsOf(node);
  const rows = Math.max(inputs.length + missingInputs.length, outputs.length + missingOutputs.length);

  return (
    <div
      ref={useCardAway(node.id)}
      className={classes.card}
      style={{ height: cardHeight(rows) }}
      data-selected={selected || undefined}
      data-flashing={flashing || undefined}
      data-pointed={pointed || undefined}
      data-category={definition?.category}
    >
      <div className={classes.head}>
        <KindIcon kind={node.type} data={node.data} />
        <div className={classes.words}>
          <div className={classes.label} title={label}>
            {label}
          </div>
          <div className={classes.description} title={description}>
            {description || <span className={classes.unset}>{t('card.notSet')}</span>}
          </div>
        </div>
      </div>
      <Ports data={data} inputs={inputs} outputs={outputs} rows={rows} />
      <div className={classes.foot}>
        <span className={classes.kind}>{kind}</span>
        <FromNear>
          <CardState flow={flow} node={node.id} />
        </FromNear>
      </div>
      <Glance data={data} label={label} />
      <CardMark node={node.id} />
      <CardFaults node={node.id} />
      <OthersHere node={node.id} />
    </div>
  );
});

/** Marks the card that is not on screen. Written to the element: moving about draws no card. */
function useCardAway(id: string): RefObject<HTMLDivElement | null> {
  const card = useRef<HTMLDivElement>(null);
  const inView = useInView();
  useLayoutEffect(() => {
    const mark = () => card.current?.toggleAttribute('data-away', !inView.has(id));
    mark();
    return inView.subscribe(id, mark);
  }, [inView, id]);
  return card;
}

/** What is not worth counting where nobody can read it. */
function FromNear({ children }: { children: ReactNode }) {
  return useOnlySigns() ? null : children;
}

/** The whole card from very far: its sign, and how much came through. */
function Glance({ data: { flow, node }, label }: { data: CardData; label: string }) {
  return useOnlySigns() ? <Signs flow={flow} node={node} label={label} /> : null;
}

function Signs({ flow, node, label }: { flow: string; node: FlowNode; label: string }) {
  const sign = useRef<HTMLImageElement>(null);
  const scheme = useComputedColorScheme('light');
  // The icon stands on the card already, only too small to be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind or scheme has another icon or colour
  useLayoutEffect(() => {
    const icon = sign.current?.closest(`.${classes.card}`)?.querySelector('svg');
    if (icon && sign.current) sign.current.src = signImage(icon, scheme);
  }, [node, scheme]);
  return (
    <div className={classes.glance} title={label}>
      <img ref={sign} alt="" className={classes.sign} />
      <GlanceCount flow={flow} node={node.id} />
    </div>
  );
}

interface PortsProps {
  readonly data: CardData;
  readonly inputs: readonly Handle[];
  readonly outputs: readonly Handle[];
  readonly rows: number;
}

function Ports({ data, inputs, outputs, rows }: PortsProps) {
  const { flow, node, incoming, missingInputs, missingOutputs } = data;
  return (
    <div className={classes.ports} style={{ gridTemplateRows: `repeat(${rows}, ${CARD_ROWS.row}px)` }}>
      {inputs.map((handle, i) => (
        <Port key={`in ${handle.id}`} side="target" row={i} handle={handle} named={inputs.length > 1}>
          {inputs.length === 1 ? (
            <InCount flow={flow} node={node.id} />
          ) : (
            <StepCount flow={flow} node={node.id} edges={incoming[handle.id]} />
          )}
        </Port>
      ))}
      {missingInputs.map((id, i) => (
        <Port key={`in ${id}`} side="target" row={inputs.length + i} handle={missing(id)} named broken />
      ))}
      {outputs.map((handle, i) => (
        <Port key={`out ${handle.id}`} side="source" row={i} handle={handle} named={outputs.length > 1}>
          <OutCount flow={flow} node={node.id} handle={handle.id} />
        </Port>
      ))}
      {missingOutputs.map((id, i) => (
        <Port key={`out ${id}`} side="source" row={outputs.length + i} handle={missing(id)} named broken />
      ))}
    </div>
  );
}

function missing(id: string): Handle {
  return { id, label: { ko: id, en: id } };
}

interface PortProps {
  readonly side: 'source' | 'target';
  readonly row: number;
  readonly handle: Handle;
  /** Where a node has one handle on a side its name says nothing. */
  readonly named: boolean;
  readonly broken?: boolean;
  readonly children?: ReactNode;
}

function Port({ side, row, handle, named, broken, children }: PortProps) {
  const language = useLanguage();
  const label = handle.label[language];
  return (
    <div
      className={classes.port}
      data-side={side}
      data-broken={broken}
      style={{ gridRow: row + 1, gridColumn: side === 'target' ? 1 : 2 }}
    >
      <FlowHandle
        id={handle.id}
        type={side}
        position={side === 'target' ? Position.Left : Position.Right}
        className={classes.handle}
        isConnectable={!broken}
        {...(named ? {} : { title: label })}
      />
      {named && (
        <span className={classes.portLabel} title={label}>
          {label}
        </span>
      )}
      <FromNear>{children}</FromNear>
    </div>
  );
}
