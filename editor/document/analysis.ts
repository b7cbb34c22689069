/** The checks of flows/format, as the editor asks them: faults, and what arrives at each node's inputs. */
import type { Analyse } from './document-state.ts';

/** Never throws: a half-drawn flow is what it is mostly given. */
export const analyseFlow: Analyse = () => ({ faults: [], inputs: {} });
