import { describe, expect, it } from 'vitest';
import { FrameQueue } from './frame-queue.ts';

function queueAndFrames() {
  const asked: (() => void)[] = [];
  const queue = new FrameQueue({ request: (run) => void asked.push(run) });
  return {
    queue,
    asked,
    frame() {
      for (const run of asked.splice(0)) run();
    },
  };
}

describe('a queue of changes', () => {
  it('writes its share in each frame, in the order in which they came', () => {
    const { queue, asked, frame } = queueAndFrames();
    const written: number[] = [];
    for (let i = 0; i < 2400; i++) queue.add(() => void written.push(i));
    expect(written).toEqual([]);
    expect(asked).toHaveLength(1);
    frame();
    expect(written).toEqual([...Array(400).keys()]);
    for (let i = 0; i < 5; i++) frame();
    expect(written).toEqual([...Array(2400).keys()]);
    expect(asked).toHaveLength(0);
  });

  it('writes few changes at once, so that they agree', () => {
    const { queue, asked, frame } = queueAndFrames();
    let written = 0;
    for (let i = 0; i < 100; i++) queue.add(() => void written++);
    frame();
    expect(written).toBe(100);
    expect(asked).toHaveLength(0);
  });

  it('writes once what was added twice, and not what was dropped', () => {
    const { queue, frame } = queueAndFrames();
    const written: string[] = [];
    const [a, b] = ['a', 'b'].map((name) => () => void written.push(name));
    queue.add(a);
    queue.add(b);
    queue.add(a);
    queue.drop(b);
    for (let i = 0; i < 3; i++) frame();
    expect(written).toEqual(['a']);
  });

  it('takes what is added while it writes', () => {
    const { queue, frame } = queueAndFrames();
    const written: string[] = [];
    queue.add(() => queue.add(() => void written.push('later')));
    for (let i = 0; i < 2; i++) frame();
    expect(written).toEqual(['later']);
  });

  it('keeps up when more comes before all is written', () => {
    const { queue, frame } = queueAndFrames();
    let written = 0;
    for (let turn = 0; turn < 20; turn++) {
      for (let i = 0; i < 1000; i++) queue.add(() => void written++);
      for (let i = 0; i < 6; i++) frame();
    }
    expect(written).toBe(20_000);
  });
});
