/** The flow's name; a click makes it a field. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import { documentActions, documentStore, useDocument } from '../../document/open-document.ts';
import { withText } from '../../document/operations.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useTitle } from '../use-title.ts';
import classes from './flow-name.module.css';

export function FlowName() {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const name = useDocument((state) => localize(state.flow?.name, language, state.flow?.id));
  useTitle(name);
  const [editing, setEditing] = useState<string>();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (editing !== undefined && document.activeElement !== input.current) input.current?.select();
  }, [editing]);

  function commit() {
    const text = editing?.trim() ?? '';
    setEditing(undefined);
    const before = documentStore.getState().flow?.name;
    if (text === '' || text === name) return;
    const next = withText(before, language, text);
    if (next !== undefined) documentActions.setFlowSettings({ name: next });
  }

  if (editing === undefined)
    return (
      <h1 className={classes.heading}>
        <button type="button" className={classes.name} onClick={() => setEditing(name)} title={name}>
          {name}
        </button>
      </h1>
    );
  return (
    <input
      ref={input}
      className={classes.input}
      aria-label={t('name')}
      value={editing}
      maxLength={200}
      onChange={(event) => setEditing(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        // A Korean syllable that is still being composed is finished by Enter, not the name.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
        if (event.key === 'Escape') setEditing(undefined);
      }}
    />
  );
}
