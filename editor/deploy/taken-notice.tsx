/** Says what somebody else changed in the drawing, and shows it: one notice, however often he saves. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { flash } from '../canvas/flash.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import type { TakenOver } from '../document/take-theirs.ts';
import { people } from '../presence/presence.ts';

const ID = 'taken';
/** Ms in which the page of the one who saved has said so. */
const UNTIL_KNOWN = 700;
const SHOWN_FOR = 8000;

let nodes = new Set<string>();
let removed = 0;
let who: string | undefined;
let shown = false;
const waiting = new Set<ReturnType<typeof setTimeout>>();

export function sayTaken(taken: TakenOver, { revision }: FlowSummary): void {
  if (taken.nodes.length + taken.removed === 0 && !taken.other) return;
  flash({ nodes: new Set(taken.nodes), edges: new Set() });
  const timer = setTimeout(() => {
    waiting.delete(timer);
    for (const node of taken.nodes) nodes.add(node);
    removed += taken.removed;
    const name = people.savedBy(revision);
    who = shown && who !== name ? undefined : name;
    show();
  }, UNTIL_KNOWN);
  waiting.add(timer);
}

/** The flow is left: what changed in it is of no use on another one. */
export function forgetTaken(): void {
  for (const timer of waiting) clearTimeout(timer);
  waiting.clear();
  notifications.hide(ID);
  forget();
}

function show() {
  const notice = {
    id: ID,
    message: <Taken nodes={[...nodes]} removed={removed} who={who} />,
    autoClose: SHOWN_FOR,
    onClose: forget,
  };
  if (shown) notifications.update(notice);
  else notifications.show(notice);
  shown = true;
}

function forget() {
  nodes = new Set();
  removed = 0;
  who = undefined;
  shown = false;
}

interface TakenProps {
  readonly nodes: readonly string[];
  readonly removed: number;
  readonly who: string | undefined;
}

function Taken({ nodes: changed, removed: gone, who: name }: TakenProps) {
  const { t } = useTranslation('drafts');
  const by = name === undefined ? t('taken.somebody') : t('taken.named', { name });
  const said =
    changed.length > 0 && gone > 0
      ? t('taken.both', { who: by, nodes: changed.length, removed: gone })
      : changed.length > 0
        ? t('taken.nodes', { who: by, count: changed.length })
        : gone > 0
          ? t('taken.removed', { who: by, count: gone })
          : t('taken.other', { who: by });
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">
        {said} {t('taken.merged')}
      </Text>
      {changed.length > 0 && (
        <Button variant="light" flex="none" onClick={() => showNodes(changed)}>
          {t('taken.show')}
        </Button>
      )}
    </Group>
  );
}

/** Brings the first into view, and lights all of them up. */
function showNodes(ids: readonly string[]) {
  const there = ids.filter((id) => documentStore.getState().flow?.nodes.some((node) => node.id === id));
  if (there.length === 0) return;
  documentActions.reveal(there[0]);
  flash({ nodes: new Set(there), edges: new Set() });
}
