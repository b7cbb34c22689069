/** event-source: the flow hands its events straight to the output (SPEC §4); there is nothing to do in between. */
import { INERT, type OperatorKind } from '../../runtime/engine/kernel/operator.ts';
import type { EventSourceConfig } from './definition.ts';

export const operator: OperatorKind<EventSourceConfig> = INERT;
