/** Says early, and in words, that the port is taken. The server itself checks again when it listens. */
import { createServer } from 'node:net';
import { Obstacle } from './say.mjs';

/** @returns {Promise<void>} rejects with an obstacle where PORT is no port, or is taken */
export async function requireFreePort() {
  const text = process.env.PORT || '4380';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Obstacle({
      ko: `포트 번호가 아닙니다: PORT=${text}. 0에서 65535 사이의 수를 쓰세요.`,
      en: `PORT=${text} is no port. Give a number from 0 to 65535.`,
    });
  const host = process.env.HOST || '127.0.0.1';
  const code = await codeOfListening(port, host);
  if (code === 'EADDRINUSE')
    throw new Obstacle({
      ko: `포트 ${port}번을 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끝내거나 다른 포트로 시작하세요: PORT=${port + 1} npm start`,
      en: `Port ${port} is in use by another program. Stop that one, or start on another port: PORT=${port + 1} npm start`,
    });
  if (code === 'EACCES')
    throw new Obstacle({
      ko: `포트 ${port}번을 열 권한이 없습니다. 1024 이상의 포트로 시작하세요: PORT=4380 npm start`,
      en: `There is no permission to open port ${port}. Start on one from 1024 upwards: PORT=4380 npm start`,
    });
}

function codeOfListening(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
