/** `$ref` inside one document. Nothing is ever fetched, and what leads back to itself ends. */
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';
import { type ImportNotes, NOTES } from '../import-notes.ts';

/** Schemas, and members of them, that are walked through in all; and `$ref`s that follow on one another. */
const MOST_STEPS = 50_000;
const CHAIN = 20;

export interface Followed {
  readonly schema: Row;
  /** The references that were followed to get here, those around it among them. */
  readonly trail: readonly Row[];
}

export class DocumentReferences {
  private steps = 0;

  constructor(
    private readonly document: unknown,
    readonly notes: ImportNotes,
  ) {}

  /** True as long as there is patience; says once that there is none. @param cost members that are looked at or copied */
  step(place: string, cost = 1): boolean {
    this.steps += cost;
    if (this.steps <= MOST_STEPS) return true;
    this.notes.add(NOTES.large, place);
    return false;
  }

  /** What a schema, or the reference to one, means; undefined (and noted) where that is nowhere. */
  follow(value: unknown, trail: readonly Row[], place: string): Followed | undefined {
    let current = value;
    let passed = trail;
    for (let i = 0; i < CHAIN; i++) {
      if (!isRow(current)) return undefined;
      const { $ref } = current;
      if (typeof $ref !== 'string') return { schema: current, trail: passed };
      const target = this.find($ref, place);
      if (!target) return undefined;
      if (passed.includes(target)) {
        this.notes.add(NOTES.cycle, place);
        return undefined;
      }
      passed = [...passed, target];
      // What stands beside a reference counts too: a name of its own, most often.
      const { $ref: _, ...beside } = current;
      const names = Object.keys(beside).length;
      if (names === 0) current = target;
      else if (this.step(place, names + Object.keys(target).length)) current = { ...target, ...beside };
      else return undefined;
    }
    this.notes.add(NOTES.deep, place);
    return undefined;
  }

  private find(ref: string, place: string): Row | undefined {
    const shown = { ref: ref.slice(0, 120) };
    if (!ref.startsWith('#')) {
      this.notes.add(NOTES.remote, place, shown);
      return undefined;
    }
    let current: unknown = this.document;
    for (const token of ref === '#' ? [] : ref.slice(1).split('/').slice(1)) {
      const name = nameOf(token);
      const holds = typeof current === 'object' && current !== null && Object.hasOwn(current, name);
      current = holds ? (current as Row)[name] : undefined;
    }
    if (isRow(current) && (ref === '#' || ref.startsWith('#/'))) return current;
    this.notes.add(NOTES.missing, place, shown);
    return undefined;
  }
}

/** RFC 6901, inside a URI. */
function nameOf(token: string): string {
  let text = token;
  try {
    text = decodeURIComponent(token);
  } catch {
    // A percent sign that means itself.
  }
  return text.replace(/~1/g, '/').replace(/~0/g, '~');
}
