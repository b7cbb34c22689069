/** The built engine worker, but it dies of an error outside every call when events with the source `/break` come. */
import { parentPort } from 'node:worker_threads';

const on = parentPort.on.bind(parentPort);
parentPort.on = (event, listener) =>
  on(event, (message) => {
    if (message.name === 'push' && new TextDecoder().decode(message.args[0]).includes('/break'))
      throw new Error('broken as the test wants it');
    listener(message);
  });
await import('../../dist/runtime/engine-worker.js');
