/** What a person has answered so far: half filled in while he answers, so everything is read leniently. */

import { ALWAYS, type RuleGroup } from '../../../nodes/kit/condition.ts';
import { conditionOf } from '../../../nodes/kit/condition-check.ts';
import { isRow, type Row, rowOf, textOf } from '../../../nodes/kit/lenient.ts';

/** The four kinds of things that people watch for. */
export const PATTERNS = ['absence', 'often', 'follow', 'single'] as const;
export type Pattern = (typeof PATTERNS)[number];

export type Answers = Row;

export const hasSecond = (pattern: Pattern): boolean => pattern === 'absence' || pattern === 'follow';

export function firstAnswers(pattern: Pattern): Answers {
  return {
    first: { eventType: '', where: ALWAYS },
    ...(hasSecond(pattern) && { second: { eventType: '', where: ALWAYS } }),
    key: '',
    within: 'P1D',
    ...(pattern === 'often' && { count: 3 }),
    ...(pattern === 'single' && { limited: false }),
    action: { channel: 'task', params: {} },
  };
}

export type Which = 'first' | 'second';

export function eventTypeOf(answers: Answers, which: Which): string {
  return textOf(rowOf(answers[which]).eventType).trim();
}

/** The condition on one of the events, where there is one. */
export function whereOf(answers: Answers, which: Which): RuleGroup | undefined {
  const group = conditionOf(rowOf(answers[which]).where);
  return group && group.rules.length > 0 ? group : undefined;
}

/** Whose events belong together; the second event may name it otherwise. */
export function keyOf(answers: Answers, which: Which): string {
  return (which === 'second' && textOf(answers.key2)) || textOf(answers.key);
}

export function countOf(answers: Answers): number | undefined {
  return typeof answers.count === 'number' && answers.count >= 1 ? Math.floor(answers.count) : undefined;
}

export function channelNameOf(answers: Answers): string {
  return textOf(rowOf(answers.action).channel);
}

export function paramsOf(answers: Answers): Row {
  const { params } = rowOf(answers.action);
  return isRow(params) ? params : {};
}
