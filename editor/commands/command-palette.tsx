/** Everything that can be done here, found by its name: commands, kinds to add, nodes to go to, flows to open. */
import { Modal } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeName } from '../../flows/format/node-name.ts';
import { LANGUAGES, type Language, localize, type Text } from '../../nodes/kit/text.ts';
import { definitionOf, NODE_KINDS } from '../../nodes/register.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { documentActions, useDocument } from '../document/open-document.ts';
import { i18next, useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { listFlows } from '../server/flows-api.ts';
import { goTo } from '../shell/route.ts';
import { COMMAND_NAMES, commands } from './commands.ts';
import { keyName } from './key-name.ts';
import { useOffered } from './offered-actions.ts';
import { offeredKeys, PAGE_COMMANDS, type PageContext } from './page-commands.ts';
import { recentFirst, recentlyUsed, rememberUse } from './recently-used.ts';
import { isCommandEnabled, lentContext, runCommand } from './run-command.ts';
import { type SearchEntry, SearchList } from './search-list.tsx';
import { closeTool, useTool } from './tools.ts';

interface PaletteEntry extends SearchEntry {
  readonly run: () => void;
}

interface CommandPaletteProps {
  readonly page: PageContext;
}

export function CommandPalette({ page }: CommandPaletteProps) {
  const { t } = useTranslation('drawing');
  const opened = useTool('palette');
  return (
    <Modal.Root opened={opened} onClose={() => closeTool('palette')} size="lg" padding="sm" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <Modal.Body pt="sm">{opened && <Entries page={page} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Entries({ page }: CommandPaletteProps) {
  const { t } = useTranslation('drawing');
  const entries = [
    ...useCommandEntries(),
    ...useOfferedEntries(),
    ...usePageEntries(page),
    ...useKindEntries(),
    ...useNodeEntries(),
    ...useFlowEntries(),
  ];
  const [recent] = useState(recentlyUsed);
  const group = t('palette.recent');
  const shown = recentFirst(entries, recent, (entry) => ({ ...entry, group }));

  function choose(id: string) {
    closeTool('palette');
    rememberUse(id);
    // After the dialog has given the keyboard back: what is run may want it.
    setTimeout(() => entries.find((entry) => entry.id === id)?.run());
  }

  return (
    <SearchList
      label={t('palette.label')}
      entries={shown}
      height={420}
      onChoose={choose}
      onClose={() => closeTool('palette')}
    />
  );
}

/** A text in each language: what is looked for may be typed in either. */
function inEach(key: string, values: Partial<Record<Language, Record<string, string>>> = {}): Text {
  const [ko, en] = LANGUAGES.map((language) => i18next.getFixedT(language)(key, values[language] ?? {}));
  return { ko, en };
}

const wordsOf = ({ ko, en }: Text) => [ko, en];

function useCommandEntries(): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('drawing');
  return COMMAND_NAMES.filter((name) => name !== 'palette' && isCommandEnabled(name)).map((name) => {
    const label = inEach(`canvas:${name}`);
    const keys = keyName(commands[name].keys[0]);
    return {
      id: `command ${name}`,
      label: label[language],
      keys,
      group: t('palette.commands'),
      words: [...wordsOf(label), keys],
      run: () => runCommand(name),
    };
  });
}

function useOfferedEntries(): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('drawing');
  return Object.entries(useOffered()).map(([text, run]) => {
    const label = inEach(text);
    return {
      id: `offer ${text}`,
      label: label[language],
      ...keysOf(offeredKeys(text)),
      group: t('palette.commands'),
      words: wordsOf(label),
      run,
    };
  });
}

const keysOf = (keys: string | undefined) => (keys === undefined ? {} : { keys: keyName(keys) });

function usePageEntries(page: PageContext): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('keys');
  return PAGE_COMMANDS.map(({ text, keys, run }) => {
    const label = inEach(text);
    return {
      id: `page ${text}`,
      label: label[language],
      keys: keys.join(' '),
      group: t('pages'),
      words: wordsOf(label),
      run: () => run(page),
    };
  });
}

function useKindEntries(): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('drawing');
  const canvas = lentContext();
  return NODE_KINDS.flatMap((kind) => {
    const definition = definitionOf(kind);
    if (!definition || !canvas) return [];
    const { label, help } = definition;
    const name = inEach('drawing:palette.addKind', { ko: { kind: label.ko }, en: { kind: label.en } });
    return [
      {
        id: `add ${kind}`,
        label: name[language],
        help: help[language],
        icon: <KindIcon kind={kind} size={24} />,
        group: t('palette.add'),
        words: [...wordsOf(label), ...wordsOf(name), kind],
        run: () => canvas.add(kind),
      },
    ];
  });
}

function useNodeEntries(): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('drawing');
  const flow = useDocument((state) => state.flow);
  return (flow?.nodes ?? []).map((node) => {
    const { ko, en } = nodeName(node);
    const name = inEach('drawing:palette.goToNode', { ko: { node: ko }, en: { node: en } });
    return {
      id: `node ${flow?.id} ${node.id}`,
      label: name[language],
      icon: <KindIcon kind={node.type} data={node.data} size={24} />,
      group: t('palette.goTo'),
      words: [ko, en, node.id, ...wordsOf(name)],
      run: () => documentActions.reveal(node.id),
    };
  });
}

function useFlowEntries(): PaletteEntry[] {
  const language = useLanguage();
  const { t } = useTranslation('drawing');
  const open = useDocument((state) => state.flow?.id);
  const [flows, setFlows] = useState<readonly FlowSummary[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    listFlows(controller.signal).then(setFlows, () => {
      // Without the list no flow can be opened from here; all the rest can be done.
    });
    return () => controller.abort();
  }, []);
  const group = t('palette.flows');
  return useMemo(
    () =>
      flows
        .filter(({ id }) => id !== open)
        .map(({ id, name }) => {
          const [ko, en] = LANGUAGES.map((each) => localize(name, each, id));
          const label = inEach('drawing:palette.openFlow', { ko: { flow: ko }, en: { flow: en } });
          return {
            id: `flow ${id}`,
            label: label[language],
            group,
            words: [ko, en, id, ...wordsOf(label)],
            run: () => goTo({ page: 'flow', id }),
          };
        }),
    [flows, open, language, group],
  );
}
