/** All event types, searched and filtered; those that wait to be declared first. */
import '../../i18n/catalogue.ts';
import { SegmentedControl, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useMinute } from '../home/use-minute.ts';
import { MessageState } from '../page-states.tsx';
import { hrefOf } from '../route.ts';
import { OriginBadge } from './origin-badge.tsx';
import { NEW_TYPE, useDraftKeys } from './type-drafts.ts';
import classes from './type-list.module.css';

const FILTERS = ['all', 'declared', 'discovered', 'unused'] as const;
type Filter = (typeof FILTERS)[number];

interface TypeListProps {
  readonly items: readonly CatalogueEntry[];
  readonly chosen: string | undefined;
}

export function TypeList({ items, chosen }: TypeListProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const drafts = useDraftKeys();
  const found = useMemo(
    () =>
      sorted(
        items.filter((entry) => fits(entry, filter, search)),
        language,
      ),
    [items, filter, search, language],
  );
  const shown = found.filter(({ dismissed }) => !dismissed);
  const dismissed = found.filter((entry) => entry.dismissed);
  const hasNew = drafts.has(NEW_TYPE);
  const list = useRef<HTMLUListElement>(null);
  // One that was chosen elsewhere may lie far below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest' });
  }, [chosen, search]);
  const inTabOrder = shown.some(({ info }) => info.type === chosen) ? chosen : shown[0]?.info.type;
  return (
    <div className={classes.frame}>
      <div className={classes.tools}>
        <TextInput
          type="search"
          size="xs"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={15} stroke={1.6} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('filter')}
          value={filter}
          onChange={(next) => setFilter(FILTERS.find((each) => each === next) ?? 'all')}
          data={FILTERS.map((value) => ({
            value,
            label: (
              <Tooltip label={t(`filterHelp.${value}`)} openDelay={500}>
                <span>{`${t(`filters.${value}`)} ${countOf(items, value)}`}</span>
              </Tooltip>
            ),
          }))}
        />
      </div>
      {found.length === 0 && !hasNew ? (
        <MessageState icon={IconSearch} title={t('nothingFits')} text={t('nothingFitsHelp')} small />
      ) : (
        <ul ref={list} className={classes.list} aria-label={t('list')} onKeyDown={moveFocus}>
          {hasNew && (
            <li>
              <a
                className={classes.item}
                href={hrefOf({ page: 'catalogue' })}
                aria-current={chosen === NEW_TYPE ? 'true' : undefined}
              >
                <span className={classes.name}>{t('newType')}</span>
                <span className={classes.unsaved}>{t('unsaved')}</span>
              </a>
            </li>
          )}
          {shown.map((entry) => (
            <Item
              key={entry.info.type}
              entry={entry}
              current={entry.info.type === chosen}
              tabbable={entry.info.type === inTabOrder}
              changed={drafts.has(entry.info.type)}
            />
          ))}
        </ul>
      )}
      {dismissed.length > 0 && <Dismissed entries={dismissed} chosen={chosen} drafts={drafts} />}
    </div>
  );
}

interface DismissedProps {
  readonly entries: readonly CatalogueEntry[];
  readonly chosen: string | undefined;
  readonly drafts: ReadonlySet<string>;
}

/** Folded away below the others, until one of them is looked at. */
function Dismissed({ entries, chosen, drafts }: DismissedProps) {
  const { t } = useTranslation('catalogue');
  const [asked, setAsked] = useState(false);
  const hasChosen = entries.some(({ info }) => info.type === chosen);
  const unfolded = asked || hasChosen;
  const label = t('dismissedTypes', { count: entries.length });
  const Arrow = unfolded ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.dismissed}>
      <UnstyledButton
        className={classes.fold}
        aria-expanded={unfolded}
        disabled={hasChosen}
        onClick={() => setAsked(!asked)}
      >
        <Arrow size={14} stroke={1.8} aria-hidden />
        {label}
      </UnstyledButton>
      {unfolded && (
        <ul className={classes.list} aria-label={label} onKeyDown={moveFocus}>
          {entries.map((entry, i) => (
            <Item
              key={entry.info.type}
              entry={entry}
              current={entry.info.type === chosen}
              tabbable={hasChosen ? entry.info.type === chosen : i === 0}
              changed={drafts.has(entry.info.type)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ItemProps {
  readonly entry: CatalogueEntry;
  readonly current: boolean;
  readonly tabbable: boolean;
  readonly changed: boolean;
}

function Item({ entry, current, tabbable, changed }: ItemProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const formats = useFormats();
  const now = useMinute();
  const { info, origin, seen } = entry;
  const name = localize(info.name, language, info.type);
  return (
    <li>
      <a
        className={classes.item}
        href={hrefOf({ page: 'catalogue', type: info.type })}
        aria-current={current ? 'true' : undefined}
        tabIndex={tabbable ? 0 : -1}
      >
        <span className={classes.name}>{name}</span>
        {changed ? (
          <span className={classes.unsaved}>{t('unsaved')}</span>
        ) : (
          origin === 'discovered' && <OriginBadge origin={origin} />
        )}
        <span className={classes.type} title={info.type}>
          {name === info.type ? t('fieldCount', { count: info.fields.length }) : info.type}
        </span>
        <span className={classes.seen}>{seen ? formats.ago(seen.lastSeen, now) : t('neverSeen')}</span>
      </a>
    </li>
  );
}

/** The arrows go through the list, which is one stop of the Tab key. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  links[Math.max(0, Math.min(to, links.length - 1))]?.focus();
}

function isOf({ origin, usedBy }: CatalogueEntry, filter: Filter): boolean {
  if (filter === 'declared') return origin !== 'discovered';
  if (filter === 'discovered') return origin === 'discovered';
  return filter === 'all' || usedBy.length === 0;
}

const countOf = (items: readonly CatalogueEntry[], filter: Filter) =>
  items.filter((entry) => isOf(entry, filter) && !entry.dismissed).length;

function fits(entry: CatalogueEntry, filter: Filter, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (!isOf(entry, filter) || wanted === '') return isOf(entry, filter);
  const { type, name, fields } = entry.info;
  const texts = [type, name, ...fields.flatMap(({ path, label }) => [path, label])];
  return texts.some((text) => allOf(text).some((each) => each.toLowerCase().includes(wanted)));
}

/** In every language: who switched the page to his own still finds what is named in the other. */
function allOf(text: CatalogueEntry['info']['name'] | undefined): string[] {
  return text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);
}

function sorted(items: readonly CatalogueEntry[], language: 'ko' | 'en'): CatalogueEntry[] {
  const rank = ({ origin }: CatalogueEntry) => (origin === 'discovered' ? 0 : 1);
  const nameOf = ({ info }: CatalogueEntry) => localize(info.name, language, info.type);
  return [...items].sort(
    (a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b), language, { numeric: true }),
  );
}
