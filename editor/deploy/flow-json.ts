/** A flow as text: reading what a person brought, and saving it to his computer. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { parseFlowText } from '../../flows/format/parse.ts';
import { serializeFlow } from '../../flows/format/serialize.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { LANGUAGES, type Localized, type Text } from '../../nodes/kit/text.ts';

export type ReadResult =
  | { readonly flow: { readonly id: string } & Record<string, unknown> }
  /** Why it is none: in a sentence, or `undefined` where it is JSON but no flow. */
  | { readonly flow?: undefined; readonly problem: Text | undefined };

/** Reads a text as a flow file, as far as the page must understand it to send it on; the server checks the rest. */
export function readFlowText(text: string): ReadResult {
  const parsed = parseFlowText(text);
  if ('fault' in parsed) return { problem: parsed.fault.message };
  const { value } = parsed;
  if (
    !isRow(value) ||
    typeof value.id !== 'string' ||
    !Array.isArray(value.nodes) ||
    !Array.isArray(value.edges)
  )
    return { problem: undefined };
  return { flow: { ...value, id: value.id } };
}

/** Hands a flow to the browser as a file, written as the files in flows/ are. */
export function saveToDisk(flow: FlowFile): void {
  const blob = new Blob([serializeFlow(flow)], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${flow.id}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

/** The name of a copy, in the languages that the name has. */
export function copyName(
  name: Localized,
  copyOf: (name: string, language: 'ko' | 'en') => string,
): Localized {
  if (typeof name === 'string') return copyOf(name, 'en');
  return Object.fromEntries(
    Object.entries(name).map(([language, text]) => [
      language,
      LANGUAGES.some((each) => each === language) ? copyOf(text, language as 'ko' | 'en') : text,
    ]),
  );
}

/** An id for a flow of this name: its Latin letters and digits, else `flow`. @example idFor('Day traders 2') // 'day-traders-2' */
export function idFor(name: string, taken: readonly string[]): string {
  const stem =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'flow';
  if (!taken.includes(stem)) return stem;
  for (let n = 2; ; n++) if (!taken.includes(`${stem}-${n}`)) return `${stem}-${n}`;
}
