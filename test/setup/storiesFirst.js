import { relative, sep } from 'node:path';

/** Rooms whose files take long, longest first; everything else comes after them in small pieces. */
const slowRooms = ['test/local/story', 'test/simulation', 'test/local/runner', 'test/infra'];

const rank = ({ path, context }) => {
  const file = relative(context.config.rootDir, path).split(sep).join('/');
  const room = slowRooms.findIndex((name) => file.startsWith(name));
  return room === -1 ? slowRooms.length : room;
};

/**
 * Long files first, so that no worker ends alone with one of them. Jest does so by the durations of the last run, which
 * a fresh clone does not have.
 */
export default class StoriesFirst {
  sort(tests) {
    return tests.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  cacheResults() {}
}
