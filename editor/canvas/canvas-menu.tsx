/** What can be done with the thing under the pointer: by the right button, by a long press, by the menu key. */
import { Kbd, Menu } from '@mantine/core';
import { Fragment, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsOf } from '../../flows/format/groups.ts';
import { type CommandName, commands } from '../commands/commands.ts';
import { keyName } from '../commands/key-name.ts';
import { isCommandEnabled, runCommand } from '../commands/run-command.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import type { Point } from '../document/operations.ts';
import { asksForMenu, takeEarlyMenu } from './early-menu.ts';
import { onLongPress } from './long-press.ts';

const ABOUT_CARDS: readonly (readonly CommandName[])[] = [
  ['addNext', 'connect', 'editSettings', 'rename'],
  ['cut', 'copy', 'paste', 'duplicate'],
  ['group', 'ungroup'],
  ['selectUpstream', 'selectDownstream'],
  ['remove'],
];
const ABOUT_ALL: readonly (readonly CommandName[])[] = [
  ['addNext'],
  ['cut', 'copy', 'paste'],
  ['undo', 'redo'],
  ['selectAll', 'lasso'],
  ['tidy', 'fitView', 'find', 'palette', 'keys'],
];

interface Opened {
  /** Of the canvas. */
  readonly at: Point;
  /** Of the screen, where nothing is drawn: what is pasted comes there. */
  readonly empty?: Point;
  readonly parts: readonly (readonly CommandName[])[];
}

export function CanvasMenu({ canvas }: { canvas: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('canvas');
  const { t: keys } = useTranslation('keys');
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    const area = canvas.current;
    if (!area) return;
    const open = (target: Element, point: Point) => {
      const { left, top } = area.getBoundingClientRect();
      const meant = menuFor(target);
      const parts = meant
        .map((part) => part.filter((name) => isCommandEnabled(name)))
        .filter((part) => part.length > 0);
      if (parts.length === 0) return;
      const at = { x: point.x - left, y: point.y - top };
      setOpened({ at, parts, ...(meant === ABOUT_ALL && target !== area ? { empty: point } : {}) });
    };
    const controller = new AbortController();
    area.addEventListener(
      'contextmenu',
      (event) => {
        if (asksForMenu(event)) open(event.target, { x: event.clientX, y: event.clientY });
      },
      { signal: controller.signal },
    );
    onLongPress(area, open, controller.signal);
    const early = takeEarlyMenu();
    if (early) open(early.target, early.at);
    return () => controller.abort();
  }, [canvas]);

  return (
    <Menu
      opened={opened !== undefined}
      onChange={(next) => next || setOpened(undefined)}
      position="bottom-start"
      width={312}
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <div
          aria-hidden
          style={{
            position: 'absolute',
            left: opened?.at.x ?? 0,
            top: opened?.at.y ?? 0,
            width: 1,
            height: 1,
          }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={keys('gestures.menu')}>
        {opened?.parts.map((part, i) => (
          <Fragment key={part[0]}>
            {i > 0 && <Menu.Divider />}
            {part.map((name) => (
              <Menu.Item
                key={name}
                color={name === 'remove' ? 'red' : undefined}
                rightSection={<Kbd size="xs">{keyName(commands[name].keys[0])}</Kbd>}
                // After the menu has given the keyboard back: what is run may want it
                onClick={() => setTimeout(() => runCommand(name, opened.empty))}
              >
                {t(name === 'addNext' && opened.empty ? 'addHere' : name)}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Selects what was meant, unless it is selected already, and says what can be done with it. */
function menuFor(target: Element): readonly (readonly CommandName[])[] {
  const { flow, selection } = documentStore.getState();
  const node = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  if (node !== undefined) {
    if (!selection.nodes.includes(node)) documentActions.select([node]);
    return ABOUT_CARDS;
  }
  const title = target.closest<HTMLElement>('[data-group-title]')?.dataset.groupTitle;
  const group = flow && groupsOf(flow).find(({ id }) => id === title);
  if (group) {
    documentActions.select(group.nodes);
    return ABOUT_CARDS;
  }
  const edge = target.closest<HTMLElement>('.react-flow__edge')?.dataset.id;
  if (edge !== undefined) {
    documentActions.select([], [edge]);
    return [['remove']];
  }
  // The frame that the lasso leaves lies over the cards in it
  return target.closest('.react-flow__nodesselection') ? ABOUT_CARDS : ABOUT_ALL;
}
