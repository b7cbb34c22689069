/** Beside an event type that a flow names and nobody declared, where such events came: the way to declare it. */
import '../../i18n/catalogue.ts';
import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readType } from '../../server/catalogue-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { hrefOf } from '../route.ts';

/** Of a type that came and that the form knows: what is to be said of it stands above. */
export function DeclareLink({ type }: { readonly type: string }) {
  const { t } = useTranslation('catalogue');
  return (
    <Anchor size="xs" mt={4} href={hrefOf({ page: 'catalogue', type })}>
      {t('offerLink')}
    </Anchor>
  );
}

/** Of a type that the form does not know: whether such events came is asked of the server. */
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
