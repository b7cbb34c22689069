/** The name of a group in both languages, and its colour, at its title. Enter keeps it, Escape leaves it as it was. */
import { Button, ColorSwatch, Group, Input, Popover, Stack, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowGroup } from '../../flows/format/flow-file.ts';
import { GROUP_COLOURS, knownColour } from '../../flows/format/groups.ts';
import { setGroup } from '../document/grouping.ts';
import { documentActions } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { LocalizedInput } from '../inspector/localized-input.tsx';
import { GROUP_TOKENS } from './group-colours.ts';
import classes from './group-layer.module.css';
import { stopRenaming, useRenaming } from './group-renaming.ts';

export function GroupNaming({ group, children }: { group: FlowGroup; children: ReactNode }) {
  const { t } = useTranslation('groups');
  const opened = useRenaming(group.id);
  return (
    <Popover
      opened={opened}
      onChange={(next) => next || stopRenaming()}
      position="bottom-start"
      width={280}
      trapFocus
      returnFocus
      withinPortal
      // What opens it is no button
      withRoles={false}
      closeOnEscape={false}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('edit')}>
        {opened && <Naming group={group} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Naming({ group }: { group: FlowGroup }) {
  const { t } = useTranslation('groups');
  const language = useLanguage();
  const label = useId();
  const [title, setTitle] = useState(group.title);
  const [colour, setColour] = useState(knownColour(group));

  function keep() {
    // What is let go of together is one step
    const recoloured = colour === knownColour(group) ? {} : { colour };
    documentActions.apply((flow) => ({ flow: setGroup(flow, group.id, { title, ...recoloured }) }));
    stopRenaming();
  }

  function key(event: KeyboardEvent) {
    // The Enter that ends a Korean syllable is no Enter yet
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') stopRenaming();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) keep();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside
    <div onKeyDown={key}>
      <Stack gap="sm">
        <LocalizedInput
          label={t('title')}
          value={title}
          onChange={(next) => setTitle(next ?? '')}
          language={language}
        />
        <Input.Wrapper size="xs" labelElement="div" label={<span id={label}>{t('colour')}</span>}>
          <Group gap={6} role="group" aria-labelledby={label}>
            {GROUP_COLOURS.map((each) => (
              <UnstyledButton
                key={each}
                className={classes.swatch}
                aria-label={t(`colours.${each}`)}
                aria-pressed={each === colour}
                title={t(`colours.${each}`)}
                onClick={() => setColour(each)}
              >
                <ColorSwatch
                  component="span"
                  size={26}
                  color={`var(--naru-${GROUP_TOKENS[each]})`}
                  withShadow={false}
                >
                  {each === colour && <IconCheck size={15} color="var(--naru-surface)" aria-hidden />}
                </ColorSwatch>
              </UnstyledButton>
            ))}
          </Group>
        </Input.Wrapper>
        <Group justify="flex-end">
          <Button size="compact-sm" onClick={keep}>
            {t('apply')}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}
