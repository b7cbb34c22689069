/** All event types as one list: what ships, what people declared (which goes before it), and what came besides. */
import { fieldsOf } from '../../flows/catalogue/infer/field-profile.ts';
import { nameFields } from '../../flows/catalogue/infer/name-field.ts';
import { takesType } from '../../nodes/event-source/definition.ts';
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import type { Localized } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import { type CatalogueStore, UNDECLARED } from '../store/catalogue-store.ts';
import type { DismissedTypes } from '../store/dismissed-types.ts';
import type { StoredFlow } from '../store/flow-store.ts';
import type { CatalogueDetail, CatalogueEntry, UsedBy } from '../wire/catalogue.ts';
import type { Discovery } from './discovery.ts';
import { perMinute, type SeenType } from './seen-types.ts';

/** Places of one type that are listed. */
const MOST_USES = 100;
/** Types that nobody declared which are offered, and fields of all of them together. */
const MOST_FOUND = 100;
const MOST_FOUND_FIELDS = 4_000;

export interface CatalogueParts {
  readonly shipped: readonly EventTypeInfo[];
  readonly declared: CatalogueStore;
  readonly discovery: Discovery;
  readonly dismissed: DismissedTypes;
  readonly onDismissed: () => void;
  readonly flows: () => readonly StoredFlow[];
  readonly clock: Clock;
}

/** What a flow can count on: declared and shipped types, each name once. */
export function knownTypes(shipped: readonly EventTypeInfo[], declared: CatalogueStore): EventTypeInfo[] {
  const own = declared.list().map(({ info }) => info);
  return [...shipped.filter(({ type }) => !declared.get(type)), ...own];
}

export class Catalogue {
  constructor(private readonly parts: CatalogueParts) {}

  get fileProblem() {
    return this.parts.declared.problem;
  }

  /** By name. */
  list(): CatalogueEntry[] {
    const { shipped, declared, discovery } = this.parts;
    const known = knownTypes(shipped, declared);
    const names = new Set([...known, ...discovery.types.list()].map(({ type }) => type));
    const uses = this.uses();
    return [...names].sort((a, b) => (a < b ? -1 : 1)).flatMap((type) => this.entry(type, known, uses) ?? []);
  }

  get(type: string): CatalogueDetail | undefined {
    const { shipped, declared, discovery } = this.parts;
    const entry = this.entry(type, knownTypes(shipped, declared), this.uses());
    if (!entry) return undefined;
    const samples = (discovery.types.get(type)?.samples ?? []).flatMap(parsed).reverse();
    return { ...entry, samples };
  }

  /**
   * Types that came and that nobody declared, the newest first, and those that somebody dismissed last: a form offers
   * them behind the others. Which values a field takes is not said: that others did not come yet says nothing.
   */
  found(): EventTypeInfo[] {
    const { shipped, declared, discovery, dismissed } = this.parts;
    const known = knownTypes(shipped, declared);
    const names = new Set(known.map(({ type }) => type));
    const found: EventTypeInfo[] = [];
    let room = MOST_FOUND_FIELDS;
    const rank = ({ type }: SeenType) => (dismissed.has(type) ? 1 : 0);
    const newest = discovery.types.list().sort((a, b) => rank(a) - rank(b) || b.lastSeen - a.lastSeen);
    for (const { type, profile } of newest) {
      if (names.has(type)) continue;
      const fields = nameFields(fieldsOf(profile), known).map(({ values: _, ...field }) => field);
      room -= fields.length;
      if (room < 0 || found.length >= MOST_FOUND) break;
      const mark = dismissed.has(type) && ({ dismissed: true } as const);
      found.push({ type, name: type, fields, discovered: true, ...mark });
    }
    return found;
  }

  /** @returns whether the type is one that came and that nobody declared: only such a one can be dismissed */
  async setDismissed(type: string, dismissed: boolean): Promise<boolean> {
    if (this.get(type)?.origin !== 'discovered') return false;
    await this.parts.dismissed.set(type, dismissed);
    this.parts.onDismissed();
    return true;
  }

  private entry(
    type: string,
    known: readonly EventTypeInfo[],
    uses: readonly (UsedBy & { eventType: string })[],
  ): CatalogueEntry | undefined {
    const { shipped, declared, discovery, dismissed, clock } = this.parts;
    const own = declared.get(type);
    const ships = shipped.find((each) => each.type === type);
    const seen = discovery.types.get(type);
    const described = own?.info ?? ships;
    if (!described && !seen) return undefined;
    const came = seen ? nameFields(fieldsOf(seen.profile), known) : [];
    const info = described ?? { type, name: type, fields: came };
    const usedBy = uses
      .filter(({ eventType }) => takesType(eventType, type))
      .slice(0, MOST_USES)
      .map(({ eventType, ...use }) => ({ ...use, exact: eventType === type }));
    return {
      info: writable(info),
      origin: own ? 'declared' : ships ? 'shipped' : 'discovered',
      ...(!described && dismissed.has(type) && { dismissed: true as const }),
      overrides: own !== undefined && ships !== undefined,
      revision: own?.revision ?? UNDECLARED,
      newFields: described ? came.filter(({ path }) => !isListed(path, described.fields)).map(fieldCopy) : [],
      ...(seen && { seen: this.seenOf(seen, clock.now()) }),
      usedBy,
    };
  }

  private seenOf(seen: SeenType, now: number) {
    return {
      count: seen.count,
      atLeast: this.parts.discovery.passedOver,
      firstSeen: new Date(seen.firstSeen).toISOString(),
      lastSeen: new Date(seen.lastSeen).toISOString(),
      perMinute: perMinute(seen, now),
    };
  }

  /** Every event-source of every flow, as it is drawn. */
  private uses(): (UsedBy & { eventType: string })[] {
    return this.parts.flows().flatMap(({ id, draft }) => {
      const nodes = Array.isArray(draft.nodes) ? draft.nodes : [];
      return nodes.flatMap((node) => {
        const data = isRow(node) && node.type === 'event-source' && isRow(node.data) ? node.data : {};
        const { eventType, label } = data;
        if (typeof eventType !== 'string' || eventType === '') return [];
        const shown = isLocalized(label) ? { label } : {};
        const name = isLocalized(draft.name) ? draft.name : id;
        return [{ flow: id, name, node: String(node.id), ...shown, exact: true, eventType }];
      });
    });
  }
}

/** A field is no news that is listed, lies in something that is, or holds what is. */
function isListed(path: string, fields: readonly FieldInfo[]): boolean {
  return fields.some(
    (field) => field.path === path || path.startsWith(`${field.path}.`) || field.path.startsWith(`${path}.`),
  );
}

function isLocalized(value: unknown): value is Localized {
  if (typeof value === 'string') return value !== '';
  return isRow(value) && Object.values(value).every((text) => typeof text === 'string');
}

function parsed(text: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(text);
    return isRow(value) ? [value] : [];
  } catch {
    return [];
  }
}

/** As the wire has it: lists that may be changed. */
function writable({ fields, ...info }: EventTypeInfo): CatalogueEntry['info'] {
  return { ...info, fields: fields.map(fieldCopy) };
}

function fieldCopy({ values, ...field }: FieldInfo): CatalogueEntry['newFields'][number] {
  return { ...field, ...(values && { values: [...values] }) };
}
