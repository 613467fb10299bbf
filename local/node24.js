import process from 'node:process';

/*
 * Loaded before the entry points that a newcomer starts, in plain JavaScript that an older Node.js can still read: what is
 * missing is told in one sentence instead of an unknown file extension.
 */
const needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `Node.js ${needed} is needed and this is ${process.versions.node}: on Linux and Windows npm ci brings it (unless optional ` +
      `packages were left out), on a Mac install Node.js ${needed} first.\n`,
  );
  process.exit(1);
}
