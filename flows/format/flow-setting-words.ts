/** One setting of a flow as a whole that differs between two versions, in words; a part that nobody knows goes by its name. */
import { durationInWords } from '../../nodes/kit/duration.ts';
import { isRow, type Row, textOf } from '../../nodes/kit/lenient.ts';
import { type Language, type Localized, localize, type Text } from '../../nodes/kit/text.ts';
import type { FlowFile } from './flow-file.ts';
import { plainWords, type SettingChange, shortened } from './setting-words.ts';

const NAMES: Readonly<Record<string, Text>> = {
  name: { ko: '흐름 이름', en: 'Name of the flow' },
  description: { ko: '설명', en: 'Description' },
  timezone: { ko: '시간대', en: 'Time zone' },
  lateness: { ko: '지연 허용', en: 'Lateness' },
  delay: { ko: '도착 대기', en: 'Delay' },
  late: { ko: '늦은 이벤트', en: 'Late events' },
  tests: { ko: '흐름의 테스트', en: 'Tests of the flow' },
  groups: { ko: '묶음', en: 'Groups' },
};

const LATE: Readonly<Record<'process' | 'drop', Text>> = {
  process: { ko: '바로 처리', en: 'process at once' },
  drop: { ko: '처리하지 않음', en: 'do not process' },
};

/** @param name a top-level name of the file, other than nodes and edges */
export function flowSettingChange(name: string, before: FlowFile, after: FlowFile): SettingChange {
  return {
    path: [name],
    name: flowSettingName(name),
    was: flowSettingValue(name, settingOf(before, name)),
    is: flowSettingValue(name, settingOf(after, name)),
  };
}

function settingOf(flow: FlowFile, name: string): unknown {
  return Object.hasOwn(flow, name) ? (flow as unknown as Row)[name] : undefined;
}

/** What a setting of the flow as a whole is called. */
export function flowSettingName(name: string): Text {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : { ko: name, en: name };
}

/** A value of it. */
export function flowSettingValue(name: string, value: unknown): Text {
  if (name === 'late' && (value === 'process' || value === 'drop')) return LATE[value];
  if ((name === 'lateness' || name === 'delay') && typeof value === 'string')
    return { ko: durationInWords(value, 'ko'), en: durationInWords(value, 'en') };
  return listWords(value) ?? plainWords(value);
}

/** A list of things with names is told by these, another list of things by how many there are. */
function listWords(value: unknown): Text | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRow)) return undefined;
  const names = (language: Language) => value.map((member) => memberName(member, language));
  const [ko, en] = [names('ko'), names('en')];
  if (ko.every(Boolean) && en.every(Boolean))
    return { ko: shortened(ko.join(', ')), en: shortened(en.join(', ')) };
  return { ko: `${value.length}개`, en: String(value.length) };
}

function memberName(member: Row, language: Language): string {
  const name = member.title ?? member.name;
  return isRow(name) && Object.values(name).every((text) => typeof text === 'string')
    ? localize(name as Localized, language)
    : textOf(name);
}
