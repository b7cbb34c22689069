/**
 * editor/sentence: the drawn flow as text, always in step with the canvas. A part of the text goes to its node, and the
 * parts of what is selected are marked.
 *
 * This file: the text and its tools.
 */
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { groupTitle } from '../../flows/format/group-words.ts';
import { headingsOf } from '../../flows/format/sentence/headings.ts';
import { type Line, type Sentence, sentenceOf, sentenceText } from '../../flows/format/sentence/sentence.ts';
import type { Part } from '../../nodes/kit/phrase.ts';
import type { Language } from '../../nodes/kit/text.ts';
import { pointAt } from '../canvas/pointed.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { currentLanguage, useLanguage } from '../i18n/setup.ts';
import classes from './flow-sentence.module.css';

const NOTHING: Sentence = { lines: [], apart: [] };

/** The open flow, told anew when it changes; a moment later where there is more urgent work. */
function useSentence(): Sentence {
  const language = useLanguage();
  const flow = useDeferredValue(useDocument((state) => state.flow));
  const surroundings = useDocument((state) => state.surroundings);
  const inputs = useDeferredValue(useDocument((state) => state.inputs));
  return useMemo(
    () => (flow ? sentenceOf(flow, language, surroundings, inputs) : NOTHING),
    [flow, language, surroundings, inputs],
  );
}

/** The titles of the groups, over the parts that lie in one of them whole. */
function useHeadings(sentence: Sentence): readonly (string | undefined)[] {
  const language = useLanguage();
  const flow = useDeferredValue(useDocument((state) => state.flow));
  return useMemo(() => (flow ? titlesOver(flow, sentence, language) : []), [flow, sentence, language]);
}

function titlesOver(flow: FlowFile, { lines }: Sentence, language: Language): (string | undefined)[] {
  return headingsOf(flow, lines).map((group) => group && groupTitle(group)[language]);
}

export function FlowSentence() {
  const { t } = useTranslation('sentence');
  const sentence = useSentence();
  const headings = useHeadings(sentence);
  const text = useRef<HTMLDivElement>(null);
  useShownSelection(text);
  useEffect(() => () => pointAt(undefined), []);
  if (sentence.lines.length + sentence.apart.length === 0)
    return (
      <div className={classes.text}>
        <Text size="sm">{t('empty')}</Text>
        <Text size="xs" c="dimmed">
          {t('emptyHelp')}
        </Text>
      </div>
    );
  return (
    <section ref={text} className={classes.text} aria-label={t('label')}>
      {sentence.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and the text is drawn whole
        <div key={i} className={classes.story}>
          {headings[i] && <h3 className={classes.heading}>{headings[i]}</h3>}
          <Told line={line} />
        </div>
      ))}
      {sentence.apart.length > 0 && (
        <div className={classes.story}>
          <Text size="xs" c="dimmed">
            {t('apart')}
          </Text>
          <Lines lines={sentence.apart} />
        </div>
      )}
    </section>
  );
}

function Told({ line }: { line: Line }) {
  return (
    <>
      <p className={classes.line}>
        {line.parts.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <PartOfText key={i} part={part} />
        ))}
      </p>
      <Lines lines={line.children} />
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={classes.branches}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <li key={i}>
          <Told line={line} />
        </li>
      ))}
    </ul>
  );
}

function PartOfText({ part: { text, node } }: { part: Part }) {
  const selected = useDocument(({ selection }) => node !== undefined && selection.nodes.includes(node));
  if (node === undefined) return text;
  const go = () => documentActions.reveal(node);
  function key(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    go();
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button's text would not flow on from line to line
    <span
      className={classes.part}
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      data-node={node}
      data-selected={selected || undefined}
      onClick={go}
      onKeyDown={key}
      onPointerEnter={() => pointAt(node)}
      onPointerLeave={() => pointAt(undefined)}
      onFocus={() => pointAt(node)}
      onBlur={() => pointAt(undefined)}
    >
      {text}
    </span>
  );
}

/** Scrolls to the first part of what was selected on the canvas, where it is out of sight. */
function useShownSelection(text: { readonly current: HTMLDivElement | null }) {
  const selected = useDocument(({ selection }) =>
    selection.nodes.length === 1 ? selection.nodes[0] : undefined,
  );
  useEffect(() => {
    const parts = [...(text.current?.querySelectorAll<HTMLElement>('[data-node]') ?? [])].filter(
      (part) => part.dataset.node === selected,
    );
    if (parts.length > 0 && !parts.includes(document.activeElement as HTMLElement))
      parts[0].scrollIntoView({ block: 'nearest' });
  }, [text, selected]);
}

/** Takes the text along. */
export function SentenceTools() {
  const { t } = useTranslation('sentence');
  const { copied, copy } = useClipboard();
  const label = copied ? t('copied') : t('copy');
  function take() {
    const { flow, surroundings, inputs } = documentStore.getState();
    if (!flow) return;
    const sentence = sentenceOf(flow, currentLanguage(), surroundings, inputs);
    copy(sentenceText(sentence, t('apart'), titlesOver(flow, sentence, currentLanguage())));
  }
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={take}>
        {copied ? <IconCheck size={18} stroke={1.6} /> : <IconCopy size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
