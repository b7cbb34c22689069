/** Other words by which people look for a kind: what spreadsheets and other tools call it. One typed line each. */
import type { NodeKind } from '../../nodes/register.ts';

const KIND_WORDS: Readonly<Record<NodeKind, readonly string[]>> = {
  'event-source': ['시작', '입력', '수신', '소스', 'start', 'input', 'trigger', 'source'],
  filter: ['필터', '조건', '분기', '만약', 'if', 'condition', 'where', 'branch'],
  decide: ['결정표', '의사결정표', '규칙', '등급', '분류', 'rules', 'switch', 'dmn'],
  throttle: ['중복 제거', '한 번만', '반복 방지', '제한', 'limit', 'dedupe', 'once', 'rate'],
  derive: ['계산', '수식', '함수', '항목 추가', 'formula', 'function', 'calculate', 'field'],
  lookup: ['조회', '참조', '고객 정보', '브이룩업', 'vlookup', 'join', 'table', 'enrich'],
  window: [
    '집계',
    '합계',
    '횟수',
    '건수',
    '개수',
    '평균',
    '누적',
    '빈도',
    'count',
    'sum',
    'average',
    'aggregate',
  ],
  correlate: ['순서', '패턴', '연속', '뒤이어', '미발생', '무응답', 'sequence', 'pattern', 'absence', 'then'],
  action: [
    '알림',
    '메일',
    '문자',
    '웹훅',
    '케이스',
    '결과',
    'sms',
    'mail',
    'webhook',
    'case',
    'notify',
    'output',
  ],
  comment: ['설명', '주석', '노트', 'note', 'text'],
};

export function wordsOf(kind: string): readonly string[] {
  return (KIND_WORDS as Readonly<Record<string, readonly string[] | undefined>>)[kind] ?? [];
}
