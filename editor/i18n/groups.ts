/** Groups on the canvas, the menu of the canvas, and the pages that keys lead to. */
export const ko = {
  name: '묶음 ‘{{title}}’, 노드 {{count}}개',
  untitled: '묶음',
  help: '끌어서 함께 옮기고, 두 번 눌러 이름을 바꿉니다.',
  title: '묶음 이름',
  colour: '색',
  colours: { grey: '회색', blue: '파랑', teal: '청록', violet: '보라', orange: '주황', yellow: '노랑' },
  edit: '묶음 이름과 색',
  apply: '확인',
  dropIn: '놓으면 이 묶음에 들어갑니다',
  takeOut: '놓으면 묶음에서 빠집니다',
  moved: '묶음을 옮겼습니다',
};

export const en: typeof ko = {
  name: 'Group “{{title}}”, {{count}} nodes',
  untitled: 'Group',
  help: 'Drag to move it all; double-click to rename.',
  title: 'Name of the group',
  colour: 'Colour',
  colours: {
    grey: 'Grey',
    blue: 'Blue',
    teal: 'Teal',
    violet: 'Violet',
    orange: 'Orange',
    yellow: 'Yellow',
  },
  edit: 'Name and colour of the group',
  apply: 'Done',
  dropIn: 'Drop to put it into this group',
  takeOut: 'Drop to take it out of the group',
  moved: 'The group was moved',
};
