/** What can be done with a flow from the list and from its own page: duplicate, export, start, stop, delete. */
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Localized, localize } from '../../nodes/kit/text.ts';
import { i18next, useLanguage } from '../i18n/setup.ts';
import { previewFlow } from '../server/deploys-api.ts';
import {
  createFlow,
  deleteFlow,
  type FlowDetail,
  readFlow,
  startFlow,
  stopFlow,
} from '../server/flows-api.ts';
import { useProblemText } from '../server/problem-text.ts';
import { askFirst } from './ask-first.tsx';
import { copyName, saveToDisk } from './flow-json.ts';
import { pressedButton } from './pressed-button.ts';
import { type Fates, fatesOf } from './waiting-words.ts';

const NOTHING_WAITS: Fates = { dropped: [], changed: [], kept: {}, goesOn: {} };

interface Named {
  readonly id: string;
  readonly name: Localized;
}

export interface FlowActions {
  /** Gives the copy, or undefined where it failed (which has been said). */
  duplicate(flow: Named): Promise<FlowDetail | undefined>;
  exportJson(flow: Named): Promise<void>;
  start(flow: Named): Promise<FlowDetail | undefined>;
  /** Asks first where something waits; `onBusy` tells when the server is at work. */
  stop(flow: Named, onBusy?: (busy: boolean) => void): Promise<FlowDetail | undefined>;
  /** Asks first. */
  remove(flow: Named, onGone: () => void): Promise<void>;
  /** Says that something failed, with the reason. */
  sayFailed(error: unknown): void;
}

export function useFlowActions(): FlowActions {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation('common');
  const { t: deploy } = useTranslation('deploy');
  const language = useLanguage();
  const problemText = useProblemText();

  return useMemo(() => {
    const nameOf = (flow: Named) => localize(flow.name, language, flow.id);
    const sayFailed = (error: unknown) => {
      notifications.show({
        color: 'red',
        title: deploy('toast.failed'),
        message: problemText(error),
        autoClose: 8000,
      });
    };
    const attempt = async <Value,>(run: () => Promise<Value>, done?: (value: Value) => string) => {
      try {
        const value = await run();
        if (done) notifications.show({ message: done(value) });
        return value;
      } catch (error) {
        sayFailed(error);
        return undefined;
      }
    };
    return {
      sayFailed,
      duplicate: (flow) =>
        attempt(
          async () => {
            const { draft } = await readFlow(flow.id);
            const name = copyName(draft.name, (text, lng) =>
              i18next.t('copyOf', { ns: 'shell', lng, name: text }),
            );
            return createFlow({ ...draft, id: `${draft.id.slice(0, 58)}-copy`, name }, 'copy');
          },
          (copy) => t('duplicated', { name: localize(copy.summary.name, language, copy.summary.id) }),
        ),
      exportJson: async (flow) => {
        await attempt(async () => saveToDisk((await readFlow(flow.id)).draft));
      },
      start: (flow) =>
        attempt(
          () => startFlow(flow.id),
          () => t('started', { name: nameOf(flow) }),
        ),
      stop: async (flow, onBusy = () => {}) => {
        const backToButton = pressedButton();
        onBusy(true);
        try {
          const fates = await attempt(async () => fatesOf(await previewFlow(flow.id, { stop: true })));
          if (!fates) return undefined;
          backToButton(() => onBusy(false));
          const question = {
            fates,
            title: deploy('ask.stopTitle'),
            intro: deploy('ask.stopHelp', { name: nameOf(flow) }),
            confirm: deploy('ask.stop'),
          };
          if (fates.dropped.length > 0 && !(await askFirst(question))) return undefined;
          onBusy(true);
          return await attempt(
            () => stopFlow(flow.id),
            () => t('stopped', { name: nameOf(flow) }),
          );
        } finally {
          onBusy(false);
        }
      },
      remove: async (flow, onGone) => {
        // A flow of which nothing can be said now can still be removed.
        const fates = await previewFlow(flow.id, { stop: true }).then(fatesOf, () => NOTHING_WAITS);
        const sure = await askFirst({
          fates,
          title: t('remove.title'),
          intro: t('remove.text', { name: nameOf(flow) }),
          confirm: common('delete'),
          grave: true,
        });
        if (!sure) return;
        await attempt(
          async () => {
            await deleteFlow(flow.id);
            onGone();
          },
          () => t('remove.done', { name: nameOf(flow) }),
        );
      },
    };
  }, [t, common, deploy, language, problemText]);
}
