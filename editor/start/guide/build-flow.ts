/** The flow that the answers describe: named, laid out, and as far drawn as the answers go. */
import type { FlowEdge, FlowFile, FlowNode } from '../../../flows/format/flow-file.ts';
import { channelOf } from '../../../nodes/action/channels.ts';
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { isName } from '../../../nodes/kit/field.ts';
import { textOf } from '../../../nodes/kit/lenient.ts';
import { LANGUAGES, type Language, localize, type Text } from '../../../nodes/kit/text.ts';
import {
  type Answers,
  channelNameOf,
  countOf,
  eventTypeOf,
  hasSecond,
  keyOf,
  type Pattern,
  paramsOf,
  type Which,
  whereOf,
} from './answers.ts';
import { eventNameOf, flowNameOf, sentenceOf } from './sentence.ts';

export interface Head {
  readonly id: string;
  readonly timezone: string;
  /** In which language a message is begun that the person left empty. */
  readonly language: Language;
  /** What the person called it. */
  readonly name?: string;
}

/** Between the columns and rows of the drawing. */
const STEP = { x: 320, y: 200 };

class Drawing {
  readonly nodes: FlowNode[] = [];
  readonly edges: FlowEdge[] = [];

  add(id: string, type: string, column: number, row: number, data: FlowNode['data']): string {
    this.nodes.push({ id, type, position: { x: column * STEP.x, y: row * STEP.y }, data });
    return id;
  }

  wire(source: string, sourceHandle: string, target: string, targetHandle = 'in') {
    this.edges.push({ id: `e${this.edges.length + 1}`, source, sourceHandle, target, targetHandle });
  }
}

/** A name for the events of a type. @example stemOf('insurance.quote.requested') // 'quote' */
function stemOf(eventType: string): string {
  const steps = eventType.split('.').filter((step) => step !== '*' && step !== '');
  const stem = (steps.at(-2) ?? steps.at(-1) ?? '').replace(/[^A-Za-z0-9_]+/g, '_');
  return isName(stem) ? stem : '';
}

/** What the two events are called in the flow: by what they are, else by their order. */
export function stepNames(answers: Answers): { readonly first: string; readonly second: string } {
  const [a, b] = [stemOf(eventTypeOf(answers, 'first')), stemOf(eventTypeOf(answers, 'second'))];
  return a !== '' && b !== '' && a !== b ? { first: a, second: b } : { first: 'first', second: 'second' };
}

const both = (make: (language: Language) => string): Text =>
  Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as unknown as Text;

export function buildFlow(
  pattern: Pattern,
  answers: Answers,
  surroundings: Surroundings,
  head: Head,
): FlowFile {
  const drawing = new Drawing();
  const name = head.name ?? flowNameOf(pattern, answers, surroundings);
  const whole = { id: head.id, name, nodes: drawing.nodes, edges: drawing.edges };
  const description = both((language) => sentenceOf(pattern, answers, language, surroundings));
  const last = drawEvents(drawing, pattern, answers, surroundings);
  const column = 1 + Math.max(0, ...drawing.nodes.map((node) => node.position.x / STEP.x));
  const end = drawing.nodes.find((node) => node.id === last?.node);
  if (last && end) {
    const act = drawing.add(
      'act',
      'action',
      column,
      end.position.y / STEP.y,
      actionData(pattern, answers, name, head),
    );
    drawing.wire(last.node, last.handle, act);
  }
  return { ...whole, description, timezone: head.timezone };
}

interface Leaving {
  readonly node: string;
  readonly handle: string;
}

function drawEvents(
  drawing: Drawing,
  pattern: Pattern,
  answers: Answers,
  surroundings: Surroundings,
): Leaving | undefined {
  const names = stepNames(answers);
  const first = drawEvent(
    drawing,
    answers,
    'first',
    hasSecond(pattern) ? names.first : 'event',
    0,
    surroundings,
  );
  if (!first) return undefined;
  switch (pattern) {
    case 'single':
      return answers.limited === true ? drawLimit(drawing, answers, first) : first;
    case 'often':
      return drawCount(drawing, answers, first);
    default: {
      const second = drawEvent(drawing, answers, 'second', names.second, 1, surroundings);
      return second ? drawPair(drawing, pattern, answers, first, second, surroundings) : first;
    }
  }
}

/** The source of an event, with a filter where it has a condition. Two of one type share their source. */
function drawEvent(
  drawing: Drawing,
  answers: Answers,
  which: Which,
  id: string,
  row: number,
  surroundings: Surroundings,
): Leaving | undefined {
  const eventType = eventTypeOf(answers, which);
  if (eventType === '') return undefined;
  const label = eventNameOf(eventType, surroundings);
  const shared = drawing.nodes.find((node) => node.data.eventType === eventType)?.id;
  const source = shared ?? drawing.add(id, 'event-source', 0, row, { label, eventType });
  const where = whereOf(answers, which);
  if (!where) return { node: source, handle: 'out' };
  const wanted = both((language) => (language === 'ko' ? `조건에 맞는 ${label.ko}` : `${label.en} that fit`));
  const filter = drawing.add(`${id}-if`, 'filter', 1, row, { label: wanted, where });
  drawing.wire(source, 'out', filter);
  return { node: filter, handle: 'match' };
}

function nextColumn(drawing: Drawing): number {
  return 1 + Math.max(...drawing.nodes.map((node) => node.position.x / STEP.x));
}

const keyList = (answers: Answers, which: Which = 'first') =>
  [keyOf(answers, which)].filter((path) => path !== '');

function drawLimit(drawing: Drawing, answers: Answers, from: Leaving): Leaving {
  const data = {
    label: { ko: '너무 자주 하지 않기', en: 'Not too often' },
    key: keyList(answers),
    max: 1,
    per: textOf(answers.within),
  };
  const node = drawing.add('once', 'throttle', nextColumn(drawing), 0, data);
  drawing.wire(from.node, from.handle, node);
  return { node, handle: 'pass' };
}

function drawCount(drawing: Drawing, answers: Answers, from: Leaving): Leaving {
  const value = countOf(answers) ?? 1;
  const data = {
    label: { ko: `${value}번 이상`, en: `${value} or more` },
    key: keyList(answers),
    window: { kind: 'rolling', size: textOf(answers.within) },
    aggregates: [{ name: 'n', function: 'count' }],
    having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value }] },
    emit: 'reset',
  };
  const node = drawing.add('often', 'window', nextColumn(drawing), 0, data);
  drawing.wire(from.node, from.handle, node);
  return { node, handle: 'out' };
}

function drawPair(
  drawing: Drawing,
  pattern: Pattern,
  answers: Answers,
  first: Leaving,
  second: Leaving,
  surroundings: Surroundings,
): Leaving {
  const names = stepNames(answers);
  const absent = pattern === 'absence';
  const name = eventNameOf(eventTypeOf(answers, 'second'), surroundings);
  const label = absent
    ? { ko: `${name.ko} 없음`, en: `No ${name.en}` }
    : { ko: `${name.ko} 있음`, en: `Then ${name.en}` };
  const data = {
    label,
    steps: [
      { name: names.first, key: keyList(answers) },
      { name: names.second, key: keyList(answers, 'second'), ...(absent && { absent: true }) },
    ],
    within: textOf(answers.within),
    order: 'sequence',
    // Who does the same thing again waits anew, and is told of once.
    start: 'latest',
  };
  const node = drawing.add('pair', 'correlate', nextColumn(drawing), 0.5, data);
  drawing.wire(first.node, first.handle, node, names.first);
  drawing.wire(second.node, second.handle, node, names.second);
  return { node, handle: 'out' };
}

/** Under which path the key stands in what reaches the action. */
function keyAtAction(pattern: Pattern, answers: Answers): string {
  const key = keyOf(answers, 'first');
  if (key === '') return '';
  if (hasSecond(pattern)) return `${stepNames(answers).first}.${key}`;
  return pattern === 'often' ? key.slice(key.lastIndexOf('.') + 1) : key;
}

/** The parameter that says what it is about: begun for the person who leaves it empty. */
const BEGUN: Readonly<Record<string, string>> = {
  task: 'title',
  case: 'title',
  email: 'subject',
  sms: 'text',
  watchlist: 'reason',
  log: 'text',
};

function actionData(
  pattern: Pattern,
  answers: Answers,
  name: FlowFile['name'],
  head: Head,
): FlowNode['data'] {
  const channel = channelNameOf(answers);
  const key = keyAtAction(pattern, answers);
  const begun = BEGUN[channel];
  const said = localize(name, head.language).replace(/[{}%]/g, '');
  const params = Object.fromEntries(Object.entries(paramsOf(answers)).filter(([, value]) => value !== ''));
  if (begun && params[begun] === undefined) params[begun] = key === '' ? said : `${said}: {{${key}}}`;
  const label = channelOf(channel)?.label;
  return { ...(label && { label }), channel, params };
}
