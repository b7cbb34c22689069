import type { Text } from '../../nodes/kit/text.ts';

/** What was asked for can't be done: said to the person who asked. */
export class UpkeepFault extends Error {
  override readonly name = 'UpkeepFault';
  constructor(readonly text: Text) {
    super(text.en);
  }
}
