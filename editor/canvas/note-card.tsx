/** A comment: text on the canvas, without handles and without counts. */
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { definitionOf } from '../../nodes/register.ts';
import { CardMark } from '../compare/card-mark.tsx';
import { useLanguage, useTexts } from '../i18n/setup.ts';
import type { CardNode } from './drawn-parts.ts';
import classes from './note-card.module.css';

export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<CardNode>) {
  const t = useTexts('canvas');
  const language = useLanguage();
  const text = definitionOf('comment')?.describe(data.node.data, language, {}) ?? '';
  return (
    <div className={classes.note} data-selected={selected || undefined} title={text}>
      <div className={classes.text}>{text || <span className={classes.unset}>{t('card.notSet')}</span>}</div>
      <CardMark node={data.node.id} />
    </div>
  );
});
