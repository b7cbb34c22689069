/**
 * The input that lies over the chosen cell. It always has the focus, so that typing, also of Korean letters, begins in
 * it and the clipboard's events come to it; it shows itself while something is typed.
 */
import '../../i18n/grid.ts';
import { type ClipboardEventHandler, type KeyboardEventHandler, type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './grid.module.css';
import { ROW_HEIGHT } from './grid-row.tsx';
import type { CellInput } from './use-cell-input.ts';

export interface CellEditorProps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly gridId: string;
  readonly cellId: string | undefined;
  readonly label: string;
  readonly describedBy: string;
  readonly cell: CellInput;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly readOnly: boolean;
  readonly keys: {
    readonly onKeyDown: KeyboardEventHandler;
    readonly onCopy: ClipboardEventHandler;
    readonly onCut: ClipboardEventHandler;
    readonly onPaste: ClipboardEventHandler;
  };
}

export function CellEditor({
  input,
  gridId,
  cellId,
  label,
  cell,
  left,
  top,
  width,
  readOnly,
  ...props
}: CellEditorProps) {
  const { t } = useTranslation('grid');
  const { typed, values, listAt } = cell;
  const listId = `${gridId}-values`;
  const lines = (typed?.text.match(/\n/g)?.length ?? 0) + 1;
  const hasValues = typed !== null && values.length > 0;

  // What was begun by F2 is edited from its end.
  const inText = typed?.inText ?? false;
  useEffect(() => {
    if (inText) input.current?.setSelectionRange(input.current.value.length, input.current.value.length);
  }, [inText, input]);

  return (
    <div className={classes.over} style={{ left, top }} data-editing={typed !== null || undefined}>
      <textarea
        ref={input}
        className={classes.input}
        style={{ width: typed ? Math.max(width, 160) : width, height: ROW_HEIGHT + (lines - 1) * 18 }}
        rows={1}
        data-autofocus
        data-grid-input
        // Esc ends what is typed; only then it closes the table.
        data-mantine-stop-propagation={typed !== null || undefined}
        aria-label={label}
        aria-describedby={props.describedBy}
        aria-controls={hasValues ? listId : gridId}
        aria-activedescendant={hasValues && listAt >= 0 ? `${listId}-${listAt}` : typed ? undefined : cellId}
        spellCheck={false}
        autoComplete="off"
        readOnly={readOnly}
        value={typed?.text ?? ''}
        onChange={(event) => cell.type(event.currentTarget.value)}
        {...props.keys}
      />
      {hasValues && (
        <div role="listbox" id={listId} aria-label={t('suggestions')} className={classes.values}>
          {values.map((value, i) => (
            <div
              key={value}
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === listAt}
              className={classes.value}
              onPointerDown={(event) => {
                event.preventDefault();
                event.stopPropagation();
                cell.commit(value);
              }}
            >
              {value}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
