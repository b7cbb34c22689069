/** One event type: what it is called, its fields, who uses it, and what came of it; changed in place, then saved. */
import '../../i18n/catalogue.ts';
import { Alert, Button, Group, Menu, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { LocalizedInput } from '../../inspector/localized-input.tsx';
import { goTo } from '../route.ts';
import { askToRemove } from './ask-to-remove.tsx';
import { DismissButton } from './dismiss-button.tsx';
import { addFields, checkEdited, type EditedType, editedOf } from './edited-type.ts';
import { ExportItems } from './export-menu.tsx';
import { FieldsTable } from './fields-table.tsx';
import { LastEvents } from './last-events.tsx';
import { OriginBadge } from './origin-badge.tsx';
import { SaveBar } from './save-bar.tsx';
import { dropDraft, NEW_TYPE, setDraft, useDraft } from './type-drafts.ts';
import { TypeFacts } from './type-facts.tsx';
import classes from './type-panel.module.css';

interface TypePanelProps {
  /** Under which what is changed is kept: the type's name, or `NEW_TYPE`. */
  readonly draftKey: string;
  readonly entry: CatalogueEntry | undefined;
  readonly items: readonly CatalogueEntry[];
  readonly onBegin: (edited: EditedType) => void;
  readonly reload: () => void;
}

export function TypePanel({ draftKey, entry, items, onBegin, reload }: TypePanelProps) {
  const { t } = useTranslation('catalogue');
  const draft = useDraft(draftKey);
  const [asked, setAsked] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const given = entry?.info;
  const unchanged = useMemo(() => editedOf(given ?? { type: '', name: '', fields: [] }), [given]);
  const edited = draft?.edited ?? unchanged;
  const isNew = draftKey === NEW_TYPE;
  const { info, faults } = checkEdited(edited);
  const known = isNew && items.find((each) => each.info.type === edited.type.trim());
  const taken = known && known.origin !== 'discovered' ? known : undefined;
  const change = (next: EditedType) =>
    setDraft(draftKey, { edited: next, revision: draft?.revision ?? entry?.revision ?? 0 });
  const shownFaults = asked ? faults : [];
  const typeProblem =
    useFault(asked ? faults : [], 'type') ?? (taken ? t('taken', { type: edited.type }) : undefined);

  function saved(type: string) {
    dropDraft(draftKey);
    setAsked(false);
    notifications.show({ message: t('saved', { type }) });
    reload();
    if (isNew) goTo({ page: 'catalogue', type });
  }

  function refused() {
    setAsked(true);
    // After the faults have been drawn.
    setTimeout(() => panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  return (
    <div className={classes.body} ref={panel}>
      <Head entry={entry} edited={edited} onBegin={onBegin} reload={reload} />
      <Notices entry={entry} edited={edited} onAdd={() => change(addFields(edited, newOf(entry, edited)))} />
      {entry && <TypeFacts entry={entry} />}
      <Names edited={edited} isNew={isNew} problem={typeProblem} onChange={change} />
      <FieldsTable edited={edited} faults={shownFaults} onChange={change} />
      {entry?.seen && <LastEvents type={entry.info.type} count={entry.seen.count} />}
      <SaveBar
        draftKey={draftKey}
        info={taken ? undefined : info}
        revision={draft?.revision ?? entry?.revision ?? 0}
        isChanged={draft !== undefined}
        isOffered={entry?.origin === 'discovered'}
        onSaved={saved}
        onRefused={refused}
        reload={reload}
      />
    </div>
  );
}

function useFault(faults: ReturnType<typeof checkEdited>['faults'], place: string): string | undefined {
  const language = useLanguage();
  return faults.find(({ field }) => field === place)?.message[language];
}

function newOf(entry: CatalogueEntry | undefined, { fields }: EditedType) {
  const listed = new Set(fields.map(({ path }) => path));
  return (entry?.newFields ?? []).filter(({ path }) => !listed.has(path));
}

interface HeadProps {
  readonly entry: CatalogueEntry | undefined;
  readonly edited: EditedType;
  readonly onBegin: (edited: EditedType) => void;
  readonly reload: () => void;
}

function Head({ entry, edited, onBegin, reload }: HeadProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const name = localize(edited.name, language, edited.type || t('newType'));
  const duplicate = () => onBegin({ ...edited, type: `${edited.type}.copy`, name: t('copyOf', { name }) });
  return (
    <div className={classes.head}>
      <div className={classes.title}>
        <Title order={2}>{name}</Title>
        {entry && <OriginBadge origin={entry.origin} />}
        {entry && name !== edited.type && <code className={classes.code}>{edited.type}</code>}
      </div>
      {entry && (
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" onClick={duplicate}>
            {t('duplicate')}
          </Button>
          {entry.origin === 'discovered' && <DismissButton entry={entry} reload={reload} />}
          {entry.origin === 'declared' && (
            <Button variant="default" onClick={() => askToRemove(entry, reload)}>
              {t(entry.overrides ? 'reset' : 'remove')}
            </Button>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" px={8} aria-label={t('exportOne')} title={t('exportOne')}>
                <IconDots size={16} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('exportOne')}</Menu.Label>
              <ExportItems types={[entry.info]} one />
            </Menu.Dropdown>
          </Menu>
        </Group>
      )}
    </div>
  );
}

interface NoticesProps {
  readonly entry: CatalogueEntry | undefined;
  readonly edited: EditedType;
  readonly onAdd: () => void;
}

function Notices({ entry, edited, onAdd }: NoticesProps) {
  const { t } = useTranslation('catalogue');
  if (!entry) return null;
  const fresh = newOf(entry, edited);
  const text =
    entry.origin === 'discovered'
      ? t(entry.dismissed ? 'dismissedNotice' : 'discoveredNotice')
      : entry.origin === 'shipped'
        ? t('shippedNotice')
        : entry.overrides
          ? t('overridesNotice')
          : undefined;
  return (
    <>
      {text && <p className={classes.notice}>{text}</p>}
      {fresh.length > 0 && (
        <Alert color="yellow" variant="light" p="xs">
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="inherit">
              {t('newFields', { count: fresh.length })}{' '}
              <span className={classes.code}>
                {fresh
                  .slice(0, 6)
                  .map(({ path }) => path)
                  .join(', ')}
                {fresh.length > 6 && ', …'}
              </span>
            </Text>
            <Button variant="default" onClick={onAdd}>
              {t('addNewFields')}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}

interface NamesProps {
  readonly edited: EditedType;
  readonly isNew: boolean;
  readonly problem: string | undefined;
  readonly onChange: (next: EditedType) => void;
}

function Names({ edited, isNew, problem, onChange }: NamesProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  return (
    <div className={classes.names}>
      {isNew && (
        <TextInput
          className={classes.wide}
          size="xs"
          label={t('typeName')}
          description={t('typeNameHelp')}
          value={edited.type}
          error={problem}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: classes.code }}
          data-autofocus
          onChange={(event) => onChange({ ...edited, type: event.currentTarget.value })}
        />
      )}
      <LocalizedInput
        label={t('name')}
        value={edited.name}
        language={language}
        onChange={(name) => onChange({ ...edited, name })}
      />
      <LocalizedInput
        label={t('description')}
        value={edited.description}
        language={language}
        onChange={(description) => onChange({ ...edited, description })}
      />
    </div>
  );
}
