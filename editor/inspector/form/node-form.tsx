/**
 * The form of a node, made from its definition: one control for each field. It is controlled: `config` in,
 * `onChange` out; what is typed but says nothing yet stays in the inputs.
 */
import { Button, Collapse, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField, NodeContext } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { Language, Text } from '../../../nodes/kit/text.ts';
import { NO_SAMPLES, type NodeSamples } from '../../samples/samples.ts';
import classes from '../inspector.module.css';
import { FaultLines } from './fault-lines.tsx';
import { isAtOrUnder } from './faults-at.ts';
import { focusField } from './focus-field.ts';
import { FormFieldInput } from './form-field.tsx';
import { type FormScope, FormScopeProvider } from './form-scope.ts';
import { type Config, setAt } from './path-value.ts';

export interface NodeFormProps {
  readonly definition: { readonly form: readonly FormField[] };
  readonly config: Config;
  /** `apart`: a step of undo of its own. */
  readonly onChange: (config: Config, apart?: 'apart') => void;
  readonly context: NodeContext;
  readonly language: Language;
  /** Faults and hints of this node. */
  readonly faults: readonly Fault[];
  readonly readOnly?: boolean;
  readonly samples?: NodeSamples;
  /** A field to focus; `turn` grows with each request. */
  readonly reveal?: FormScope['reveal'];
}

export function NodeForm({
  definition,
  config,
  onChange,
  context,
  language,
  faults,
  readOnly = false,
  samples = NO_SAMPLES,
  reveal,
}: NodeFormProps) {
  const labels = useMemo(() => labelsOf(definition.form), [definition]);
  // Two writes may come before the form is drawn again (an input that is left because a button is pressed).
  const newest = useRef(config);
  newest.current = config;
  const tell = useRef(onChange);
  tell.current = onChange;
  const update = useCallback((path: string, value: unknown, apart?: 'apart') => {
    newest.current = setAt(newest.current, path, value) as Config;
    tell.current(newest.current, apart);
  }, []);
  const shown = useMemo(
    () => definition.form.filter((field) => field.when?.(config) ?? true),
    [definition, config],
  );
  const placed = useMemo(() => faults.map((fault) => withoutLabel(fault, labels)), [faults, labels]);
  const scope = useMemo<FormScope>(
    () => ({ config, context, language, shown, faults: placed, readOnly, samples, reveal, update }),
    [config, context, language, shown, placed, readOnly, samples, reveal, update],
  );

  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reveal && form.current) return focusField(form.current, reveal.field);
  }, [reveal]);

  const plain = shown.filter((field) => !field.more);
  const more = shown.filter((field) => field.more);
  const homeless = faults.filter((fault) => !shown.some((field) => isAtOrUnder(fault.field, field.path)));

  return (
    <FormScopeProvider value={scope}>
      <Stack gap="sm" ref={form}>
        {homeless.length > 0 && (
          <div role="status">
            <FaultLines faults={homeless} language={language} />
          </div>
        )}
        {plain.map((field) => (
          <FormFieldInput key={fieldKey(field)} field={field} path={field.path} />
        ))}
        {more.length > 0 && <MoreFields fields={more} faults={faults} />}
      </Stack>
    </FormScopeProvider>
  );
}

function labelsOf(fields: readonly FormField[]): Text[] {
  return fields.flatMap((field) => [field.label, ...labelsOf(field.fields ?? [])]);
}

/** A sentence that begins with the labels of its input (`Aggregates 2 · Name: …`), without them: it stands beside it. */
function withoutLabel(fault: Fault, labels: readonly Text[]): Fault {
  const { ko, en } = fault.message;
  const rest = { ko: afterLabels(ko, labels, 'ko'), en: afterLabels(en, labels, 'en') };
  return fault.field === undefined || rest.ko === undefined || rest.en === undefined
    ? fault
    : { ...fault, message: { ko: rest.ko, en: rest.en } };
}

function afterLabels(sentence: string, labels: readonly Text[], language: Language): string | undefined {
  const end = sentence.indexOf(': ');
  const names = sentence.slice(0, Math.max(end, 0)).split(' · ');
  const known = names.every((name) => labels.some((label) => label[language] === name.replace(/ \d+$/, '')));
  return end > 0 && known ? sentence.slice(end + 2) : undefined;
}

/** Two fields may stand for one place, of which `when` shows one (a size that is a duration or a number). */
function fieldKey(field: FormField): string {
  return `${field.path} ${field.control}`;
}

/** Fields that most people never need. Open by itself where one of them has a fault. */
function MoreFields({ fields, faults }: { fields: readonly FormField[]; faults: readonly Fault[] }) {
  const { t } = useTranslation('inspector');
  const faulty = faults.some((fault) => fields.some((field) => isAtOrUnder(fault.field, field.path)));
  const [asked, setAsked] = useState<boolean | null>(null);
  const open = asked ?? faulty;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-expanded={open}
        onClick={() => setAsked(!open)}
        leftSection={
          <IconChevronDown size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
        }
        className={classes.moreButton}
      >
        {t('moreSettings')}
      </Button>
      <Collapse expanded={open}>
        <Stack gap="sm" pt="xs">
          {fields.map((field) => (
            <FormFieldInput key={fieldKey(field)} field={field} path={field.path} />
          ))}
        </Stack>
      </Collapse>
    </div>
  );
}
