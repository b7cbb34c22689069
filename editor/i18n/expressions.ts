/**
 * Expressions and templates: what is offered while somebody writes them, and what comes out. They load with what shows
 * them.
 */
import { addArea } from './add-area.ts';

export const ko = {
  suggestions: '넣을 수 있는 것',
  suggestionCount_other: '넣을 수 있는 것 {{count}}개. 화살표로 고르고 Enter로 넣으세요.',
  examples: '예시 넣기',
  examplesHelp: '여기 들어오는 항목으로 만든 예시입니다. 고르면 식에 들어갑니다.',
  result: '결과',
  onExamples: '예시 값으로',
  noResult: '이 이벤트에서는 계산하지 못해 값이 비게 됩니다. {{reason}}',
  noExample: '아직 들어온 이벤트가 없고, 예시 값으로는 계산할 수 없습니다. {{reason}}',
  empty: '빈 값',
  previous: '이전 이벤트',
  next: '다음 이벤트',
  place: '{{count}}개 중 {{index}}번째',

  insert: '{{name}} 넣기',
  fields: '넣을 항목',
  more: '{{count}}개 더',
  less: '접기',
  format: '{{name}} 표시 방법',
  formatOwn: '직접 쓴 방법',
  preview: '미리 보기',
  previewOf: '{{label}} 미리 보기',
  sms_other: '{{count}}바이트입니다. 문자 한 통({{one}}바이트)에 들어갑니다.',
  lms_other: '{{count}}바이트입니다. 문자 한 통({{one}}바이트)을 넘어 긴 문자로 나가거나 잘릴 수 있습니다.',
  tooLong_other: '{{count}}바이트입니다. 긴 문자({{one}}바이트)도 넘어 잘리거나 거절될 수 있습니다.',
  json: '올바른 JSON입니다.',
  notJson: '채우면 올바른 JSON이 아닙니다. 글자로 된 값은 따옴표 안에 넣고, 쉼표와 괄호를 확인하세요.',
  plainBody: 'JSON이 아니라 글자 그대로 보냅니다.',
};

export const en = {
  suggestions: 'What can go in here',
  suggestionCount_one: '{{count}} suggestion. Choose with the arrow keys, take with Enter.',
  suggestionCount_other: '{{count}} suggestions. Choose with the arrow keys, take with Enter.',
  examples: 'Put in an example',
  examplesHelp: 'Made with the fields that arrive here. The one you choose goes into the expression.',
  result: 'Result',
  onExamples: 'with example values',
  noResult: 'It can’t be worked out for this event, so the value is empty. {{reason}}',
  noExample: 'No event has come yet, and it can’t be worked out with example values. {{reason}}',
  empty: 'empty',
  previous: 'Event before',
  next: 'Next event',
  place: '{{index}} of {{count}}',

  insert: 'Insert {{name}}',
  fields: 'Fields to insert',
  more: '{{count}} more',
  less: 'Less',
  format: 'How {{name}} is shown',
  formatOwn: 'As it is written',
  preview: 'Preview',
  previewOf: 'Preview of {{label}}',
  sms_one: '{{count}} byte. It fits into one text message ({{one}} bytes).',
  sms_other: '{{count}} bytes. They fit into one text message ({{one}} bytes).',
  lms_one:
    '{{count}} byte. Longer than one text message ({{one}} bytes): it may go as a long one, or be cut.',
  lms_other:
    '{{count}} bytes. Longer than one text message ({{one}} bytes): it may go as a long one, or be cut.',
  tooLong_one: '{{count}} byte. Longer than a long message too ({{one}} bytes): it may be cut or refused.',
  tooLong_other: '{{count}} bytes. Longer than a long message too ({{one}} bytes): it may be cut or refused.',
  json: 'Valid JSON.',
  notJson: 'Filled in, this is no valid JSON. Put texts in quotes, and check commas and brackets.',
  plainBody: 'Not JSON: it is sent as plain text.',
};

addArea('expressions', { ko, en });
