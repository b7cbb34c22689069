/** The kind of change at a part of the drawing: sign, word, and on pointing at it what it was and is. */
import { Tooltip } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
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
  const lookedAt = useIsLookedAt(difference.key);
  const badge = useRef<HTMLButtonElement>(null);
  const [pointed, setPointed] = useState(false);
  return (
    <>
      <button
        ref={badge}
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
        onPointerEnter={({ pointerType }) => setPointed(pointerType !== 'touch')}
        onPointerLeave={() => setPointed(false)}
        onFocus={() => setPointed(true)}
        onBlur={() => setPointed(false)}
      >
        <MarkSign mark={difference.mark} />
        {children}
      </button>
      {pointed && <Lines difference={difference} badge={badge} />}
    </>
  );
}

/** Made when it is asked for: hundreds of signs that each had one ready would cost more than all that is drawn. */
function Lines({ difference, badge }: { difference: Difference; badge: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('compare');
  const lines = useDifferenceLines(difference);
  return (
    <Tooltip
      opened
      target={badge}
      label={lines.length > 0 ? lines.join('\n') : t(`mark.${difference.mark}`)}
      style={{ whiteSpace: 'pre-line' }}
      position="top"
    />
  );
}

/** The card around selects itself by these. */
function forItself(event: KeyboardEvent) {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
