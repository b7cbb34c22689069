/** A text in both languages: the reader's own first. */
import { Input, Stack, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, type Localized } from '../../nodes/kit/text.ts';
import { textIn, withTextIn } from './form/localized-edit.ts';
import { useDraft } from './form/use-draft.ts';
import classes from './inspector.module.css';

export interface LocalizedInputProps {
  readonly label: string;
  readonly value: Localized | undefined;
  readonly onChange: (value: Localized | undefined) => void;
  readonly language: Language;
  readonly placeholder?: string;
  readonly multiline?: boolean;
}

const TAGS: Readonly<Record<Language, string>> = { ko: '한', en: 'EN' };

export function LocalizedInput({
  label,
  value,
  onChange,
  language,
  placeholder,
  multiline,
}: LocalizedInputProps) {
  const id = useId();
  const languages = [language, ...LANGUAGES.filter((each) => each !== language)];
  return (
    <Input.Wrapper size="xs" labelElement="div" label={<span id={id}>{label}</span>}>
      <Stack gap={4} role="group" aria-labelledby={id}>
        {languages.map((each) => (
          <OneLanguage
            key={each}
            name={label}
            of={each}
            reader={language}
            value={value}
            onChange={onChange}
            placeholder={each === language ? placeholder : undefined}
            multiline={multiline}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  );
}

function OneLanguage({
  name,
  of,
  reader,
  value,
  onChange,
  placeholder,
  multiline = false,
}: {
  name: string;
  of: Language;
  reader: Language;
  value: Localized | undefined;
  onChange: LocalizedInputProps['onChange'];
  placeholder?: string;
  multiline?: boolean;
}) {
  const { t } = useTranslation('inspector');
  const shown = textIn(value, of, reader);
  const draft = useDraft(shown, shown, (text) => {
    onChange(withTextIn(value, of, text, reader));
    return text;
  });
  const shared = {
    size: 'xs' as const,
    'aria-label': t('textIn', { name, language: t(`language.${of}`) }),
    lang: of,
    placeholder: placeholder ?? t(`language.${of}`),
    leftSection: (
      <span className={classes.languageTag} aria-hidden>
        {TAGS[of]}
      </span>
    ),
    leftSectionWidth: 30,
    value: draft.text,
  };
  return multiline ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={8}
      leftSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 7 } }}
      onChange={(event) => draft.setText(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => draft.setText(event.currentTarget.value)} />
  );
}
