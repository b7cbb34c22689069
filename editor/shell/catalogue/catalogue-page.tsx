/**
 * editor/shell/catalogue: the event types that flows can use: looked at, declared, changed, brought in and given away.
 *
 * This file: the page: what can be done on top, all types on the left, the chosen one beside them.
 */
import '../../i18n/catalogue.ts';
import { Alert, Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconClipboardText,
  IconDatabaseSearch,
  IconFileImport,
  IconListDetails,
  IconPlus,
} from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue } from '../../../flows/format/diff.ts';
import type { Catalogue, CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { listCatalogue } from '../../server/catalogue-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { PageFrame, PageHead } from '../page-head.tsx';
import { FailedState, LoadingState, MessageState } from '../page-states.tsx';
import { goTo } from '../route.ts';
import { useTitle } from '../use-title.ts';
import classes from './catalogue-page.module.css';
import { type EditedType, editedOf } from './edited-type.ts';
import { ExportMenu } from './export-menu.tsx';
import { NEW_TYPE, setDraft, useDraft } from './type-drafts.ts';
import { TypeList } from './type-list.tsx';
import { TypePanel } from './type-panel.tsx';

const SampleDialog = lazy(() =>
  import('./sample-dialog.tsx').then((module) => ({ default: module.SampleDialog })),
);
const ImportTypes = lazy(() =>
  import('./import-types.tsx').then((module) => ({ default: module.ImportTypes })),
);

/** Counts go on while the page is looked at. */
const REFRESH = 10_000;
const BLANK: EditedType = { type: '', fields: [], nextKey: 0 };

export function CataloguePage({ type }: { readonly type?: string | undefined }) {
  const { t } = useTranslation('catalogue');
  const resource = useResource(listCatalogue, 'catalogue');
  const { value, error, reload } = resource;
  useTitle(t('title'));
  useChanged('catalogue', reload);
  useChanged('flows', reload);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), REFRESH);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <PageFrame className={classes.page}>
      {error !== undefined && !value ? (
        <>
          <PageHead title={t('title')} lead={t('lead')} />
          <FailedState error={error} onRetry={reload} />
        </>
      ) : value ? (
        <Opened catalogue={value} type={type} reload={reload} />
      ) : (
        <LoadingState />
      )}
    </PageFrame>
  );
}

interface OpenedProps {
  readonly catalogue: Catalogue;
  readonly type: string | undefined;
  readonly reload: () => void;
}

function Opened({ catalogue, type, reload }: OpenedProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const [dialog, setDialog] = useState<'sample' | 'import'>();
  const newDraft = useDraft(NEW_TYPE);
  const { items, fileProblem } = catalogue;
  const declared = items.filter(({ origin }) => origin !== 'discovered').map(({ info }) => info);

  /** Opens a type that is not there yet. What was begun before is kept, or given up when asked. */
  function begin(edited: EditedType) {
    const open = () => {
      setDraft(NEW_TYPE, { edited, revision: 0 });
      goTo({ page: 'catalogue' });
    };
    const isBegun = newDraft && !sameValue(newDraft.edited, BLANK);
    if (!isBegun) open();
    else if (edited === BLANK) goTo({ page: 'catalogue' });
    else
      modals.openConfirmModal({
        title: t('discardNew'),
        children: `${t('discardNew')}: ${newDraft.edited.type || t('unnamed')}`,
        labels: { confirm: t('discardNew'), cancel: t('cancel') },
        closeButtonProps: { 'aria-label': t('close') },
        onConfirm: open,
      });
  }

  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>
        <ExportMenu types={declared} />
        <Button
          variant="default"
          leftSection={<IconFileImport size={16} />}
          onClick={() => setDialog('import')}
        >
          {t('import')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconClipboardText size={16} />}
          onClick={() => setDialog('sample')}
        >
          {t('fromSample')}
        </Button>
        <Button leftSection={<IconPlus size={16} />} onClick={() => begin(BLANK)}>
          {t('newType')}
        </Button>
      </PageHead>
      {fileProblem && (
        <Alert color="red" variant="light" role="alert" mb="sm">
          {t('fileProblem', { problem: fileProblem[language] })}
        </Alert>
      )}
      {items.length === 0 && !newDraft ? (
        <MessageState icon={IconDatabaseSearch} title={t('empty')} text={t('emptyHelp')} />
      ) : (
        <div className={classes.panes}>
          <TypeList items={items} chosen={type ?? (newDraft ? NEW_TYPE : undefined)} />
          <section className={classes.panel} aria-label={type ?? t('newType')}>
            <Chosen items={items} type={type} onBegin={begin} reload={reload} />
          </section>
        </div>
      )}
      <Suspense>
        {dialog === 'sample' && (
          <SampleDialog
            known={declared}
            taken={items}
            onClose={() => setDialog(undefined)}
            onTaken={(info) => {
              setDialog(undefined);
              begin(editedOf(info));
            }}
          />
        )}
        {dialog === 'import' && (
          <ImportTypes items={items} onClose={() => setDialog(undefined)} onImported={reload} />
        )}
      </Suspense>
    </>
  );
}

interface ChosenProps {
  readonly items: readonly CatalogueEntry[];
  readonly type: string | undefined;
  readonly onBegin: (edited: EditedType) => void;
  readonly reload: () => void;
}

function Chosen({ items, type, onBegin, reload }: ChosenProps) {
  const { t } = useTranslation('catalogue');
  const draft = useDraft(type ?? NEW_TYPE);
  const entry = type === undefined ? undefined : items.find(({ info }) => info.type === type);
  if (entry || draft)
    return (
      <TypePanel
        key={type ?? NEW_TYPE}
        draftKey={type ?? NEW_TYPE}
        entry={entry}
        items={items}
        onBegin={onBegin}
        reload={reload}
      />
    );
  if (type === undefined)
    return <MessageState icon={IconListDetails} title={t('choose')} text={t('chooseHelp')} />;
  return (
    <MessageState icon={IconDatabaseSearch} title={t('gone')} text={t('goneHelp', { type })}>
      <Button variant="default" onClick={() => onBegin({ ...BLANK, type })}>
        {t('declareIt', { type })}
      </Button>
    </MessageState>
  );
}
