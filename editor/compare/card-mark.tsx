/** What differs at a card. It listens for itself: a comparison that begins, changes or ends draws no card anew. */
import { memo } from 'react';
import type { NodeDifference } from '../../flows/format/compare-flows.ts';
import { useLanguage, useTexts } from '../i18n/setup.ts';
import { useIsLookedAt, useNodeDifference } from './comparing.ts';
import { MarkBadge } from './mark-badge.tsx';
import classes from './marks.module.css';

export const CardMark = memo(function CardMark({ node }: { node: string }) {
  const difference = useNodeDifference(node);
  return difference ? <Mark difference={difference} /> : null;
});

function Mark({ difference }: { difference: NodeDifference }) {
  const t = useTexts('compare');
  const language = useLanguage();
  const lookedAt = useIsLookedAt(difference.key);
  const { mark, settings, name } = difference;
  const word =
    mark === 'changed' && settings.length > 0
      ? t('nodeChanged', { count: settings.length })
      : t(`mark.${mark}`);
  return (
    <>
      <span className={classes.frame} data-mark={mark} data-looked-at={lookedAt || undefined} />
      <MarkBadge difference={difference} label={t('ghost', { mark: word, name: name[language] })}>
        {word}
      </MarkBadge>
    </>
  );
}
