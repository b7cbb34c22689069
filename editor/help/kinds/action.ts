/** action and comment: what is done in the end, and what is only said. */
import { channelOf } from '../../../nodes/action/channels.ts';
import { type Row, textOf } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { likelyKey, say, spanWords } from '../settings-words.ts';
import type { Help, Story } from '../timeline.ts';

function actionStories(config: Row, language: Language): Story[] {
  const channel = channelOf(config.channel)?.label[language] ?? say(language, '조치', 'action');
  const match: Story = {
    outcome: 'match',
    caption: say(
      language,
      `들어온 이벤트마다 ‘${channel}’ 조치를 한 번 합니다.`,
      `Done once for each event that comes: ${channel}.`,
    ),
    marks: [{ at: 30, label: say(language, '감지', 'match'), tone: 'event' }],
    told: [{ at: 55, label: channel }],
  };
  if (textOf(config.deadline) === '') return [match];
  const time = spanWords(config.deadline, language);
  return [
    match,
    {
      outcome: 'near',
      caption: say(
        language,
        `${time} 안에 하지 못하면 하지 않고 ‘기한 지남’으로 남깁니다.`,
        `What could not be done within ${time} is not done any more, and kept as expired.`,
      ),
      marks: [{ at: 20, label: say(language, '감지', 'match'), tone: 'event' }],
      spans: [{ from: 20, to: 70, label: time }],
      told: [{ at: 84, label: say(language, '기한 지남', 'expired') }],
    },
  ];
}

export const actionHelp: Help = {
  text: {
    ko: '찾아낸 일에 대해 실제로 무엇을 합니다. 실패하면 다시 시도하고, 끝내 실패하면 ‘실패’로 나갑니다. 글에는 {{항목}}처럼 이벤트의 값을 넣을 수 있습니다.',
    en: 'Does something about what was found. What fails is tried again, and leaves by “failed” in the end. Texts can hold values of the event, such as {{field}}.',
  },
  stories: (config, language) => actionStories(config, language),
  examples: [
    {
      name: { ko: '담당자에게 업무 배정', en: 'A task on a work list' },
      settings: (_, context) => ({
        channel: 'task',
        params: { queue: 'tm-center', title: `{{${likelyKey(context)}}}` },
      }),
    },
    {
      name: { ko: '조사 건으로 등록', en: 'An investigation case' },
      settings: (_, context) => ({
        channel: 'case',
        params: { title: `{{${likelyKey(context)}}}`, severity: 'high' },
      }),
    },
    {
      name: { ko: '이메일 보내기', en: 'An e-mail' },
      settings: (_, context) => ({
        channel: 'email',
        params: { to: 'team@example.com', subject: `{{${likelyKey(context)}}}`, body: '' },
      }),
    },
  ],
};

export const commentHelp: Help = {
  text: {
    ko: '캔버스에 남기는 글입니다. 이벤트에는 아무 일도 하지 않습니다. 왜 이렇게 그렸는지, 기준을 누가 정했는지 적어 두세요.',
    en: 'A text on the canvas; it does nothing with events. Say why it is drawn so, and who chose the limits.',
  },
  stories: () => [],
  examples: [
    {
      name: { ko: '기준의 출처', en: 'Where a limit comes from' },
      settings: () => ({
        text: { ko: '기준: \n정한 사람: \n정한 날: ', en: 'Limit: \nChosen by: \nOn: ' },
      }),
    },
    {
      name: { ko: '할 일', en: 'To do' },
      settings: () => ({ text: { ko: '할 일: ', en: 'To do: ' } }),
    },
  ],
};
