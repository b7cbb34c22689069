/** Sentences of faults and hints, beside the input that they are about. */
import { Text } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import classes from '../inspector.module.css';

export interface FaultLinesProps {
  readonly faults: readonly Fault[];
  readonly language: Language;
}

/** One line a sentence; the same sentence twice is one. Spans, so that it may stand inside a label or a description. */
export function FaultLines({ faults, language }: FaultLinesProps) {
  const seen = new Set<string>();
  const lines = faults.filter((fault) => {
    const text = fault.message[language];
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  return lines.map((fault) => (
    <Sentence key={fault.message[language]} severity={fault.severity} text={fault.message[language]} />
  ));
}

/** One sentence with the sign of how bad it is. */
export function Sentence({ severity = 'error', text }: { severity?: Fault['severity']; text: string }) {
  const Icon = severity === 'error' ? IconAlertCircle : IconInfoCircle;
  return (
    <Text component="span" className={classes.fault} data-severity={severity}>
      <Icon size={13} aria-hidden />
      <span>{text}</span>
    </Text>
  );
}

/** The props of a Mantine input that show help, faults (in red, marking the input) and hints. */
export function noticesOf(faults: readonly Fault[], language: Language, help?: string) {
  const errors = faults.filter((fault) => fault.severity === 'error');
  const hints = faults.filter((fault) => fault.severity === 'hint');
  return {
    error: errors.length > 0 ? <FaultLines faults={errors} language={language} /> : undefined,
    description:
      help || hints.length > 0 ? (
        <>
          {help}
          <FaultLines faults={hints} language={language} />
        </>
      ) : undefined,
  };
}
