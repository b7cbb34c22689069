/**
 * What runs inside the page while it is measured, before anything else of it. React tells developer tools of every
 * commit, in what was built for production too: by that, and by what changed in the document, this counts the cards
 * that were drawn.
 *
 * A plain script, sent into the page as it stands here; canvas-page.ts has its types. It costs the page a look at the
 * drawing's place in each frame, and a walk through what was drawn only while cards are counted.
 */

(() => {
  const NODE = 'react-flow__node';
  /** React's marks: a component was called; what kinds of components there are; a host element. */
  const PERFORMED_WORK = 1;
  const COMPONENTS = new Set([0, 1, 11, 14, 15]);
  const HOST = 5;

  let found;
  const viewport = () => {
    if (!found?.isConnected) found = document.querySelector('.react-flow__viewport');
    return found;
  };
  const transform = () => viewport()?.style.transform ?? '';

  /** Where the mouse is while it drags the drawing about, seen from where it began: round and round, in px and ms. */
  const REACH = { x: 320, y: 180 };
  const AROUND = 2400;
  const placeAt = (time) => {
    const turn = (2 * Math.PI * time) / AROUND;
    return { x: REACH.x * Math.sin(turn), y: (REACH.y * (1 - Math.cos(turn))) / 2 };
  };

  /** As the browser does it: to whatever lies under the mouse there, which has to be found. */
  const moveMouse = (clientX, clientY) => {
    const under = document.elementFromPoint(clientX, clientY) ?? document.body;
    const init = { clientX, clientY, buttons: 1, bubbles: true, cancelable: true, view: window };
    under.dispatchEvent(new PointerEvent('pointermove', { ...init, pointerType: 'mouse' }));
    under.dispatchEvent(new MouseEvent('mousemove', init));
  };

  const cards = { observer: undefined, drawn: 0, unchanged: 0, changed: 0, names: new Set() };

  const cardOf = (target) =>
    (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(`.${NODE}`);

  const isOther = ({ type, target, oldValue, attributeName }) => {
    if (type === 'characterData') return target.data !== oldValue;
    if (type === 'attributes') return target.getAttribute(attributeName) !== oldValue;
    return true;
  };

  /** The ids of the cards that are not what they were before these changes. */
  const changedBy = (records) => {
    const ids = new Set();
    for (const record of records) {
      const card = cardOf(record.target);
      if (card && isOther(record)) ids.add(card.dataset.id);
    }
    return ids;
  };

  const isCard = (fiber) => fiber?.tag === HOST && fiber.stateNode.classList.contains(NODE);

  /** Walks through what this commit has come to, and gives the ids of the cards on which a component was called. */
  const drawnIn = (root) => {
    const ids = new Set();
    const walk = (parent, card) => {
      // Children that were not come to are the same objects as before.
      if (parent.alternate && parent.child === parent.alternate.child) return;
      for (let fiber = parent.child; fiber; fiber = fiber.sibling) {
        const inside = isCard(fiber) ? fiber.stateNode.dataset.id : card;
        if (COMPONENTS.has(fiber.tag) && (fiber.flags & PERFORMED_WORK) !== 0) {
          const id = inside ?? (isCard(fiber.child) ? fiber.child.stateNode.dataset.id : undefined);
          if (id !== undefined) {
            ids.add(id);
            called.push([id, fiber.type?.displayName ?? fiber.type?.name ?? fiber.type?.type?.name ?? '?']);
          }
        }
        walk(fiber, inside);
      }
    };
    const called = [];
    walk(root.current, undefined);
    return { ids, called };
  };

  const onCommit = (root) => {
    if (!cards.observer) return;
    const changed = changedBy(cards.observer.takeRecords());
    const { ids, called } = drawnIn(root);
    cards.changed += changed.size;
    cards.drawn += ids.size;
    for (const id of ids) if (!changed.has(id)) cards.unchanged++;
    for (const [id, name] of called) if (!changed.has(id) && cards.names.size < 20) cards.names.add(name);
  };

  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    renderers: new Map(),
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (_renderer, root) => onCommit(root),
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onScheduleFiberRoot() {},
    setStrictMode() {},
  };

  /** Where the mouse took hold of the drawing. */
  const start = { x: 0, y: 0 };
  addEventListener(
    'mousedown',
    ({ clientX, clientY }) => Object.assign(start, { x: clientX, y: clientY }),
    true,
  );

  window.naruProbe = {
    transform,
    scale: () => new DOMMatrix(transform()).a,
    emptyPlace(x, y) {
      for (let away = 0; away < 300; away += 5)
        for (let turn = 0; turn < 12; turn++) {
          const place = { x: x + away * Math.cos(turn), y: y + away * Math.sin(turn) };
          if (document.elementFromPoint(place.x, place.y)?.classList.contains('react-flow__pane'))
            return place;
        }
      return undefined;
    },
    /** Until the drawing keeps its place. */
    stands: () =>
      new Promise((resolve) => {
        let still = 0;
        let last = '';
        const again = () => {
          still = transform() === last ? still + 1 : 0;
          last = transform();
          if (still < 20) requestAnimationFrame(again);
          else resolve();
        };
        again();
      }),
    drag: (forMs) =>
      new Promise((resolve) => {
        const times = [];
        let moved = 0;
        let last = transform();
        const frame = (time) => {
          times.push(time);
          const now = transform();
          if (now !== last) moved++;
          last = now;
          if (time - times[0] >= forMs) {
            const gaps = times.slice(1).map((each, i) => each - times[i]);
            resolve({ seconds: (time - times[0]) / 1000, frames: gaps.length, moved, gaps });
            return;
          }
          const place = placeAt(time - times[0]);
          moveMouse(start.x + place.x, start.y + place.y);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    startCards() {
      Object.assign(cards, { drawn: 0, unchanged: 0, changed: 0, names: new Set() });
      cards.observer = new MutationObserver((records) => {
        // Changes that React did not make.
        cards.changed += changedBy(records).size;
      });
      cards.observer.observe(viewport(), {
        subtree: true,
        childList: true,
        characterData: true,
        characterDataOldValue: true,
        attributes: true,
        attributeOldValue: true,
      });
    },
    endCards() {
      cards.observer.disconnect();
      cards.observer = undefined;
      const { drawn, unchanged, changed, names } = cards;
      return {
        cards: document.querySelectorAll(`.${NODE}`).length,
        drawn,
        unchanged,
        changed,
        names: [...names],
      };
    },
  };
})();
