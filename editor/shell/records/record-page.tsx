/** The frame that the lists of deliveries, records and refused events share: title, filters, table, pages. */
import '../../i18n/records.ts';
import { ActionIcon, Pagination, Paper, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';
import type { Page } from '../../server/records-api.ts';
import type { Resource } from '../../server/use-resource.ts';
import { PageFrame, PageHead } from '../page-head.tsx';
import { FailedState, LoadingState } from '../page-states.tsx';
import { useTitle } from '../use-title.ts';
import classes from './record-page.module.css';

export const PAGE_SIZE = 50;

interface RecordPageProps<Item> {
  readonly title: string;
  readonly lead: string;
  readonly filters?: ReactNode;
  /** Above the list, whether there is one or not. */
  readonly notice?: ReactNode;
  readonly resource: Resource<Page<Item>>;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}

export function RecordPage<Item>(props: RecordPageProps<Item>) {
  const { title, lead, filters, notice, resource, page, onPage, empty, children } = props;
  const { t } = useTranslation('records');
  useTitle(title);
  const { value, error, reload } = resource;
  const pages = Math.max(1, Math.ceil((value?.total ?? 0) / PAGE_SIZE));
  return (
    <PageFrame>
      <PageHead title={title} lead={lead} aside={value && value.total > 0 && <Total of={value.total} />}>
        {filters}
        <Tooltip label={t('refresh')}>
          <ActionIcon variant="default" size={30} aria-label={t('refresh')} onClick={reload}>
            <IconRefresh size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </PageHead>
      {notice}
      {error !== undefined && !value ? (
        <FailedState error={error} onRetry={reload} />
      ) : !value ? (
        <LoadingState />
      ) : value.items.length === 0 && page === 1 ? (
        empty
      ) : (
        <>
          <Paper className={classes.frame}>{children(value.items)}</Paper>
          {pages > 1 && (
            <Pagination
              className={classes.pages}
              value={Math.min(page, pages)}
              onChange={onPage}
              total={pages}
              size="sm"
              aria-label={t('page')}
              getControlProps={(control) => ({
                'aria-label': t(control === 'previous' || control === 'first' ? 'previousPage' : 'nextPage'),
              })}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

function Total({ of: total }: { of: number }) {
  const { t } = useTranslation('records');
  const formats = useFormats();
  return (
    <span className={`${classes.total} tabular`}>
      {t('total', { count: total, amount: formats.whole(total) })}
    </span>
  );
}
