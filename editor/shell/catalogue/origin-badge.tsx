/** Where an event type comes from. */
import '../../i18n/catalogue.ts';
import { Badge, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Origin } from '../../../runtime/wire/catalogue.ts';

const COLORS = { declared: 'teal', shipped: 'gray', discovered: 'orange' } as const;

export function OriginBadge({ origin }: { readonly origin: Origin }) {
  const { t } = useTranslation('catalogue');
  return (
    <Tooltip label={t(`originHelp.${origin}`)} multiline maw={280}>
      <Badge size="sm" color={COLORS[origin]}>
        {t(`origins.${origin}`)}
      </Badge>
    </Tooltip>
  );
}
