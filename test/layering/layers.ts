/** Who may import whom: nodes/kit ← nodes/<kind>/definition ← flows/format ← (runtime, editor). */

export interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** What its files may import of the project; everything else is a break. */
  readonly mayImport: readonly RegExp[];
  /** Packages and Node modules that they may import; any, where left out. */
  readonly mayUse?: RegExp;
}

const KIT = /^nodes\/kit\//;
/** The half of a kind that both sides read: everything in its folder besides the operator and the form. */
const DEFINITIONS = /^nodes\/(register\.ts|(?!kit\/)[^/]+\/(?!operator|form\.tsx)[^/]+\.ts)$/;
const OPERATORS = /^nodes\/(operators\.ts|[^/]+\/operator[^/]*\.ts)$/;
const FORMS = /^nodes\/[^/]+\/form\.tsx$/;
const FORMAT = /^flows\/format\//;
const FLOW_DATA = /^flows\/(catalogue|tables)\//;
const WIRE = /^runtime\/wire\//;
const ENGINE = /^runtime\/engine\//;
const BOTH_SIDES = [KIT, DEFINITIONS, FORMAT, FLOW_DATA];

/** The first layer that a file belongs to counts. */
export const LAYERS: readonly Layer[] = [
  { name: 'nodes/kit', files: KIT, mayImport: [KIT], mayUse: /^(zod|temporal-polyfill)$/ },
  {
    name: 'definitions',
    files: DEFINITIONS,
    mayImport: [KIT, DEFINITIONS],
    mayUse: /^(zod|liquidjs|re2js|temporal-polyfill|@marcbachmann\/cel-js)/,
  },
  // Of the runtime an operator knows the engine that drives it, and nothing that has an effect.
  {
    name: 'operators',
    files: OPERATORS,
    mayImport: [KIT, DEFINITIONS, OPERATORS, ENGINE],
    mayUse: /^(?!node:)/,
  },
  { name: 'forms', files: FORMS, mayImport: [...BOTH_SIDES, /^editor\//, WIRE] },
  {
    name: 'flows/format',
    files: FORMAT,
    mayImport: [KIT, DEFINITIONS, FORMAT],
    mayUse: /^(zod|temporal-polyfill)$/,
  },
  { name: 'flows', files: /^flows\//, mayImport: [...BOTH_SIDES, /^flows\//] },
  { name: 'runtime/wire', files: WIRE, mayImport: [KIT, FORMAT, WIRE], mayUse: /^zod$/ },
  {
    name: 'runtime/engine',
    files: ENGINE,
    mayImport: [...BOTH_SIDES, OPERATORS, ENGINE, WIRE],
    // No file, no socket, no clock, no server: a shell around the engine has them.
    mayUse: /^(?!node:|express|socket\.io|lowdb|nodemailer|react)/,
  },
  { name: 'runtime', files: /^runtime\//, mayImport: [...BOTH_SIDES, /^flows\//, /^runtime\//] },
  { name: 'editor', files: /^editor\//, mayImport: [...BOTH_SIDES, FORMS, WIRE, /^editor\//] },
];
