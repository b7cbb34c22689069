/** The list that opens at a place of the canvas: the kinds that fit there, or the handles by which two nodes may be wired. */
import { Paper } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { handleNamed, inputsOf, outputsOf } from '../../flows/format/graph.ts';
import { nodeName } from '../../flows/format/node-name.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf, NODE_KINDS } from '../../nodes/register.ts';
import { type SearchEntry, SearchList } from '../commands/search-list.tsx';
import { documentActions, documentStore } from '../document/open-document.ts';
import type { Connection } from '../document/operations.ts';
import { addWired, kindsThatFit } from '../document/weave.ts';
import { useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import { wordsOf } from '../palette/kind-words.ts';
import classes from './ask-here.module.css';
import { type Asked, type Question, stopAsking, useAsked } from './asking.ts';
import { focusCard } from './focus-card.ts';
import { besideOthers } from './next-place.ts';

const SIZE = { width: 320, height: 360 };
const MARGIN = 8;

export function AskHere({ canvas }: { canvas: RefObject<HTMLElement | null> }) {
  const asked = useAsked();
  return asked && <Open key={`${asked.at.x} ${asked.at.y}`} asked={asked} canvas={canvas} />;
}

function Open({ asked: { question, at }, canvas }: { asked: Asked; canvas: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('drawing');
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const list = useClickOutside<HTMLDivElement>(stopAsking);
  const kinds = useKindEntries(question);
  const wires = useWireEntries(question);
  // Beside the pointer, and never out of the canvas.
  useLayoutEffect(() => {
    const room = canvas.current?.getBoundingClientRect();
    if (!room) return;
    const within = (wanted: number, most: number) => Math.max(MARGIN, Math.min(wanted, most - MARGIN));
    setPlace({
      left: within(at.x - room.x, room.width - SIZE.width),
      top: within(at.y - room.y, room.height - SIZE.height),
    });
  }, [at, canvas]);

  const label = question.about === 'kind' ? t(question.end ? 'nextKind' : 'anyKind') : t('whichHandles');
  return (
    <Paper
      ref={list}
      className={classes.list}
      style={{ ...place, width: SIZE.width }}
      role="dialog"
      aria-label={label}
      withBorder
      shadow="md"
      p="xs"
    >
      <SearchList
        label={label}
        entries={question.about === 'kind' ? kinds : wires}
        height={SIZE.height - 70}
        onClose={() => {
          stopAsking();
          giveFocusBack(question);
        }}
        onChoose={(id) => {
          stopAsking();
          answer(question, id);
        }}
      />
    </Paper>
  );
}

function useKindEntries(question: Question): SearchEntry[] {
  const { t } = useTranslation('palette');
  const language = useLanguage();
  if (question.about !== 'kind') return [];
  const kinds = question.end
    ? kindsThatFit(question.end.side)
    : NODE_KINDS.flatMap((kind) => definitionOf(kind) ?? []);
  return kinds.map(({ kind, label, help, category }) => ({
    id: kind,
    label: label[language],
    help: help[language],
    icon: <KindIcon kind={kind} size={26} />,
    group: t(`category.${category}`),
    words: [label.ko, label.en, kind, help.ko, help.en, ...wordsOf(kind)],
  }));
}

function useWireEntries(question: Question): SearchEntry[] {
  const language = useLanguage();
  const { flow } = documentStore.getState();
  if (question.about !== 'wire' || !flow) return [];
  return question.wires.map((wire, i) => {
    const from = flow.nodes.find(({ id }) => id === wire.source);
    const to = flow.nodes.find(({ id }) => id === wire.target);
    const output = from && handleNamed(outputsOf(from), wire.sourceHandle);
    const input = to && handleNamed(inputsOf(to), wire.targetHandle);
    const label = `${localize(output?.label, language)} → ${localize(input?.label, language)}`;
    const names = [from, to].flatMap((node) => (node ? nodeName(node)[language] : []));
    return { id: String(i), label, help: names.join(' → '), words: [label] };
  });
}

function answer(question: Question, id: string): void {
  if (question.about === 'wire') {
    const wire: Connection | undefined = question.wires[Number(id)];
    if (wire) documentActions.connect(wire);
    giveFocusBack(question);
    return;
  }
  let added = '';
  documentActions.apply((flow) => {
    const made = addWired(flow, id, besideOthers(flow, question.place, question.end), question.end);
    added = made.id;
    return { flow: made.flow, selected: [made.id] };
  });
  focusCard(added);
}

/** The keyboard goes on where it was. */
function giveFocusBack(question: Question): void {
  const node = question.about === 'kind' ? question.end?.node : question.wires[0]?.target;
  if (node) focusCard(node);
}
