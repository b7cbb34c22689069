/** Events that did not get in, each as it came and with what is wrong. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedEvent } from '../../../runtime/wire/rest.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { listRefused } from '../../server/records-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { MessageState } from '../page-states.tsx';
import { PAGE_SIZE, RecordPage } from './record-page.tsx';
import classes from './record-parts.module.css';
import { type Column, UnfoldingTable } from './unfolding-table.tsx';

export function RefusedPage() {
  const { t } = useTranslation('records');
  const language = useLanguage();
  const formats = useFormats();
  const [page, setPage] = useState(1);
  const query = { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const resource = useResource((signal) => listRefused(query, signal), JSON.stringify(query));
  useChanged('refused', resource.reload);

  const columns: Column<RefusedEvent>[] = [
    { label: t('refused.time'), cell: ({ at }) => <span className="tabular">{formats.dateTime(at)}</span> },
    {
      label: t('refused.kind'),
      cell: ({ reason }) => (
        <span className={classes.status} data-status={reason === 'late' ? 'held' : 'failed'}>
          {t(`refused.reasons.${reason}`)}
        </span>
      ),
    },
    { label: t('refused.id'), cell: ({ id }) => id ?? '–' },
    { label: t('refused.reason'), wide: true, cell: ({ message }) => message[language] },
  ];

  return (
    <RecordPage
      title={t('refused.title')}
      lead={t('refused.lead')}
      resource={resource}
      page={page}
      onPage={setPage}
      empty={<MessageState icon={IconCircleCheck} title={t('refused.empty')} text={t('refused.emptyHelp')} />}
    >
      {(items) => (
        <UnfoldingTable
          items={items}
          idOf={(event, index) => `${event.at} ${event.id ?? ''} ${index}`}
          columns={columns}
          details={({ message, event }) => (
            <>
              <p>{message[language]}</p>
              <section className={classes.section}>
                <h3>{t('refused.event')}</h3>
                <pre className={classes.raw}>{event}</pre>
              </section>
            </>
          )}
        />
      )}
    </RecordPage>
  );
}
