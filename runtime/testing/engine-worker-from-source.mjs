/** The engine worker from its sources: a worker of Node 20 does not load TypeScript, neither under Vitest nor tsx. */
import { tsImport } from 'tsx/esm/api';

await tsImport('../engine-worker.ts', import.meta.url);
