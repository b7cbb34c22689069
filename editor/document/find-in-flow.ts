/** Where in a flow some words stand: in names, in settings with the names of their fields, and in comments. */
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { describeNode } from '../../flows/format/words.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { LANGUAGES, type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { fitsText } from '../i18n/fits-text.ts';
import type { DocumentState } from './document-state.ts';

export interface Hit {
  readonly node: string;
  /** The text in which it was found. */
  readonly text: string;
}

type Known = Pick<DocumentState, 'surroundings' | 'inputs'>;

/** The nodes in which the words stand, from left to right, each with the first of its texts that has them. */
export function findInFlow(flow: FlowFile, words: string, language: Language, known: Known): Hit[] {
  if (words.trim() === '') return [];
  const labels = fieldLabels(known);
  return [...flow.nodes]
    .sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y)
    .flatMap((node) => {
      const text = textsOf(node, language, known, labels).find((each) => fitsText(words, [each]));
      return text === undefined ? [] : [{ node: node.id, text }];
    });
}

/** What can be read at a node, the most telling first. */
function textsOf(node: FlowNode, language: Language, known: Known, labels: Labels): string[] {
  const definition = definitionOf(node.type);
  const { label, ...settings } = node.data;
  const values = [...leavesOf(settings)];
  const names = LANGUAGES.map((each) => localize(label, each)).filter(Boolean);
  return [
    ...names,
    definition?.label[language] ?? node.type,
    describeNode(node, language, known.surroundings, known.inputs[node.id]),
    ...values,
    ...values.flatMap((value) => labels.get(value) ?? []),
    node.id,
  ];
}

/** All texts and numbers inside of settings. */
function* leavesOf(value: unknown): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number') yield String(value);
  else if (Array.isArray(value)) for (const each of value) yield* leavesOf(each);
  else if (isRow(value))
    for (const [name, each] of Object.entries(value)) {
      yield name;
      yield* leavesOf(each);
    }
}

type Labels = ReadonlyMap<string, readonly string[]>;

/** What fields and event types are called, by their path or type. */
function fieldLabels({ surroundings, inputs }: Known): Labels {
  const labels = new Map<string, string[]>();
  const add = (path: string, label: Parameters<typeof localize>[0]) => {
    for (const language of LANGUAGES) {
      const text = localize(label, language);
      if (text && !labels.get(path)?.includes(text)) labels.set(path, [...(labels.get(path) ?? []), text]);
    }
  };
  for (const { type, name, fields } of surroundings.eventTypes ?? []) {
    add(type, name);
    for (const field of fields) add(field.path, field.label);
  }
  for (const sets of Object.values(inputs))
    for (const { fields } of Object.values(sets)) for (const field of fields) add(field.path, field.label);
  return labels;
}
