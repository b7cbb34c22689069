/**
 * Texts of an action as Liquid templates over the event's fields and `$…` (SPEC §4 action). Both the template and the
 * event are hostile here: no files, no prototypes, and hard limits on time, memory and length. What is sent and what the
 * form shows beforehand are filled in by this one function.
 *
 * Liquid has no names with a dollar, so `$subject` inside a tag is rewritten to a field of one reserved variable.
 */
import { Liquid, type Template } from 'liquidjs';
import type { Text } from '../kit/text.ts';
import { ENVELOPE_VARIABLE, withoutDollars } from './template-names.ts';
import { zoneOffsets } from './zone-offset.ts';

/** The template is wrong, or asks for too much: trying again does not help. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  readonly text: Text;
  constructor(detail: string) {
    super(`the template cannot be filled in: ${detail}`);
    this.text = {
      ko: `템플릿을 채우지 못했습니다: ${detail}`,
      en: `The template could not be filled in: ${detail}`,
    };
  }
}

/**
 * How a value that goes into the text is written: as it is, inside a JSON text, inside a URL; `typed` gives a
 * template that is one value alone (`{{ amount }}`) as that value and not as text.
 */
export type TemplateMode = 'plain' | 'json' | 'uri' | 'typed';

export interface TemplateScope {
  /** The event's fields. */
  readonly data: Readonly<Record<string, unknown>>;
  /** `time`, `type`, … without the dollar. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** IANA name, for the `date` filter. */
  readonly timezone: string;
}

export const OUTPUT_LIMIT = 64 * 1024;
const LIMITS = { parseLimit: 64 * 1024, renderLimit: 500, memoryLimit: 1_000_000 };
const KEPT_TEMPLATES = 500;
const KEPT_ENGINES = 64;

interface Renderer {
  readonly liquid: Liquid;
  readonly parsed: Map<string, Template[]>;
}

const renderers = new Map<string, Renderer>();

/** How what was filled in is told from what was written; for whoever looks at it before it is sent. */
export interface FilledMarks {
  readonly before: string;
  readonly after: string;
}

/**
 * Fills in one template.
 *
 * @param marks put around each value that is filled in (an empty one too); never around what is sent
 * @throws TemplateFault
 */
export function fillTemplate(
  template: string,
  scope: TemplateScope,
  mode: TemplateMode = 'plain',
  marks?: FilledMarks,
): unknown {
  if (!template.includes('{{') && !template.includes('{%')) return template;
  try {
    const renderer = rendererOf(mode, scope.timezone, marks);
    const filled: unknown = renderer.liquid.renderSync(parse(renderer, template), {
      ...scope.data,
      [ENVELOPE_VARIABLE]: scope.envelope,
    });
    if (typeof filled === 'string' && filled.length > OUTPUT_LIMIT) throw new Error('more than 64 kB');
    return filled;
  } catch (error) {
    throw new TemplateFault(error instanceof Error ? error.message : String(error));
  }
}

/** Fills in every text inside a value; names stay as they are. @throws TemplateFault */
export function fillTexts(value: unknown, scope: TemplateScope, mode: TemplateMode = 'plain'): unknown {
  if (typeof value === 'string') return fillTemplate(value, scope, mode);
  if (Array.isArray(value)) return value.map((each) => fillTexts(each, scope, mode));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, fillTexts(each, scope, mode)]),
  );
}

function parse({ liquid, parsed }: Renderer, template: string): Template[] {
  let found = parsed.get(template);
  if (!found) {
    found = liquid.parse(withoutDollars(template));
    if (parsed.size >= KEPT_TEMPLATES) parsed.clear();
    parsed.set(template, found);
  }
  return found;
}

function rendererOf(mode: TemplateMode, timezone: string, marks?: FilledMarks): Renderer {
  const name = `${mode} ${timezone} ${marks?.before ?? ''} ${marks?.after ?? ''}`;
  let renderer = renderers.get(name);
  if (!renderer) {
    renderer = { liquid: createLiquid(mode, timezone, marks), parsed: new Map() };
    if (renderers.size >= KEPT_ENGINES) renderers.clear();
    renderers.set(name, renderer);
  }
  return renderer;
}

const ESCAPES: Partial<Record<TemplateMode, (value: unknown) => string>> = {
  plain: (value) => asText(value),
  json: (value) =>
    typeof value === 'object' && value !== null ? toJson(value) : toJson(asText(value)).slice(1, -1),
  uri: (value) => encodeURIComponent(asText(value)),
};

function marked(write: ((value: unknown) => string) | undefined, marks: FilledMarks | undefined) {
  if (!marks || !write) return write;
  return (value: unknown) => marks.before + write(value) + marks.after;
}

/** What `$time` is written as. */
const RFC_3339 = /^[1-9]\d{3}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

function createLiquid(mode: TemplateMode, timezone: string, marks?: FilledMarks): Liquid {
  const outputEscape = marked(ESCAPES[mode], marks);
  const liquid = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    // Templates come from this (empty) map alone, so include, render and layout find nothing.
    templates: {},
    timezoneOffset: timezone,
    keepOutputType: mode === 'typed',
    ...(outputEscape && { outputEscape }),
  });
  // Liquid asks the system for the zone's offset anew each time, twice.
  const { date } = liquid.filters;
  const write = typeof date === 'function' ? date : date.handler;
  const offsetAt = zoneOffsets(timezone);
  const shift = (value: unknown) => {
    const at = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? undefined : offsetAt(at);
  };
  liquid.registerFilter('date', function (value: unknown, format: unknown, zone: unknown) {
    return write.call(this, value, format, zone ?? shift(value));
  });
  // It is JSON already; escaping it once more would break it.
  liquid.registerFilter('json', { raw: true, handler: (value: unknown) => toJson(value) });
  // `{{ 1234567 | number }}` is 1,234,567, as amounts are read; what is no number stays as it is.
  liquid.registerFilter('number', (value: unknown) =>
    typeof value === 'number' ? value.toLocaleString('ko-KR') : value,
  );
  return liquid;
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? toJson(value) : String(value);
}
