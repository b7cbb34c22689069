/** What a card's node is set to, in the names of what arrives at it; drawn again only when the words are others. */
import { useRef } from 'react';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { describeNode } from '../../flows/format/words.ts';
import { useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';

export function useWords(node: FlowNode): string {
  const language = useLanguage();
  const last = useRef<{ readonly of: readonly unknown[]; readonly words: string }>({ of: [], words: '' });
  return useDocument(({ surroundings, inputs }) => {
    // Asked at every change of the document, by every card: only what the words stand on is looked at.
    const of = [node.data, language, surroundings, inputs[node.id]];
    if (!of.every((each, i) => each === last.current.of[i]))
      last.current = { of, words: describeNode(node, language, surroundings, inputs[node.id]) };
    return last.current.words;
  });
}
