/**
 * One card for all kinds: icon, label, what it is set to, its handles with live counts, and what is wrong. Its size
 * depends on the number of handles alone, so that counts that come and go never move a wire.
 */
import { Tooltip } from '@mantine/core';
import { Handle as FlowHandle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Handle } from '../../nodes/kit/define-node.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { CardFoot, InCount, OutCount, StepCount } from './card-counts.tsx';
import { CardFaults } from './card-faults.tsx';
import type { CardData, CardNode } from './drawn-parts.ts';
import { useFlash } from './flash.ts';
import classes from './node-card.module.css';
import { useWords } from './use-words.ts';

export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { flow, node } = data;
  const { t } = useTranslation('canvas');
  const language = useLanguage();
  const flashing = useFlash('node', node.id);
  const definition = definitionOf(node.type);
  const kind = definition?.label[language] ?? node.type;
  const label = localize(node.data.label, language, kind);
  const words = useWords(node);
  const description = definition ? words : t('card.unknownKind');

  return (
    <div
      className={classes.card}
      data-selected={selected || undefined}
      data-flashing={flashing || undefined}
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
      <Ports data={data} />
      <CardFoot flow={flow} node={node.id} kind={kind} />
      <CardFaults node={node.id} />
    </div>
  );
});

function Ports({ data }: { data: CardData }) {
  const { flow, node, incoming, missingInputs, missingOutputs } = data;
  const inputs = inputsOf(node);
  const outputs = outputsOf(node);
  const rows = Math.max(inputs.length + missingInputs.length, outputs.length + missingOutputs.length);
  return (
    <div className={classes.ports} style={{ gridTemplateRows: `repeat(${rows}, 24px)` }}>
      {inputs.map((handle, i) => (
        <Port key={`in ${handle.id}`} side="target" row={i} handle={handle} named={inputs.length > 1}>
          {inputs.length === 1 ? (
            <InCount flow={flow} node={node.id} />
          ) : (
            <StepCount flow={flow} edges={incoming[handle.id]} />
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
  readonly children?: React.ReactNode;
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
      <Tooltip label={label} disabled={named} position={side === 'target' ? 'left' : 'right'}>
        <FlowHandle
          id={handle.id}
          type={side}
          position={side === 'target' ? Position.Left : Position.Right}
          className={classes.handle}
          isConnectable={!broken}
        />
      </Tooltip>
      {named && (
        <span className={classes.portLabel} title={label}>
          {label}
        </span>
      )}
      {children}
    </div>
  );
}
