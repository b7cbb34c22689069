/** What a kind recognises, as one small picture: the first story of its help that matches. */

import type { Language } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { helpOf } from '../help/help-of.ts';
import { TimelinePicture } from '../help/timeline-picture.tsx';

export function KindPicture({ kind, language }: { kind: string; language: Language }) {
  const story = storyOf(kind, language);
  return story ? <TimelinePicture stories={[story]} language={language} /> : null;
}

const CONTEXT = { flowId: '', nodeId: '', surroundings: {}, inputs: {} };

/** With the settings of an example: what was not set up yet recognises nothing. */
function storyOf(kind: string, language: Language) {
  const help = helpOf(kind);
  const config = definitionOf(kind)?.defaults();
  if (!help || !config) return undefined;
  const set = { ...config, ...help.examples[0]?.settings(config, CONTEXT) };
  return help.stories(set, language, CONTEXT).find(({ outcome }) => outcome === 'match');
}
