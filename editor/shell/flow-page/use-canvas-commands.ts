/** The commands of the canvas, wired to this page: their keys listen, and their buttons know whether they may. */
import { notifications } from '@mantine/notifications';
import { useReactFlow } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { FIT } from '../../canvas/first-view.ts';
import { tidy } from '../../canvas/tidy.ts';
import { type CommandContext, commands } from '../../commands/commands.ts';
import { keyName } from '../../commands/key-name.ts';
import { useCommandKeys } from '../../commands/use-command-keys.ts';
import type { Autosave } from '../../deploy/autosave.ts';
import { documentActions, documentStore, useDocument } from '../../document/open-document.ts';
import { currentLanguage } from '../../i18n/setup.ts';

export interface CommandButtonProps {
  readonly label: string;
  /** As the reader's keyboard names them. */
  readonly keys: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

const SHOWN = ['undo', 'redo', 'tidy'] as const;
type Shown = (typeof SHOWN)[number];

export function useCanvasCommands(autosave: Autosave): Record<Shown, CommandButtonProps> {
  const { t } = useTranslation('canvas');
  const { fitView, getNode } = useReactFlow();
  // Drawn anew when what the commands look at has changed.
  useDocument((state) => `${state.past.length} ${state.future.length} ${state.flow?.nodes.length}`);

  const context: CommandContext = {
    store: documentStore,
    fitView: () => void fitView({ ...FIT, duration: 250 }),
    save: () => void autosave.saveNow(),
    refused: (reason) =>
      notifications.show({ color: 'orange', title: t('refused'), message: reason[currentLanguage()] }),
    tidy: () => {
      const { flow } = documentStore.getState();
      if (!flow) return;
      const sizeOf = (id: string) => {
        const { width, height } = getNode(id)?.measured ?? {};
        return width && height ? { width, height } : undefined;
      };
      void tidy(flow, sizeOf).then((positions) => {
        documentActions.moveNodes(positions);
        requestAnimationFrame(() => void fitView({ ...FIT, duration: 250 }));
      });
    },
  };
  useCommandKeys(context);

  const button = (name: Shown): CommandButtonProps => ({
    label: t(name),
    keys: keyName(commands[name].keys[0]),
    enabled: commands[name].enabled(context),
    run: () => commands[name].run(context),
  });
  return { undo: button('undo'), redo: button('redo'), tidy: button('tidy') };
}
