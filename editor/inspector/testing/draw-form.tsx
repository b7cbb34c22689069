/** For the tests of the controls: a form that holds its settings as the document would. */
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll } from 'vitest';
import type { FormField, NodeContext } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { i18next } from '../../i18n/setup.ts';
import { loadLateControls } from '../form/late-control.tsx';
import { NodeForm, type NodeFormProps } from '../form/node-form.tsx';
import type { Config } from '../form/path-value.ts';

// happy-dom has no list of fonts; inputs that grow with their text wait for it.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });

beforeAll(loadLateControls);

export const FIELDS: readonly FieldInfo[] = [
  { path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' }, example: 120000 },
  { path: 'customerId', type: 'string', label: { ko: '고객 번호', en: 'Customer number' }, example: 'C001' },
  {
    path: 'direction',
    type: 'string',
    label: { ko: '입출금', en: 'Direction' },
    values: ['deposit', 'withdrawal'],
  },
  { path: 'vip', type: 'boolean', label: { ko: '우량 고객', en: 'VIP' } },
  { path: 'store.city', type: 'string' },
  { path: 'anything', type: 'unknown' },
];

export const CONTEXT: NodeContext = {
  flowId: 'flow',
  nodeId: 'node',
  surroundings: {
    eventTypes: [
      { type: 'bank.transaction.posted', name: { ko: '입출금', en: 'Transaction' }, fields: FIELDS },
      { type: 'bank.account.opened', name: { ko: '계좌 개설', en: 'Account opened' }, fields: [] },
    ],
    tables: [{ name: 'customers', label: { ko: '고객', en: 'Customers' }, columns: FIELDS.slice(0, 2) }],
    connections: [{ id: 'kafka-1', name: { ko: '카프카', en: 'Kafka' } }],
  },
  inputs: { in: { fields: FIELDS, open: true } },
};

export interface DrawnForm {
  /** The settings as they stand now. */
  config: () => Config;
  /** Every version of the settings that was written, oldest first. */
  readonly written: Config[];
  /** Something else changes the settings (undo, another person). */
  replace: (config: Config) => void;
}

export interface DrawOptions {
  readonly context?: NodeContext;
  readonly language?: Language;
  readonly faults?: readonly Fault[];
  readonly readOnly?: boolean;
  readonly reveal?: NodeFormProps['reveal'];
  readonly samples?: NodeFormProps['samples'];
}

/** Draws a form of these fields over these settings. */
export function drawForm(form: readonly FormField[], config: Config, options: DrawOptions = {}): DrawnForm {
  cleanup();
  const language = options.language ?? 'en';
  act(() => void i18next.changeLanguage(language));
  const written: Config[] = [];
  let current = config;
  let replace = (_: Config) => {};
  const definition = { form };

  function Held() {
    const [held, setHeld] = useState(config);
    current = held;
    replace = (next) => act(() => setHeld(next));
    return (
      <NodeForm
        definition={definition}
        config={held}
        onChange={(next) => {
          written.push(next);
          setHeld(next);
        }}
        context={options.context ?? CONTEXT}
        language={language}
        faults={options.faults ?? []}
        readOnly={options.readOnly}
        reveal={options.reveal}
        samples={options.samples}
      />
    );
  }

  render(
    <MantineProvider env="test">
      <Held />
    </MantineProvider>,
  );
  return { config: () => current, written, replace: (next) => replace(next) };
}

/** The input with this label. */
export function input(label: string | RegExp): HTMLInputElement {
  return screen.getByLabelText(label, { selector: 'input, textarea, select' }) as HTMLInputElement;
}

/** Types a text letter by letter after what stands in an input, which must stay the same input. */
export function type(element: HTMLInputElement, text: string): void {
  element.focus();
  for (let n = 1; n <= text.length; n++) {
    const next = element.value + text[n - 1];
    fireEvent.change(element, { target: { value: next } });
    if (document.activeElement !== element || !element.isConnected)
      throw new Error(`The input lost its focus after “${text.slice(0, n)}”.`);
  }
}

/** Empties an input and types a text letter by letter. */
export function retype(element: HTMLInputElement, text: string): void {
  element.focus();
  fireEvent.change(element, { target: { value: '' } });
  type(element, text);
}

/** Leaves an input. */
export function leave(element: HTMLElement): void {
  act(() => element.blur());
}

/** Picks a choice of an open dropdown by its words. */
export function pick(words: string | RegExp): void {
  fireEvent.click(screen.getByRole('option', { name: words, hidden: true }));
}
