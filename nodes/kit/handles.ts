/** The handles that most kinds share. */
import type { Handle } from './define-node.ts';

export const IN: Handle = { id: 'in', label: { ko: '입력', en: 'in' } };
export const OUT: Handle = { id: 'out', label: { ko: '출력', en: 'out' } };

/** The handle that most kinds have for what none of their answers fits. */
export const ELSE: Handle = { id: 'else', label: { ko: '그 밖', en: 'else' } };
