/** What the schema of correlate cannot say. */

import { fieldsOf } from '../kit/condition.ts';
import { conditionFieldFaults, readableRules } from '../kit/condition-check.ts';
import type { NodeContext } from '../kit/define-node.ts';
import type { Fault } from '../kit/fault.ts';
import { firstName, isName } from '../kit/field.ts';
import { nearestName, UNKNOWN_FIELDS } from '../kit/field-set.ts';
import { keyFaults } from '../kit/key.ts';
import { korean } from '../kit/korean.ts';
import { type Row, rowOf, rowsOf, textOf } from '../kit/lenient.ts';
import { type CorrelateConfig, stepFields } from './definition.ts';

const error = (code: string, field: string, ko: string, en: string): Fault => ({
  severity: 'error',
  code,
  field,
  message: { ko, en },
});

export function checkCorrelate(config: CorrelateConfig, context: NodeContext): Fault[] {
  const steps = rowsOf(config.steps);
  return [
    ...nameFaults(steps),
    ...absentFaults(config, steps),
    ...stepKeyFaults(steps, context),
    ...whereFaults(config, steps, context),
  ];
}

function nameFaults(steps: readonly Row[]): Fault[] {
  const taken = new Set<string>();
  return steps.flatMap((step, i) => {
    const name = textOf(step.name);
    if (name === '' || !taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [
      error(
        'name-collision',
        `steps.${i}.name`,
        `‘${name}’ 단계가 둘 있습니다. 단계 이름은 서로 달라야 합니다.`,
        `There are two steps “${name}”. Give each step a name of its own.`,
      ),
    ];
  });
}

function absentFaults(config: CorrelateConfig, steps: readonly Row[]): Fault[] {
  return steps.flatMap((step, i) => {
    if (step.absent !== true) return [];
    if (config.order === 'any')
      return [
        error(
          'absent-any',
          `steps.${i}.absent`,
          '순서가 상관없을 때는 ‘일어나지 않음’ 단계를 쓸 수 없습니다. 순서대로 보거나 이 단계를 바꾸세요.',
          'Where the order does not matter, no step may be absent. Watch them in sequence, or change this step.',
        ),
      ];
    if (i > 0) return [];
    return [
      error(
        'absent-first',
        'steps.0.absent',
        '첫 단계는 ‘일어나지 않음’일 수 없습니다. 기다림을 시작하는 일을 첫 단계로 두세요.',
        'The first step can’t be absent. Put first what starts the wait.',
      ),
    ];
  });
}

function stepKeyFaults(steps: readonly Row[], { inputs }: NodeContext): Fault[] {
  const length = Array.isArray(steps[0]?.key) ? steps[0].key.length : undefined;
  return steps.flatMap((step, i) => {
    const name = textOf(step.name);
    const arriving = (Object.hasOwn(inputs, name) ? inputs[name] : undefined) ?? UNKNOWN_FIELDS;
    const faults = keyFaults(step.key, arriving, `steps.${i}.key`, true);
    if (Array.isArray(step.key) && length !== undefined && step.key.length !== length)
      faults.push(
        error(
          'key-length',
          `steps.${i}.key`,
          '모든 단계의 기준 항목 수가 같아야 서로 이어집니다. 첫 단계와 같은 수로 고르세요.',
          'Steps only meet where their keys have as many fields. Choose as many as the first step has.',
        ),
      );
    return faults;
  });
}

/**
 * The steps that each part of the condition names, by their places. Parts are what is looked at one by one (SPEC §4): the
 * members of an `and` at its top, else the whole.
 */
function stepsOfParts(where: unknown, names: readonly string[]): Map<string, Set<number>> {
  const { combinator, not } = rowOf(where);
  const whole = combinator !== 'and' || not === true;
  const parts = new Map<string, Set<number>>();
  for (const { rule, path } of readableRules(where)) {
    const at = whole ? 'where' : `where.${path.split('.').slice(0, 2).join('.')}`;
    const named = parts.get(at) ?? new Set();
    parts.set(at, named);
    for (const field of fieldsOf({ combinator: 'and', rules: [rule] })) {
      const step = names.indexOf(firstName(field));
      if (step >= 0) named.add(step);
    }
  }
  return parts;
}

function whereFaults(config: CorrelateConfig, steps: readonly Row[], { inputs }: NodeContext): Fault[] {
  const { where } = config;
  const faults: Fault[] = [];
  const names = steps.map((step) => textOf(step.name));
  const unknown = new Set<string>();
  for (const { rule, path } of readableRules(where)) {
    const fault = stepFault(rule.field, names, `where.${path}.field`);
    if (fault) faults.push(fault);
    if (fault) unknown.add(`where.${path}.field`);
    if (rule.valueSource !== 'field') continue;
    const right = stepFault(String(rule.value), names, `where.${path}.value`);
    if (right) faults.push(right);
    if (right) unknown.add(`where.${path}.value`);
  }
  const fields = conditionFieldFaults(where, stepFields(config, inputs, true), 'where');
  faults.push(...fields.filter((fault) => !unknown.has(fault.field ?? '')));
  for (const [at, named] of stepsOfParts(where, names))
    faults.push(...absentPartFaults([...named], at, steps, names));
  return faults;
}

/** A field of the condition whose first part is no step, or that names a step and none of its fields. */
function stepFault(path: string, names: readonly string[], at: string): Fault | undefined {
  const step = firstName(path);
  if (!names.includes(step)) {
    const known = [...new Set(names.filter(isName))];
    const meant = nearestName(step, known);
    return error(
      'unknown-step',
      at,
      korean`‘${step}’(이)라는 단계가 없습니다. ‘단계.항목’으로 적으세요(단계: ${known.join(', ')}).${meant ? ` 혹시 ‘${meant}’인가요?` : ''}`,
      `There is no step “${step}”. Write “step.field” (steps: ${known.join(', ')}).${meant ? ` Did you mean “${meant}”?` : ''}`,
    );
  }
  if (path.length > step.length + 1) return undefined;
  return error(
    'step-without-field',
    at,
    `‘${step}’ 단계의 어느 항목인지 정하세요. ‘${step}.항목’으로 적습니다.`,
    `Say which field of the step “${step}” is meant: write “${step}.field”.`,
  );
}

/** A part that names an absent step names besides it only steps before it that are not absent. */
function absentPartFaults(
  named: readonly number[],
  at: string,
  steps: readonly Row[],
  names: readonly string[],
): Fault[] {
  return named
    .filter((i) => steps[i].absent === true)
    .flatMap((i) => {
      const wrong = named.find((other) => other !== i && (other > i || steps[other].absent === true));
      if (wrong === undefined) return [];
      return [
        error(
          'absent-part',
          at,
          korean`일어나지 않아야 하는 ‘${names[i]}’ 단계의 조건은 그보다 앞서 일어난 단계하고만 비교할 수 있습니다. ‘${names[wrong]}’을(를) 이 조건에서 빼세요.`,
          `A condition on the absent step “${names[i]}” may only compare it with steps before it that did happen. Take “${names[wrong]}” out of it.`,
        ),
      ];
    });
}
