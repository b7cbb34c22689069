/** Beginning a flow: the guided choice, the scenarios, what is brought from elsewhere. */
import { addArea } from './add-area.ts';

export const ko = {
  title: '새 흐름',
  back: '처음으로',
  loading: '여는 중입니다…',
  ask: '무엇을 알고 싶으세요?',
  other: '이미 있는 것에서 시작하기',
  empty: '빈 캔버스에서 그리기',
  pattern: {
    absence: {
      title: '일어나야 할 일이 일어나지 않을 때',
      help: '예: 견적을 받은 고객이 3일 안에 가입하지 않음',
    },
    often: { title: '어떤 일이 너무 자주 일어날 때', help: '예: 한 계좌에서 7일 동안 거래 10번 이상' },
    follow: { title: '한 가지 일에 다른 일이 뒤따를 때', help: '예: 연락처를 바꾼 뒤 30일 안에 보험금 청구' },
    single: { title: '중요한 일 하나가 일어날 때', help: '예: 카드 한도를 넘은 결제' },
  },
  from: {
    scenarios: {
      title: '준비된 시나리오',
      help: '은행, 보험, 카드, 증권의 일곱 가지 흐름을 복사해 고쳐 씁니다.',
    },
    json: { title: '흐름 파일(JSON)', help: '내보낸 흐름을 붙여넣거나 파일로 고릅니다.' },
    nodeRed: { title: 'Node-RED에서 가져오기', help: '내보낸 flows.json을 나루의 노드로 바꿉니다.' },
  },
  guide: {
    sentence: '이렇게 됩니다',
    preview: '그려질 모습',
    previewEmpty: '왼쪽의 질문에 답하면 여기에 그려집니다.',
    previewOf: '노드 {{nodes}}개로 된 흐름: {{names}}',
    name: '흐름 이름',
    create: '만들고 열기',
    missing_other: '아직 답하지 않은 질문이 {{count}}개 있습니다.',
  },
  scenarios: {
    lead: '고른 시나리오를 복사해 새 흐름으로 엽니다. 원래 흐름은 그대로 있습니다.',
    use: '복사해서 시작',
    useOf: '‘{{name}}’ 복사해서 시작',
    copyOf: '{{name}} 사본',
  },
  bring: {
    lead: '흐름 파일의 내용을 붙여넣거나 파일을 고르세요. 잘못된 곳이 있으면 모두 알려 드립니다.',
    leadNodeRed:
      'Node-RED에서 내보낸 JSON을 붙여넣거나 파일을 고르세요. 코드는 실행하지 않고 메모로 남기며, 비밀번호 같은 비밀 값은 옮기지 않습니다.',
    choose: '파일 선택',
    paste: 'JSON 붙여넣기',
    check: '확인',
    faults_other: '고칠 곳이 {{count}}개 있습니다.',
    clean: '잘못된 곳이 없습니다.',
    flow: '흐름',
    open: '흐름으로 열기',
    openAnyway: '초안으로 열고 고치기',
    summary_other: 'Node-RED 노드 {{count}}개를 살펴보았습니다.',
    tab: '가져올 탭',
    allTabs: '모든 탭을 한 흐름으로',
    node: 'Node-RED 노드',
    became: '바뀐 모습',
    why: '설명',
  },
  fate: {
    mapped: '그대로 옮김',
    changed: '비슷하게 옮김',
    comment: '메모로 남김',
    joined: '선으로 이음',
    left: '옮기지 않음',
  },
};

export const en = {
  title: 'New flow',
  back: 'Back to the start',
  loading: 'Opening…',
  ask: 'What do you want to know?',
  other: 'Begin from something that exists',
  empty: 'Draw on an empty canvas',
  pattern: {
    absence: {
      title: 'Something does not happen in time',
      help: 'Such as: a customer with a quote does not apply within 3 days',
    },
    often: {
      title: 'Something happens too often',
      help: 'Such as: 10 or more transactions of one account in 7 days',
    },
    follow: {
      title: 'One thing follows another',
      help: 'Such as: a claim within 30 days of a changed address',
    },
    single: {
      title: 'A single event that matters',
      help: 'Such as: a payment over the limit of a card',
    },
  },
  from: {
    scenarios: {
      title: 'A scenario that ships',
      help: 'Copy one of seven flows from banking, insurance, cards and securities, and change it.',
    },
    json: { title: 'A flow file (JSON)', help: 'Paste an exported flow, or choose its file.' },
    nodeRed: { title: 'A Node-RED export', help: 'Turn an exported flows.json into nodes of this tool.' },
  },
  guide: {
    sentence: 'This is what it does',
    preview: 'How it will be drawn',
    previewEmpty: 'Answer the questions on the left, and it is drawn here.',
    previewOf: 'A flow of {{nodes}} nodes: {{names}}',
    name: 'Name of the flow',
    create: 'Create and open',
    missing_one: '{{count}} question is still open.',
    missing_other: '{{count}} questions are still open.',
  },
  scenarios: {
    lead: 'The chosen scenario is copied and opens as a new flow. The original stays as it is.',
    use: 'Copy and begin',
    useOf: 'Copy “{{name}}” and begin',
    copyOf: 'Copy of {{name}}',
  },
  bring: {
    lead: 'Paste a flow file or choose one. If anything is wrong with it, you are told all of it.',
    leadNodeRed:
      'Paste the JSON that Node-RED exports, or choose its file. Code is never run but kept as a comment; passwords and other secrets are not taken over.',
    choose: 'Choose a file',
    paste: 'Paste JSON',
    check: 'Check',
    faults_one: '{{count}} thing has to be fixed.',
    faults_other: '{{count}} things have to be fixed.',
    clean: 'Nothing is wrong with it.',
    flow: 'Flow',
    open: 'Open as a flow',
    openAnyway: 'Open as a draft and fix it',
    summary_one: '{{count}} node of Node-RED was looked at.',
    summary_other: '{{count}} nodes of Node-RED were looked at.',
    tab: 'Tab to import',
    allTabs: 'All tabs as one flow',
    node: 'Node-RED node',
    became: 'What it became',
    why: 'Why',
  },
  fate: {
    mapped: 'Taken over',
    changed: 'Changed',
    comment: 'Kept as a comment',
    joined: 'Joined by a wire',
    left: 'Not taken over',
  },
};

addArea('start', { ko, en });
