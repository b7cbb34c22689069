/** Brings event types in from a document, after a look at what that would add and change. */
import '../../i18n/catalogue.ts';
import { Alert, Badge, Button, Checkbox, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportNote } from '../../../flows/catalogue/import-notes.ts';
import { type ReadCatalogue, readCatalogueText } from '../../../flows/catalogue/read-catalogue-text.ts';
import { localize } from '../../../nodes/kit/text.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { saveTypes } from '../../server/catalogue-api.ts';
import { useProblemText } from '../../server/problem-text.ts';
import { DialogFoot } from './dialog-foot.tsx';
import { importPlan, type PlannedType } from './import-plan.ts';
import classes from './import-types.module.css';
import { TextSource } from './text-source.tsx';

interface ImportTypesProps {
  readonly items: readonly CatalogueEntry[];
  readonly onClose: () => void;
  readonly onImported: () => void;
}

export function ImportTypes({ items, onClose, onImported }: ImportTypesProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const [text, setText] = useState('');
  const [read, setRead] = useState<ReadCatalogue>();

  function look(content: string, name?: string) {
    setText(content);
    setRead(readCatalogueText(content, name?.replace(/(?:\.schema)?\.(?:json|ya?ml)$/i, '')));
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('importTitle')}
      size={720}
      // It grows with what is read; the head stays where it is.
      centered={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('importHelp')}
        </Text>
        <TextSource
          label={t('importText')}
          value={text}
          isRead={read !== undefined}
          onChange={(next) => {
            setText(next);
            setRead(undefined);
          }}
          onRead={look}
        />
        {read && 'problem' in read && (
          <Alert color="red" variant="light" role="alert">
            {read.problem[language]}
          </Alert>
        )}
        {read && 'types' in read ? (
          <Plan
            read={read}
            items={items}
            onCancel={onClose}
            onDone={() => {
              onImported();
              onClose();
            }}
          />
        ) : (
          <DialogFoot onCancel={onClose}>
            <Button disabled={text.trim() === '' || read !== undefined} onClick={() => look(text)}>
              {t('read')}
            </Button>
          </DialogFoot>
        )}
      </Stack>
    </Modal>
  );
}

interface PlanProps {
  readonly read: Extract<ReadCatalogue, { types: unknown }>;
  readonly items: readonly CatalogueEntry[];
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

function Plan({ read, items, onCancel, onDone }: PlanProps) {
  const { t } = useTranslation('catalogue');
  const problemText = useProblemText();
  const plan = useMemo(() => importPlan(read.types, items), [read, items]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const taken = plan.filter(({ info, effect }) => effect !== 'same' && !left.has(info.type));

  async function take() {
    setBusy(true);
    setError(undefined);
    try {
      await saveTypes(taken.map(({ info, revision }) => ({ info: { ...info }, revision })));
      notifications.show({ message: t('imported', { count: taken.length }) });
      onDone();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  }

  return (
    <>
      <Text size="sm" fw={600} role="status">
        {t('effectOf', { format: t(`formats.${read.format}`), amount: plan.length })}{' '}
        {plan.every(({ effect }) => effect === 'same') && t('changesNone')}
      </Text>
      {plan.length > 0 && (
        <ul className={classes.list} aria-label={t('list')}>
          {plan.map((planned) => (
            <PlannedRow
              key={planned.info.type}
              planned={planned}
              taken={!left.has(planned.info.type)}
              onTake={(take) => {
                const next = new Set(left);
                if (take) next.delete(planned.info.type);
                else next.add(planned.info.type);
                setLeft(next);
              }}
            />
          ))}
        </ul>
      )}
      <Notes notes={read.notes} />
      {error !== undefined && (
        <Alert color="red" variant="light" role="alert">
          {problemText(error)}
        </Alert>
      )}
      <DialogFoot onCancel={onCancel}>
        <Button disabled={taken.length === 0} loading={busy} onClick={() => void take()}>
          {t('importSelected', { count: taken.length })}
        </Button>
      </DialogFoot>
    </>
  );
}

const COLORS = { added: 'green', changed: 'orange', same: 'gray' } as const;

interface PlannedRowProps {
  readonly planned: PlannedType;
  readonly taken: boolean;
  readonly onTake: (take: boolean) => void;
}

function PlannedRow({ planned, taken, onTake }: PlannedRowProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const { info, effect, addedFields, removedFields, changedFields, textsChanged } = planned;
  const changes =
    effect === 'added'
      ? [t('fieldCount', { count: info.fields.length })]
      : [
          addedFields > 0 && t('addedFields', { count: addedFields }),
          removedFields > 0 && t('removedFields', { count: removedFields }),
          changedFields > 0 && t('changedFields', { count: changedFields }),
          textsChanged && t('textsChanged'),
        ].filter(Boolean);
  const name = localize(info.name, language, info.type);
  return (
    <li>
      <Checkbox
        checked={taken && effect !== 'same'}
        disabled={effect === 'same'}
        aria-label={t('take', { type: info.type })}
        onChange={(event) => onTake(event.currentTarget.checked)}
      />
      <span className={classes.what}>
        <span>
          <code>{info.type}</code>
          {name !== info.type && <span className={classes.aside}> {name}</span>}
        </span>
        {changes.length > 0 && <span className={classes.aside}>{changes.join(' · ')}</span>}
      </span>
      <Badge color={COLORS[effect]}>{t(`effects.${effect}`)}</Badge>
    </li>
  );
}

function Notes({ notes }: { readonly notes: readonly ImportNote[] }) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  if (notes.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title={t('notTaken')} p="xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className={classes.notes} tabIndex={0} aria-label={t('notTaken')}>
        {notes.map(({ message, places, count }) => (
          <li key={message.en}>
            {message[language]}{' '}
            <span className={classes.aside}>
              {count > 1 ? t('times', { count, places: places.join(', ') }) : places[0]}
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
