import { localize, type Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { FlowNode } from './flow-file.ts';
import { shortened } from './setting-words.ts';

/** What a person calls a node: its label, else its kind, each in its language. */
export function nodeName(node: FlowNode | undefined): Text {
  if (!node) return { ko: '노드', en: 'node' };
  const kind = definitionOf(node.type)?.label ?? { ko: node.type, en: node.type };
  return {
    ko: shortened(localize(node.data?.label, 'ko', kind.ko)),
    en: shortened(localize(node.data?.label, 'en', kind.en)),
  };
}
