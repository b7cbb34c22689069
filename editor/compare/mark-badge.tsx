/** The kind of change at a part of the drawing: sign, word, and on pointing at it what it was and is. */
import { Tooltip } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../flows/format/compare-flows.ts';
import { lookAt, useIsLookedAt } from './comparing.ts';
import { MarkSign } from './mark-sign.tsx';
import classes from './marks.module.css';
import { useDifferenceLines } from './use-difference-lines.ts';

interface MarkBadgeProps {
  readonly difference: Difference;
  /** What stands on it besides the sign. */
  readonly children?: ReactNode;
  readonly label: string;
  readonly className?: string | undefined;
  readonly transform?: string;
}

export function MarkBadge({ difference, children, label, className, transform }: MarkBadgeProps) {
  const lines = useDifferenceLines(difference);
  const lookedAt = useIsLookedAt(difference.key);
  const { t } = useTranslation('compare');
  return (
    <Tooltip
      label={lines.length > 0 ? lines.join('\n') : t(`mark.${difference.mark}`)}
      style={{ whiteSpace: 'pre-line' }}
      position="top"
      openDelay={150}
      events={{ hover: true, focus: true, touch: false }}
    >
      <button
        type="button"
        // Neither drags the card nor the canvas.
        className={`${classes.badge} nodrag nopan ${className ?? ''}`}
        style={transform ? { transform } : undefined}
        data-mark={difference.mark}
        data-difference={difference.key}
        aria-label={label}
        aria-pressed={lookedAt}
        onClick={(event) => {
          event.stopPropagation();
          lookAt(lookedAt ? undefined : difference.key);
        }}
        onKeyDown={forItself}
      >
        <MarkSign mark={difference.mark} />
        {children}
      </button>
    </Tooltip>
  );
}

/** The card around selects itself by these. */
function forItself(event: KeyboardEvent) {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
