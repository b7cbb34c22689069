/** The parts of a valid flow file that mean something when it runs, as SPEC.md section 2 and 4 name them. */

export interface Rule {
  field: string;
  operator: string;
  value?: unknown;
  valueSource?: 'value' | 'field';
}

export interface RuleGroup {
  combinator: 'and' | 'or';
  not?: boolean;
  rules: (Rule | RuleGroup)[];
}

export interface Aggregate {
  name: string;
  function: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last' | 'distinct' | 'list';
  field?: string;
}

export type WindowShape =
  | { kind: 'rolling'; size: string }
  | { kind: 'tumbling'; size: string }
  | { kind: 'hopping'; size: string; every: string }
  | { kind: 'calendar'; unit: 'day' | 'week' | 'month' }
  | { kind: 'session'; gap: string }
  | { kind: 'count'; size: number };

export interface WindowConfig {
  key: string[];
  window: WindowShape;
  aggregates: Aggregate[];
  having?: RuleGroup;
  emit: 'close' | 'every' | 'once' | 'reset';
}

export interface Step {
  name: string;
  key: string[];
  absent?: boolean;
}

export interface CorrelateConfig {
  steps: Step[];
  within: string;
  order?: 'sequence' | 'any';
  where?: RuleGroup;
  start?: 'every' | 'latest' | 'first';
  advance?: 'all' | 'oldest' | 'newest';
}

export interface Nearest {
  lat: string;
  lon: string;
  latColumn: string;
  lonColumn: string;
  within?: number;
  where?: RuleGroup;
}

export interface LookupConfig {
  table: string;
  into: string;
  on?: { field: string; column: string }[];
  nearest?: Nearest;
}

export interface ThrottleConfig {
  key: string[];
  max?: number;
  per: string;
}

export interface DeriveConfig {
  fields: { name: string; expression: string }[];
}

export interface DecideConfig {
  rules: { when: RuleGroup; set: Record<string, unknown> }[];
}

export type FlowNode = { id: string } & (
  | { type: 'event-source'; data: { eventType: string } }
  | { type: 'filter'; data: { where: RuleGroup } }
  | { type: 'derive'; data: DeriveConfig }
  | { type: 'lookup'; data: LookupConfig }
  | { type: 'decide'; data: DecideConfig }
  | { type: 'window'; data: WindowConfig }
  | { type: 'correlate'; data: CorrelateConfig }
  | { type: 'throttle'; data: ThrottleConfig }
  | { type: 'action'; data: { channel: string } }
  | { type: 'comment'; data: Record<string, unknown> }
);

export interface FlowEdge {
  source: string;
  sourceHandle?: string | null;
  target: string;
  targetHandle?: string | null;
}

export interface ModelFlow {
  id: string;
  timezone?: string;
  lateness?: string;
  late?: 'process' | 'drop';
  nodes: FlowNode[];
  edges: FlowEdge[];
}

export type Tables = Record<string, Record<string, unknown>[]>;
