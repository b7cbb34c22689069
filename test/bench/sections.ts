/** What `npm run bench` measures, in this order; `--only name` measures one of it. */
import { measureCanvas } from './canvas-section.ts';
import { measureDurable } from './durable-section.ts';
import { measureFlows } from './flows-section.ts';
import { measureHttp } from './http-section.ts';
import { measureMemory } from './memory-section.ts';
import type { MeasureSection } from './section.ts';
import { measureWaiting } from './waiting-section.ts';

export const sections: Readonly<Record<string, MeasureSection>> = {
  flows: measureFlows,
  canvas: measureCanvas,
  http: measureHttp,
  durable: measureDurable,
  waiting: measureWaiting,
  memory: measureMemory,
};
