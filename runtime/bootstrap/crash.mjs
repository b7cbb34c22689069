/** `npm run crash -- 200`: kills the runtime at 200 random moments under load, and looks whether anything is lost. */
import { prepare } from './prepare.mjs';
import { inProject, runNode } from './project.mjs';

const [kills = '200'] = process.argv.slice(2);
if (!/^[1-9]\d{0,4}$/.test(kills)) {
  console.error(
    `횟수가 아닙니다: "${kills}". npm run crash -- 200처럼 쓰세요.\n"${kills}" is no number of kills. Write it like npm run crash -- 200.`,
  );
  process.exit(2);
}
process.env.NARU_CRASHES = kills;
await prepare(['editor', 'runtime']);
const { code } = await runNode([
  inProject('node_modules/vitest/vitest.mjs'),
  ...['run', '--project', 'e2e', 'test/crash/crash.e2e.ts'],
]);
process.exitCode = code;
