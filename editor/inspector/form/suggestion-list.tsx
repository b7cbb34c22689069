/** The list under a text of what can go in where the caret stands. */
import { Popover, VisuallyHidden } from '@mantine/core';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import '../../i18n/expressions.ts';
import type { Choice } from '../controls/choice.ts';
import { TypeIcon } from '../controls/type-icon.tsx';
import classes from './suggestion-list.module.css';
import type { Suggesting } from './use-suggesting.ts';

export interface ListedChoice extends Choice {
  readonly signature?: string;
  /** One line of help. */
  readonly help?: string;
}

export interface SuggestionListProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly listId: string;
  readonly suggesting: Suggesting<ListedChoice>;
}

export function SuggestionList({ area, listId, suggesting }: SuggestionListProps) {
  const { t } = useTranslation('expressions');
  const { items, active, take } = suggesting;
  const opened = items.length > 0;
  const anchor = useRef<HTMLSpanElement>(null);

  // The text belongs to another component: the anchor lies over it.
  useLayoutEffect(() => {
    const [over, text, frame] = [anchor.current, area.current, anchor.current?.parentElement];
    if (!opened || !over || !text || !frame) return;
    const [inner, outer] = [text.getBoundingClientRect(), frame.getBoundingClientRect()];
    over.style.left = `${inner.left - outer.left}px`;
    over.style.top = `${inner.top - outer.top}px`;
    over.style.width = `${inner.width}px`;
    over.style.height = `${inner.height}px`;
  });

  return (
    <>
      <Popover
        opened={opened}
        withRoles={false}
        position="bottom-start"
        offset={4}
        width="target"
        shadow="md"
        keepMounted={false}
        returnFocus={false}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <span ref={anchor} className={classes.anchor} aria-hidden />
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div id={listId} role="listbox" aria-label={t('suggestions')} className={classes.list}>
            {items.map((item, i) => (
              <SuggestionLine
                key={`${item.value} ${item.signature ?? ''}`}
                id={`${listId}-${i}`}
                item={item}
                active={i === active}
                onTake={() => take(i)}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">
        {opened ? t('suggestionCount', { count: items.length }) : ''}
      </VisuallyHidden>
    </>
  );
}

function SuggestionLine({
  id,
  item,
  active,
  onTake,
}: {
  id: string;
  item: ListedChoice;
  active: boolean;
  onTake: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (active) line.current?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  const isField = item.help === undefined;
  const written = isField && item.label !== item.value ? item.value : item.signature;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the textarea's, which keeps the focus
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={classes.option}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {item.type && (
        <span className={classes.icon}>
          <TypeIcon type={item.type} />
        </span>
      )}
      <span className={classes.words}>
        <span className={classes.head}>
          <span className={item.signature === undefined ? undefined : classes.name}>{item.label}</span>
          {item.example && <span className={isField ? classes.example : classes.sign}>{item.example}</span>}
        </span>
        {written && <span className={classes.written}>{written}</span>}
        {item.help && <span className={classes.help}>{item.help}</span>}
      </span>
    </div>
  );
}
