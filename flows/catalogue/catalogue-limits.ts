/** How much the catalogue holds: what people keep lies far below, what would choke a page or the server above. */
export const CATALOGUE_LIMITS = {
  /** Types that people declare. */
  types: 1_000,
  fields: 200,
  /** Characters of a type's name, and of a field's path. */
  typeName: 256,
  path: 256,
  /** Names in one path. */
  depth: 20,
  name: 200,
  description: 2_000,
  values: 100,
  value: 200,
  /** Characters of an example as JSON. */
  example: 1_000,
  languages: 10,
  /** Bytes of a text that is pasted or imported. */
  text: 4 * 1024 * 1024,
} as const;
