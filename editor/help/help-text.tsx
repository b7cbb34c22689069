/** The few sentences on a kind; its one line until they are loaded. */
import { lazy, Suspense } from 'react';
import type { Language } from '../../nodes/kit/text.ts';

interface HelpTextProps {
  readonly kind: string;
  readonly short: string;
  readonly language: Language;
}

const Whole = lazy(async () => {
  const { helpOf } = await import('./help-of.ts');
  return {
    default: ({ kind, short, language }: HelpTextProps) => helpOf(kind)?.text[language] ?? short,
  };
});

export function HelpText(props: HelpTextProps) {
  return (
    <Suspense fallback={props.short}>
      <Whole {...props} />
    </Suspense>
  );
}
