/** Beside an event type that a flow names and nobody declared, where such events came: the way to declare it. */
import '../../i18n/catalogue.ts';
import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readType } from '../../server/catalogue-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { hrefOf } from '../route.ts';

export function DeclareOffer({ type }: { readonly type: string }) {
  const { t } = useTranslation('catalogue');
  const { value } = useResource((signal) => readType(type, signal), type);
  if (value?.origin !== 'discovered') return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t('offer')}{' '}
      <Anchor size="xs" href={hrefOf({ page: 'catalogue', type })}>
        {t('offerLink')}
      </Anchor>
    </Text>
  );
}
