import type { FeedSwitch, FeedSwitches } from './feedSwitch.ts';
import type { Log } from '../log.ts';

const words = { on: 'on', off: 'OFF', changing: 'changing', missing: 'MISSING' } as const;

const listSwitches = (switches: readonly FeedSwitch[], log: Log): void => {
  for (const { name, state } of switches) log(`${words[state].padEnd(9)} ${name}`);
};

/** Which release runs, what is on, and which alarms are. @returns whether the feed runs whole and no alarm is on */
export const showStatus = async (feed: FeedSwitches, log: Log): Promise<boolean> => {
  const { release, since } = await feed.release();
  log(`release ${release}, deployed ${since}`);
  const switches = await feed.switches();
  listSwitches(switches, log);
  const alarms = await feed.alarmsThatAreOn();
  for (const { name, since: from } of alarms) log(`ALARM     ${name} since ${from}`);
  if (alarms.length === 0) log('No alarm is on.');
  return alarms.length === 0 && switches.every(({ state }) => state === 'on');
};

const stopTold = [
  'Stopped: no schedule fires and no job is done. Jobs that are at work end by themselves, within five minutes.',
  'Still there: the API, our pages, mails that wait, and events of Ponto, which queue up. A job lives four days on its queue:',
  'after that it is lost, and the next schedule reads what it would have read.',
  'A deployment that changes a schedule or a queue turns it on again: deploy with `-c feed=stopped` until you say go.',
  'Alarms on silence and on old jobs go off after hours. That is right: nobody is to forget this.',
];
const goTold = [
  'Going. What waits on the queues is done now; what schedules missed is read by their next run.',
  'If the stack was deployed with `feed=stopped`, deploy it again without.',
];

/**
 * Turns the whole feed off or on; said again it finishes what was left. @returns whether all is as was asked
 *
 * @param yes without it, it only tells what it would do
 */
export const turnFeed = async (to: 'on' | 'off', yes: boolean, feed: FeedSwitches, log: Log): Promise<boolean> => {
  const switches = await feed.switches();
  const toTurn = switches.filter(({ state }) => state !== to && state !== 'missing' && state !== 'changing');
  if (!yes) {
    listSwitches(switches, log);
    log(`${toTurn.length} would be turned ${to}. Do it with: npm run ops -- ${to === 'on' ? 'go' : 'stop'} --yes`);
    return true;
  }
  for (const one of toTurn) {
    await one.turn(to);
    log(`${words[to].padEnd(9)} ${one.name}`);
  }
  const rest = switches.filter(({ state }) => state === 'missing' || state === 'changing');
  listSwitches(rest, log);
  if (rest.length > 0) {
    log('These were not turned: say it again in a minute, and look at the last deployment for what is missing.');
    return false;
  }
  (to === 'on' ? goTold : stopTold).forEach(log);
  return true;
};
