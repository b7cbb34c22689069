/** The Zod schema of a flow file's frame (SPEC §2). What is inside a node's `data` is its kind's concern. */
import { z } from 'zod';
import { durationSchema } from '../../nodes/kit/duration.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { LIMITS } from './limits.ts';

export const FLOW_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
export const NODE_ID = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;

function matching(text: Text, code: string, fits: (value: string) => boolean) {
  return z.string().superRefine((value, context) => {
    if (!fits(value)) context.addIssue({ code: 'custom', message: text.en, params: { text, code } });
  });
}

const flowId = matching(
  {
    ko: '흐름 ID는 영문 소문자, 숫자, 하이픈(-)만 64자까지 쓸 수 있고, 소문자나 숫자로 시작해야 합니다.',
    en: 'A flow id has lower-case letters, digits and hyphens, 64 at most, and begins with a letter or digit.',
  },
  'id',
  (value) => FLOW_ID.test(value),
);

/** `__proto__` would fit the alphabet, but counts and states are kept by node id. */
const nodeId = matching(
  {
    ko: '노드 ID는 영문자, 숫자, 밑줄(_), 하이픈(-)만 64자까지 쓸 수 있습니다.',
    en: 'A node id has letters, digits, underscores and hyphens, 64 at most.',
  },
  'id',
  (value) => NODE_ID.test(value) && value !== '__proto__',
);

let listed: ReadonlySet<string> | undefined;

/** Whether a text names a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  listed ??= new Set(Intl.supportedValuesOf('timeZone'));
  // The list lacks aliases and other spellings; but the first date format of a process takes ten times as long
  if (listed.has(name)) return true;
  // Intl takes offsets too, which are no names
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const timezone = matching(
  {
    ko: '이런 시간대는 없습니다. Asia/Seoul이나 UTC처럼 IANA 이름으로 적으세요.',
    en: 'There is no such time zone. Write an IANA name, such as Asia/Seoul or UTC.',
  },
  'time-zone',
  isTimeZone,
);

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const time = matching(
  {
    ko: '시각은 2026-03-02T09:00:00+09:00처럼 시차까지 적으세요.',
    en: 'Write a time with its offset, such as 2026-03-02T09:00:00+09:00.',
  },
  'time',
  (value) => RFC_3339.test(value) && !Number.isNaN(Date.parse(value)),
);

export const localizedSchema = z.union([z.string(), z.record(z.string(), z.string())]);

const filled = z.string().min(1);

const nodeSchema = z.looseObject({
  id: nodeId,
  type: filled,
  position: z.looseObject({ x: z.number(), y: z.number() }).optional(),
  data: z.looseObject({ label: localizedSchema.optional() }).optional(),
});

const edgeSchema = z.looseObject({
  id: filled,
  source: filled,
  target: filled,
  sourceHandle: z.string().nullish(),
  targetHandle: z.string().nullish(),
});

const testSchema = z.looseObject({
  name: localizedSchema,
  events: z.array(z.looseObject({})),
  until: time.optional(),
  expect: z.array(
    z.looseObject({
      node: filled,
      key: z.union([z.string(), z.array(z.string()), z.null()]).optional(),
      time: time.optional(),
      data: z.looseObject({}).optional(),
    }),
  ),
});

export const flowSchema = z.looseObject({
  id: flowId,
  name: localizedSchema.optional(),
  description: localizedSchema.optional(),
  timezone: timezone.optional(),
  lateness: durationSchema(true).optional(),
  delay: durationSchema(true).optional(),
  late: z.enum(['process', 'drop']).optional(),
  nodes: z.array(nodeSchema).max(LIMITS.nodes),
  edges: z.array(edgeSchema).max(LIMITS.edges),
  /** Looked at by groups.ts: a drawing aid never refuses a flow. */
  groups: z.unknown().optional(),
  tests: z.array(testSchema).max(LIMITS.tests).optional(),
});
