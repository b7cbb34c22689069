/** Asks before a declaration is taken back, and says who counts on it. */
import '../../i18n/catalogue.ts';
import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { localize } from '../../../nodes/kit/text.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { currentLanguage, i18next } from '../../i18n/setup.ts';
import { deleteType } from '../../server/catalogue-api.ts';
import { RestError } from '../../server/rest-client.ts';
import { goTo } from '../route.ts';
import { dropDraft } from './type-drafts.ts';

export function askToRemove(
  { info, overrides, revision, usedBy, seen }: CatalogueEntry,
  onDone: () => void,
): void {
  const t = i18next.getFixedT(null, 'catalogue');
  const language = currentLanguage();
  const { type } = info;
  const flows = [...new Set(usedBy.map(({ name, flow }) => localize(name, language, flow)))];
  // What ships, and what comes of itself, can be chosen from afterwards too.
  const isLost = !overrides && flows.length > 0;
  modals.openConfirmModal({
    title: t(overrides ? 'resetTitle' : 'removeTitle', { type }),
    children: (
      <>
        <Text size="sm">{t('removeText')}</Text>
        {isLost && (
          <Text size="sm" mt="xs">
            {t('removeUsed', { flows: flows.join(', ') })}
          </Text>
        )}
      </>
    ),
    labels: { confirm: t(overrides ? 'reset' : 'remove'), cancel: t('cancel') },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': t('close') },
    onConfirm: () =>
      void deleteType(type, revision).then(
        () => {
          dropDraft(type);
          notifications.show({ message: t(overrides ? 'wasReset' : 'removed', { type }) });
          // Nothing is left of it to look at.
          if (!overrides && !seen) goTo({ page: 'catalogue' });
          onDone();
        },
        (error: unknown) => {
          const said = error instanceof RestError ? error.sentence(language) : undefined;
          notifications.show({ color: 'red', message: said ?? String(error) });
          onDone();
        },
      ),
  });
}
