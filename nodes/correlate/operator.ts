/** correlate: events that follow each other, come together, or fail to come (SPEC §4). */
import { type OperatorKind, pathsUnder } from '../../runtime/engine/kernel/operator.ts';
import { fieldsOf } from '../kit/condition.ts';
import { AnyOrder } from './any.ts';
import { carryRuns } from './carry.ts';
import type { CorrelateConfig } from './definition.ts';
import { Sequence } from './sequence.ts';

export const operator: OperatorKind<CorrelateConfig> = {
  needs: (config, after) => {
    const read = [...(config.where ? fieldsOf(config.where) : []), ...after('out')];
    return (input) => {
      const step = config.steps.find((each) => each.name === input);
      return [...(step?.key ?? []), ...pathsUnder(read, input).filter((path) => path !== '')];
    };
  },
  create: (config, before) =>
    config.order === 'any'
      ? new AnyOrder(config, before as AnyOrder | undefined)
      : new Sequence(config, before as Sequence | undefined),
  carry: carryRuns,
};
