/** One file for each family of kinds. This one: those that look at one event at a time. */
import { conditionInWords, valueInWords } from '../../../nodes/kit/condition-words.ts';
import { rowOf, rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import { localize } from '../../../nodes/kit/text.ts';
import { likelyAmount, likelyChoice, likelyKey, say } from '../settings-words.ts';
import type { Example, Help, Mark, Story } from '../timeline.ts';

const rule = (field: string, operator: string, value: unknown) => ({
  combinator: 'and',
  rules: [{ field, operator, value }],
});

/** One event that comes, and what is told of it. */
function one(outcome: Story['outcome'], caption: string, mark: Omit<Mark, 'at'>, label: string): Story {
  return { outcome, caption, marks: [{ at: 30, ...mark }], told: [{ at: 70, label }] };
}

export const eventSourceHelp: Help = {
  text: {
    ko: '흐름이 시작되는 곳입니다. 정한 종류의 이벤트가 들어올 때마다 다음 노드로 보냅니다. 종류 끝에 ‘.*’를 쓰면 그렇게 시작하는 모든 종류를 받습니다.',
    en: 'Where a flow begins. Each event of the chosen type goes on to the next node. A type that ends in “.*” takes every type that begins like it.',
  },
  stories: (config, language, { surroundings }) => {
    const type = textOf(config.eventType) || say(language, '고른 종류', 'the chosen type');
    const info = surroundings.eventTypes?.find((each) => each.type === type);
    const name = localize(info?.name, language, type);
    return [
      {
        outcome: 'match',
        caption: say(language, `‘${name}’ 이벤트는 올 때마다 받습니다.`, `Each “${name}” event is taken.`),
        marks: [25, 60].map((at) => ({ at, label: name, tone: 'event' })),
        told: [25, 60].map((at) => ({ at: at + 8, label: say(language, '받음', 'taken') })),
      },
      {
        outcome: 'near',
        caption: say(language, '다른 종류의 이벤트는 받지 않습니다.', 'Events of other types are not taken.'),
        marks: [{ at: 45, label: say(language, '다른 종류', 'another type'), tone: 'other' }],
      },
    ];
  },
  examples: [
    typeExample('bank.transaction.posted', '은행 입출금 거래', 'Transactions of a bank'),
    typeExample('insurance.*', '보험의 모든 이벤트', 'Everything about insurance'),
  ],
};

function typeExample(eventType: string, ko: string, en: string): Example {
  return { name: { ko, en }, settings: () => ({ eventType }) };
}

export const filterHelp: Help = {
  text: {
    ko: '이벤트를 하나씩 조건과 견주어 나눕니다. 맞으면 ‘맞음’으로, 아니면 ‘그 밖’으로 나갑니다. 항목이 없거나 값의 종류가 다르면 맞지 않는 것으로 봅니다.',
    en: 'Each event is compared with the condition. If it fits it leaves by “match”, else by “else”. A field that is missing or of another type does not fit.',
  },
  stories: (config, language, { surroundings }) => {
    const where = conditionInWords(config.where, language, surroundings);
    if (where === '')
      return [
        one(
          'match',
          say(language, '조건이 없으면 모두 통과합니다.', 'Without a condition everything passes.'),
          { label: say(language, '이벤트', 'event'), tone: 'event' },
          say(language, '맞음', 'match'),
        ),
      ];
    return [
      one(
        'match',
        say(language, `조건에 맞습니다: ${where}`, `It fits: ${where}`),
        { label: where, tone: 'event' },
        say(language, '맞음', 'match'),
      ),
      one(
        'near',
        say(
          language,
          '조건에 맞지 않거나 항목이 없으면 ‘그 밖’으로 나갑니다.',
          'Where it does not fit, or the field is missing, it leaves by “else”.',
        ),
        { label: say(language, '조건과 다름', 'does not fit'), tone: 'other' },
        say(language, '그 밖', 'else'),
      ),
    ];
  },
  examples: [
    {
      name: { ko: '금액이 300만 원보다 작은 것', en: 'An amount below 3,000,000' },
      settings: (_, context) => ({ where: rule(likelyAmount(context), '<', 3_000_000) }),
    },
    {
      name: { ko: '정한 값 가운데 하나인 것', en: 'One of some values' },
      settings: (_, context) => {
        const { path, values } = likelyChoice(context);
        return { where: rule(path, 'in', values.slice(0, 2)) };
      },
    },
    {
      name: { ko: '항목에 값이 있는 것', en: 'A field that is there' },
      settings: (_, context) => ({ where: rule(likelyKey(context), 'notNull', null) }),
    },
  ],
};

export const deriveHelp: Help = {
  text: {
    ko: '이벤트의 항목으로 값을 계산해 새 항목으로 붙입니다. 이벤트는 하나도 빠지지 않고 모두 다음으로 갑니다. 계산할 수 없으면 그 항목은 빈 값이 됩니다.',
    en: 'Works out values from the fields of the event and adds them. Every event goes on. Where a value cannot be worked out, its field is empty.',
  },
  stories: (config, language) => {
    const fields = rowsOf(config.fields).filter((field) => textOf(field.name) !== '');
    const added = fields
      .slice(0, 2)
      .map((field) => `${textOf(field.name)} = ${textOf(field.expression).slice(0, 40)}`);
    const label = added.join(', ') || say(language, '+ 새 항목', '+ new field');
    return [
      one(
        'match',
        say(language, `모든 이벤트에 붙입니다: ${label}`, `Added to every event: ${label}`),
        { label: say(language, '이벤트', 'event'), tone: 'event' },
        `+ ${fields[0]?.name ?? '…'}`,
      ),
      one(
        'near',
        say(
          language,
          '식에 쓴 항목이 없으면 빈 값이 붙고, 이벤트는 그대로 지나갑니다.',
          'Where a field of the expression is missing, an empty value is added and the event goes on.',
        ),
        { label: say(language, '항목 없음', 'field missing'), tone: 'other' },
        say(language, '빈 값', 'empty'),
      ),
    ];
  },
  examples: [
    expressionExample('10% 계산', 'Ten per cent', 'tenth', (amount) => `${amount} * 0.1`),
    expressionExample(
      '크기에 따라 이름 붙이기',
      'A word for how much',
      'level',
      (amount) => `${amount} >= 1000000 ? "high" : "normal"`,
    ),
  ],
};

function expressionExample(ko: string, en: string, name: string, of: (amount: string) => string): Example {
  return {
    name: { ko, en },
    settings: (config, context) => ({
      fields: [
        ...rowsOf(config.fields).filter((field) => textOf(field.name) !== '' && field.name !== name),
        { name, expression: of(likelyAmount(context)) },
      ],
    }),
  };
}

export const lookupHelp: Help = {
  text: {
    ko: '참조 표에서 이벤트에 해당하는 줄을 찾아 붙입니다. 찾으면 ‘찾음’으로, 없으면 ‘없음’으로 나갑니다. 같은 값으로 찾거나, 위치가 가장 가까운 줄을 찾을 수 있습니다.',
    en: 'Finds the row of a reference table that belongs to the event. If there is one it leaves by “found”, else by “missing”. A row is found by equal values, or as the nearest place.',
  },
  stories: (config, language, context) => {
    const table = textOf(config.table) || say(language, '표', 'the table');
    const label = localize(
      context.surroundings.tables?.find((each) => each.name === table)?.label,
      language,
      table,
    );
    const by = config.nearest
      ? say(language, '가장 가까운 곳', 'nearest place')
      : rowsOf(config.on)
          .map((pair) => textOf(pair.field))
          .filter(Boolean)
          .join(', ') || say(language, '같은 값', 'equal value');
    return [
      one(
        'match',
        say(
          language,
          `‘${label}’ 표에 ${by}에 맞는 줄이 있습니다.`,
          `The table “${label}” has a row for ${by}.`,
        ),
        { label: by, tone: 'event' },
        `+ ${textOf(config.into) || label}`,
      ),
      one(
        'near',
        say(language, `‘${label}’ 표에 맞는 줄이 없습니다.`, `The table “${label}” has no such row.`),
        { label: by, tone: 'other' },
        say(language, '없음', 'missing'),
      ),
    ];
  },
  examples: [
    {
      name: { ko: '고객 정보 붙이기', en: 'Add the customer' },
      settings: () => ({
        table: 'customers',
        into: 'customer',
        on: [{ field: 'customerId', column: 'customerId' }],
        nearest: undefined,
      }),
    },
    {
      name: { ko: '1km 안의 가까운 가맹점', en: 'The nearest merchant within 1 km' },
      settings: () => ({
        table: 'merchants',
        into: 'nearby',
        on: undefined,
        nearest: { lat: 'lat', lon: 'lon', latColumn: 'lat', lonColumn: 'lon', within: 1000 },
      }),
    },
  ],
};

export const decideHelp: Help = {
  text: {
    ko: '표를 위에서부터 보고 처음 맞는 줄의 값을 이벤트에 붙입니다. 그 아래 줄은 보지 않습니다. 맞는 줄이 없으면 ‘그 밖’으로 나갑니다.',
    en: 'Goes down the table and adds the values of the first row that fits; those below are not looked at. Where none fits the event leaves by “else”.',
  },
  stories: (config, language, { surroundings }) => {
    const [first] = rowsOf(config.rules);
    const when = conditionInWords(first?.when, language, surroundings) || say(language, '첫 줄', 'first row');
    const set = Object.entries(rowOf(first?.set)).map(
      ([name, value]) => `${name} = ${valueInWords(value, language)}`,
    );
    return [
      one(
        'match',
        say(language, `처음 맞는 줄: ${when}`, `The first row that fits: ${when}`),
        { label: when, tone: 'event' },
        set[0] ?? say(language, '값 붙임', 'values'),
      ),
      one(
        'near',
        say(language, '어느 줄에도 맞지 않습니다.', 'No row fits.'),
        { label: say(language, '맞는 줄 없음', 'no row'), tone: 'other' },
        say(language, '그 밖', 'else'),
      ),
    ];
  },
  examples: [
    {
      name: { ko: '금액에 따라 우선순위', en: 'A priority by the amount' },
      settings: (_, context) => ({
        rules: [
          { when: rule(likelyAmount(context), '>=', 1_000_000), set: { priority: 'high' } },
          { when: rule(likelyAmount(context), '>=', 100_000), set: { priority: 'normal' } },
          { when: { combinator: 'and', rules: [] }, set: { priority: 'low' } },
        ],
      }),
    },
    {
      name: { ko: '값에 따라 담당 정하기', en: 'Who takes care, by a value' },
      settings: (_, context) => {
        const { path, values } = likelyChoice(context);
        return {
          rules: values
            .slice(0, 2)
            .map((value, i) => ({ when: rule(path, '=', value), set: { queue: `team-${i + 1}` } })),
        };
      },
    },
  ],
};
