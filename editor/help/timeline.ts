/**
 * editor/help: what a kind recognises, told and drawn. A picture is data: a few stories on a time axis, made by a pure
 * function from the node's own settings; what draws them knows nothing of kinds.
 *
 * This file: the stories, and how they are read aloud.
 */
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import type { Language, Text } from '../../nodes/kit/text.ts';

/** Something on the axis, which goes from 0 to 100. */
export interface Mark {
  readonly at: number;
  readonly label?: string;
  /** `event` counts; `other` does not; `missing` is where something should have come. */
  readonly tone: 'event' | 'other' | 'missing';
}

/** A stretch of the axis: a window, or the time that is waited. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly label?: string;
  /** Spans that overlap lie on lines of their own. */
  readonly line?: number;
}

export interface Story {
  /** `near`: it nearly does, and the caption says what is lacking. */
  readonly outcome: 'match' | 'near';
  readonly caption: string;
  readonly marks: readonly Mark[];
  readonly spans?: readonly Span[];
  /** When and how the node tells. */
  readonly told?: readonly { readonly at: number; readonly label: string }[];
}

export interface Example {
  readonly name: Text;
  /** The settings that it changes; the others stay. */
  readonly settings: (config: Row, context: NodeContext) => Row;
}

export interface Help {
  readonly text: Text;
  readonly stories: (config: Row, language: Language, context: NodeContext) => readonly Story[];
  readonly examples: readonly Example[];
}

const WORDS = {
  ko: { match: '맞는 경우', near: '아닌 경우', missing: '없음', next: ' 다음 ', span: '기간' },
  en: { match: 'Matches', near: 'Does not match', missing: 'nothing', next: ', then ', span: 'span' },
} as const;

export function outcomeWord(story: Story, language: Language): string {
  return WORDS[language][story.outcome];
}

/** A story for those who hear it: what happens, in order. */
export function altOf(story: Story, language: Language): string {
  const words = WORDS[language];
  const things = [
    ...story.marks.map((mark) => ({
      at: mark.at,
      said: mark.tone === 'missing' ? `${mark.label ?? ''} ${words.missing}`.trim() : (mark.label ?? ''),
    })),
    ...(story.told ?? []).map(({ at, label }) => ({ at: at + 0.1, said: label })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ said }) => said)
    .filter((said) => said !== '');
  const spans = (story.spans ?? []).flatMap(({ label }) => (label ? [label] : []));
  const around = spans.length > 0 ? ` (${words.span}: ${[...new Set(spans)].join(', ')})` : '';
  return `${words[story.outcome]}. ${story.caption} ${things.join(words.next)}${around}`;
}
