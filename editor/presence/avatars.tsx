/** Who else has this flow open, in the toolbar; the own name is said here too. */
import { Popover, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffer } from '../commands/offered-actions.ts';
import { LONGEST_NAME, usePersonName } from '../deploy/person-name.ts';
import classes from './avatars.module.css';
import { type Here, hueOf, initialsOf } from './people.ts';
import { BROWSER, useHere } from './presence.ts';

/** Faces that are shown one by one. */
const SHOWN = 3;

export function Avatars() {
  const { t } = useTranslation('drafts');
  const here = useHere();
  const nameOf = useNameOf();
  const shown = here.length > SHOWN + 1 ? here.slice(0, SHOWN) : here;
  const more = here.slice(shown.length);
  return (
    <div className={classes.people}>
      {here.length > 0 && (
        <ul className={classes.others} aria-label={t('presence.others')}>
          {shown.map((person) => (
            <li key={person.browser}>
              <Tooltip label={nameOf(person)}>
                <span
                  className={classes.face}
                  data-hue={hueOf(person.browser)}
                  role="img"
                  aria-label={nameOf(person)}
                >
                  <Sign name={person.name} />
                </span>
              </Tooltip>
            </li>
          ))}
          {more.length > 0 && (
            <li>
              <Tooltip label={more.map(nameOf).join(', ')} multiline maw={280}>
                <span className={classes.face} data-more role="img" aria-label={more.map(nameOf).join(', ')}>
                  +{more.length}
                </span>
              </Tooltip>
            </li>
          )}
        </ul>
      )}
      <OwnName others={here.map(nameOf)} />
    </div>
  );
}

function useNameOf(): (person: Here) => string {
  const { t } = useTranslation('drafts');
  return ({ name, windows, self }) => {
    const said = self ? t('presence.ownWindow') : name || t('presence.nameless');
    return windows > 1 ? t('presence.windows', { name: said, count: windows }) : said;
  };
}

function Sign({ name }: { name: string }) {
  return name ? <span aria-hidden>{initialsOf(name)}</span> : <IconUser size={14} stroke={2} aria-hidden />;
}

/** The own face: a click asks for the name under which the others see one. */
function OwnName({ others }: { others: readonly string[] }) {
  const { t } = useTranslation('drafts');
  const [name, setName] = usePersonName();
  const [opened, setOpened] = useState(false);
  useOffer('drafts:presence.me', () => setOpened(true));
  const label = name ? t('presence.meNamed', { name }) : t('presence.me');
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <UnstyledButton
            className={classes.face}
            data-own
            data-hue={hueOf(BROWSER)}
            aria-label={label}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <Sign name={name} />
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('presence.me')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setOpened(false);
          }}
        >
          <TextInput
            data-autofocus
            label={t('presence.name')}
            description={t('presence.nameHelp')}
            placeholder={t('presence.namePlaceholder')}
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="name"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </form>
        <Text size="xs" c="dimmed" mt="sm">
          {others.length > 0 ? t('presence.with', { names: others.join(', ') }) : t('presence.alone')}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
