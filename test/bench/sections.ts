/** What `npm run bench` measures, in this order; `--only name` measures one of it. */
import { measureFlows } from './flows-section.ts';
import type { MeasureSection } from './section.ts';

export const sections: Readonly<Record<string, MeasureSection>> = {
  flows: measureFlows,
};
