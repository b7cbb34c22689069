import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../runtime/wire/live.ts';
import { draw } from '../testing/draw.tsx';
import { Avatars } from './avatars.tsx';
import { OthersHere } from './others-here.tsx';
import { createPeople, HUES, hueOf, initialsOf } from './people.ts';
import { people } from './presence.ts';

const person = (page: string, parts: Partial<Person> = {}): Person => ({
  page,
  browser: `b${page}`,
  name: page,
  nodes: [],
  ...parts,
});

describe('people that were heard of', () => {
  it('are those of the open flow, without this page, two windows of one browser as one', () => {
    const heard = createPeople('me', 'mine');
    heard.clear('a');
    heard.take({ flow: 'b', people: [person('far')] });
    expect(heard.here.getState()).toEqual([]);
    heard.take({
      flow: 'a',
      people: [
        person('me', { browser: 'mine' }),
        person('mine2', { browser: 'mine' }),
        person('kim', { browser: 'k' }),
        person('kim2', { browser: 'k', name: '' }),
      ],
    });
    expect(heard.here.getState()).toEqual([
      { browser: 'mine', name: 'mine2', windows: 1, self: true },
      { browser: 'k', name: 'kim', windows: 2, self: false },
    ]);
  });

  it('tell the listeners of a node alone when they select it or leave it', () => {
    const heard = createPeople('me', 'mine');
    heard.clear('a');
    const told: string[] = [];
    for (const node of ['n', 'm']) heard.selecting.subscribe(node, () => told.push(node));
    heard.take({ flow: 'a', people: [person('kim', { nodes: ['n'] })] });
    heard.take({ flow: 'a', people: [person('kim', { nodes: ['n'] }), person('lee')] });
    expect(told).toEqual(['n']);
    heard.take({ flow: 'a', people: [person('kim', { nodes: ['m'] })] });
    expect(told.sort()).toEqual(['m', 'n', 'n']);
    heard.clear('a');
    expect(heard.selecting.get('m')).toBeUndefined();
  });

  it('are named for what they saved, where one alone says so', () => {
    const heard = createPeople('me', 'mine');
    heard.clear('a');
    heard.take({ flow: 'a', people: [person('kim', { saved: 4 }), person('lee', { saved: 3 })] });
    expect([heard.savedBy(4), heard.savedBy(5)]).toEqual(['kim', undefined]);
    heard.take({ flow: 'a', people: [person('kim', { saved: 4 }), person('lee', { saved: 4 })] });
    expect(heard.savedBy(4)).toBeUndefined();
  });

  it('have initials and a colour', () => {
    expect(['김민수', '이 지원', 'Ada Lovelace', 'kim', '정', '👩‍🚀 x'].map(initialsOf)).toEqual([
      '민수',
      '이',
      'AL',
      'KI',
      '정',
      '👩X',
    ]);
    for (const browser of ['', 'abc', 'zzzzzz']) expect(hueOf(browser)).toBeLessThan(HUES);
    expect(hueOf('abc')).toBe(hueOf('abc'));
  });
});

describe('the toolbar', () => {
  beforeEach(() => {
    localStorage.clear();
    people.clear('a');
  });

  it('shows three faces and how many more there are, each with its name', async () => {
    await draw(<Avatars />);
    const names = ['kim', 'lee', 'park', 'choi', 'jung'];
    act(() => people.take({ flow: 'a', people: names.map((name) => person(name)) }));
    expect(screen.getAllByRole('img').map((face) => face.getAttribute('aria-label'))).toEqual([
      'kim',
      'lee',
      'park',
      'choi, jung',
    ]);
    act(() =>
      people.take({ flow: 'a', people: [person('kim'), person('kim2', { browser: 'bkim', name: 'kim' })] }),
    );
    screen.getByRole('img', { name: 'kim, 2 windows' });
    act(() => people.clear('a'));
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('asks for the own name and remembers it', async () => {
    await draw(<Avatars />, 'ko');
    fireEvent.click(screen.getByRole('button', { name: '내 이름 정하기' }));
    fireEvent.change(await screen.findByRole('textbox', { name: '내 이름' }), {
      target: { value: '김민수' },
    });
    expect(JSON.parse(localStorage.getItem('naru.person') ?? '')).toBe('김민수');
    screen.getByRole('button', { name: '나: 김민수' });
  });
});

it('frames a card with the name of who has it selected, as text and not as markup', async () => {
  people.clear('a');
  await draw(<OthersHere node="n" />);
  expect(screen.queryByText(/kim/)).toBeNull();
  act(() =>
    people.take({
      flow: 'a',
      people: [person('x', { name: '<b>kim</b>', nodes: ['n'] }), person('lee', { nodes: ['n'] })],
    }),
  );
  screen.getByText('<b>kim</b> +1');
  act(() => people.take({ flow: 'a', people: [] }));
  expect(screen.queryByText(/kim/)).toBeNull();
});
