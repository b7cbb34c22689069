/** Sends bodies over connections that stay open. */
import { Agent, type RequestOptions, request } from 'node:http';

export class Sender {
  private readonly agent: Agent;
  private readonly options: RequestOptions;

  constructor(address: string, connections: number) {
    const { hostname, port } = new URL(address);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.options = { agent: this.agent, hostname, port, path: '/api/events', method: 'POST' };
  }

  /** @returns the answer's text @throws Error where it is no 202 */
  send(body: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length };
      const asked = request({ ...this.options, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece) => {
          text += piece;
        });
        answer.on('end', () => {
          if (answer.statusCode === 202) resolve(text);
          else reject(new Error(`${answer.statusCode}: ${text}`));
        });
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
