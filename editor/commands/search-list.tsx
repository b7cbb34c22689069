/**
 * A search box and below it what fits, chosen with the pointer or with arrows and Enter. The command palette and the
 * list of kinds at the end of a wire are made of it.
 */
import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fitOf } from '../i18n/fits-text.ts';
import classes from './search-list.module.css';

export interface SearchEntry {
  readonly id: string;
  readonly label: string;
  /** One line below the label. */
  readonly help?: string;
  readonly icon?: ReactNode;
  /** As the reader's keyboard names it. */
  readonly keys?: string;
  readonly group?: string;
  /** What it is found by: its names in all languages. */
  readonly words: readonly string[];
}

interface SearchListProps {
  readonly label: string;
  readonly entries: readonly SearchEntry[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  /** In px. */
  readonly height?: number;
}

/** Who has to scroll through more than this types another letter. */
const MOST = 100;

/** What fits, the best first; with nothing typed all of it, as it came. */
export function fitting(typed: string, entries: readonly SearchEntry[]): readonly SearchEntry[] {
  if (typed.trim() === '') return entries.slice(0, MOST);
  return entries
    .map((entry) => ({ entry, fit: fitOf(typed, [...entry.words, ...(entry.group ? [entry.group] : [])]) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

export function SearchList({ label, entries, onChoose, onClose, height = 300 }: SearchListProps) {
  const { t } = useTranslation('drawing');
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ opened: true });
  const shown = fitting(typed, entries);
  const { selectFirstOption } = combobox;
  const ids = shown.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first entry
  useEffect(() => {
    selectFirstOption();
  }, [ids, selectFirstOption]);

  return (
    <Combobox store={combobox} onOptionSubmit={onChoose}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          autoFocus
          type="search"
          aria-label={label}
          placeholder={label}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            event.stopPropagation();
            onClose();
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        tabIndex={0}
        className={classes.list}
        style={{ maxHeight: height }}
        aria-label={label}
      >
        {shown.length === 0 && <Combobox.Empty>{t('nothingFits')}</Combobox.Empty>}
        {typed.trim() === ''
          ? groupsOf(shown).map(([group, members]) =>
              group === '' ? (
                members.map((entry) => <Entry key={entry.id} entry={entry} />)
              ) : (
                <Combobox.Group key={group} label={group}>
                  {members.map((entry) => (
                    <Entry key={entry.id} entry={entry} />
                  ))}
                </Combobox.Group>
              ),
            )
          : shown.map((entry) => <Entry key={entry.id} entry={entry} />)}
      </Combobox.Options>
    </Combobox>
  );
}

/** In the order in which they come first. */
function groupsOf(entries: readonly SearchEntry[]): [string, SearchEntry[]][] {
  const groups = new Map<string, SearchEntry[]>();
  for (const entry of entries) {
    const group = entry.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [...groups];
}

function Entry({ entry: { id, label, help, icon, keys } }: { entry: SearchEntry }) {
  return (
    <Combobox.Option value={id} className={classes.entry}>
      {icon}
      <span className={classes.words}>
        <span className={classes.label}>{label}</span>
        {help && <span className={classes.help}>{help}</span>}
      </span>
      {keys && <Kbd size="xs">{keys}</Kbd>}
    </Combobox.Option>
  );
}
