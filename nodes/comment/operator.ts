/** comment: text on the canvas; no event ever comes here. */
import { NO_COUNTS, type OperatorKind } from '../../runtime/engine/kernel/operator.ts';
import type { CommentConfig } from './definition.ts';

export const operator: OperatorKind<CommentConfig> = {
  needs: () => () => [],
  create: () => ({
    bind() {},
    process() {},
    counts: () => NO_COUNTS,
    dispose() {},
  }),
};
