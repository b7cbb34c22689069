/** Every flow of the conformance cases is one that the format takes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serializeFlow } from './serialize.ts';
import { validateFlowText } from './validate.ts';

const shared = process.env.NARU_SHARED ?? join(import.meta.dirname, '../../../shared');
const cases = join(shared, 'conformance');
const names = existsSync(cases)
  ? readdirSync(cases).filter((name) => existsSync(join(cases, name, 'flow.json')))
  : [];

describe.skipIf(names.length === 0)(
  'flows of the conformance cases (skipped where the cases are not at hand)',
  () => {
    it.each(names)('%s', (name) => {
      const text = readFileSync(join(cases, name, 'flow.json'), 'utf8');
      const { flow, faults } = validateFlowText(text);
      expect(faults.filter((fault) => fault.severity === 'error')).toEqual([]);
      expect(JSON.parse(serializeFlow(flow!))).toEqual(JSON.parse(text));
    });
  },
);
