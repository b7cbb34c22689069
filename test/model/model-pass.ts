import { Environment } from '@marcbachmann/cel-js';
import { holds } from './model-condition.ts';
import { type Data, keyOf, type ModelEvent, valueInEvent } from './model-event.ts';
import type { DecideConfig, DeriveConfig, RuleGroup, ThrottleConfig } from './model-flow.ts';
import type { NodeContext, Receive } from './model-node.ts';
import { parseDuration } from './model-time.ts';

/** The nodes that pass an event on with its own envelope: filter, decide, derive, throttle. */

const resolverOf = (event: ModelEvent) => (path: string) => valueInEvent(event, path);

export const withData = (event: ModelEvent, added: Data): ModelEvent => ({
  ...event,
  data: { ...event.data, ...added },
});

export function filterNode(config: { where: RuleGroup }, context: NodeContext): Receive {
  return (event) => context.emit(holds(config.where, resolverOf(event)) ? 'match' : 'else', event);
}

export function decideNode({ rules }: DecideConfig, context: NodeContext): Receive {
  return (event) => {
    const first = rules.find((rule) => holds(rule.when, resolverOf(event)));
    if (first) context.emit('out', withData(event, first.set));
    else context.emit('else', event);
  };
}

export function throttleNode(config: ThrottleConfig, context: NodeContext): Receive {
  const passed: { key: string; time: number }[] = [];
  return (event) => {
    const { max = 1 } = config;
    const length = parseDuration(config.per);
    const texts = keyOf(event, config.key);
    if (!texts) return context.countNoKey();
    const key = JSON.stringify(texts);
    const before = passed.filter(
      (one) => one.key === key && event.time - length < one.time && one.time <= event.time,
    );
    if (before.length >= max) return context.emit('held', event);
    passed.push({ key, time: event.time });
    context.emit('pass', event);
  };
}

export function deriveNode({ fields }: DeriveConfig, context: NodeContext): Receive {
  const environment = celEnvironment();
  return (event) => {
    let result = event;
    for (const { name, expression } of fields) {
      result = withData(result, { [name]: evaluate(environment, expression, result.data) });
    }
    context.emit('out', result);
  };
}

/** CEL has no mixed arithmetic, but here each number of an event is a double and each plain literal an int. */
function celEnvironment(): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const operators: [string, (a: number, b: number) => number][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
  ];
  for (const [operator, apply] of operators) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${operator} int`, mixed);
    environment.registerOperator(`int ${operator} double`, mixed);
  }
  return environment;
}

/** The value of a CEL expression over the fields, as JSON has it; null where it fails or JSON can't say it. */
function evaluate(environment: Environment, expression: string, data: Data): unknown {
  try {
    const value: unknown = environment.evaluate(expression, data);
    if (typeof value === 'bigint') return Number(value);
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  } catch {
    return null;
  }
}
