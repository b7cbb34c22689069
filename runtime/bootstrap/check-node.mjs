/**
 * Stops with a sentence on a Node that is too old. Imported first and written in old syntax, so that such a Node
 * gets as far as this check.
 */
const least = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < least[0] || (major === least[0] && minor < least[1])) {
  const korean = /^ko/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
  const version = least.join('.');
  process.stderr.write(
    korean
      ? `naru: Node.js ${version} 이상이 필요합니다. 지금은 ${process.versions.node}입니다. https://nodejs.org 에서 새 버전을 설치하세요.\n`
      : `naru: Naru needs Node.js ${version} or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org.\n`,
  );
  process.exit(1);
}
