/** What a difference is about, in the reader's language. */
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../flows/format/compare-flows.ts';
import { documentStore } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { useComparing } from './comparing.ts';
import { nameOf } from './comparison.ts';

export function useNameOf(difference: Difference): string {
  const { t } = useTranslation('compare');
  const language = useLanguage();
  const other = useComparing(({ comparison }) => comparison?.other);
  if (!other) return '';
  const name = nameOf(difference, documentStore.getState().flow, other)[language];
  if (difference.of !== 'wire') return name;
  const [from = '', to = ''] = name.split(' → ');
  return t('wire', { from, to });
}
