/** The title of the browser's tab: what is open, then the product. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export function useTitle(what: string): void {
  const { t } = useTranslation('shell');
  const product = t('product');
  useEffect(() => {
    document.title = what ? `${what} · ${product}` : product;
  }, [what, product]);
}
