/** The commands of the canvas, wired to this page: their keys listen, and their buttons know whether they may. */
import { notifications } from '@mantine/notifications';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionOf } from '../../../nodes/register.ts';
import { ask } from '../../canvas/asking.ts';
import { CARD } from '../../canvas/card-size.ts';
import { fitOf } from '../../canvas/first-view.ts';
import { focusCard } from '../../canvas/focus-card.ts';
import { renameGroup } from '../../canvas/group-renaming.ts';
import { movingTime } from '../../canvas/moving-time.ts';
import { nextPlace } from '../../canvas/next-place.ts';
import { pasteOffset } from '../../canvas/paste-place.ts';
import { tidy } from '../../canvas/tidy.ts';
import { type MenuClipboard, useClipboard } from '../../commands/clipboard.ts';
import { type CommandContext, commands } from '../../commands/commands.ts';
import { keyName } from '../../commands/key-name.ts';
import { lendContext } from '../../commands/run-command.ts';
import { openTool, toggleLasso } from '../../commands/tools.ts';
import { useCommandKeys } from '../../commands/use-command-keys.ts';
import { compareWith, isComparing, leaveCompare, stepCompare } from '../../compare/comparing.ts';
import type { Autosave } from '../../deploy/autosave.ts';
import { documentActions, documentStore, useDocument } from '../../document/open-document.ts';
import { stepName } from '../../document/step-name.ts';
import { addWired } from '../../document/weave.ts';
import { currentLanguage, useLanguage } from '../../i18n/setup.ts';

export interface CommandButtonProps {
  readonly label: string;
  /** What the tooltip says, where that is more than the label. */
  readonly help: string;
  /** As the reader's keyboard names them. */
  readonly keys: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

const SHOWN = ['undo', 'redo', 'tidy', 'palette'] as const;
type Shown = (typeof SHOWN)[number];

export type CanvasCommands = Record<Shown, CommandButtonProps>;

export function useCanvasCommands(autosave: Autosave): CanvasCommands {
  const { t } = useTranslation('canvas');
  // Drawn anew when what the commands look at has changed.
  useDocument((state) => `${state.past.length} ${state.future.length} ${state.flow?.nodes.length}`);
  const steps = useStepNames();
  const context = useContext(autosave);
  useCommandKeys(context);
  useEffect(() => lendContext(context));

  const button = (name: Shown, help = t(name)): CommandButtonProps => ({
    label: t(name),
    help,
    keys: keyName(commands[name].keys[0]),
    enabled: commands[name].enabled(context),
    run: () => commands[name].run(context),
  });
  return {
    undo: button('undo', steps.undo),
    redo: button('redo', steps.redo),
    tidy: button('tidy'),
    palette: button('palette'),
  };
}

/** What undo and redo would do, by name. */
function useStepNames(): Partial<Record<'undo' | 'redo', string>> {
  const { t } = useTranslation('drawing');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const before = useDocument((state) => state.past.at(-1));
  const after = useDocument((state) => state.future.at(-1));
  return {
    ...(flow && before ? { undo: t('undoStep', { step: stepName(before, flow)[language] }) } : {}),
    ...(flow && after ? { redo: t('redoStep', { step: stepName(flow, after)[language] }) } : {}),
  };
}

function usePageClipboard(): MenuClipboard {
  const { t } = useTranslation('drawing');
  const { screenToFlowPosition } = useReactFlow();
  const drawing = useStoreApi();
  return useClipboard(documentStore, {
    refuse: () =>
      notifications.show({ color: 'orange', title: t('notPasted.title'), message: t('notPasted.text') }),
    barred: (keys) =>
      notifications.show({
        color: 'orange',
        title: t('clipboardBarred.title'),
        message: t('clipboardBarred.text', { keys: keyName(keys) }),
        autoClose: 10_000,
      }),
    offset: (fragment, times, at) => {
      const { width, height, transform } = drawing.getState();
      const [x, y, zoom] = transform;
      const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      return pasteOffset(fragment, times, seen, at && screenToFlowPosition(at));
    },
  });
}

function useContext(autosave: Autosave): CommandContext {
  const { t } = useTranslation('canvas');
  const { fitView, getNode, zoomIn, zoomOut, screenToFlowPosition, flowToScreenPosition } = useReactFlow();
  const drawing = useStoreApi();
  const clipboard = usePageClipboard();

  const sizeOf = (id: string) => {
    const { width, height } = getNode(id)?.measured ?? {};
    return width && height ? { width, height } : undefined;
  };
  const next = () => {
    const { flow, selection } = documentStore.getState();
    const { width, height, domNode } = drawing.getState();
    const corner = domNode?.getBoundingClientRect();
    const centre = screenToFlowPosition({
      x: (corner?.x ?? 0) + width / 2,
      y: (corner?.y ?? 0) + height / 2,
    });
    return flow && nextPlace(flow, selection.nodes, centre);
  };

  const add = (kind: string) => {
    const found = next();
    if (!found) return;
    let id = '';
    documentActions.apply((flow) => {
      const added = addWired(flow, kind, found.place, found.end);
      id = added.id;
      return { flow: added.flow, selected: [id] };
    });
    focusCard(id);
  };

  const context: CommandContext = {
    store: documentStore,
    fitView: () => void fitView({ ...fitOf(documentStore.getState().flow), duration: movingTime(250) }),
    zoom: (direction) => void (direction === 'in' ? zoomIn : zoomOut)({ duration: movingTime(150) }),
    save: () => void autosave.saveNow(),
    refused: (reason) =>
      notifications.show({ color: 'orange', title: t('refused'), message: reason[currentLanguage()] }),
    tidy: () => {
      const { flow } = documentStore.getState();
      if (!flow) return;
      void tidy(flow, sizeOf).then((positions) => {
        documentActions.moveNodes(positions);
        requestAnimationFrame(
          () => void fitView({ ...fitOf(documentStore.getState().flow), duration: movingTime(250) }),
        );
      });
    },
    boxes: (ids) =>
      (documentStore.getState().flow?.nodes ?? [])
        .filter(({ id }) => ids.includes(id))
        .map(({ id, position }) => ({ id, ...position, ...(sizeOf(id) ?? CARD) })),
    askNext: (at) => {
      if (at) {
        ask({ about: 'kind', place: screenToFlowPosition(at) }, at);
        return;
      }
      const found = next();
      if (found) ask({ about: 'kind', ...found }, flowToScreenPosition(found.place));
    },
    askWire: (wires) => {
      const target = documentStore.getState().flow?.nodes.find(({ id }) => id === wires[0]?.target);
      if (target) ask({ about: 'wire', wires }, flowToScreenPosition(target.position));
    },
    open: openTool,
    toggleLasso,
    compare: {
      isOn: isComparing,
      start: () => compareWith('deployed'),
      leave: leaveCompare,
      step: stepCompare,
    },
    add,
    toForm: (field) => {
      const { flow, selection } = documentStore.getState();
      const node = flow?.nodes.find(({ id }) => id === selection.nodes[0]);
      const first = node && definitionOf(node.type)?.form[0];
      if (node) documentActions.reveal(node.id, field ?? first?.path ?? 'label');
    },
    renameGroup,
    toCanvas: () => {
      const { flow, selection } = documentStore.getState();
      const id = selection.nodes[0] ?? flow?.nodes[0]?.id;
      if (id) focusCard(id);
      else document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
    },
    copy: () => void clipboard.copy(),
    cut: () => void clipboard.cut(),
    paste: (at) => void clipboard.paste(at),
  };

  return context;
}
