/** The flow told as text. */
export const ko = {
  tab: '설명',
  label: '흐름 설명',
  copy: '설명 복사',
  copied: '복사했습니다',
  apart: '어디에도 이어지지 않은 부분:',
  empty: '아직 그린 것이 없습니다',
  emptyHelp: '노드를 놓고 이으면 흐름이 하는 일을 여기서 글로 읽을 수 있습니다.',
};

export const en: typeof ko = {
  tab: 'In words',
  label: 'The flow in words',
  copy: 'Copy the text',
  copied: 'Copied',
  apart: 'Not connected to any event:',
  empty: 'Nothing is drawn yet',
  emptyHelp: 'Place nodes and wire them, and what the flow does can be read here.',
};
