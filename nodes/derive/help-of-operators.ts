/** What people are told of the macros and operators of expressions. */
import type { MACROS } from './expression-macros.ts';
import type { HelpLine } from './help-line.ts';

export const MACRO_LINES: Readonly<Record<(typeof MACROS)[number], HelpLine>> = {
  all: [
    '목록.all(x, 조건)',
    'list.all(x, condition)',
    '목록의 모든 값이 조건에 맞으면 참입니다.',
    'True where every member fits.',
    '[1, 2].all(x, x > 0)',
  ],
  exists: [
    '목록.exists(x, 조건)',
    'list.exists(x, condition)',
    '조건에 맞는 값이 하나라도 있으면 참입니다.',
    'True where some member fits.',
    '[1, 2].exists(x, x > 1)',
  ],
  exists_one: [
    '목록.exists_one(x, 조건)',
    'list.exists_one(x, condition)',
    '조건에 맞는 값이 꼭 하나면 참입니다.',
    'True where exactly one member fits.',
    '[1, 2].exists_one(x, x > 1)',
  ],
  filter: [
    '목록.filter(x, 조건)',
    'list.filter(x, condition)',
    '조건에 맞는 값만 남깁니다.',
    'The members that fit.',
    '[1, 2, 3].filter(x, x > 1)',
  ],
  map: [
    '목록.map(x, 식)',
    'list.map(x, expression)',
    '목록의 값마다 식을 계산합니다.',
    'Works the expression out for each member.',
    '[1, 2].map(x, x * 10)',
  ],
};

export const OPERATOR_LINES: Readonly<Record<string, HelpLine>> = {
  '+': ['더하기', 'plus', '숫자를 더하거나 글자를 이어 붙입니다.', 'Adds numbers, or joins texts.', '1 + 2'],
  '-': [
    '빼기',
    'minus',
    '숫자를 빼거나, 두 시각 사이의 기간을 구합니다.',
    'Subtracts; of two times, the time between.',
    '3 - 1',
  ],
  '*': ['곱하기', 'times', '곱합니다.', 'Multiplies.', '2 * 3'],
  '/': [
    '나누기',
    'divided by',
    '나눕니다. 0으로 나누면 값이 비게 됩니다.',
    'Divides. Divided by zero there is no value.',
    '7.0 / 2.0',
  ],
  '%': ['나눈 나머지', 'remainder', '나누고 남은 수입니다.', 'What is left over after a division.', '7 % 2'],
  '==': ['같음', 'equals', '두 값이 같으면 참입니다.', 'True where both are the same.', '1 == 1'],
  '!=': ['다름', 'differs from', '두 값이 다르면 참입니다.', 'True where they differ.', '1 != 2'],
  '>': ['초과', 'more than', '왼쪽이 더 크면 참입니다.', 'True where the left one is greater.', '2 > 1'],
  '>=': [
    '이상',
    'at least',
    '왼쪽이 크거나 같으면 참입니다.',
    'True where the left one is greater or the same.',
    '2 >= 2',
  ],
  '<': ['미만', 'less than', '왼쪽이 더 작으면 참입니다.', 'True where the left one is less.', '1 < 2'],
  '<=': [
    '이하',
    'at most',
    '왼쪽이 작거나 같으면 참입니다.',
    'True where the left one is less or the same.',
    '2 <= 2',
  ],
  '&&': ['그리고', 'and', '둘 다 참이면 참입니다.', 'True where both are true.', 'true && true'],
  '||': ['또는', 'or', '하나라도 참이면 참입니다.', 'True where one of them is true.', 'true || false'],
  in: [
    '목록에 있음',
    'is one of',
    '오른쪽 목록에 있으면 참입니다.',
    'True where the list at its right has it.',
    '"web" in ["web", "app"]',
  ],
  '? :': [
    '이면 … 아니면 …',
    'if … else …',
    '조건이 참이면 앞의 값, 아니면 뒤의 값입니다.',
    'The first value where the condition is true, else the second.',
    '5 > 3 ? "높음" : "보통"',
  ],
};
