/** The palette of node kinds. */
export const ko = {
  title: '노드',
  search: '노드 찾기',
  nothing: '찾는 노드가 없습니다',
  add: '{{kind}} 추가',
  help: '끌어다 놓거나 눌러서 추가하세요',
  hide: '노드 목록 접기',
  show: '노드 목록 펼치기',
  category: {
    source: '입력',
    logic: '조건과 흐름',
    enrich: '데이터 보강',
    pattern: '시간과 패턴',
    action: '조치',
    note: '메모',
  },
};

export const en = {
  title: 'Nodes',
  search: 'Find a node',
  nothing: 'No node fits',
  add: 'Add {{kind}}',
  help: 'Drag onto the canvas, or click to add',
  hide: 'Fold the list of nodes',
  show: 'Unfold the list of nodes',
  category: {
    source: 'Input',
    logic: 'Conditions',
    enrich: 'Data',
    pattern: 'Time and patterns',
    action: 'Actions',
    note: 'Notes',
  },
};
