/** Liquid templates as someone writes them: whether they can be read, and which fields they name. Nothing is filled in here. */
import { Liquid, type Template } from 'liquidjs';
import type { NodeContext } from '../kit/define-node.ts';
import type { Fault } from '../kit/fault.ts';
import type { FieldSet } from '../kit/field.ts';
import { fieldFault, UNKNOWN_FIELDS } from '../kit/field-set.ts';
import type { ActionConfig } from './definition.ts';
import { ENVELOPE_VARIABLE, withoutDollars } from './template-names.ts';

/** The filters that Naru has besides Liquid's own; a delivery knows what they do. */
export const OWN_FILTERS = ['json', 'number'] as const;

let made: Liquid | undefined;

/** Made for the first template: a flow without any does not wait for it. */
function liquid(): Liquid {
  if (made) return made;
  // Nothing is filled in, so the locale says nothing; where it is left out Liquid asks the system, which takes long.
  made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    parseLimit: 64 * 1024,
    locale: 'en-US',
  });
  for (const name of OWN_FILTERS) made.registerFilter(name, (value: unknown) => value);
  return made;
}

/** Names that Liquid gives to the length and the ends of lists and texts. */
const OF_LISTS = ['size', 'first', 'last'];

/** The faults of the texts of an action. */
export function checkTexts(config: ActionConfig, { inputs }: NodeContext): Fault[] {
  return templateFaults(config.params, inputs.in ?? UNKNOWN_FIELDS, 'params');
}

/** The faults of every text in an action's parameters, against the fields that arrive. */
function templateFaults(value: unknown, fields: FieldSet, at: string): Fault[] {
  if (typeof value === 'string') return faultsOfText(value, fields, at);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => templateFaults(member, fields, `${at}.${name}`));
}

function faultsOfText(text: string, fields: FieldSet, at: string): Fault[] {
  if (!text.includes('{{') && !text.includes('{%')) return [];
  let templates: Template[];
  try {
    templates = liquid().parse(withoutDollars(text));
  } catch (error) {
    return [unreadable(error, at)];
  }
  return readsOf(templates).flatMap((path) => fieldFault(fields, path, at) ?? []);
}

function unreadable(error: unknown, field: string): Fault {
  const detail = error instanceof Error ? error.message.split('\n')[0].slice(0, 200) : '';
  return {
    severity: 'error',
    code: 'template',
    field,
    message: {
      ko: `{{ }} 안을 읽을 수 없습니다. 괄호를 닫았는지, 이름이 맞는지 확인하세요. (${detail})`,
      en: `What stands between {{ }} can’t be read. Check that it is closed and rightly named. (${detail})`,
    },
  };
}

/** The paths that a template reads from the event, each once; what a list holds is not followed. */
function readsOf(templates: Template[]): string[] {
  const paths = new Set<string>();
  for (const segments of segmentsOf(templates)) {
    const end = segments.findIndex((segment) => typeof segment !== 'string' || segment.includes('.'));
    const names = (end < 0 ? segments : segments.slice(0, end)).map(String);
    if (names.length > 1 && OF_LISTS.includes(names[names.length - 1])) names.pop();
    // An envelope may have attributes of its own (SPEC §1), so nothing is certain of it
    if (names.length > 0 && names[0] !== ENVELOPE_VARIABLE) paths.add(names.join('.'));
  }
  return [...paths];
}

function segmentsOf(templates: Template[]) {
  try {
    return liquid().globalVariableSegmentsSync(templates, { partials: false });
  } catch {
    // What it names can't be told (a tag that works it out as it goes): nothing is certain then
    return [];
  }
}
