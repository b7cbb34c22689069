/** comment: text on the canvas; no event ever comes here. */
import { INERT, type OperatorKind } from '../../runtime/engine/kernel/operator.ts';
import type { CommentConfig } from './definition.ts';

export const operator: OperatorKind<CommentConfig> = INERT;
