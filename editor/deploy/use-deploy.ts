/** Deploys the draft, or goes back to a version: asks first where something that waits is changed or dropped. */
import { notifications } from '@mantine/notifications';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeployPreview } from '../../runtime/wire/deploy.ts';
import { compareWith } from '../compare/comparing.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import {
  type DeployOptions,
  deployFlow,
  previewFlow,
  restoreFlow,
  wouldDrop,
} from '../server/deploys-api.ts';
import type { FlowDetail } from '../server/flows-api.ts';
import { RestError } from '../server/rest-client.ts';
import { askFirst } from './ask-first.tsx';
import type { Autosave } from './autosave.ts';
import { rememberedName } from './person-name.ts';
import { pressedButton } from './pressed-button.ts';
import { useFlowActions } from './use-flow-actions.tsx';
import { fatesOf, useWaitingWords, waits } from './waiting-words.ts';

export interface Deploys {
  /** The server is asked, or at work; not while a person decides. */
  readonly busy: boolean;
  deploy(): Promise<void>;
  /** Resolves to true when it is done. */
  goBack(version: number): Promise<boolean>;
}

export function useDeploy(autosave: Autosave): Deploys {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const words = useWaitingWords();
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);
  const backToButton = useRef<ReturnType<typeof pressedButton>>(undefined);

  const ask = useCallback(
    async (preview: DeployPreview, version: number | undefined) => {
      const fates = fatesOf(preview);
      const drops = fates.dropped.length > 0;
      const { summary, deployed } = documentStore.getState();
      // A button that is busy loses the focus, and the dialog gives it back to what had it.
      backToButton.current?.(() => setBusy(false));
      const sure = await askFirst({
        fates,
        deploys: true,
        title:
          drops || version === undefined
            ? t(drops ? 'ask.dropsTitle' : 'ask.changesTitle')
            : t('ask.backTitle', { version }),
        confirm: drops ? t('ask.deployDropping') : t(version === undefined ? 'ask.deploy' : 'ask.back'),
        // A version that is gone back to is compared from the list of versions.
        ...(version === undefined && deployed && { seeOnCanvas: () => compareWith('deployed') }),
        ...(version !== undefined && summary?.changed && { intro: t('ask.draftReplaced') }),
      });
      setBusy(sure);
      return sure;
    },
    [t],
  );

  /** Gives what is deployed then; undefined where somebody decided against it. */
  const run = useCallback(
    async (id: string, revision: number, version: number | undefined) => {
      let preview = await previewFlow(id, version === undefined ? { revision } : { version });
      for (;;) {
        const { dropped, changed } = fatesOf(preview);
        const { changed: unsaved } = documentStore.getState().summary ?? {};
        // Going back takes the place of what was drawn and not deployed: that is asked too.
        const replaces = version !== undefined && unsaved === true;
        if ((dropped.length > 0 || changed.length > 0 || replaces) && !(await ask(preview, version)))
          return undefined;
        const who = rememberedName();
        const options: DeployOptions = {
          onDrop: dropped.length > 0 ? 'accept' : 'refuse',
          ...(who !== undefined && { who }),
        };
        try {
          // The page hears of it by itself too; what it is told is not to be taken for somebody else's.
          const detail = await autosave.alone(async () => {
            const done = await (version === undefined
              ? deployFlow(id, revision, options)
              : restoreFlow(id, version, revision, options));
            takeOver(done);
            return done;
          });
          return { detail, preview };
        } catch (error) {
          // Since the question was asked something has begun to wait that would be dropped.
          const now = error instanceof RestError ? wouldDrop(error) : undefined;
          if (!now) throw error;
          preview = now;
        }
      }
    },
    [ask, autosave],
  );

  const attempt = useCallback(
    async (version: number | undefined): Promise<boolean> => {
      backToButton.current = pressedButton();
      setBusy(true);
      try {
        if (!(await autosave.saveNow())) return false;
        const { flow, revision } = documentStore.getState();
        const done = flow && (await run(flow.id, revision, version));
        if (!done) return false;
        const { goesOn } = fatesOf(done.preview);
        const stopped = done.detail.summary.status === 'stopped';
        const said =
          version !== undefined
            ? t('versions.wentBack', { version })
            : t(stopped ? 'deployedStopped' : 'deployed');
        notifications.show({
          color: 'teal',
          ...(waits(goesOn)
            ? { title: said, message: t('kept', { what: words(goesOn) }) }
            : { message: said }),
        });
        return true;
      } catch (error) {
        const fault = error instanceof RestError ? error.problem?.faults?.[0] : undefined;
        if (!fault) sayFailed(error);
        else
          notifications.show({
            color: 'red',
            title: t('refused'),
            message: fault.message[language],
            autoClose: 10_000,
          });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [autosave, run, t, words, language, sayFailed],
  );

  return {
    busy,
    deploy: async () => void (await attempt(undefined)),
    goBack: attempt,
  };
}

/** An earlier version is a drawing of its own; undo brings back the one before. */
function takeOver(detail: FlowDetail): void {
  const { revision } = documentStore.getState();
  if (detail.summary.revision > revision) documentActions.reload({ ...detail, flow: detail.draft });
  else documentActions.setServerState(detail);
}
