/** The dropdown of a combobox: label, path and example of each choice, and what was typed as a choice of its own. */
import { Combobox, ScrollArea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../inspector.module.css';
import type { Choice } from './choice.ts';
import { TypeIcon } from './type-icon.tsx';

export interface ChoiceOptionsProps {
  readonly choices: readonly Choice[];
  /** The chosen value, if any. */
  readonly chosen?: string;
  /** Offered as it is, where it is not among the choices. */
  readonly free?: string;
  readonly empty: string;
}

export function ChoiceOptions({ choices, chosen, free, empty }: ChoiceOptionsProps) {
  const { t } = useTranslation('inspector');
  return (
    <Combobox.Options>
      <ScrollArea.Autosize mah={280} type="auto" scrollbarSize={8}>
        {choices.map((choice) => (
          <Combobox.Option key={choice.value} value={choice.value} active={choice.value === chosen}>
            <ChoiceLine choice={choice} />
          </Combobox.Option>
        ))}
        {free && (
          <Combobox.Option value={free} className={classes.freeChoice}>
            {t('useAsIs', { text: free })}
          </Combobox.Option>
        )}
        {choices.length === 0 && !free && <Combobox.Empty>{empty}</Combobox.Empty>}
      </ScrollArea.Autosize>
    </Combobox.Options>
  );
}

function ChoiceLine({ choice }: { choice: Choice }) {
  const { t } = useTranslation('inspector');
  const named = choice.label !== choice.value;
  return (
    <div className={classes.choice} title={choice.description}>
      {choice.type && (
        <span className={classes.choiceIcon}>
          <TypeIcon type={choice.type} />
        </span>
      )}
      <span className={classes.choiceText}>
        <span className={named ? classes.choiceLabel : classes.choicePath}>{choice.label}</span>
        {(named || choice.example || choice.type) && (
          <span className={classes.choiceMore}>
            <span className={classes.choiceWhat}>
              {named && <span className={classes.choicePath}>{choice.value}</span>}
              {choice.type && <span>{t(`type.${choice.type}`)}</span>}
            </span>
            {choice.example && (
              <span
                className={classes.choiceExample}
                data-live={choice.live || undefined}
                title={`${t(choice.live ? 'liveExample' : 'example')}: ${choice.example}`}
              >
                {choice.example}
              </span>
            )}
          </span>
        )}
        {choice.seen && <span className={classes.choiceSeen}>{t('seenInEvents')}</span>}
        {choice.note && <span className={classes.choiceSeen}>{choice.note}</span>}
      </span>
    </div>
  );
}
