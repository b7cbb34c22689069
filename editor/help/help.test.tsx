import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../../flows/catalogue/catalogue.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import { isClean } from '../../nodes/kit/fault.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import { LANGUAGES } from '../../nodes/kit/text.ts';
import { definitionOf, definitions, NODE_KINDS } from '../../nodes/register.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { NodePanel } from '../inspector/node-panel.tsx';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { withExample } from './help-content.tsx';
import { HELP } from './help-of.ts';
import { altOf, type Story } from './timeline.ts';
import { fitting, TimelinePicture } from './timeline-picture.tsx';

const transaction = shippedEventTypes.find((type) => type.type === 'bank.transaction.posted')!;
const context: NodeContext = {
  flowId: 'f',
  nodeId: 'n',
  surroundings: { eventTypes: shippedEventTypes },
  inputs: { in: { fields: transaction.fields, open: true } },
};

const WINDOWS: readonly Row[] = [
  { kind: 'rolling', size: 'P7D' },
  { kind: 'tumbling', size: 'PT1H' },
  { kind: 'hopping', size: 'PT1H', every: 'PT15M' },
  { kind: 'calendar', unit: 'week' },
  { kind: 'session', gap: 'PT30M' },
  { kind: 'count', size: 5 },
];
const window = (shape: Row, more: Row = {}): Row => ({
  ...definitions.window.defaults(),
  key: ['accountNo'],
  window: shape,
  ...more,
});
const steps = (more: Row = {}): Row => ({
  steps: [
    { name: 'quote', key: ['customerId'] },
    { name: 'join', key: ['customerId'], ...more },
  ],
  within: 'P3D',
});

describe.each(NODE_KINDS)('help of %s', (kind) => {
  it('is there in both languages, with two or three examples', () => {
    const { text, examples } = HELP[kind];
    expect(text.ko).toMatch(/[가-힣].*\.$/);
    expect(text.en).toMatch(/^[A-Z].*\.$/);
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.length).toBeLessThanOrEqual(3);
  });

  it('draws whatever stands in the settings', () => {
    const odd: Row[] = [
      {},
      { window: 7, steps: 'x', rules: [null], where: [], key: {}, within: 3, channel: [] },
    ];
    for (const config of [definitionOf(kind)!.defaults(), ...odd])
      for (const language of LANGUAGES)
        for (const story of HELP[kind].stories(config, language, { ...context, inputs: {} })) {
          expect(story.caption).not.toMatch(/undefined|NaN|\[object/);
          expect(altOf(story, language)).toContain(story.caption);
          for (const { at } of story.marks) expect(at >= 0 && at <= 100).toBe(true);
        }
  });

  it('offers examples that make settings without an error', () => {
    for (const example of HELP[kind].examples) {
      const data = withExample(definitionOf(kind)!.defaults(), example, context);
      const node = { id: 'n', type: kind, position: { x: 0, y: 0 }, data };
      const { faults } = validateFlow({ id: 'f', name: 'f', nodes: [node], edges: [] });
      expect({ example: example.name.en, faults: faults.filter((fault) => fault.field) }).toEqual({
        example: example.name.en,
        faults: faults.filter((fault) => fault.field && isClean([fault])),
      });
    }
  });
});

describe('the picture of a pattern', () => {
  const matches = (stories: readonly Story[]) => stories.filter((story) => story.outcome === 'match');

  it.each(WINDOWS)('shows what a window gathers, and what it nearly does: $kind', (shape) => {
    const stories = HELP.window.stories(window(shape), 'en', context);
    expect(stories.map((story) => story.outcome)).toEqual(['match', 'near']);
    expect(matches(stories)[0].told).toHaveLength(1);
  });

  it('follows the settings', () => {
    const many = window(
      { kind: 'rolling', size: 'P7D' },
      { having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 10 }] } },
    );
    const [match] = HELP.window.stories(many, 'ko', context);
    expect(match.caption).toBe('최근 7일 안에 같은 계좌 번호의 이벤트 10건이 모였습니다.');
    expect(match.spans?.[0].label).toBe('7일');
    const all = window(
      { kind: 'tumbling', size: 'PT1M' },
      { having: { combinator: 'and', rules: [] }, key: [] },
    );
    expect(HELP.window.stories(all, 'ko', context)[0].caption).toBe('한 구간(1분) 안에 이벤트가 모였습니다.');
    const closing = window({ kind: 'calendar', unit: 'day' }, { emit: 'close' });
    const [closed] = HELP.window.stories(closing, 'en', context);
    // At the end of the window, not at an event.
    expect(closed.told?.[0].at).toBe(closed.spans?.[0].to);
  });

  it('tells what does not come when the time is over, and what comes in time never', () => {
    const [match, near] = HELP.correlate.stories(steps({ absent: true }), 'ko', context);
    expect(match.caption).toBe('quote 뒤 3일 안에 같은 고객 번호의 join이 오지 않았습니다.');
    expect(match.told?.[0].at).toBe(match.spans?.[0].to);
    expect(match.marks[1].tone).toBe('missing');
    expect(near.told).toBeUndefined();
    expect(near.marks[1].at).toBeLessThan(near.spans?.[0].to ?? 0);
  });

  it('shows a step that comes too late, and one of somebody else', () => {
    const stories = HELP.correlate.stories(steps(), 'en', context);
    expect(stories.map((story) => story.outcome)).toEqual(['match', 'near', 'near']);
    expect(stories[1].marks[1].at).toBeGreaterThan(stories[1].spans?.[0].to ?? 100);
  });

  it('is read aloud in order', async () => {
    const stories = HELP.correlate.stories(steps({ absent: true }), 'ko', context);
    await draw(<TimelinePicture stories={stories} language="ko" />, 'ko');
    expect(screen.getAllByRole('img')[0].getAttribute('aria-label')).toMatch(
      /quote 다음 join 없음 다음 감지/,
    );
  });

  it('cuts what has no room', () => {
    expect(fitting('abcdef', 4)).toBe('abc…');
    expect(fitting('가나다', 6)).toBe('가나다');
    expect(fitting('가나다라', 6)).toBe('가나…');
  });
});

describe('in the panel of a node', () => {
  afterEach(() => {
    documentActions.close();
    localStorage.clear();
  });

  it('puts in an example as one step that can be undone', async () => {
    const node = {
      id: 'f',
      type: 'filter',
      position: { x: 0, y: 0 },
      data: { label: 'mine', where: { combinator: 'and', rules: [] } },
    };
    const flow = { ...sampleFlow, nodes: [...sampleFlow.nodes, node] };
    documentActions.open({ flow, deployed: null, summary: sampleSummary(), fileFaults: [] });
    await draw(<NodePanel node={node} language="en" />);
    const help = screen.getByRole('button', { name: 'Help' });
    expect(help.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(help);
    fireEvent.click(
      await screen.findByRole('button', { name: 'Put in the example: An amount below 3,000,000' }),
    );
    const dataNow = () => documentStore.getState().flow?.nodes.find((each) => each.id === 'f')?.data;
    expect(dataNow()).toMatchObject({
      label: 'mine',
      where: { rules: [{ field: 'amount', operator: '<', value: 3_000_000 }] },
    });
    documentActions.undo();
    expect(dataNow()).toEqual(node.data);
  });
});
