/** Regular expressions in expressions: RE2's, so that no pattern can take more than linear time. */

import { RE2JS } from 're2js';
import { korean } from '../kit/korean.ts';
import { fail, quoted } from './expression-error.ts';
import { charge, type Meter } from './expression-values.ts';

const LONGEST_PATTERN = 512;
/** Patterns are mostly written in the expression, so they come again and again; made-up ones must not pile up. */
const MOST_KEPT = 200;
const kept = new Map<string, RE2JS>();

/** Whether the pattern is found somewhere in the text, as CEL's `matches` has it. */
export function matchesPattern(text: string, pattern: string, meter: Meter): boolean {
  const compiled = patternOf(pattern, meter);
  charge(meter, 4 + (text.length * (8 + pattern.length)) / 16);
  return compiled.matcher(text).find();
}

function patternOf(pattern: string, meter: Meter): RE2JS {
  const known = kept.get(pattern);
  if (known) return known;
  if (pattern.length > LONGEST_PATTERN)
    fail(
      `패턴은 ${LONGEST_PATTERN}자까지만 쓸 수 있습니다.`,
      `A pattern has at most ${LONGEST_PATTERN} characters.`,
    );
  charge(meter, 1000 + pattern.length * 20);
  if (kept.size >= MOST_KEPT) kept.clear();
  try {
    const compiled = RE2JS.compile(pattern);
    kept.set(pattern, compiled);
    return compiled;
  } catch {
    return fail(
      korean`${quoted(pattern)}은(는) 올바른 패턴이 아닙니다.`,
      `${quoted(pattern)} is no valid pattern.`,
    );
  }
}

/** Refuses a pattern that is written in the expression before any event comes. */
export function checkPattern(pattern: string): void {
  patternOf(pattern, { left: Number.POSITIVE_INFINITY });
}
