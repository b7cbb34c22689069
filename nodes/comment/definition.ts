/** comment: a note on the canvas, for the people who read the flow (SPEC §4). */
import { z } from 'zod';
import { defineNode } from '../kit/define-node.ts';
import { isRow, textOf } from '../kit/lenient.ts';
import { localize } from '../kit/text.ts';

const schema = z.looseObject({
  text: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});
export type CommentConfig = z.infer<typeof schema>;

export const commentDefinition = defineNode<'comment', CommentConfig>({
  kind: 'comment',
  category: 'note',
  icon: 'IconNote',
  label: { ko: '메모', en: 'Comment' },
  help: { ko: '캔버스에 설명을 적어 둡니다.', en: 'A note on the canvas.' },
  schema,
  defaults: () => ({ text: '' }),
  form: [
    {
      path: 'text',
      control: 'textarea',
      label: { ko: '내용', en: 'Text' },
      help: {
        ko: '흐름을 읽는 사람에게 남길 말을 적으세요.',
        en: 'What people who read the flow should know.',
      },
    },
  ],
  inputs: () => [],
  outputs: () => [],
  outputFields: () => ({}),
  check: () => [],
  describe: ({ text }, language) => {
    if (!isRow(text)) return textOf(text);
    const texts = Object.entries(text).filter(([, value]) => typeof value === 'string') as [string, string][];
    return localize(Object.fromEntries(texts), language);
  },
  // A note is for readers of the drawing: nothing happens at it.
  tell: () => ({ asks: false, and: '', leads: '', of: '' }),
});
