/**
 * What a change of the settings does to open windows. Windows that keep their events one by one (rolling, count) can be
 * looked at by almost any other settings; of the others only what has been added up is there, so their places and
 * aggregates must stay what they were.
 */
import type { Carry, ConfigChange } from '../../runtime/engine/kernel/operator.ts';
import { sameMembers } from '../../runtime/engine/members-in-order.ts';
import { DAY, durationInWords, parseDuration } from '../kit/duration.ts';
import { korean, withParticle } from '../kit/korean.ts';
import type { Text } from '../kit/text.ts';
import type { Aggregate, WindowConfig, WindowShape } from './definition.ts';

type Change = ConfigChange<WindowConfig>;

export function carryWindow(change: Change): Carry {
  const reasons = reasonsOf(change);
  return { changes: reasons.length > 0 ? [] : changesOf(change), reasons };
}

/**
 * What has been gathered for an aggregate of the settings before that is just what one of the new ones asks for: sum and
 * average gather the same. -1: nothing.
 */
export function gatheredFor(aggregate: Aggregate, before: readonly Aggregate[]): number {
  const isSame = (each: Aggregate) => each.function === aggregate.function && each.field === aggregate.field;
  const isAlike = (each: Aggregate) =>
    ADDS_UP.has(each.function) && ADDS_UP.has(aggregate.function) && each.field === aggregate.field;
  const same = before.findIndex(isSame);
  return same >= 0 ? same : before.findIndex(isAlike);
}

const ADDS_UP: ReadonlySet<string> = new Set(['sum', 'avg']);
const KEEPS_EVENTS: ReadonlySet<WindowShape['kind']> = new Set(['rolling', 'count']);

function reasonsOf({ before, after, otherTimezone }: Change): Text[] {
  const reasons: Text[] = [];
  if (!sameMembers(before.key, after.key)) reasons.push(OTHER_KEY);
  if (before.window.kind !== after.window.kind) return [...reasons, OTHER_KIND];
  if (placesOf(before.window) !== placesOf(after.window)) reasons.push(OTHER_PLACES);
  else if (otherTimezone && goesByLocalTime(after.window)) reasons.push(OTHER_TIMEZONE);
  if (!KEEPS_EVENTS.has(after.window.kind))
    for (const aggregate of after.aggregates)
      if (gatheredFor(aggregate, before.aggregates) < 0) reasons.push(notGathered(aggregate.name));
  return reasons;
}

/** Of windows of fixed place, what their places depend on; nothing for the others. */
function placesOf(shape: WindowShape): string {
  switch (shape.kind) {
    case 'tumbling':
      return `${parseDuration(shape.size)}`;
    case 'hopping':
      return `${parseDuration(shape.size)} ${parseDuration(shape.every)}`;
    case 'calendar':
      return shape.unit;
    default:
      return '';
  }
}

/** SPEC §4 window.kind: aligned by local clock time where the lengths are multiples of a day. */
function goesByLocalTime(shape: WindowShape): boolean {
  const isDays = (length: string) => parseDuration(length)! % DAY === 0;
  switch (shape.kind) {
    case 'calendar':
      return true;
    case 'tumbling':
      return isDays(shape.size);
    case 'hopping':
      return isDays(shape.size) && isDays(shape.every);
    default:
      return false;
  }
}

function changesOf({ before, after, waiting }: Change): Text[] {
  const changes = spanChanges(before.window, after.window, waiting.windows ?? 0);
  changes.push(...aggregateChanges(before, after));
  if (!sameMembers(before.having, after.having)) changes.push(OTHER_HAVING);
  if (before.emit !== after.emit) changes.push(OTHER_EMIT);
  return changes;
}

function spanChanges(before: WindowShape, after: WindowShape, windows: number): Text[] {
  if (before.kind === 'count' && after.kind === 'count')
    return before.size === after.size ? [] : [otherCount(before.size, after.size)];
  if (before.kind === 'rolling' && after.kind === 'rolling')
    return otherLength(before.size, after.size, ROLLING_LONGER, ROLLING_SHORTER, 'The span');
  if (before.kind === 'session' && after.kind === 'session')
    return otherLength(before.gap, after.gap, gapMoves(windows, true), gapMoves(windows, false), 'The gap');
  return [];
}

function otherLength(from: string, to: string, longer: Text, shorter: Text, what: string): Text[] {
  const by = parseDuration(to)! - parseDuration(from)!;
  if (by === 0) return [];
  const rest = by > 0 ? longer : shorter;
  const name = what === 'The gap' ? '묶는 간격이' : '모으는 기간이';
  const fromKo = durationInWords(from, 'ko');
  const toKo = withParticle(durationInWords(to, 'ko'), '으로');
  return [
    {
      ko: `${name} ${fromKo}에서 ${toKo} ${by > 0 ? '늘어납니다' : '줄어듭니다'}. ${rest.ko}`,
      en: `${what} becomes ${by > 0 ? 'longer' : 'shorter'}: ${durationInWords(to, 'en')} instead of ${durationInWords(from, 'en')}. ${rest.en}`,
    },
  ];
}

const ROLLING_LONGER: Text = {
  ko: '모아 둔 이벤트는 그대로 셉니다. 그동안 이미 지워진 이벤트는 다시 셀 수 없습니다.',
  en: 'Events that are still kept count; those that were forgotten before are not there.',
};
const ROLLING_SHORTER: Text = {
  ko: '새 기간보다 오래된 이벤트는 더 이상 세지 않습니다.',
  en: 'Events older than that count no more.',
};

function gapMoves(windows: number, isLonger: boolean): Text {
  if (windows === 0) return { ko: '다음 이벤트부터 적용합니다.', en: 'It applies from the next event on.' };
  const ends =
    windows === 1 ? 'end of the one open session moves' : `ends of the ${windows} open sessions move`;
  if (isLonger)
    return {
      ko: `열려 있는 ${windows}개 구간의 끝 시각도 함께 옮겨집니다.`,
      en: `The ${ends} with it.`,
    };
  return {
    ko: `열려 있는 ${windows}개 구간의 끝 시각도 함께 당겨지며, 이미 지난 구간은 배포하는 즉시 닫힙니다.`,
    en: `The ${ends} with it. Those past their new end already are closed at once.`,
  };
}

function otherCount(from: number, to: number): Text {
  return to < from
    ? {
        ko: `모으는 이벤트가 ${from}건에서 ${to}건으로 줄어듭니다. 가장 최근 ${to}건씩만 남깁니다.`,
        en: `The last ${to} events are looked at instead of ${from}; older ones are let go.`,
      }
    : {
        ko: `모으는 이벤트가 ${from}건에서 ${to}건으로 늘어납니다. 모아 둔 이벤트에 이어서 ${to}건이 될 때까지 모읍니다.`,
        en: `The last ${to} events are looked at instead of ${from}; what is kept is added to until there are so many.`,
      };
}

function aggregateChanges(before: WindowConfig, after: WindowConfig): Text[] {
  const isAmong = (all: readonly Aggregate[]) => (one: Aggregate) =>
    all.some((each) => each.name === one.name && each.function === one.function && each.field === one.field);
  const changes: Text[] = [];
  const isKnown = isAmong(before.aggregates);
  for (const aggregate of after.aggregates)
    if (!isKnown(aggregate)) changes.push(otherAggregate(aggregate, before, after.window.kind));
  const stays = isAmong(after.aggregates);
  const names = new Set(after.aggregates.map(({ name }) => name));
  for (const aggregate of before.aggregates)
    if (!stays(aggregate) && !names.has(aggregate.name)) changes.push(removed(aggregate.name));
  return changes;
}

function otherAggregate(aggregate: Aggregate, before: WindowConfig, kind: WindowShape['kind']): Text {
  const { name, field } = aggregate;
  const isThere = gatheredFor(aggregate, before.aggregates) >= 0 || field === undefined;
  if (isThere || !KEEPS_EVENTS.has(kind))
    return {
      ko: `집계 ‘${name}’에는 모아 둔 이벤트도 함께 셉니다.`,
      en: `The aggregate “${name}” takes in the events that are kept.`,
    };
  return {
    ko: `집계 ‘${name}’의 값은 모아 둔 이벤트에서 다시 읽습니다. 다른 노드가 값을 더했거나 새로 만든 이벤트는 다시 읽을 수 없어 빼고 셉니다.`,
    en: `The values of the aggregate “${name}” are read back from the events that are kept. Events that other nodes made or added to can’t be read back, and are left out of it.`,
  };
}

function removed(name: string): Text {
  return { ko: korean`집계 ‘${name}’이(가) 없어집니다.`, en: `The aggregate “${name}” is no more.` };
}

function notGathered(name: string): Text {
  return {
    ko: korean`열려 있는 구간의 지난 이벤트는 남아 있지 않아 집계 ‘${name}’을(를) 다시 계산할 수 없습니다.`,
    en: `The aggregate “${name}” can’t be worked out for the open windows, since their events are no longer kept.`,
  };
}

const OTHER_KEY: Text = {
  ko: '따로 모으는 기준이 바뀌어, 모아 둔 것이 어느 대상의 것인지 알 수 없습니다.',
  en: 'Events are gathered by other fields now, so it is not known to whom the open windows belong.',
};
const OTHER_KIND: Text = {
  ko: '구간의 종류가 바뀌어, 모아 둔 것을 새 구간으로 옮길 수 없습니다.',
  en: 'The kind of window changes, so what was gathered fits no new window.',
};
const OTHER_PLACES: Text = {
  ko: '구간의 길이나 시작 시각이 바뀌어, 열려 있는 구간을 새 구간으로 옮길 수 없습니다.',
  en: 'The windows begin or end at other times, so the open ones fit none of the new ones.',
};
const OTHER_TIMEZONE: Text = {
  ko: '시간대가 바뀌면 구간의 시작과 끝도 바뀌므로, 열려 있는 구간을 이어 갈 수 없습니다.',
  en: 'The windows begin and end at other times in the new time zone, so the open ones can’t go on.',
};
const OTHER_HAVING: Text = {
  ko: '알리는 조건이 바뀝니다. 모아 둔 것은 그대로 두고, 지금부터 새 조건으로 봅니다.',
  en: 'The condition changes from now on; what was gathered stays.',
};
const OTHER_EMIT: Text = {
  ko: '알리는 때가 바뀝니다. 모아 둔 것은 그대로 두고, 지금부터 적용합니다.',
  en: 'When the node tells changes from now on; what was gathered stays.',
};
